"""The extract of a decision goes out as a letter to the institutions that it concerns."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters import services as letters
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import last_signature
from sekretariat.domain.letters.services import DemandOf, Draft
from sekretariat.domain.obligations.enums import OWED
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.services import keep

from ..exporters.extract import extract_document, extract_title
from ..models import BodyDecision
from ._guards import note_in_trail, refuse_cancelled, refuse_unless_keeper
from .minutes import MEDIA_TYPES


@transaction.atomic
def draft_extract(*, decision: BodyDecision, to: Sequence[Institution], by: Actor, on: datetime.date) -> Letter:
    """A draft that encloses the extract. What the decision asks of the addressees stands in it and is not doubled:
    the duties behind its action points are asked for again when the letter goes out.
    """
    meeting = decision.meeting
    refuse_unless_keeper(meeting, by=by)
    refuse_cancelled(meeting)
    _check_addressees(decision, to)
    note_in_trail(
        "meeting.extract_drafted",
        meeting,
        by=by,
        on=on,
        number=decision.number_label,
        institutions=", ".join(one.label for one in to),
    )
    letter = letters.draft_letter(office=meeting.office, draft=_draft(decision, to), by=by, on=on)
    document = extract_document(decision, created=timezone.now())
    access = AccessLevel.RESTRICTED if decision.is_restricted else AccessLevel.INTERNAL
    file = keep(data=document.body, name=document.name, media_type=MEDIA_TYPES["docx"], by=by, on=on, access=access)
    letters.enclose(letter=letter, file=file, title=extract_title(meeting), by=by, on=on)
    decision.letters.add(letter)
    return letter


def _check_addressees(decision: BodyDecision, to: Sequence[Institution]) -> None:
    if not to:
        raise DomainError(_("Choose the institutions to which the extract goes."), field="to")
    if not decision.is_restricted:
        return
    concerned = set(decision.institutions.values_list("pk", flat=True))
    if others := [one.label for one in to if one.pk not in concerned]:
        raise DomainError(
            _("The decision is restricted and does not concern: %(names)s.") % {"names": ", ".join(others)}, field="to"
        )


def _draft(decision: BodyDecision, to: Sequence[Institution]) -> Draft:
    meeting = decision.meeting
    signatory, signatory_post = last_signature(meeting.office)
    values = {
        "number": decision.number_label,
        "body": decision.body.name_sq,
        "day": f"{meeting.on:%d.%m.%Y}",
        "meeting": meeting.number_label,
    }
    with override("sq"):
        lines = [
            _("%(body)s, at its meeting no. %(meeting)s of %(day)s, took decision no. %(number)s:") % values,
            f"{str(decision.get_verb_display()).capitalize()}: {decision.text_sq}",
            _("Enclosed you find the extract of this decision, for you to act on."),
        ]
        return Draft(
            subject=_("Decision no. %(number)s of %(day)s of %(body)s") % values,
            text="\n".join(lines),
            to=to,
            demands=_demands(decision, to),
            body=decision.body,
            signatory=signatory,
            signatory_post=signatory_post,
            # Each reads what it owes itself, and no other's.
            one_per_addressee=len(to) > 1,
        )


def _demands(decision: BodyDecision, to: Sequence[Institution]) -> list[DemandOf]:
    """What the addressees owe by the decision's action points, in the words that stand, asked for again."""
    owed = Obligation.objects.filter(
        action_points__decision=decision, institution__in=[one.pk for one in to], state__in=OWED
    )
    by_key = {one.pk: one for one in to}
    alike: dict[int, list[Obligation]] = defaultdict(list)
    for row in owed.distinct().order_by("pk"):
        alike[row.institution_id].append(row)
    return [
        DemandOf(demand=_as_it_stands(row), institution=by_key[key], asks_again=True)
        for key, rows in alike.items()
        for row in rows
    ]


def _as_it_stands(row: Obligation) -> Demand:
    return Demand(
        kind=row.kind, ask_sq=row.ask_sq, ask_en=row.ask_en, due_on=row.due_on, due_precision=row.due_precision
    )
