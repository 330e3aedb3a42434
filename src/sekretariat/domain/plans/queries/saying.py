"""What is missing, in words: on pages, in letters, and where validation is refused."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sekretariat.ground.words import Precision, format_amount, format_date

from ..enums import Missing
from ..rules import Gap
from .gate import EntryGate


def said(one: EntryGate, gap: Gap) -> str:
    """In the language that is active: "cost without a source of funding: 4.500.000 lekë (2019)"."""
    label = str(gap.what.label)
    if gap.what in (Missing.COMMITMENT, Missing.DECLINED):
        return f"{label}: {_name_of_lead(one, gap)}"
    if gap.indicator is not None:
        return f"{label}: {_either(gap.indicator.name_sq, gap.indicator.name_en)}"
    if gap.by_year:
        return f"{label}: {sums_said(gap.by_year)}"
    if gap.what == Missing.DEADLINE_OUTSIDE:
        return _("the deadline %(day)s lies outside the years of the plan, %(from)s–%(to)s") % {
            "day": _day(one),
            "from": one.entry.plan.year_from,
            "to": one.entry.plan.year_to,
        }
    return label


def gaps_said(one: EntryGate, gaps: tuple[Gap, ...] | None = None) -> str:
    return "; ".join(said(one, gap) for gap in (one.gaps if gaps is None else gaps))


def sums_said(by_year: tuple[tuple[int, Decimal], ...]) -> str:
    """ "4.500.000 lekë (2019), 200.000 lekë (2020)"."""
    return ", ".join(f"{format_amount(lek, language=_language())} ({year})" for year, lek in by_year)


def entry_said(one: EntryGate) -> str:
    """ "1.2 Portali i të dhënave të hapura"."""
    measure = one.entry.measure
    return f"{one.entry.code} {_either(measure.title_sq, measure.title_en)}".strip()


def _name_of_lead(one: EntryGate, gap: Gap) -> str:
    return next(lead.label for lead in one.leads if lead.pk == gap.institution_id)


def _either(sq: str, en: str) -> str:
    return en if _language() == "en" and en else sq


def _day(one: EntryGate) -> str:
    measure = one.entry.measure
    return format_date(measure.due_on, Precision(measure.due_precision), language=_language()) if measure.due_on else ""


def _language() -> str:
    return get_language() or "sq"
