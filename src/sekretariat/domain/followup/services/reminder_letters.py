"""The next letter of the matter, which reminds those who have not answered the first."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters import services as letters
from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import last_signature
from sekretariat.domain.letters.services import DemandOf, Draft
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import Stage
from ..models import Reminder
from ..queries import first_letter, standing_reminder, to_remind_of
from ._citing import cite


@transaction.atomic
def draft_reminder(*, letter: Letter, by: Actor, on: datetime.date) -> Letter:
    """One draft, a document for each addressee that is late; while nobody is, for each that has not answered yet.

    A draft that stands already and has not gone out is given back instead: a second click makes no second letter.
    """
    first = Letter.objects.select_for_update(of=("self",)).get(pk=first_letter(letter).pk)
    if not by.may(Permission.LETTERS_WRITE, institution_id=first.office_id):
        raise NotAllowed(_("Only the office's officers write its letters."))
    if first.state != LetterState.SENT:
        raise DomainError(_("This letter has not gone out yet: there is nothing to remind of."))
    if standing := standing_reminder(first):
        return standing
    owed = to_remind_of(first, on=on)
    if not owed:
        raise DomainError(_("Everybody has answered this letter: nobody is to be reminded."))
    draft = letters.draft_letter(office=first.office, draft=_draft(first, owed), by=by, on=on)
    Reminder.objects.bulk_create(
        Reminder(obligation=row, stage=Stage.LETTER, due_on=row.due_on, on=on, letter=draft) for row in owed
    )
    return draft


def _draft(letter: Letter, owed: Sequence[Obligation]) -> Draft:
    signatory, signatory_post = last_signature(letter.office)
    to = list(dict.fromkeys(row.institution for row in owed))
    with override("sq"):
        return Draft(
            subject=_("Reminder: %(subject)s") % {"subject": letter.subject[:450]},
            text="\n".join(_text(letter)),
            to=to,
            demands=_demands(owed, to),
            body=letter.body,
            follows=letter,
            signatory=letter.signatory or signatory,
            signatory_post=letter.signatory_post or signatory_post,
            one_per_addressee=True,
        )


def _text(letter: Letter) -> list[str]:
    lines = [_("By %(citation)s, we asked you for an answer, which has not come yet.") % {"citation": cite(letter)}]
    earlier = Letter.objects.filter(follows=letter, reminders__stage=Stage.LETTER, state=LetterState.SENT).distinct()
    if reminded := [
        f"{one.number_label} prot, datë {one.on:%d.%m.%Y}" for one in earlier.order_by("on", "pk") if one.on
    ]:
        lines.append(_("We reminded you of it by letter %(numbers)s.") % {"numbers": ", ".join(reminded)})
    lines.append(_("If the answer has left you meanwhile, please tell us its number and date."))
    return lines


def _demands(owed: Sequence[Obligation], to: Sequence[Institution]) -> list[DemandOf]:
    """The same words, so that sending asks nothing twice; said once where all owe the same by the same day."""
    alike: dict[Demand, list[Institution]] = defaultdict(list)
    for row in owed:
        alike[_as_it_stands(row)].append(row.institution)
    return [
        DemandOf(demand=demand, institution=institution, asks_again=True)
        for demand, institutions in alike.items()
        for institution in ([None] if len(institutions) == len(to) else institutions)
    ]


def _as_it_stands(row: Obligation) -> Demand:
    return Demand(
        kind=row.kind,
        ask_sq=row.ask_sq,
        ask_en=row.ask_en,
        due_on=row.due_on,
        due_precision=row.due_precision,
    )
