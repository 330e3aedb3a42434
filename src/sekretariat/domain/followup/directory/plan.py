"""What a list of leaders and staff would change of the directory, worked out before anything is written.

A person is known by the code that our own lists give them, else by the e-mail, else by the name within the institution.
So the corrected list, pasted or sent again, finds those whom the first one entered, also where it mends their name or
their address.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.enums import HEADS, InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.institutions.rules import post_kind
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import fold

from ..enums import Fate

ROLES = (Role.HEAD, Role.STAFF)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of the list: an institution we have, a name, and what else it says. The e-mail is in lower case."""

    institution: Institution
    name: str
    function: str = ""
    email: str = ""
    phone: str = ""
    code: int | None = None


class EntryRefused(DomainError):
    """The row cannot be told from another person, or changes what a list may not change."""


@dataclass(eq=False)
class Known:
    """A person as the rows met so far leave them; `person` is None for one whom the list brings."""

    person: Person | None
    name: str
    email: str = ""
    phone: str = ""
    held: dict[int, list[Mandate]] = field(default_factory=lambda: defaultdict(list))  # by institution
    acts_in: set[int] = field(default_factory=set)  # institutions, in whatever role
    listed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # functions in the list, folded
    begun: set[tuple[int, str]] = field(default_factory=set)
    said: set[str] = field(default_factory=set)  # of name, email, phone: those the list has given already

    def function_of(self, entry: Entry) -> tuple[bool, list[Mandate]]:
        """Whether the row gives a function not held yet, and which ones it replaces: those the list does not name."""
        place, function = entry.institution.pk, fold(entry.function)
        held = {_title(mandate): mandate for mandate in self.held[place]}
        says_nothing = not function and (held or place in self.acts_in)
        if function in held or (place, function) in self.begun or says_nothing:
            return False, []
        self.begun.add((place, function))
        self.acts_in.add(place)
        # What stands on a letter or an act is not a list's to end.
        ends = [m for title, m in held.items() if title not in self.listed[place] and m.basis == Basis.SET_UP]
        self.held[place] = [mandate for mandate in self.held[place] if mandate not in ends]
        return True, ends


