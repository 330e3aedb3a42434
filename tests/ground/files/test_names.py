import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sekretariat.ground.files.names import MAX_LENGTH, clean_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Përgjigje e MFE-së.docx", "Përgjigje e MFE-së.docx"),
        ("C:\\Users\\ana\\Shkresa 2470.pdf", "Shkresa 2470.pdf"),
        ("../../etc/passwd", "passwd"),
        ("lista.xlsx/", "lista.xlsx"),
        ("një\x00dy\r\ntre.pdf", "njëdy tre.pdf"),
        ("fatura\u202efdp.exe", "faturafdp.exe"),
        ("  shumë   hapësira .pdf ", "shumë hapësira .pdf"),
        ("Be\u0308j.txt", "Bëj.txt"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("..", "file"),
        ("\u200b/\u200b", "file"),
    ],
)
def test_names_lose_paths_and_hidden_signs(given_name, kept):
    assert clean_name(given_name) == kept


def test_a_long_name_is_cut_before_its_suffix():
    cleaned = clean_name("ë" * 500 + ".docx")

    assert cleaned == "ë" * (MAX_LENGTH - 5) + ".docx"


def test_a_long_tail_after_a_dot_is_no_suffix():
    assert clean_name("a." + "b" * 500) == "a." + "b" * (MAX_LENGTH - 2)


@given(st.text(alphabet=st.characters(), max_size=400))
@example("\ud800.pdf")
@example("e\u200b\u0308.pdf")
def test_every_name_becomes_one_safe_line_and_stays_it(name):
    cleaned = clean_name(name)

    assert 0 < len(cleaned) <= MAX_LENGTH
    assert not set(cleaned) & set("/\\\r\n\x00")
    assert all(unicodedata.category(char)[0] != "C" for char in cleaned)
    assert clean_name(cleaned) == cleaned
    cleaned.encode()
