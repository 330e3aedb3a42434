"""Sending measures to the members of a body for remarks, taking what they say, answering it one by one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.followup.services import mail_asked
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.obligations.enums import OWED, ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.rules import answers_for, can_record
from sekretariat.domain.obligations.services import (
    CANNOT_ANSWER,
    Demand,
    Source,
    Wanted,
    accept,
    ask_all,
    withdraw,
)
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.models import Plan, PlanEntry
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from .enums import RemarkOutcome, RoundState
from .models import Remark, RemarksRound, RoundEntry, RoundObligation
from .queries import asked_in
from .rules import can_keep_round, can_open_round


@dataclass(frozen=True, kw_only=True)
class RemarkSaid:
    """What is said of one measure of the round, or of all (`entry_id` None)."""

    text: str
    entry_id: int | None = None


@transaction.atomic
def open_round(
    *,
    office: Office,
    body: Body,
    plan: Plan,
    entries: Sequence[PlanEntry],
    subject_sq: str,
    due_on: datetime.date,
    by: Actor,
    on: datetime.date,
    subject_en: str = "",
) -> RemarksRound:
    """Ask every institution of the body for remarks on the measures, and write to each with its personal link."""
    if not can_open_round(by, office_id=office.pk, body_id=body.pk):
        raise NotAllowed(_("Only the technical secretariat of the body asks its members for remarks."))
    if not entries:
        raise DomainError(_("Choose at least one measure."), field="entries")
    if any(entry.plan_id != plan.pk for entry in entries):
        raise DomainError(_("The measures of a round belong to its plan."), field="entries")
    members = Institution.objects.filter(pk__in=asked_in(body.pk, on=on)).order_by("sort_key", "pk")
    if not members:
        raise DomainError(_("No institution has a seat or a coordinator in this body today."), field="body")
    made = RemarksRound(
        office=office,
        body=body,
        plan=plan,
        subject_sq=" ".join(subject_sq.split()),
        subject_en=" ".join(subject_en.split()),
        opened_on=on,
        due_on=due_on,
    )
    check(made)
    made.save()
    _touch("round.opened", made, by=by, on=on, body=body.label, plan=plan.label, count=len(entries))
    RoundEntry.objects.bulk_create(RoundEntry(round=made, entry=entry) for entry in entries)
    wanted = [_wanted(made, member) for member in members]
    asked = ask_all(wanted, office=office, body=body, by=by, on=on)
    RoundObligation.objects.bulk_create(RoundObligation(round=made, obligation=one) for one in asked)
    mail_asked(asked, why=made.subject_sq, by=by, on=on)
    return made


def _wanted(made: RemarksRound, member: Institution) -> Wanted:
    source = Source(
        key=f"round:{made.pk}",
        subject=made.subject_sq,
        citation=f"{made.body.label}, {made.opened_on:%d.%m.%Y}"[:120],
        on=made.opened_on,
    )
    demand = Demand(
        kind=ObligationKind.GIVE_REMARKS,
        ask_sq=_asked("sq", made.subject_sq),
        ask_en=_asked("en", made.subject_en) if made.subject_en else "",
        due_on=made.due_on,
    )
    return Wanted(demand=demand, institution=member, source=source)


def _asked(language: str, subject: str) -> str:
    with override(language):
        return (_("Give remarks: %(subject)s") % {"subject": subject})[:300]


@transaction.atomic
def take_remarks(
    *, obligation: Obligation, said: Sequence[RemarkSaid], answer: Answer, by: Actor, on: datetime.date
) -> list[Remark]:
    """Keep what an institution says in a round; nothing said is "no remarks".

    Said again, after its answer was returned, it replaces what the secretariat has not answered yet.
    """
    if not (answers_for(by, obligation) or can_record(by, obligation)):
        raise NotAllowed(CANNOT_ANSWER)
    link = RoundObligation.objects.select_related("round__body").get(obligation=obligation.pk)
    remarks_round = _locked(link.round)
    _refuse_closed(remarks_round)
    keys = set(remarks_round.round_entries.values_list("entry", flat=True))
    if any(one.entry_id is not None and one.entry_id not in keys for one in said):
        raise DomainError(_("One of these measures is not in the round. Look at the list again."))
    institution = obligation.institution
    _touch("round.remarked", remarks_round, by=by, on=on, member=institution.label, count=len(said))
    before = remarks_round.remarks.filter(institution=institution)
    before.filter(outcome="").delete()
    answered = set(before.values_list("entry", "text"))
    rows = [
        Remark(
            round=remarks_round,
            entry_id=one.entry_id,
            institution=institution,
            answer=answer,
            text=one.text.strip(),
            received_on=on,
        )
        for one in said
        if one.text.strip() and (one.entry_id, one.text.strip()) not in answered
    ]
    return Remark.objects.bulk_create(rows)


@transaction.atomic
def respond_to_remark(*, remark: Remark, outcome: str, response: str, by: Actor, on: datetime.date) -> Remark:
    """Say what becomes of a remark; why, where it is not taken whole. It may be said better until the round closes."""
    remarks_round = _kept(remark.round, by=by)
    _refuse_closed(remarks_round)
    remark = Remark.objects.select_for_update(of=("self",)).select_related("institution").get(pk=remark.pk)
    if outcome not in RemarkOutcome.values:
        raise DomainError(_("Say what becomes of the remark."), field="outcome")
    remark.outcome, remark.response, remark.responded_on = outcome, response.strip(), on
    if outcome in (RemarkOutcome.PARTLY, RemarkOutcome.NOT_TAKEN) and not remark.response:
        raise DomainError(_("Say why the remark is not taken, or only in part."), field="response")
    check(remark)
    said = {"member": remark.institution.label, "outcome": outcome, "response": remark.response}
    _touch("round.remark_answered", remarks_round, by=by, on=on, **said)
    remark.save()
    return remark


@transaction.atomic
def close_round(*, remarks_round: RemarksRound, by: Actor, on: datetime.date) -> RemarksRound:
    """End the round once every remark was answered. What came is accepted; who is silent is asked no longer.

    Raises DomainError, with their names, while remarks wait for an answer, or while members have still time to speak.
    """
    remarks_round = _kept(remarks_round, by=by)
    _refuse_closed(remarks_round)
    _refuse_unanswered(remarks_round)
    duties = list(remarks_round.obligations.select_related("institution").order_by("institution__sort_key"))
    silent = [duty for duty in duties if duty.state in OWED]
    if silent and on <= remarks_round.due_on:
        raise DomainError(
            _("Until %(day)s they have time to answer: %(names)s.")
            % {"day": f"{remarks_round.due_on:%d.%m.%Y}", "names": _names(silent)}
        )
    remarks_round.state, remarks_round.closed_on = RoundState.CLOSED, on
    remarks_round.revision += 1
    check(remarks_round)
    _touch("round.closed", remarks_round, by=by, on=on, silent=_names(silent))
    remarks_round.save()
    for duty in duties:
        if duty.state in OWED:
            with override("sq"):
                reason = _("The round of remarks was closed.")
            withdraw(obligation=duty, reason=reason, by=by, on=on)
        elif duty.state == ObligationState.ANSWERED:
            accept(obligation=duty, by=by, on=on)
    return remarks_round


def _refuse_unanswered(remarks_round: RemarksRound) -> None:
    waiting = list(remarks_round.remarks.filter(outcome="").select_related("institution", "entry"))
    if not waiting:
        return
    named = ", ".join(
        f"{one.institution.label} ({one.entry.code if one.entry else _('all measures')})" for one in waiting
    )
    raise DomainError(
        ngettext(
            "%(count)s remark waits for an answer: %(names)s.",
            "%(count)s remarks wait for an answer: %(names)s.",
            len(waiting),
        )
        % {"count": len(waiting), "names": named}
    )


def _names(duties: Sequence[Obligation]) -> str:
    return ", ".join(duty.institution.label for duty in duties)


def _kept(remarks_round: RemarksRound, *, by: Actor) -> RemarksRound:
    if not can_keep_round(by, remarks_round):
        raise NotAllowed(_("Only the technical secretariat of the round answers its remarks and closes it."))
    return _locked(remarks_round)


def _locked(remarks_round: RemarksRound) -> RemarksRound:
    return RemarksRound.objects.select_for_update(of=("self",)).select_related("body").get(pk=remarks_round.pk)


def _refuse_closed(remarks_round: RemarksRound) -> None:
    if remarks_round.state == RoundState.CLOSED:
        raise DomainError(_("This round of remarks was closed."))


def _touch(what: str, remarks_round: RemarksRound, *, by: Actor, on: datetime.date, **data: Any) -> None:
    said = {"subject": remarks_round.subject_sq, **data}
    record(what, by=by, target=remarks_round, on=on, institution_id=remarks_round.office_id, **said)
