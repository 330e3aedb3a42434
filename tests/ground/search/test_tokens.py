from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.search.tokens import MAX_TERMS, MAX_TOKEN, Phrase, question, tokens


def test_a_word_stands_behind_its_stem_and_signs_part_words():
    assert tokens("Shkodrës, NË-kohë") == ["shkodr", "shkodres", "ne", "koh", "kohe"]


def test_numbers_are_parted_at_signs_and_letters():
    assert tokens("Nr.2783/1prot") == ["nr", "2783", "1", "prot"]


def test_a_question_asks_for_stems_and_for_what_begins_like_its_last_word():
    assert question("bashkive Shkodrës") == (
        (Phrase(("bashk",)),),
        (Phrase(("shkodr",)), Phrase(("shkodres",), is_open=True)),
    )


def test_a_number_in_parts_is_one_phrase_and_words_beside_it_are_apart():
    assert question("2470/3 letër-përcjellëse") == (
        (Phrase(("2470", "3")),),
        (Phrase(("letr",)),),
        question("përcjellëse")[0],
    )


@given(st.text(max_size=2_000))
def test_tokens_are_short_and_free_of_signs_whatever_the_text(text):
    asked = question(text)

    assert len(asked) <= MAX_TERMS
    assert all(
        token.isalnum() and len(token) <= MAX_TOKEN
        for token in tokens(text) + [t for term in asked for phrase in term for t in phrase.tokens]
    )
