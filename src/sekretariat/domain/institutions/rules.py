"""What a post is for, told by its title; whether an institution stands under another on a day. Pure."""

import datetime
import re
from collections.abc import Sequence

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.acts.rules import begun, possible_from
from sekretariat.ground.words import fold

from .enums import InstitutionKind, PostKind
from .models import Institution, Subordination

# Of those who lead an institution without being called its head: "Drejtor i Përgjithshëm" leads an agency, in a
# ministry only a directorate.
_LED_BY_A_DIRECTOR = (
    InstitutionKind.AGENCY,
    InstitutionKind.INDEPENDENT,
    InstitutionKind.CSO,
    InstitutionKind.ASSOCIATION,
)
_LEADS_IT = re.compile(r"(drejtor\w*( [ie] pergjithsh\w*| ekzekutiv\w*)?|kryetar.*)")
_MAYOR = re.compile(r"kryetar\w*( ([ie] )?bashki.*)?")
# Deputies begin with "zv." or "zëvendës" and so fit none of these.
_TITLES: Sequence[tuple[PostKind, re.Pattern[str]]] = (
    (PostKind.SECRETARY_GENERAL, re.compile(r"sekretar\w* [ie] pergjithsh.*")),
    (PostKind.HEAD, re.compile(r"(ministr|minister|kryeministr|kryeminister|titullar).*")),
    (PostKind.DIRECTOR, re.compile(r"drejtor.*")),
    (PostKind.PROTOCOL, re.compile(r".*(protokoll|arkiv).*")),
    (PostKind.EU_UNIT, re.compile(r".*integrim.*")),
)


def post_kind(title: str, *, of: InstitutionKind) -> PostKind:
    """The kind of the post with this title in an institution of the kind; an officer's where nothing else fits."""
    title = fold(title)
    if of == InstitutionKind.MUNICIPALITY and _MAYOR.fullmatch(title):
        return PostKind.MAYOR
    if of == InstitutionKind.COUNTY and title.startswith("kryetar"):
        return PostKind.HEAD
    if of in _LED_BY_A_DIRECTOR and _LEADS_IT.fullmatch(title):
        return PostKind.HEAD
    return next((kind for kind, form in _TITLES if form.fullmatch(title)), PostKind.OFFICER)


def start_of(row: Subordination) -> datetime.date | None:
    """Its first day, by its own date or the act's; None where that is not known, or where it has always stood so."""
    if row.valid_from is not None or row.act is None:
        return row.valid_from
    span = possible_from(row.act)
    return span.first if span.first == span.last else None


def stands_under(row: Subordination, *, on: datetime.date) -> Verdict:
    """Whether it holds on the day, as far as the date of its act lets it be said."""
    if row.valid_to is not None and row.valid_to < on:
        return Verdict.NO
    return begun(row, on)


def head_post_of(institution: Institution) -> tuple[PostKind, str, str]:
    """The post of who leads an institution of this kind, with its titles, where none is entered."""
    if institution.kind == InstitutionKind.MINISTRY:
        return PostKind.HEAD, "Ministër", "Minister"
    if institution.kind == InstitutionKind.MUNICIPALITY:
        return PostKind.MAYOR, "Kryetar i Bashkisë", "Mayor"
    if institution.kind == InstitutionKind.AGENCY:
        return PostKind.HEAD, "Drejtor i Përgjithshëm", "Director General"
    return PostKind.HEAD, "Titullar", "Head"
