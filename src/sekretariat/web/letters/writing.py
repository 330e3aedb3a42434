"""Writing a letter: a draft is begun and changed in one form; two people at one draft see each other's change."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import last_signature
from sekretariat.domain.letters.rules import can_write
from sekretariat.domain.letters.services import Draft, draft_letter, edit_letter
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed, Stale

from ..editing import tell
from ..fields import Named
from ..page import page
from .drafts import DemandFormSet, DemandRows, DraftForm, initial_of, initial_of_demand
from .forms import institution_names
from .growing import DEMANDS, Typed, grown, key_of
from .views import visible_letter
from .words import term_of

Save = Callable[[Draft, Office], Letter]


def offices_of(actor: Actor, permission: Permission) -> list[Office]:
    """The offices in which the actor may do it, at least one."""
    offices = Office.objects.filter(pk__in=actor.institutions(permission)).select_related("unit").order_by("pk")
    if not offices:
        raise NotAllowed(gettext_lazy("You work in no office that is set up here. Ask the administrator."))
    return list(offices)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the writer may choose from."""

    offices: list[Office]
    names: list[Named]
    bodies: Any
    letters: Any

    @classmethod
    def of(cls, actor: Actor, offices: list[Office], *, on: datetime.date, letter: Letter | None = None) -> "Choices":
        also = [addressee.institution_id for addressee in letter.addressees.all()] if letter else []
        return cls(
            offices=offices,
            names=institution_names(on, also=also),
            bodies=Body.objects.in_force(on=on).order_by("sort_key"),
            letters=Letter.objects.visible_to(actor),
        )

    def sent(self, data: QueryDict) -> tuple[DraftForm, DemandRows]:
        return self._form(data), DemandFormSet(data, prefix=DEMANDS, form_kwargs={"names": self.names})

    def shown(self, typed: Typed) -> tuple[DraftForm, DemandRows]:
        """Forms that say nothing of mistakes yet."""
        rows = DemandFormSet(prefix=DEMANDS, initial=typed.rows, form_kwargs={"names": self.names})
        return self._form(initial=typed.values), rows

    def _form(self, *args: Any, **options: Any) -> DraftForm:
        return DraftForm(
            *args, offices=self.offices, names=self.names, bodies=self.bodies, letters=self.letters, **options
        )


@page(permission=Permission.LETTERS_WRITE, verbs=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Begin a letter; `?follows=` holds the key of the one it follows, `?coordinator_of=` and `?body=` those of an
    institution that is to name its coordinator.
    """
    today = timezone.localdate()
    offices = offices_of(request.actor, Permission.LETTERS_WRITE)
    choices = Choices.of(request.actor, offices, on=today)

    def save(draft: Draft, office: Office) -> Letter:
        return draft_letter(office=office, draft=draft, by=request.actor, on=today)

    return _write(request, choices, save=save)


def _beginning(request: HttpRequest, choices: Choices) -> Typed:
    signatory, post = last_signature(choices.offices[0])
    follows = choices.letters.exclude(on=None).filter(pk=key_of(request.GET.get("follows", ""))).first()
    values = {
        "signatory": signatory,
        "signatory_post": post,
        "follows": follows,
        "body": follows.body_id if follows else None,
    }
    if (institution := key_of(request.GET.get("coordinator_of", ""))) is None:
        return Typed(values=values, rows=[{}])
    values |= {
        "to": [key for key, *_names in choices.names if key == institution],
        "body": key_of(request.GET.get("body", "")),
        "subject": "Për caktimin e koordinatorit",
    }
    asked = {"kind": ObligationKind.NAME_COORDINATOR, "ask_sq": "Caktoni koordinatorin dhe zëvendësin", "term_days": 10}
    return Typed(values=values, rows=[asked])


@page(permission=Permission.LETTERS_WRITE, verbs=("GET", "POST"))
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    letter = visible_letter(request.actor, pk)
    if not can_write(request.actor, letter):
        raise NotAllowed(gettext_lazy("Only a draft can be changed, by an officer of its office."))
    choices = Choices.of(request.actor, [letter.office], on=today, letter=letter)

    def save(draft: Draft, _office: Office) -> Letter:
        seen = key_of(request.POST.get("revision", ""))
        return edit_letter(letter=letter, draft=draft, seen=-1 if seen is None else seen, by=request.actor, on=today)

    return _write(request, choices, save=save, letter=letter)


def _write(request: HttpRequest, choices: Choices, *, save: Save, letter: Letter | None = None) -> HttpResponse:
    context: dict[str, Any] = {"letter": letter, "theirs": None, "their_demands": []}
    if request.method == "GET":
        form, demands = choices.shown(_as_it_stands(letter) if letter else _beginning(request, choices))
    elif typed := grown(request.POST, names=choices.names, on=timezone.localdate()):
        form, demands = choices.shown(typed)
        if typed.warning:
            messages.warning(request, typed.warning)
    else:
        form, demands = choices.sent(request.POST)
        try:
            if saved := _saved(form, demands, save):
                messages.success(request, _("The draft was saved. It has no number until it is registered."))
                return redirect("letters:detail", pk=saved.pk)
        except Stale as error:
            form.add_error(None, str(error))
            letter = visible_letter(request.actor, letter.pk)  # as the other left it: its revision is now the one seen
            context |= {"letter": letter, "theirs": letter, "their_demands": _told(letter)}
    revision = request.POST.get("revision") if context["theirs"] is None else None
    context["revision"] = revision or (letter.revision if letter else 0)
    return render(request, "letters/write.html", context | {"form": form, "demands": demands})


def _saved(form: DraftForm, demands: DemandRows, save: Save) -> Letter | None:
    is_sound = form.is_valid()
    if not (demands.is_valid() and is_sound):
        return None
    try:
        return save(form.draft(demands.demands()), form.office)
    except (NotAllowed, Stale):
        raise
    except DomainError as error:
        tell(form, error)
        return None


def _as_it_stands(letter: Letter) -> Typed:
    return Typed(values=initial_of(letter), rows=[initial_of_demand(demand) for demand in letter.demands.all()])


def _told(letter: Letter) -> list[tuple[Any, str]]:
    return [(demand, term_of(demand)) for demand in letter.demands.all()]