def _title(mandate: Mandate) -> str:
    return fold(mandate.post.title_sq) if mandate.post else ""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What one row does. Rows about one person share `known`; `before` holds the values that `changes` replaces."""

    entry: Entry
    known: Known
    is_new: bool
    changes: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    begins: bool = False
    ends: Sequence[Mandate] = ()

    @property
    def kind(self) -> PostKind:
        return post_kind(self.entry.function, of=InstitutionKind(self.entry.institution.kind))

    @property
    def role(self) -> Role:
        """Whoever leads the institution, by the title of the post, may answer for it."""
        return Role.HEAD if self.kind in HEADS else Role.STAFF

    @property
    def fate(self) -> Fate:
        if self.is_new:
            return Fate.NEW
        if self.ends or any(self.before.values()):
            return Fate.CORRECTED
        return Fate.COMPLETED if self.changes or self.begins else Fate.SAME


def plan(entries: Sequence[Entry], *, on: datetime.date) -> list[Planned | EntryRefused]:
    """What each row would do, in their order; a row that cannot be taken has its refusal in its place."""
    people = _People(entries, on=on)
    rows = [people.meet(entry) for entry in entries]
    return [_with_function(row) if isinstance(row, Planned) else row for row in rows]


def _with_function(row: Planned) -> Planned:
    """Worked out when the whole list is met: a function that a later row names is not replaced."""
    begins, ends = row.known.function_of(row.entry)
    return replace(row, begins=begins, ends=ends)


class _People:
    """Those the list may speak of, by e-mail and by their name in an institution."""

    def __init__(self, entries: Sequence[Entry], *, on: datetime.date) -> None:
        self.by_code: dict[int, Known] = {}
        self.by_email: dict[str, Known] = {}
        self.by_name: dict[tuple[int, str], list[Known]] = defaultdict(list)
        # Of a name the list gives two e-mails: two persons, whichever of their rows comes first.
        self.listed_emails: dict[tuple[int, str], set[str]] = defaultdict(set)
        for entry in entries:
            self.listed_emails[entry.institution.pk, fold(entry.name)].update(filter(None, [entry.email]))
        known: dict[int, Known] = {}
        emails = {entry.email for entry in entries if entry.email}
        codes = {entry.code for entry in entries if entry.code}
        persons = Person.objects.annotate(address=Lower("email"))
        for person in persons.filter(Q(address__in=emails) | Q(pk__in=codes, erased_on=None)):
            known[person.pk] = self.by_code[person.pk] = _known(person)
        mandates = Mandate.objects.giving_rights(on=on).filter(institution__in={entry.institution for entry in entries})
        for mandate in mandates.select_related("person", "post").order_by("pk"):
            one = known.setdefault(mandate.person_id, _known(mandate.person))
            self._place(one, mandate.institution_id)
            one.acts_in.add(mandate.institution_id)
            if mandate.role in ROLES:
                one.held[mandate.institution_id].append(mandate)
        self.by_email = {one.email: one for one in known.values() if one.email}

    def _place(self, known: Known, institution_id: int) -> None:
        names = self.by_name[institution_id, fold(known.name)]
        if known not in names:
            names.append(known)

    def meet(self, entry: Entry) -> Planned | EntryRefused:
        """The row, with the person it means and what it changes of them."""
        try:
            found = self._find(entry)
            changes = _changes(found, entry) if found else {}
        except EntryRefused as refused:
            return refused
        known = found or Known(None, entry.name, entry.email, entry.phone)
        before = {name: getattr(known, name) for name in changes}
        for name, value in changes.items():
            setattr(known, name, value)
        known.said.update(name for name in ("name", "email", "phone") if getattr(entry, name))
        known.listed[entry.institution.pk].add(fold(entry.function))
        self._place(known, entry.institution.pk)
        if known.email:
            self.by_email[known.email] = known
        return Planned(entry=entry, known=known, is_new=found is None, changes=changes, before=before)

    def _find(self, entry: Entry) -> Known | None:
        if entry.code:
            return self._find_by_code(entry, entry.code)
        namesakes = self.by_name[entry.institution.pk, fold(entry.name)]
        if (owner := self.by_email.get(entry.email)) is not None:
            self._refuse_another(owner, entry, namesakes)
            return owner
        # A list that gives two e-mails for a name means two persons.
        here = [one for one in namesakes if not (entry.email and "email" in one.said)]
        names_several = not entry.email and len(self.listed_emails[entry.institution.pk, fold(entry.name)]) > 1
        if len(here) > 1 or names_several:
            raise EntryRefused(_("Several persons of this name are known here: write the e-mail too."), field="email")
        return here[0] if here else None

    def _find_by_code(self, entry: Entry, code: int) -> Known:
        known = self.by_code.get(code)
        if known is None:
            raise EntryRefused(_("Nobody has this code. Leave it empty for a new person."), field="code")
        others = self.by_email.get(entry.email, known)
        if others is not known:
            raise EntryRefused(_taken(entry.email, others), field="email")
        # A row copied for a colleague keeps the code of the one it was copied from.
        is_another = fold(known.name) != fold(entry.name) and ("name" in known.said or known.email != entry.email)
        if is_another and (known.email or "name" in known.said):
            raise EntryRefused(
                _("This is the code of %(name)s. Leave it empty if another person is meant.") % {"name": known.name},
                field="code",
            )
        return known

    def _refuse_another(self, owner: Known, entry: Entry, namesakes: list[Known]) -> None:
        """The e-mail's owner may be called otherwise only where the list mends the name of somebody who works here."""
        if fold(owner.name) == fold(entry.name):
            return
        works_here = owner in self.by_name[entry.institution.pk, fold(owner.name)]
        if namesakes or not works_here or "name" in owner.said:
            raise EntryRefused(_taken(entry.email, owner), field="email")


def _taken(email: str, owner: Known) -> str:
    return _("%(email)s is the e-mail of %(name)s.") % {"email": email, "name": owner.name}


def _known(person: Person) -> Known:
    return Known(person, person.name, person.email.lower(), person.phone)


def _changes(known: Known, entry: Entry) -> dict[str, str]:
    changes = {}
    if fold(known.name) != fold(entry.name):
        changes["name"] = entry.name
    if entry.email and entry.email != known.email:
        if known.person and known.person.user_id:
            raise EntryRefused(
                _("%(name)s signs in as %(email)s, which a list cannot change.")
                % {"name": known.name, "email": known.email},
                field="email",
            )
        changes["email"] = entry.email
    # Who stands in two rows with two telephones keeps the first.
    if entry.phone and "phone" not in known.said and not _is_same_number(entry.phone, known.phone):
        changes["phone"] = entry.phone
    return changes


def _is_same_number(written: str, known: str) -> bool:
    """Spaces and signs do not count, nor does a zero that a spreadsheet took from the front of a number."""
    digits, before = re.sub(r"\D", "", written), re.sub(r"\D", "", known)
    return digits == before or (written == digits and digits == before.lstrip("0"))
