"""Which form answers which kind of duty."""

from sekretariat.domain.obligations.enums import ObligationKind

from .calendarform import CalendarForm
from .commitmentform import CommitmentForm
from .forms import AcknowledgeForm, AnswerForm, CoordinatorsForm, FreeAnswerForm
from .remarksform import RemarksForm

FORMS: dict[ObligationKind, type[AnswerForm]] = {
    ObligationKind.NAME_COORDINATOR: CoordinatorsForm,
    ObligationKind.ACKNOWLEDGE: AcknowledgeForm,
    ObligationKind.FREE_ANSWER: FreeAnswerForm,
    ObligationKind.SEND_CALENDAR: CalendarForm,
    ObligationKind.GIVE_REMARKS: RemarksForm,
    ObligationKind.CONFIRM_COMMITMENT: CommitmentForm,
}
