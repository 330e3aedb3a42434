"""What the demonstrations of both offices do alike: who acts on a day, and who can sign in."""

import datetime

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.institutions.services import note_person
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import keep
from sekretariat.officefiles import paper

from .cast import EXAMPLE, PASSWORD, Example

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def acting(example: Example, *, on: datetime.date, channel: Channel = Channel.PAGE) -> Actor:
    """The person with the mandates of the day, a new operation for each thing done."""
    person = Person.objects.get(email=example.email)
    return actor_of_person(person, language="sq", channel=channel, on=on)


def person_who_signs_in(example: Example, *, by: Actor, on: datetime.date) -> Person:
    person = note_person(name=example.marked, email=example.email, phone=example.phone, by=by, on=on)
    give_password(person)
    return person


def example_paper(title: str, *, by: Actor, on: datetime.date) -> File:
    """A page that says that it is an example: the sources name the paper and do not hold it."""
    blocks = [paper.Heading(text=title), paper.Paragraph(text=f"Përmbajtja nuk është në burim {EXAMPLE}.")]
    made = datetime.datetime.combine(on, datetime.time(9), tzinfo=datetime.UTC)
    data = paper.document(blocks, title=title, language="sq", created=made)
    name = f"{title} {EXAMPLE}.docx".replace(":", "")
    return keep(data=data, name=name, media_type=DOCX, by=by, on=on)


def give_password(person: Person) -> None:
    """The demonstration's password, so that whoever tries it can sign in as this person."""
    if person.user is None:
        person.user = type(person).user.field.related_model.objects.create_user(email=person.email)
        person.save(update_fields=["user"])
    person.user.set_password(PASSWORD)
    person.user.save(update_fields=["password"])
