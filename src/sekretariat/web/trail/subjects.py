"""Whose history has a page: for each kind of row who sees it, and on whose account its history may be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.followup.models import GroupMail
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.queries import events_of
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.mail.models import Outbox


def _answers(actor: Actor) -> QuerySet[Answer]:
    return Answer.objects.filter(obligations__in=Obligation.objects.visible_to(actor)).distinct()


def _mails(actor: Actor) -> QuerySet[Outbox]:
    return Outbox.objects.filter(office_id__in=actor.institutions(Permission.LETTERS_SEE))


def _known_to_office(model: type[Model]) -> Callable[[Actor], QuerySet[Any]]:
    """Acts and holidays belong to nobody: whoever works in an office sees them."""
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
    "act": Subject(visible_to=_known_to_office(Act)),
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
    "obligation": Subject(
        visible_to=Obligation.objects.visible_to, office_of=lambda row: row.office_id, page="duties:detail"
    ),
    "office": Subject(visible_to=Office.objects.visible_to, office_of=lambda office: office.pk),
    "outbox": Subject(visible_to=_mails, office_of=lambda mail: mail.office_id),
    "person": Subject(visible_to=Person.objects.visible_to),
}


def history_of(kind: str, key: int, *, actor: Actor) -> QuerySet[Event]:
    """The row's own events; with an institution's, those of who acts for it, and the contacts one's office noted."""
    own = events_of(kind, key)
    if kind != "institution":
        return own
    named = Q(target_type="mandate", institution_id=key)
    offices = list(actor.institutions(Permission.AUDIT_SEE))
    of_others = Q(what="contact.noted") & ~Q(data__office__in=offices)
    return Event.objects.filter(named | Q(target_type=kind, target_key=str(key))).exclude(of_others).order_by("-id")
