import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.officefiles.pasted import rows

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("", []),
        (" \n\t\t\r\n", []),
        ("Ministria e Financave", [["Ministria e Financave"]]),
        ("MF\tAna\r\nMD\tBen\r\n", [["MF", "Ana"], ["MD", "Ben"]]),
        ("MF\t\tana@x\nMD\t\t", [["MF", "", "ana@x"], ["MD", "", ""]]),
        ("\tAna\n", [["", "Ana"]]),
        ("MF; Ana ;ana@x\n\nMD;;", [["MF", "Ana", "ana@x"], ["MD", "", ""]]),
        ("MF | Ana\nMD | Ben; Mira", [["MF", "Ana"], ["MD", "Ben; Mira"]]),
        ("Emri\nAna; Ben", [["Emri"], ["Ana; Ben"]]),
        ("MF;a\tAna|b", [["MF;a", "Ana|b"]]),
        (f"{NBSP}MF{NBSP}A\tAna\u202fB\ufeff", [["MF A", "Ana B"]]),
        ('"Rr. ""Dëshmorët""\nTiranë"\tAna', [['Rr. "Dëshmorët"\nTiranë', "Ana"]]),
        ('MF\t"një\tdy"\tAna', [["MF", "një\tdy", "Ana"]]),
        ('"Albcontrol" sh.a.\tAna "Nini"', [['"Albcontrol" sh.a.', 'Ana "Nini"']]),
        ('"Albcontrol"\tAna', [['"Albcontrol"', "Ana"]]),
        ('"Albcontrol\tAna', [['"Albcontrol', "Ana"]]),
        ('"a;b";"";c', [["a;b", "", "c"]]),
    ],
)
def test_what_people_paste_becomes_rows(text: str, table: list[list[str]]):
    assert rows(text) == table


def test_the_first_line_tells_what_divides_a_typed_table():
    assert rows("\n\nMF|Ana\nMD;Ben") == [["MF", "Ana"], ["MD;Ben"]]


# Excel leaves a quote at the start of a cell as it is; with a later one at the end of a cell nobody could tell.
plain_cells = st.text("aëÇ;| \"'\u00a0", max_size=8).filter(lambda cell: not cell.strip().startswith('"'))
broken_cells = st.text('aë"\n\t', min_size=1, max_size=8).filter(lambda cell: "\n" in cell or "\t" in cell)


def copied_from_excel(table: list[list[str]]) -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text

    return "".join("\t".join(map(cell, row)) + "\r\n" for row in table)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(plain_cells | broken_cells, min_size=width, max_size=width), max_size=5)
    )
)
@settings(deadline=None)
def test_what_excel_copies_comes_back(table: list[list[str]]):
    trimmed = [[cell.replace(NBSP, " ").strip() for cell in row] for row in table]

    assert rows(copied_from_excel(table)) == [row for row in trimmed if any(row)]
