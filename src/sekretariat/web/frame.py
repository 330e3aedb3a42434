"""What stands around every page: the office's name, the menu, the languages, who is signed in."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Permission
from sekretariat.ground.actors.roles import OFFICE_ROLES

from .help.sections import help_address
from .routes import route_names


@dataclass(frozen=True, kw_only=True)
class Place:
    """An entry of the menu. Nobody is offered a place that would refuse him: `needs` names permissions of which one
    is enough, none at all means everybody who is signed in.
    """

    label: str | Promise
    route: str
    needs: tuple[Permission, ...] = ()

    @property
    def area(self) -> str:
        return self.route.partition(":")[0]


PLACES = (
    Place(
        label=pgettext_lazy("place in the menu", "Monday"), route="monday:week", needs=(Permission.OBLIGATIONS_FOLLOW,)
    ),
    Place(
        label=_("Duties"),
        route="duties:list",
        needs=(Permission.OBLIGATIONS_SEE, Permission.OBLIGATIONS_FOLLOW),
    ),
    Place(
        label=_("Letters"),
        route="letters:list",
        needs=(Permission.LETTERS_SEE, Permission.OBLIGATIONS_SEE),
    ),
    Place(label=_("Mechanisms"), route="bodies:list"),
    Place(label=_("Plans"), route="plans:list"),
    Place(
        label=_("Meetings"),
        route="meetings:list",
        needs=(Permission.MEETINGS_SEE, Permission.MEETINGS_ATTEND),
    ),
    Place(label=_("Acts"), route="acts:list"),
    Place(label=_("Institutions"), route="institutions:list"),
    Place(
        label=pgettext_lazy("place in the menu", "Office"),
        route="office:settings",
        needs=(Permission.OFFICE_EDIT, Permission.LETTERS_REGISTER),
    ),
)


@cache
def installed_places() -> tuple[Place, ...]:
    return tuple(place for place in PLACES if place.route in route_names())


class Frame:
    """Read by the layouts; each part is worked out only when a layout shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def is_signed_in(self) -> bool:
        return self.request.user.is_authenticated

    @property
    def languages(self) -> list[tuple[str, str]]:
        return settings.LANGUAGES

    @property
    def who(self) -> str:
        return self.request.actor.name or self.request.user.email

    @property
    def here(self) -> str:
        """Where to return to after the language was changed: this page, if it can be opened by its address."""
        if self.request.method != "GET":
            return "/"
        # A language in the address would win over the one that is about to be chosen.
        return self.request.path if "language" in self.request.GET else self.request.get_full_path()

    @property
    def help(self) -> str:
        """The section of the reader's manual that helps with this page."""
        match = self.request.resolver_match
        return help_address(match.view_name if match else "", self.request.actor)

    @cached_property
    def office(self) -> str:
        """The unit one works in, or the institution one answers for; nothing for the public."""
        capacities = sorted(self.request.actor.capacities, key=lambda c: c.role not in OFFICE_ROLES)
        if not capacities:
            return ""
        institution = Institution.objects.only("name_sq", "name_en").get(pk=capacities[0].institution_id)
        return (get_language() == "en" and institution.name_en) or institution.name_sq

    @cached_property
    def places(self) -> list[Place]:
        if not self.is_signed_in:
            return []
        actor = self.request.actor
        return [place for place in installed_places() if not place.needs or any(map(actor.may_anywhere, place.needs))]

    def is_here(self, place: Place) -> bool:
        match = self.request.resolver_match
        return match is not None and place.area in match.namespaces


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of every page (settings.TEMPLATES)."""
    return {"frame": Frame(request), "actor": request.actor}
