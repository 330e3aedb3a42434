"""The parts of a plan, each a page: the line of tabs under its title."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.rules import can_keep_plan, sees_whole
from sekretariat.ground.actors import Actor

from ..routes import route_names


@dataclass(frozen=True, kw_only=True)
class Tab:
    """`whole`: for whoever sees the plan whole; `keeper`: for its secretariat."""

    route: str
    label: str | Promise
    whole: bool = False
    keeper: bool = False


TABS = (
    Tab(route="plans:detail", label=_("Measures")),
    Tab(route="plans:costs", label=_("Costs"), whole=True),
    Tab(route="plans:gate", label=_("What is missing"), whole=True),
    Tab(route="plans:ranking", label=_("Ranking"), keeper=True),
    Tab(route="plans:calendar", label=_("Calendar")),
    Tab(route="plans:editions", label=_("Editions"), whole=True),
)


def tabs_of(plan: Plan, actor: Actor) -> list[Tab]:
    """Those that the reader may open."""
    there = route_names()
    whole, keeper = sees_whole(actor, plan), can_keep_plan(actor, plan)
    return [tab for tab in TABS if tab.route in there and (whole or not tab.whole) and (keeper or not tab.keeper)]
