"""Which column of a list is which, told by its heading in either language."""

import re
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.words import fold

COLUMNS: Mapping[str, str | Promise] = {
    "institution": _("Institution"),
    "name": _("Name"),
    "function": _("Function"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "code": _("Code"),
}
# What our own lists say besides, and serial numbers: read by people, taken by nobody.
READ_ONLY = "read only"
# How lists name their columns, folded. A surname in a column of its own is joined to the name.
HEADERS: Sequence[tuple[str, re.Pattern[str]]] = (
    (
        READ_ONLY,
        re.compile(
            r"nr|no|#|rol\w*|qark\w*|county|lloj\w*( [ie] institucionit)?|kind|.*mungon.*|.*missing"
            r"|.*zyrtar.*|official.*"
        ),
    ),
    ("code", re.compile(r"kodi?|code")),
    (
        "institution",
        re.compile(
            r".*(institucion|institution).*|(em(er|ri) i )?(bashki|organi|entitet|njesi).*|ministri.*|municipalit.*"
        ),
    ),
    ("surname", re.compile(r"mbiem.*|surname|last name")),
    ("name", re.compile(r"em(er|ri).*|name|full name|first name|person.*")),
    ("function", re.compile(r"(funksion|pozicion|pozit|detyr|function|position|title).*|post[ie]?")),
    ("email", re.compile(r".*(e-?mail|elektronik).*|posta")),
    ("phone", re.compile(r".*(tel|cel|mob|phone|kontakt).*")),
)
# In the column of codes: the row shows how a list is filled in, and names nobody.
EXAMPLE = _("example")


def is_example(code: str) -> bool:
    return fold(code) in ("shembull", "example")


def column_of(heading: str) -> str:
    """The column that the heading names; "" for one we have no use for."""
    folded = fold(heading).strip(" .:*")
    return next((column for column, form in HEADERS if form.fullmatch(folded)), "")


def headings_in(cells: Sequence[str]) -> list[str] | None:
    """The columns in the list's own order, "" for one we have no use for; None where the row holds no headings."""
    columns = [column_of(cell) for cell in cells]
    # A line of people may hold a word that looks like a heading; two of them, one the name, it does not.
    return columns if "name" in columns and len(set(columns) - {"", READ_ONLY}) > 1 else None


def by_column(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """The cells of a row by their column. Of two columns that name the same, the first that says something counts."""
    found = dict.fromkeys([*COLUMNS, "surname"], "")
    for column, cell in zip(columns, cells, strict=False):
        if column in found and not found[column]:
            found[column] = " ".join(cell.split())
    found["name"] = f"{found['name']} {found.pop('surname')}".strip()
    found["email"] = found["email"].removeprefix("mailto:").strip(" ;,<>").lower()
    return found
