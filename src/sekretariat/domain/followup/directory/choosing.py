"""Who is chosen out of the directory: for its list, for a spreadsheet, for a mail to many."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution, Person, PersonQuerySet, Territory
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.models import Mandate, MandateQuerySet
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet, ObligationSource
from sekretariat.ground.actors import Actor
from sekretariat.ground.words import fold


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What one mandate of a person fulfils at once. `owes`: its institution still owes an answer to this letter."""

    words: str = ""
    kind: str = ""
    county: Territory | None = None
    post: str = ""
    role: str = ""
    body: Body | None = None
    owes: Letter | None = None

    def is_narrow(self) -> bool:
        """Whether it asks for more than words."""
        return any((self.kind, self.county, self.post, self.role, self.body, self.owes))


def fitting(mandates: MandateQuerySet, choice: Choice, *, actor: Actor) -> MandateQuerySet:
    """The mandates that fulfil the choice, its words left aside."""
    wanted = {"institution__kind": choice.kind, "post__kind": choice.post, "role": choice.role}
    found = mandates.filter(**{name: value for name, value in wanted.items() if value})
    if choice.county:
        place = Q(institution__territory=choice.county) | Q(institution__territory__part_of=choice.county)
        found = found.filter(place)
    if choice.body:
        found = found.filter(Q(body=choice.body) | Q(seat__body=choice.body))
    if choice.owes:
        found = found.filter(institution__in=_owing(choice.owes, actor).values("institution"))
    return found


def _owing(letter: Letter, actor: Actor) -> ObligationQuerySet:
    asked = ObligationSource.objects.filter(obligation=OuterRef("pk"), source=f"letter:{letter.pk}")
    return Obligation.objects.owed_to_actor(actor).still_owed().filter(Exists(asked))


def chosen_persons(persons: PersonQuerySet, choice: Choice, *, actor: Actor, on: datetime.date) -> PersonQuerySet:
    """Those of the persons who fit. Who holds nothing on the day fits as long as only words are asked for."""
    held = fitting(Mandate.objects.in_force(on=on).filter(person=OuterRef("pk")), choice, actor=actor)
    if choice.is_narrow():
        persons = persons.filter(Exists(held))
    if choice.words:
        words = fold(choice.words)
        in_institution = Exists(held.filter(institution__folded__contains=words))
        by_address = Q(email__contains=choice.words.strip().lower())
        persons = persons.filter(Q(folded__contains=words) | by_address | in_institution)
    return persons


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Somebody a mail may go to, and for which institutions they act."""

    person: Person
    institutions: Sequence[Institution]

    @property
    def institution(self) -> str:
        """As it stands in a letter; of several, all of them."""
        return ", ".join(one.name_sq for one in self.institutions)


@dataclass(frozen=True, kw_only=True)
class ChosenGroup:
    """Who is written to, who has no e-mail, and which institutions that owe the letter nobody acts for."""

    reachable: Sequence[Chosen]
    without_email: Sequence[Chosen]
    without_person: Sequence[Institution]


def chosen_group(choice: Choice, *, actor: Actor, on: datetime.date) -> ChosenGroup:
    """Persons who act today for an institution that fits, by name: a few queries, however many they are."""
    persons = chosen_persons(Person.objects.visible_to(actor).filter(erased_on=None), choice, actor=actor, on=on)
    mandates = (
        fitting(Mandate.objects.giving_rights(on=on), choice, actor=actor)
        .filter(person__in=persons.order_by().values("pk"))
        .select_related("person", "institution")
        .order_by("person__sort_key", "person", "institution__sort_key", "institution")
    )
    institutions: dict[Person, dict[Institution, None]] = defaultdict(dict)
    for mandate in mandates:
        institutions[mandate.person][mandate.institution] = None
    found = [Chosen(person=person, institutions=list(acts)) for person, acts in institutions.items()]
    return ChosenGroup(
        reachable=[one for one in found if one.person.email],
        without_email=[one for one in found if not one.person.email],
        without_person=_without_person(choice, found, actor=actor),
    )


def _without_person(choice: Choice, found: Sequence[Chosen], *, actor: Actor) -> list[Institution]:
    if not choice.owes:
        return []
    met = {institution.pk for one in found for institution in one.institutions}
    owing = Institution.objects.filter(pk__in=_owing(choice.owes, actor).values("institution"))
    return list(owing.exclude(pk__in=met).order_by("sort_key", "pk"))
