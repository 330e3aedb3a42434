import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.search.snippets import LENGTH, snippet
from sekretariat.ground.search.tokens import question

FILLING = "fjalë pa rëndësi " * 40


def show(text: str, typed: str) -> str:
    return snippet(text, question(typed))


def test_a_short_text_is_shown_whole_on_one_line():
    assert show("Bashkia\n  Shkodër", "shkodra") == "Bashkia Shkodër"


@pytest.mark.parametrize(
    ("typed", "match"), [("Shkodrës", "Shkodër"), ("ceshtje", "çështje"), ("koordin", "koordinatorëve")]
)
def test_the_piece_around_the_first_match_keeps_its_letters_and_its_words(typed, match):
    piece = show(f"{FILLING}Shkodër, çështje koordinatorëve {FILLING}", typed)

    assert match in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert len(piece) <= LENGTH + len("…  …")
    assert set(piece.split()) <= {"…", "fjalë", "pa", "rëndësi", "Shkodër,", "çështje", "koordinatorëve"}


def test_a_number_is_shown_where_all_its_parts_stand():
    assert "2470/3 këtu" in show(f"2470/1 {FILLING} 2470/3 këtu {FILLING}", "2470/3")


def test_a_match_in_the_title_alone_shows_the_beginning():
    assert show(FILLING, "Shkodra").startswith("fjalë pa rëndësi")


def test_a_text_without_spaces_is_cut_where_it_must():
    assert show("x" * 1_000, "xx") == "x" * LENGTH + " …"


@given(text=st.text(max_size=1_000), typed=st.text(max_size=50))
def test_a_snippet_is_one_short_line_whatever_the_text(text, typed):
    piece = show(text, typed)

    assert len(piece) <= LENGTH + len("…  …")
    assert piece == " ".join(piece.split())
