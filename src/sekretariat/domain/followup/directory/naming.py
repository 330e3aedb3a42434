"""How lists call the institutions."""

import datetime
import re
from difflib import get_close_matches
from functools import cached_property

from django.utils.translation import gettext as _

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import fold

MOST_SUGGESTIONS = 50  # each costs a look at all names; a list with more wrong ones has its columns mixed up


class InstitutionNames:
    """Institutions of the day by every name they are called, folded: municipalities by their bare name too, units also
    together with the institution they are part of. One query.
    """

    def __init__(self, *, on: datetime.date) -> None:
        self.found: dict[str, set[Institution]] = {}
        self._answers: dict[str, Institution | DomainError] = {}
        self._suggestions = 0
        for institution in Institution.objects.in_force(on=on).select_related("part_of").order_by("pk"):
            for name in filter(None, _names_of(institution)):
                self.found.setdefault(fold(name), set()).add(institution)

    @cached_property
    def in_force(self) -> set[int]:
        return {institution.pk for institutions in self.found.values() for institution in institutions}

    def written(self, institution: Institution) -> str:
        """The name by which a list finds exactly this institution again."""
        one = institution.name_sq
        return one if len(self.found.get(fold(one), ())) == 1 else _in_full(institution)

    def find(self, text: str) -> Institution:
        """The institution meant; a wrong name is never guessed, only suggested in the error's sentence."""
        wanted = fold(text)
        if wanted not in self._answers:
            self._answers[wanted] = self._find(wanted, text)
        answer = self._answers[wanted]
        if isinstance(answer, DomainError):
            raise answer
        return answer

    def _find(self, wanted: str, text: str) -> Institution | DomainError:
        if not wanted:
            return DomainError(_("Write the institution."))
        fitting = self.found.get(wanted, set())
        if len(fitting) == 1:
            return next(iter(fitting))
        if fitting:
            return DomainError(
                _("“%(text)s” is the name of several institutions. Write it in full: “%(full)s”.")
                % {"text": text, "full": _in_full(min(fitting, key=lambda one: one.pk))}
            )
        if (near := self._near(wanted)) is not None:
            return DomainError(_("“%(text)s” is not known. Did you mean “%(near)s”?") % {"text": text, "near": near})
        return DomainError(_("“%(text)s” is not known. Enter the institution first.") % {"text": text})

    def _near(self, wanted: str) -> Institution | None:
        self._suggestions += 1
        near = get_close_matches(wanted, self.found, n=1) if self._suggestions <= MOST_SUGGESTIONS else []
        return next(iter(self.found[near[0]])) if near else None


def _names_of(institution: Institution) -> set[str]:
    names = {institution.name_sq, institution.name_en, institution.short_name, _in_full(institution)}
    if institution.kind == InstitutionKind.MUNICIPALITY:
        names.add(re.sub(r"^Bashkia ", "", institution.name_sq))
    return names


def _in_full(institution: Institution) -> str:
    """A unit is called with what it is part of: every ministry has its directorate of finance."""
    return f"{institution.name_sq}, {institution.part_of.name_sq}" if institution.part_of else institution.name_sq
