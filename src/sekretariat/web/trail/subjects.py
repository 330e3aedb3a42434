"""Whose history has a page: for each kind of row who sees it, and on whose account its history may be read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.followup.models import GroupMail
from sekretariat.domain.institutions.models import Institution, Person, Post
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.models import Measure, Node, Plan
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.queries import events_of
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.mail.models import Outbox


def _answers(actor: Actor) -> QuerySet[Answer]:
    return Answer.objects.filter(obligations__in=Obligation.objects.visible_to(actor)).distinct()


def _mails(actor: Actor) -> QuerySet[Outbox]:
    return Outbox.objects.filter(office_id__in=actor.institutions(Permission.LETTERS_SEE))


def _posts(actor: Actor) -> QuerySet[Post]:
    return Post.objects.filter(institution__in=Institution.objects.visible_to(actor))


def _nodes(actor: Actor) -> QuerySet[Node]:
    return Node.objects.visible_to(actor).select_related("plan")


def _known_to_office(model: type[Model]) -> Callable[[Actor], QuerySet[Any]]:
    """Holidays belong to nobody: whoever works in an office sees them."""
    return lambda actor: model._default_manager.all() if actor.works_in_office else model._default_manager.none()


def _of_answer(answer: Answer) -> int:
    return answer.obligations.values_list("office_id", flat=True)[0]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`office_of` names the office whose AUDIT_SEE is asked for; without it any office's is enough.

    `page` is the route of the row itself, for those who have one.
    """

    visible_to: Callable[[Actor], QuerySet[Any]]
    office_of: Callable[[Any], int] | None = None
    page: str = ""

    def may_be_read(self, row: Model, actor: Actor) -> bool:
        if self.office_of is None:
            return actor.may_anywhere(Permission.AUDIT_SEE)
        return actor.may(Permission.AUDIT_SEE, institution_id=self.office_of(row))

    def address(self, row: Model) -> str:
        return reverse(self.page, kwargs={"pk": row.pk}) if self.page else ""


SUBJECTS: Mapping[str, Subject] = {
    "act": Subject(visible_to=Act.objects.visible_to, page="acts:detail"),
    "answer": Subject(visible_to=_answers, office_of=_of_answer),
    "body": Subject(visible_to=Body.objects.visible_to, page="bodies:detail"),
    "groupmail": Subject(
        visible_to=GroupMail.objects.visible_to, office_of=lambda mail: mail.office_id, page="directory:mail"
    ),
    "holiday": Subject(visible_to=_known_to_office(Holiday)),
    "institution": Subject(visible_to=Institution.objects.visible_to, page="institutions:detail"),
    "letter": Subject(
        visible_to=Letter.objects.visible_to, office_of=lambda letter: letter.office_id, page="letters:detail"
    ),
    "mandate": Subject(visible_to=Mandate.objects.visible_to),
    "measure": Subject(
        visible_to=Measure.objects.visible_to, office_of=lambda measure: measure.office_id, page="plans:measure"
    ),
    "node": Subject(visible_to=_nodes, office_of=lambda node: node.plan.office_id),
    "obligation": Subject(
        visible_to=Obligation.objects.visible_to, office_of=lambda row: row.office_id, page="duties:detail"
    ),
    "office": Subject(visible_to=Office.objects.visible_to, office_of=lambda office: office.pk),
    "meeting": Subject(
        visible_to=Meeting.objects.kept_by, office_of=lambda meeting: meeting.office_id, page="meetings:detail"
    ),
    "outbox": Subject(visible_to=_mails, office_of=lambda mail: mail.office_id),
    "person": Subject(visible_to=Person.objects.visible_to),
    "plan": Subject(visible_to=Plan.objects.visible_to, office_of=lambda plan: plan.office_id, page="plans:detail"),
    "post": Subject(visible_to=_posts),
    "remarksround": Subject(
        visible_to=RemarksRound.objects.visible_to, office_of=lambda row: row.office_id, page="meetings:round"
    ),
}


def history_of(kind: str, key: int) -> QuerySet[Event]:
    """The row's own events; with an institution's, those of who acts for it."""
    own = events_of(kind, key)
    if kind != "institution":
        return own
    named = Q(target_type="mandate", institution_id=key)
    return Event.objects.filter(named | Q(target_type=kind, target_key=str(key))).order_by("-id")


# Rows whose own words say which they are; and rows that are told by the institution they are of. What else was
# touched the sentence itself names.
NAMED = (
    "act", "body", "holiday", "institution", "letter", "measure", "meeting", "node", "obligation", "person", "plan",
)  # fmt: skip
BY_INSTITUTION = ("answer", "mandate", "post")


@dataclass(frozen=True, kw_only=True)
class Named:
    """The row of an event, on a page that is not about this row."""

    label: str
    address: str


def rows_of(events: Iterable[Event], actor: Actor) -> dict[tuple[str, str], Named]:
    """Which rows the events are about, as far as the actor sees them, by kind and key: one query for each kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    institutions: dict[tuple[str, str], int] = {}
    for event in events:
        if event.target_type in NAMED:
            keys[event.target_type].add(int(event.target_key))
        elif event.target_type in BY_INSTITUTION and event.institution_id:
            institutions[event.target_type, event.target_key] = event.institution_id
            keys["institution"].add(event.institution_id)
    named = {
        (kind, str(row.pk)): _named(kind, row)
        for kind, wanted in keys.items()
        for row in _seen(kind, actor).filter(pk__in=wanted)
    }
    told = {row: named.get(("institution", str(key))) for row, key in institutions.items()}
    return named | {row: name for row, name in told.items() if name}


def _seen(kind: str, actor: Actor) -> QuerySet[Any]:
    rows = SUBJECTS[kind].visible_to(actor)
    return rows.select_related("institution") if kind == "obligation" else rows


def _named(kind: str, row: Any) -> Named:
    own = "title" if kind in ("measure", "node") else "name"
    label = f"{row.institution.label}: {_words(row, 'ask')}" if kind == "obligation" else _words(row, own)
    return Named(label=label, address=SUBJECTS[kind].address(row) or reverse("trail:row", args=[kind, row.pk]))


def _words(row: Any, name: str) -> str:
    """In the reader's language where the row has it, in Albanian otherwise, or as the row calls itself."""
    return getattr(row, f"{name}_{get_language()}", "") or getattr(row, f"{name}_sq", "") or str(row)
