"""Words made alike, and the passages that show them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import stems
from articles.excerpts import LENGTH, excerpt_of
from articles.respelling import alike, likely


@pytest.mark.parametrize(
    ("language", "asked", "printed"),
    [
        ("en", "run", "running"),
        ("en", "harbour", "harbours"),
        ("en", "harbour", "harbour’s"),
        ("en", "ferry", "FERRIES"),
        ("fr", "négociation", "négociations"),
        ("fr", "negociation", "négociations"),
        ("fr", "publiee", "publiées"),
        ("fr", "école", "l’école"),
        ("fr", "ecole", "L'École"),
        ("de", "Hafen", "Häfen"),
        ("de", "strasse", "Straßen"),
        ("es", "negociacion", "negociaciones"),
        ("pt", "negociacao", "negociações"),
        ("ar", "ميناء", "الميناء"),
        ("ar", "مدينة", "مَدِينَة"),
        ("ru", "порт", "порты"),
        ("nb", "havn", "havnen"),
        ("tlh", "LODZ", "Łódź"),
        ("", "ferry", "ｆｅｒｒｙ"),
    ],
)
def test_a_word_finds_its_other_forms(language, asked, printed):
    (stem,) = stems.stems([printed], language)
    assert (stem,) in stems.spellings((asked,), [language])


def test_in_a_language_nobody_has_endings_for_a_word_is_itself():
    assert stems.stems(["Qapla’ running"], "tlh") == ["qapla", "running"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("2026年", ["2026", "年"]),
        ("항구", ["항", "구"]),
        ("ราคา", ["ร", "า", "ค", "า"]),
        ("परीक्षा का", ["परीक्षा", "का"]),
        ("don’t d’or", ["don", "d", "or"]),
        ("co-op_shop 1,000", ["co", "op", "shop", "1", "000"]),
        ("…— \0\u200b !", []),
        ("a¶b", ["a", "¶", "b"]),
    ],
)
def test_a_text_is_cut_into_words(text, expected):
    assert stems.stems([text], "") == expected


def test_the_language_of_a_reader_is_not_known():
    languages = ["en", "fr"]
    assert ("frnegoci",) in stems.spellings(("négociations",), languages)
    assert ("enharbour",) in stems.spellings(("harbours",), languages)


@settings(deadline=None)  # the first words wait for the stemmers to load
@given(st.text(), st.sampled_from(["", "en", "fr", "ar", "tr", "hi", "yi", "xx"]))
def test_stems_are_letters_digits_and_signs_of_letters_only(text, language):
    for stem in stems.stems([text], language):
        assert stem == stems.BREAK or 0 < len(stem) <= stems.LONGEST
        assert not set(stem) & set("\0 '\"\\:&|!()<>*-^+{},§\n\t")
        assert not stem.isascii() or stem.isalnum()


@settings(deadline=None)  # the first words wait for the stemmers to load
@given(st.text(), st.sampled_from(["en", "fr", "zh"]))
def test_places_are_where_the_words_stand(text, language):
    at = 0
    for start, end, stem in stems.places(text, language):
        assert at <= start < end <= len(text)
        assert stems.stem_of(text[start:end], language) == stem
        at = end


def test_each_thread_has_stemmers_of_its_own():
    from concurrent.futures import ThreadPoolExecutor

    words = [f"{base}ing" for base in ("runn", "swimm", "sail", "row", "walk")] * 400
    stems.stem_of.cache_clear()
    expected = [stems.stem_of(word, "en") for word in words]

    def read(_number):
        return [stems.stem_of.__wrapped__(word, "en") for word in words]

    with ThreadPoolExecutor(4) as pool:
        assert all(result == expected for result in pool.map(read, range(8)))


def marked(texts, *asked, language="en"):
    terms = [stems.spellings(tuple(words.split()), [language]) for words in asked]
    segments = excerpt_of(texts, language, terms)
    return "".join(f"[{s.text}]" if s.is_marked else s.text for s in segments)


def test_the_passage_with_the_most_words_is_shown():
    texts = ["A ferry left.", "The tug pulled two ferries off.", "A tug."]
    assert marked(texts, "ferry", "tug") == "The [tug] pulled two [ferries] off."


def test_a_row_of_words_is_marked_as_one():
    text = "The harbours are full, and the new harbour wall is not."
    assert marked([text], "new harbour wall") == (
        "The harbours are full, and the [new harbour wall] is not."
    )


def test_what_was_found_elsewhere_leaves_the_first_text_unmarked():
    assert marked(["A ferry left.", "A tug."], "zeppelin") == "A ferry left."
    assert marked([], "zeppelin") == ""


def test_a_long_passage_is_cut_around_the_words():
    text = "calm sea " * 100 + "a harbour wall fell " + "calm sea " * 100
    shown = marked([text], "harbour", "wall")
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "a [harbour] [wall] fell" in shown
    assert len(shown) <= LENGTH + 8


@settings(deadline=None)  # the first words wait for the stemmers to load
@given(st.lists(st.text(max_size=600), max_size=4), st.text(min_size=1, max_size=9))
def test_an_excerpt_is_a_piece_of_the_text(texts, asked):
    row = tuple(stems.words(asked))
    segments = excerpt_of(texts, "en", [stems.spellings(row, ["en"])] if row else [])
    shown = "".join(s.text for s in segments if s.text not in ("… ", " …"))
    assert not texts or any(shown in text for text in texts)
    assert len(shown) <= LENGTH


@pytest.mark.parametrize("slip", ["harbuor", "habour", "harbouur", "harboir", "HARBUOR"])
def test_a_slip_of_the_finger_is_known(slip):
    assert likely(["The Harbour wall", "a harbour"], alike((slip,))) == "harbour"


@pytest.mark.parametrize(
    "row", [("abc",), ("x" * 30,), ("ab1cd",), ("harbuor", "wall"), ("東京湾岸",)]
)
def test_no_guess_is_made_of_what_might_be_anything(row):
    assert likely(["harbour wall abcd ab2cd"], alike(row)) == ""
