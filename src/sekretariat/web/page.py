"""What a page declares of itself: who may open it, and with which verbs.

Every view carries this declaration; the guard refuses one without (`middleware.py`), `sekretariat urls` prints them
all, and the permission tests read them. The finer rule, about one row, stays in the view.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import NotAllowed

from . import errors


class Access(StrEnum):
    """Pages that ask for no permission in particular."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC = Access.PUBLIC
SIGNED_IN = Access.SIGNED_IN


@dataclass(frozen=True, kw_only=True)
class Page:
    """`before_second_step`: open to an officer who has not set up the second step of sign-in yet."""

    permission: Permission | Access
    verbs: tuple[str, ...] = ("GET",)
    before_second_step: bool = False

    @property
    def is_public(self) -> bool:
        return self.permission is PUBLIC

    def answers(self, verb: str) -> bool:
        return verb in self.verbs or (verb == "HEAD" and "GET" in self.verbs)


def page(
    *, permission: Permission | Access, verbs: tuple[str, ...] = ("GET",), before_second_step: bool = False
) -> Callable:
    """Declare a view. It then answers 405 to other verbs and 403 to who holds the permission nowhere."""
    declared = Page(permission=permission, verbs=verbs, before_second_step=before_second_step)

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def declared_view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not declared.answers(request.method or ""):
                return errors.method_not_allowed(request, declared.verbs)
            if isinstance(permission, Permission) and not request.actor.may_anywhere(permission):
                raise NotAllowed(
                    format_lazy(
                        _("This page asks for the right “{right}”, which your mandates do not give."),
                        right=permission.label,
                    )
                )
            return view(request, *args, **kwargs)

        declared_view.page = declared
        return declared_view

    return decorate
