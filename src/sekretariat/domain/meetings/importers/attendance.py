"""A list of who was there, pasted out of Excel or Word, laid over the places of the meeting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.ground.words import fold
from sekretariat.officefiles import pasted

from ..enums import Presence
from ..models import Attendance
from ..services import Came, PresenceSaid

COLUMNS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "institution": gettext_lazy("Institution"),
    "presence": gettext_lazy("Presence"),
    "substitute": gettext_lazy("Substitute"),
}
HEADINGS = {
    "name": ("emri", "emer mbiemer", "emri mbiemri", "emri dhe mbiemri", "name", "pjesemarresi"),
    "institution": ("institucioni", "institution", "nga institucioni"),
    "presence": ("prania", "pjesemarrja", "prezenca", "presence", "attendance"),
    "substitute": ("zevendesuesi", "perfaqesuesi", "perfaqesohet nga", "substitute", "represented by"),
    "number": ("nr", "nr.", "no", "no."),
    "function": ("funksioni", "function", "pozicioni", "detyra"),
}
WORDS = {
    Presence.PRESENT: ("i pranishem", "e pranishme", "pranishem", "prezent", "present", "po", "yes", "x", "1", "✓"),
    Presence.REPRESENTED: ("i perfaqesuar", "e perfaqesuar", "perfaqesuar", "represented", "zevendesuar"),
    Presence.EXCUSED: ("me arsye", "i justifikuar", "e justifikuar", "justifikuar", "excused"),
    Presence.ABSENT: ("mungoi", "mungon", "munguar", "mungese", "absent", "jo", "no", "0"),
}
MEANT = {word: presence for presence, words in WORDS.items() for word in words}
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in one cell. Rows count from 1, the line of headings among them."""

    row: int
    column: str
    message: str


@dataclass(kw_only=True)
class ListedPresence:
    """A row of the list. Without a place it is somebody who came without an invitation."""

    number: int
    cells: Mapping[str, str]
    place: Attendance | None = None
    presence: str = ""
    substitute: str = ""
    problems: list[Problem] = field(default_factory=list)

    def fault(self, column: str, message: str) -> None:
        self.problems.append(Problem(row=self.number, column=column, message=message))

    @property
    def presence_label(self) -> str:
        return str(Presence(self.presence).label) if self.presence else ""


def read_attendance(text: str, *, places: Sequence[Attendance]) -> list[ListedPresence]:
    """The rows of the pasted list, each with its place and what it says, or with its faults. Reads only.

    The columns are name, institution, presence, substitute; a line of headings may name them in another order. Where
    no presence is written, who is listed was there: such lists are copied from the sheet that was signed.
    """
    rows = _rows(text)
    _match(rows, _Places(places))
    for row in rows:
        if not row.problems:
            _read_presence(row)
    return rows


def as_said(rows: Iterable[ListedPresence]) -> tuple[list[PresenceSaid], list[Came]]:
    """Rows without faults as `record_presence` takes them."""
    said, came = [], []
    for row in rows:
        if row.place is not None:
            said.append(PresenceSaid(attendance=row.place, presence=row.presence, substitute_name=row.substitute))
        else:
            came.append(
                Came(
                    name=row.cells["name"],
                    institution_name=row.cells["institution"],
                    function=row.cells.get("function", ""),
                )
            )
    return said, came


def _rows(text: str) -> list[ListedPresence]:
    table = pasted.numbered_rows(text)
    columns = _headings(table[0][1]) if table else None
    if columns:
        table = table[1:]
    found = []
    for number, cells in table:
        named = dict.fromkeys(COLUMNS, "")
        pairs = zip(columns, cells, strict=False) if columns else zip(COLUMNS, _without_serial(cells), strict=False)
        named |= {column: cell for column, cell in pairs if column}
        if any(named[column] for column in COLUMNS):
            found.append(ListedPresence(number=number, cells=named))
    return found


def _headings(cells: Sequence[str]) -> list[str] | None:
    """The column behind each cell of the first line; None where it is not a line of headings."""
    known = {word: column for column, words in HEADINGS.items() for word in words}
    columns = [known.get(fold(cell), "") for cell in cells]
    return columns if "name" in columns or "institution" in columns else None


