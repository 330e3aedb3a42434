"""Passing what is very late on to the superior: a letter is drafted for signature, and never written by itself."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.institutions.queries import superior_of
from sekretariat.domain.letters import services as letters
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import last_signature, letters_asking
from sekretariat.domain.letters.services import Draft
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission, system_actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.days.counting import working_days_between
from sekretariat.ground.days.queries import holidays_between
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.words import format_date

from ..enums import ContactWay, Stage
from ..models import ContactNote, Reminder
from ..queries import day_of, escalations_due, not_escalated, reminders_seen
from ._citing import cite
from ._writing import due_of


def draft_due_escalations(*, office: Office, on: datetime.date) -> list[Letter]:
    """Draft the letters that the office's delay asks for on the day. Run twice, it drafts them once."""
    return draft_escalations(obligations=escalations_due(office, on=on), by=system_actor(), on=on)


@transaction.atomic
def draft_escalations(*, obligations: Iterable[Obligation], by: Actor, on: datetime.date) -> list[Letter]:
    """One draft for each asking letter and superior, over what is late and was not passed on by this deadline yet.

    Who has no superior is written to itself, for the attention of its head. Nothing goes out: an officer reads the
    draft, changes it, has it signed, or lets it lie.
    """
    keys = [obligation.pk for obligation in obligations]
    rows = (
        Obligation.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("institution", "office")
    )
    if not all(by.may(Permission.LETTERS_WRITE, institution_id=row.office_id) for row in rows.order_by("pk")):
        raise NotAllowed(_("Only the office's officers write its letters."))
    late = not_escalated(Obligation.objects.filter(pk__in=keys), on=on)
    together: dict[tuple[Letter, Institution], list[Obligation]] = defaultdict(list)
    for row in late.select_related("institution", "office"):
        if asking := letters_asking(row).first():
            together[asking, superior_of(row.institution, on=on) or row.institution].append(row)
    return [_draft(letter, superior, owed, by=by, on=on) for (letter, superior), owed in together.items()]


def _draft(
    letter: Letter, superior: Institution, owed: Sequence[Obligation], *, by: Actor, on: datetime.date
) -> Letter:
    signatory, signatory_post = last_signature(letter.office)
    with override("sq"):
        draft = Draft(
            subject=_("No answer to: %(subject)s") % {"subject": letter.subject[:450]},
            text="\n".join(_text(letter, superior, owed, on=on)),
            to=[superior],
            body=letter.body,
            follows=letter,
            signatory=letter.signatory or signatory,
            signatory_post=letter.signatory_post or signatory_post,
        )
    made = letters.draft_letter(office=letter.office, draft=draft, by=by, on=on)
    for row in owed:
        record("obligation.escalated", by=by, target=row, on=on, institution_id=row.institution_id, to=superior.label)
        Reminder.objects.create(obligation=row, stage=Stage.ESCALATION, due_on=row.due_on, on=on, letter=made)
    return made


def _text(letter: Letter, superior: Institution, owed: Sequence[Obligation], *, on: datetime.date) -> list[str]:
    cited = {"citation": cite(letter)}
    if any(row.institution == superior for row in owed):
        lines = [
            _("For the attention of the head of the institution."),
            _("By %(citation)s, we asked you for an answer. Until today it has not come:") % cited,
        ]
    else:
        lines = [
            _("By %(citation)s, we asked institutions that stand under you. Until today no answer has come from:")
            % cited
        ]
    lines += [_line(row, on=on) for row in owed]
    return [*lines, _("Please see to it that the answer is given.")]


def _line(row: Obligation, *, on: datetime.date) -> str:
    """ "ADISA: Caktoni koordinatorin; afati ishte 04.06.2018, me vonesë 5 ditë pune. U kujtua më 30.05.2018." """
    assert row.due_on is not None
    days = working_days_between(row.due_on, on, holidays=holidays_between(row.due_on, on))
    late = ngettext(
        "the deadline was %(day)s, late by %(count)s working day",
        "the deadline was %(day)s, late by %(count)s working days",
        days,
    ) % {"day": due_of(row), "count": days}
    return " ".join([f"{row.institution.name_sq}: {row.ask_sq}; {late}.", *_done(row)])


def _done(row: Obligation) -> list[str]:
    """What the office has done to get the answer. What was said on the telephone stays in the office."""
    reminded = [
        format_date(day_of(one), language="sq") for one in reminders_seen(Reminder.objects.filter(obligation=row))
    ]
    called = ContactNote.objects.filter(obligation=row, way=ContactWay.PHONE).order_by("on", "pk")
    rang = [format_date(note.on, language="sq") for note in called]
    return [
        said % {"days": ", ".join(dict.fromkeys(days))}
        for said, days in ((_("Reminded on %(days)s."), reminded), (_("Telephoned on %(days)s."), rang))
        if days
    ]
