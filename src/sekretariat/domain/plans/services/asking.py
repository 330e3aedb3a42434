"""One click from what is missing to the letter that asks for it: a draft in the office of the plan."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters import services as letters
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import last_signature
from sekretariat.domain.letters.services import DemandOf, Draft
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.services import Demand
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import PlanLetterPurpose
from ..models import Plan, PlanLetter
from ..queries import EntryGate, entry_said, gaps_said, gate_of
from ..rules import Gap, can_keep_plan

# As what the institution owes the answer.
KINDS: Mapping[str, str] = {
    PlanLetterPurpose.COMPLETENESS: ObligationKind.FREE_ANSWER,
    PlanLetterPurpose.COMMITMENT: ObligationKind.FREE_ANSWER,
}
LONGEST_ASK = 300

Lacking = Sequence[tuple[EntryGate, tuple[Gap, ...]]]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is asked for, of whom, within how many working days; in a letter to all, or in one to each."""

    purpose: str
    institutions: Sequence[Institution]
    term_days: int | None = None
    is_apart: bool = False


@transaction.atomic
def draft_asking(*, plan: Plan, asking: Asking, by: Actor, on: datetime.date) -> list[Letter]:
    """Draft the letters. Each institution is asked for its own measures, by a demand of its own.

    Nothing goes out: an officer reads the draft, changes it, has it signed, or lets it lie.
    """
    if not (can_keep_plan(by, plan) and by.may(Permission.LETTERS_WRITE, institution_id=plan.office_id)):
        raise NotAllowed(_("Only the plan's technical secretariat asks for what is missing in it."))
    lacking = _lacking(plan, asking, by=by)
    record(
        "plan.asked",
        by=by,
        target=plan,
        on=on,
        institution_id=plan.office_id,
        purpose=asking.purpose,
        institutions=", ".join(institution.label for institution in lacking),
    )
    together = [{each: lacking[each]} for each in lacking] if asking.is_apart else [lacking]
    made = [
        letters.draft_letter(office=plan.office, draft=_draft(plan, asking, those), by=by, on=on) for those in together
    ]
    PlanLetter.objects.bulk_create(PlanLetter(plan=plan, letter=one, purpose=asking.purpose) for one in made)
    return made


def _lacking(plan: Plan, asking: Asking, *, by: Actor) -> dict[Institution, Lacking]:
    """What each of the institutions is to fill; refused where one of them has nothing to."""
    if asking.purpose not in KINDS:
        raise DomainError(_("Choose what the letter asks for."), field="purpose")
    if not asking.institutions:
        raise DomainError(_("Choose at least one institution."), field="institutions")
    rows = {row.institution: row for row in gate_of(plan, by).by_institution}
    found: dict[Institution, Lacking] = {}
    for institution in asking.institutions:
        lacking = rows[institution].to_ask(asking.purpose) if institution in rows else ()
        if not lacking:
            raise DomainError(
                _("%(institution)s has nothing of this to fill: take it off the letter.")
                % {"institution": institution.label},
                field="institutions",
            )
        found[institution] = lacking
    return found


def _draft(plan: Plan, asking: Asking, lacking: Mapping[Institution, Lacking]) -> Draft:
    signatory, signatory_post = last_signature(plan.office)
    with override("sq"):
        return Draft(
            subject=_subject(plan, asking.purpose),
            text="\n".join(_text(plan, asking.purpose, lacking)),
            to=list(lacking),
            demands=[DemandOf(demand=_demand(plan, asking, those), institution=one) for one, those in lacking.items()],
            body=plan.network or plan.body,
            signatory=signatory,
            signatory_post=signatory_post,
        )


def _subject(plan: Plan, purpose: str) -> str:
    if purpose == PlanLetterPurpose.COMMITMENT:
        return _("On the commitment to the measures of: %(plan)s") % {"plan": _named(plan)}
    return _("On the data that are missing in: %(plan)s") % {"plan": _named(plan)}


def _text(plan: Plan, purpose: str, lacking: Mapping[Institution, Lacking]) -> list[str]:
    """Measure by measure; where several institutions are asked, each finds its own under its name."""
    named = {"plan": _named(plan)}
    if purpose == PlanLetterPurpose.COMMITMENT:
        first = _("For these measures of “%(plan)s” you are proposed as the lead institution:") % named
        last = _("Please confirm that your institution commits to them, or say for which it does not and why.")
    else:
        first = _("For “%(plan)s” the following data are missing, measure by measure:") % named
        last = _("A measure can be validated only when nothing of this is missing.")
    lines = [first]
    for institution, rows in lacking.items():
        if len(lacking) > 1:
            lines.append(f"{institution.name_sq}:")
        lines += [_line(one, gaps, purpose) for one, gaps in rows]
    return [*lines, last]


def _line(one: EntryGate, gaps: tuple[Gap, ...], purpose: str) -> str:
    if purpose == PlanLetterPurpose.COMMITMENT:
        return f"– {entry_said(one)}."
    return f"– {entry_said(one)}: {gaps_said(one, gaps)}."


def _demand(plan: Plan, asking: Asking, lacking: Lacking) -> Demand:
    with override("en"):
        english = _ask(plan, asking.purpose, lacking)
    with override("sq"):
        albanian = _ask(plan, asking.purpose, lacking)
    return Demand(kind=KINDS[asking.purpose], ask_sq=albanian, ask_en=english, term_days=asking.term_days)


def _ask(plan: Plan, purpose: str, lacking: Lacking) -> str:
    """ "Fill in what is missing in 3 measures of PV: 1.2, 1.4, 2.1", as long as the words have room."""
    if purpose == PlanLetterPurpose.COMMITMENT:
        asked = ngettext(
            "Confirm the commitment to %(count)s measure of %(plan)s",
            "Confirm the commitment to %(count)s measures of %(plan)s",
            len(lacking),
        )
    else:
        asked = ngettext(
            "Fill in what is missing in %(count)s measure of %(plan)s",
            "Fill in what is missing in %(count)s measures of %(plan)s",
            len(lacking),
        )
    words = asked % {"count": len(lacking), "plan": plan.label[:100]}
    codes = [one.entry.code for one, _gaps in lacking if one.entry.code]
    kept: list[str] = []
    for code in codes:
        if len(f"{words}: {', '.join([*kept, code])}, …") > LONGEST_ASK:
            kept.append("…")
            break
        kept.append(code)
    return f"{words}: {', '.join(kept)}" if kept else words


def _named(plan: Plan) -> str:
    years = f"{plan.year_from}–{plan.year_to}"
    return plan.name_sq if years in plan.name_sq.replace("-", "–") else f"{plan.name_sq[:400]}, {years}"
