"""Rows written without macros: they are what `cell()` would write."""

import re

from django.template import engines
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sekretariat.web.tables import Column, link, plain_rows

COLUMNS = {
    "code": Column("Kodi & 100 %s"),
    "title": Column("Masa", is_head=True),
    "due": Column("Afati", "date"),
}
BY_MACRO = """{% from "components/tables.html" import cell %}
<tr>{{ cell(columns.code, code) }}{{ cell(columns.title, title) }}{{ cell(columns.due, due) }}</tr>"""


def squeezed(html: str) -> str:
    return re.sub(r">\s+<", "><", html.strip())


@given(st.text(st.characters(blacklist_characters="\r\n \t", codec="utf-8", blacklist_categories=["Cc", "Z"])))
def test_a_row_is_what_the_macros_write(text):
    values = {"code": f"{text}<b>%d", "title": link("/a?b&c", text), "due": Markup("<i>") + text}
    by_macro = engines["jinja2"].from_string(BY_MACRO).render({"columns": COLUMNS, **values})
    assert squeezed(plain_rows(COLUMNS, [tuple(values.values())])) == squeezed(by_macro)


def test_there_are_as_many_rows_as_were_given():
    assert plain_rows(COLUMNS, [("1", "a", "b")] * 3).count("<tr>") == 3
    assert plain_rows(COLUMNS, []) == ""
