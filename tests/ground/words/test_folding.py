import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.words import fold, fold_in_place, fold_with_places


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Përcjellja e PAKETËS", "percjellja e paketes"),
        ("ÇËSHTJE", "ceshtje"),
        ("Citaku\u0308 i vjete\u0308r", "citaku i vjeter"),
        ("Đoković, Müller, Łódź, naïve", "dokovic, muller, lodz, naive"),
        ("“Për caktimin” „një” «dy» ‘tre’", '"per caktimin" "nje" "dy" \'tre\''),
        ("s´ka, s’ka, s`ka", "s'ka, s'ka, s'ka"),
        ("2018–2020 — 2015‑2020 − 1", "2018-2020 - 2015-2020 - 1"),
        ("  një \t\n dy\u00a0tre\u2003katër ", "nje dy tre kater"),
        ("bash\u00adkia\u200b", "bashkia"),
        ("nul\x00l", "null"),
        ("ﬁnanca¹", "financa1"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_folding_a_folded_sign_changes_nothing_for_every_sign_of_unicode():
    signs = map(chr, range(sys.maxunicode + 1))

    assert [sign for sign in signs if fold(fold(sign)) != fold(sign)] == []


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_folds_alike_however_its_accents_are_written(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folding_in_place_keeps_every_position(text):
    assert len(fold_in_place(text)) == len(text)


def test_folding_in_place_keeps_spaces_and_signs_that_would_grow():
    assert fold_in_place("Datë  6.5.2020 Weiß") == "date  6.5.2020 weiß"


def test_a_folded_text_knows_where_each_sign_comes_from():
    text = "Date\u0308  6.5 – Weiß"

    folded, places = fold_with_places(text)

    assert folded == fold(text)
    assert [text[place] for place in places] == list("Date 6.5 – Weißß")
