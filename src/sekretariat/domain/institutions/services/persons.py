"""Entering persons and correcting them."""

import datetime

from django.db import transaction

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import check

from ..models import Person
from ._editing import refuse_unless_editor


@transaction.atomic
def note_person(
    *, name: str, email: str = "", phone: str = "", title: str = "", by: Actor, on: datetime.date
) -> Person:
    """The person with this e-mail, entered if new; where we know them, empty fields are filled and none is lost.

    Whoever may write of a person in the course of an answer may have it noted; no right is checked here.
    """
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if person is None:
        person = Person(name=" ".join(name.split()), email=email, phone=phone, title=title)
        check(person)
        person.save()
        record("person.noted", by=by, target=person, on=on, is_detail=True)
    elif (phone and not person.phone) or (title and not person.title):
        person.phone, person.title = person.phone or phone, person.title or title
        person.save()
        record("person.completed", by=by, target=person, on=on, is_detail=True)
    return person


@transaction.atomic
def edit_person(*, person: Person, seen: int, by: Actor, on: datetime.date, **changes: object) -> Person:
    """Correct a person's name, title, e-mail or telephone."""
    refuse_unless_editor(by)
    person = claim(person, seen=seen)
    for name, value in changes.items():
        setattr(person, name, value)
    check(person)
    person.save()
    record("person.edited", by=by, target=person, on=on, fields=sorted(changes))
    return person
