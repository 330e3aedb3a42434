"""Lists as files, made for the tests."""

import datetime
import io

from sekretariat.officefiles import xlsx

MOMENT = datetime.datetime(2026, 11, 21, 10, tzinfo=datetime.UTC)
HEADINGS = ("Institucioni", "Emri", "Funksioni", "E-mail", "Telefoni")


def book(*sheets: tuple[str, list[list[str]]]) -> io.BytesIO:
    """A workbook of (name, rows); the first row of each sheet holds the headings."""
    tables = [xlsx.Table(name=name, columns=dict.fromkeys(rows[0], 20), rows=rows[1:]) for name, rows in sheets]
    return io.BytesIO(xlsx.write(tables, created=MOMENT))


def people(*rows: list[str]) -> io.BytesIO:
    """The usual list on one sheet."""
    return book(("Lista", [list(HEADINGS), *rows]))
