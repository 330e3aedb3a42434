"""Entering institutions, posts and persons, and correcting them."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import NotAllowed, check
from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from .models import Institution, Person, Post, Territory


def _refuse_unless_editor(by: Actor) -> None:
    if not by.may_anywhere(Permission.DIRECTORY_EDIT):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))


@transaction.atomic
def add_territory(
    *, kind: str, name_sq: str, part_of: Territory | None = None, code: str = "", by: Actor, on: datetime.date
) -> Territory:
    territory = Territory(kind=kind, name_sq=name_sq, part_of=part_of, code=code)
    check(territory)
    territory.save()
    record("territory.added", by=by, target=territory, on=on, name=name_sq)
    return territory


@transaction.atomic
def add_institution(
    *,
    kind: str,
    name_sq: str,
    name_en: str = "",
    short_name: str = "",
    part_of: Institution | None = None,
    territory: Territory | None = None,
    email: str = "",
    address: str = "",
    valid_from: datetime.date | None = None,
    by: Actor,
    on: datetime.date,
) -> Institution:
    _refuse_unless_editor(by)
    institution = Institution(
        kind=kind,
        name_sq=name_sq,
        name_en=name_en,
        short_name=short_name,
        part_of=part_of,
        territory=territory,
        email=email,
        address=address,
        valid_from=valid_from,
    )
    _save(institution)
    record("institution.added", by=by, target=institution, on=on, institution_id=institution.pk, name=name_sq)
    return institution


@transaction.atomic
def edit_institution(
    *, institution: Institution, seen: int, by: Actor, on: datetime.date, **changes: object
) -> Institution:
    """Correct name, short name, e-mail or address. A renaming by act is a succession, not a correction."""
    _refuse_unless_editor(by)
    institution = claim(institution, seen=seen)
    before = {name: getattr(institution, name) for name in changes}
    for name, value in changes.items():
        setattr(institution, name, value)
    _save(institution)
    record(
        "institution.edited",
        by=by,
        target=institution,
        on=on,
        institution_id=institution.pk,
        before={name: str(value) for name, value in before.items() if value != changes[name]},
        after={name: str(changes[name]) for name, value in before.items() if value != changes[name]},
    )
    return institution


def _save(institution: Institution) -> None:
    check(institution)
    institution.save()
    search.put(
        kind="institution",
        key=str(institution.pk),
        title=institution.name_sq,
        text=f"{institution.name_en} {institution.short_name}",
        scopes=[scopes.SIGNED_IN],
    )


@transaction.atomic
def add_post(
    *,
    institution: Institution,
    kind: str,
    title_sq: str,
    title_en: str = "",
    email: str = "",
    by: Actor,
    on: datetime.date,
) -> Post:
    _refuse_unless_editor(by)
    post = Post(institution=institution, kind=kind, title_sq=title_sq, title_en=title_en, email=email)
    check(post)
    post.save()
    record("post.added", by=by, target=post, on=on, institution_id=institution.pk, title=title_sq)
    return post


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
    _refuse_unless_editor(by)
    person = claim(person, seen=seen)
    for name, value in changes.items():
        setattr(person, name, value)
    check(person)
    person.save()
    record("person.edited", by=by, target=person, on=on, fields=sorted(changes))
    return person
