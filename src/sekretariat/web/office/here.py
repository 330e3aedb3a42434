"""In which office one is, of the few one may work in, and which of its pages are open to one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.rules import can_edit_office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import NotAllowed


def may_read_settings(actor: Actor, office: Office) -> bool:
    return can_edit_office(actor, office) or actor.may(Permission.LETTERS_WRITE, institution_id=office.pk)


def may_see_mail(actor: Actor, office: Office) -> bool:
    return actor.may(Permission.LETTERS_SEE, institution_id=office.pk)


def may_read_trail(actor: Actor, office: Office) -> bool:
    return actor.may(Permission.AUDIT_SEE, institution_id=office.pk)


@dataclass(frozen=True, kw_only=True)
class Tab:
    route: str
    label: str | Promise
    is_open: Callable[[Actor, Office], bool] = may_read_settings


TABS = (
    Tab(route="office:settings", label=_("Settings")),
    Tab(route="office:template", label=_("Letter template")),
    Tab(route="office:people", label=_("People")),
    Tab(route="office:mail", label=_("Outgoing mail"), is_open=may_see_mail),
    Tab(route="office:holidays", label=_("Holidays")),
    Tab(route="trail:day", label=_("Day by day"), is_open=may_read_trail),
)


@dataclass(frozen=True, kw_only=True)
class Here:
    """The office of the page. Where one works in several, every address names it."""

    office: Office
    offices: list[Office]
    tabs: list[Tab]
    can_edit: bool

    def url(self, route: str, *args: object, office: Office | None = None) -> str:
        address = reverse(route, args=args)
        return f"{address}?office={(office or self.office).pk}" if len(self.offices) > 1 else address

    def refuse_unless_editor(self) -> None:
        if not self.can_edit:
            raise NotAllowed(_("Only the office's administrator changes its settings."))


def here_of(request: HttpRequest, is_open: Callable[[Actor, Office], bool] = may_read_settings) -> Here:
    """The office that `?office=` names, else the first one whose page is open to the actor."""
    actor = request.actor
    visible = Office.objects.visible_to(actor).select_related("unit", "registers_at", "letter_template")
    offices = [office for office in visible.order_by("unit__sort_key", "pk") if is_open(actor, office)]
    if not offices:
        raise NotAllowed(_("This page is for the officers and the administrator of an office."))
    wanted = request.GET.get("office", str(offices[0].pk))
    office = next((one for one in offices if str(one.pk) == wanted), None)
    if office is None:
        raise Http404
    tabs = [tab for tab in TABS if tab.is_open(actor, office)]
    return Here(office=office, offices=offices, tabs=tabs, can_edit=can_edit_office(actor, office))
