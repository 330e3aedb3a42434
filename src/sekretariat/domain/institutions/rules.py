"""What a post is for, told by its title. Pure."""

import re
from collections.abc import Sequence

from sekretariat.ground.words import fold

from .enums import InstitutionKind, PostKind

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
