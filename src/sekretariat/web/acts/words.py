"""What the pages of acts say in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.acts.enums import Effect, Verdict
from sekretariat.domain.acts.models import Act, Amendment

from ..jinja import day
from ..standing import Said

CHANGES = {
    Effect.AMENDS: gettext_lazy("%(act)s amends %(amended)s."),
    Effect.REPLACES: gettext_lazy("%(act)s replaces %(amended)s."),
    Effect.REPEALS: gettext_lazy("%(act)s repeals %(amended)s."),
}
CHANGED = {
    Effect.AMENDS: gettext_lazy("amended by"),
    Effect.REPLACES: gettext_lazy("replaced by"),
    Effect.REPEALS: gettext_lazy("repealed by"),
}


def date_said(act: Act) -> Said:
    """How sure the date of the act is, with the tone of its state."""
    if act.is_confirmed:
        return Said(word=_("date confirmed"), tone="done")
    return Said(word=_("date not confirmed") if act.on else _("only the year is known"), tone="soon")


def changes_said(amendment: Amendment) -> str:
    """ "VKM 746/2021 amends VKM 422/2020." """
    words = {"act": amendment.act, "amended": amendment.amended}
    return str(CHANGES[Effect(amendment.effect)]) % words


def held_said(holds: Verdict, *, on: str) -> str:
    """Whether an act of a chain bound on the day; nothing where it did."""
    if holds == Verdict.NO:
        return _("not yet on %(day)s") % {"day": on}
    return _("whether already on %(day)s cannot be said") % {"day": on} if holds == Verdict.CANNOT_BE_SAID else ""


def dated(act: Act) -> str:
    return day(act.on) if act.on else str(act.year)
