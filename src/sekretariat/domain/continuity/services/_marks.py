"""By what a text tells of a person, and what stands there afterwards."""

import re
from collections.abc import Sequence

from django.db import models
from django.db.models import Q

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate

LEAST_DIGITS = 6  # of a telephone that cannot be meant by another number


class Marks:
    """By what a text tells of the person, and what stands there afterwards."""

    def __init__(self, person: Person) -> None:
        self.person_id, self.name, self.email = person.pk, person.name, person.email
        self.pseudonym = f"Personi {person.pk}"
        self.institutions = set(Mandate.objects.filter(person=person).values_list("institution", flat=True))
        written = [r"\s+".join(map(re.escape, person.name.split())), re.escape(person.email)]
        if sum(sign.isdigit() for sign in person.phone) >= LEAST_DIGITS:
            written.append(re.escape(person.phone))
        self._found = re.compile("|".join(filter(None, written)), re.IGNORECASE)

    def taken_off(self, text: str) -> str:
        return self._found.sub(self.pseudonym, text)


def replace_words(rows: models.QuerySet, fields: Sequence[str], marks: Marks) -> None:
    """Write the pseudonym where the texts of the rows name the person."""
    model, written = rows.model, ~Q(**{f"{fields[0]}": ""})
    for name in fields[1:]:
        written |= ~Q(**{name: ""})
    for row in rows.filter(written):
        values = {name: marks.taken_off(getattr(row, name)) for name in fields}
        if any(values[name] != getattr(row, name) for name in fields):
            model._default_manager.filter(pk=row.pk).update(**values)
