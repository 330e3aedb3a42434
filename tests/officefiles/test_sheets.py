"""Lists as files: .xlsx read in a process of its own, .csv in whatever shape people save it, and what we make."""

import datetime
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.officefiles import sheets, xlsx
from sekretariat.officefiles.safety import judge
from sekretariat.officefiles.sheets import Sheet, UnreadableSheets

from .packages import EXCEL, package

MOMENT = datetime.datetime(2026, 11, 21, 10, tzinfo=datetime.UTC)


def workbook(fill) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        fill(book)
    return target.getvalue()


def table(rows, name: str = "Lista") -> xlsx.Table:
    return xlsx.Table(name=name, columns=dict.fromkeys(["Emri", "Telefoni"], 20), rows=rows)


def rows_of(data: bytes, kind: str = "csv") -> list[tuple[int, list[str]]]:
    [sheet] = sheets.read(data, kind=kind)
    return sheet.rows


def refusal(data: bytes, kind: str) -> str:
    with pytest.raises(UnreadableSheets) as refused:
        sheets.read(data, kind=kind)
    return refused.value.code


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    def fill(book):
        sheet = book.add_worksheet("Bashkitë")
        sheet.write_string("B3", "Emri")
        sheet.write_string("B6", "Ana")

    assert sheets.read(workbook(fill), kind="xlsx") == [Sheet(name="Bashkitë", rows=[(3, ["Emri"]), (6, ["Ana"])])]


def test_numbers_dates_and_results_of_formulas_are_read_as_a_person_would_type_them():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "0692000001")
        sheet.write_number(0, 1, 692000001)
        sheet.write_number(0, 2, 1.5)
        sheet.write_datetime(0, 3, datetime.datetime(2026, 5, 6), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_formula(0, 4, "=1+1", None, 2)

    assert rows_of(workbook(fill), "xlsx") == [(1, ["0692000001", "692000001", "1.5", "06.05.2026", "2"])]


def test_a_hidden_sheet_is_named_and_not_read():
    def fill(book):
        book.add_worksheet("Lista").write_string(0, 0, "Ana")
        hidden = book.add_worksheet("E vjetër")
        hidden.write_string(0, 0, "Ben")
        hidden.hide()

    assert sheets.read(workbook(fill), kind="xlsx")[1] == Sheet(name="E vjetër", rows=[], is_hidden=True)


def test_two_cells_in_opposite_corners_cost_no_memory_and_are_refused():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "a")
        sheet.write_string(1_048_575, 16_383, "z")

    assert refusal(workbook(fill), "xlsx") == "too_large"


def test_one_long_text_repeated_in_very_many_cells_is_refused():
    def fill(book):
        sheet = book.add_worksheet()
        for row in range(4000):
            sheet.write_string(row, 0, "x" * 30_000)

    data = workbook(fill)
    assert len(data) < 1_000_000
    assert refusal(data, "xlsx") == "too_large"


def test_a_package_that_only_calls_itself_a_workbook_is_damaged():
    assert refusal(package(main=EXCEL), "xlsx") == "damaged"


def test_more_rows_than_a_list_has_are_refused():
    assert refusal(b"a;b\n" * (sheets.MOST_ROWS + 1), "csv") == "too_many_rows"


@pytest.mark.parametrize(
    "data",
    [
        "Emri;Telefoni\nAna Çela;069\n".encode(),
        "Emri;Telefoni\r\nAna Çela;069\r\n".encode("utf-8-sig"),
        "Emri;Telefoni\nAna Çela;069\n".encode("cp1252"),
        "Emri,Telefoni\nAna Çela,069\n".encode(),
        "Emri\tTelefoni\nAna Çela\t069\n".encode(),
        '"Emri";"Telefoni"\n"Ana Çela";"069"\n'.encode(),
    ],
    ids=["utf-8", "with mark", "windows", "commas", "tabs", "quoted"],
)
def test_a_csv_is_read_however_it_was_saved(data: bytes):
    assert rows_of(data) == [(1, ["Emri", "Telefoni"]), (2, ["Ana Çela", "069"])]


def test_quotes_hold_delimiters_lines_and_quotes_and_the_record_is_one_row():
    data = 'Emri;Adresa\n"Çela; Ana";"Rr. ""Dëshmorët"",\nTiranë"\n\nBen;\n'.encode()

    assert rows_of(data) == [
        (1, ["Emri", "Adresa"]),
        (2, ["Çela; Ana", 'Rr. "Dëshmorët",\nTiranë']),
        (4, ["Ben", ""]),
    ]


def test_commas_inside_of_cells_do_not_outvote_semicolons():
    data = "Emri;Adresa\nAna;Rr. A, nr. 5, kati 2, Tiranë\nBen;Rr. B, Vlorë\n".encode()

    assert [cells for _number, cells in rows_of(data)][1] == ["Ana", "Rr. A, nr. 5, kati 2, Tiranë"]


def test_a_cell_without_end_is_refused_in_words():
    assert refusal(b'Emri;Adresa\n"' + b"x" * (sheets.LONGEST_CELL + 10), "csv") == "broken_csv"


HOSTILE = [
    "=1+1",
    "+355",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "{=1}",
    "=HYPERLINK(1)",
    "\t=1",
    "https://x.al",
]


def test_no_text_becomes_a_formula_or_a_link():
    data = xlsx.write([table([[text, "069"] for text in HOSTILE])], created=MOMENT)

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
        assert "hyperlink" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert [cells[0] for _number, cells in rows_of(data, "xlsx")[1:]] == [text.strip() for text in HOSTILE]


def test_what_we_make_passes_our_own_judgement_and_is_the_same_each_time():
    data = xlsx.write([table([["Ana", "069"]])], created=MOMENT)

    assert judge(io.BytesIO(data), name="lista.xlsx", max_bytes=len(data)).kind == "xlsx"
    assert xlsx.write([table([["Ana", "069"]])], created=MOMENT) == data


def test_a_telephone_keeps_its_zero_and_its_column_is_text_for_what_is_typed_later():
    data = xlsx.write([table([["Ana", "069 20 00 001"], ["Ben", "0692000001"]])], created=MOMENT)

    assert [cells[1] for _number, cells in rows_of(data, "xlsx")] == ["Telefoni", "069 20 00 001", "0692000001"]
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert 'formatCode="@"' in book.read("xl/styles.xml").decode()


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(words, words), max_size=5))
@settings(deadline=None, max_examples=15)
def test_what_is_written_is_read_again(rows):
    data = xlsx.write([table(rows)], created=MOMENT)

    expected = [[cell.strip() for cell in row] for row in rows]
    read = [cells for _number, cells in rows_of(data, "xlsx")[1:]]
    assert [(cells + ["", ""])[:2] for cells in read] == [row for row in expected if any(row)]