def _without_serial(cells: list[str]) -> list[str]:
    return cells[1:] if len(cells) > 1 and cells[0].rstrip(".)").isdecimal() else cells


class _Places:
    """The places by what a list may call them, folded."""

    def __init__(self, places: Sequence[Attendance]) -> None:
        self.by_name: dict[str, list[Attendance]] = defaultdict(list)
        self.by_institution: dict[str, list[Attendance]] = defaultdict(list)
        for place in places:
            if place.name:
                self.by_name[fold(place.name)].append(place)
            for name in {fold(name) for name in self._names(place) if name}:
                self.by_institution[name].append(place)

    @staticmethod
    def _names(place: Attendance) -> Iterable[str]:
        institution = place.institution
        own = (institution.name_sq, institution.name_en, institution.short_name) if institution else ()
        return place.institution_name, *own

    def of(self, row: ListedPresence) -> list[Attendance]:
        """By the name, among the institution's where that is written and known."""
        named = self.by_name.get(fold(row.cells["name"]), []) if row.cells["name"] else []
        at = self.by_institution.get(fold(row.cells["institution"]), [])
        both = [place for place in named if place in at]
        return both or named

    def at(self, row: ListedPresence) -> list[Attendance]:
        return self.by_institution.get(fold(row.cells["institution"]), []) if row.cells["institution"] else []

    def near(self, row: ListedPresence) -> str:
        """A name that is nearly the one written, perhaps mistyped."""
        near = get_close_matches(fold(row.cells["name"]), self.by_name, n=1, cutoff=0.85)
        return self.by_name[near[0]][0].name if near else ""


def _match(rows: Sequence[ListedPresence], places: _Places) -> None:
    """Names first; then, for what is left, the institution's place that nobody else of the list has taken."""
    taken: dict[int, int] = {}
    left = []
    for row in rows:
        for column in COLUMNS:
            if len(row.cells[column]) > LONGEST:
                row.fault(column, _("At most %(count)s characters fit here.") % {"count": LONGEST})
        found = places.of(row)
        if len(found) > 1:
            row.fault("institution", _("Several are called “%(name)s”. Write the institution too.") % row.cells)
        elif found:
            _take(row, found[0], taken)
        elif not row.problems:
            left.append(row)
    for row in left:
        _match_by_institution(row, places, taken)


def _take(row: ListedPresence, place: Attendance, taken: dict[int, int]) -> None:
    if place.pk in taken:
        row.fault("name", _("This place stands in row %(row)s already.") % {"row": taken[place.pk]})
    else:
        taken[place.pk] = row.number
        row.place = place


def _match_by_institution(row: ListedPresence, places: _Places, taken: dict[int, int]) -> None:
    name = row.cells["name"]
    if name and (near := places.near(row)):
        row.fault("name", _("“%(name)s” is not invited. Did you mean “%(near)s”?") % {"name": name, "near": near})
        return
    free = [place for place in places.at(row) if place.pk not in taken]
    if len(free) == 1:
        _take(row, free[0], taken)
        if name:
            # Somebody else of the institution signed: they stood in for whoever was invited, or for the vacant seat.
            row.substitute = name
    elif len(free) > 1:
        row.fault("name", _("Several of this institution are invited. Write whom, and who stood in as the substitute."))
    elif not name:
        row.fault("institution", _("“%(institution)s” has no place at the meeting.") % row.cells)


def _read_presence(row: ListedPresence) -> None:
    written = row.cells["presence"]
    presence = MEANT.get(fold(written), "") if written else ""
    if written and not presence:
        row.fault(
            "presence",
            _("“%(presence)s” is not understood. Write present, represented, excused or absent.") % row.cells,
        )
        return
    row.substitute = row.cells["substitute"] or row.substitute
    if row.place is None:
        if presence not in ("", Presence.PRESENT):
            row.fault("presence", _("Who was not invited is listed only where they came."))
        row.presence = Presence.PRESENT
        return
    if presence in ("", Presence.PRESENT) and row.substitute:
        presence = Presence.REPRESENTED
    row.presence = presence or Presence.PRESENT
    if row.presence == Presence.REPRESENTED and not (row.substitute or row.place.substitute_name):
        row.fault("substitute", _("Write who represented them."))
