"""The parts of a meeting, each a page: the line of tabs under its title."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.rules import can_keep_meeting
from sekretariat.ground.actors import Actor

from ..routes import route_names


@dataclass(frozen=True, kw_only=True)
class Tab:
    """`keeper`: for the meeting's secretariat alone."""

    route: str
    label: str | Promise
    keeper: bool = False


TABS = (
    Tab(route="meetings:detail", label=_("Agenda")),
    Tab(route="meetings:people", label=pgettext_lazy("of a meeting", "Invited and present")),
    Tab(route="meetings:table", label=_("At the table"), keeper=True),
    Tab(route="meetings:record", label=pgettext_lazy("of a meeting", "Minutes")),
    Tab(route="meetings:papers", label=_("Papers")),
)


def tabs_of(meeting: Meeting, actor: Actor) -> list[Tab]:
    """Those that the reader may open."""
    there, keeper = route_names(), can_keep_meeting(actor, meeting)
    return [tab for tab in TABS if tab.route in there and (keeper or not tab.keeper)]
