"""Two texts of one story side by side: what came, what went, what moved, and at what cost."""

from dataclasses import replace

import pytest

from articles.admin.comparison import compared
from articles.story import (
    Correction,
    Credit,
    List,
    Paragraph,
    Party,
    Photo,
    Related,
    Role,
    Subhead,
    Video,
)
from tests.factories import make_article, make_story
from tests.test_differences import lines_run
from tests.test_public_pictures import make_photo

SIX = tuple(Paragraph(f"Paragraph number {n} says something of its own.") for n in "123456")


@pytest.fixture(autouse=True)
def _database(db):
    pass


def told(before, after):
    """Return {label of the part: [(state, name, words gone, words new)]}."""
    return {
        part.label: [
            (row.state, row.name, *(_marked(side) for side in (row.old, row.new)))
            if row.state != "same" else row.count
            for row in part.rows
        ]
        for part in compared(before, after).parts
    }  # fmt: skip


def _marked(side):
    return " ".join(words.strip() for words, is_marked in side if is_marked)


def test_two_equal_texts_have_nothing_to_show():
    assert told(make_story(), make_story()) == {}


def test_fields_are_shown_with_the_words_that_changed():
    before = make_story(deck="All safe", tags=("harbour",))
    after = replace(before, deck="All are safe", tags=("harbour", "ferries"), section="World")
    assert told(before, after) == {
        "Deck": [("changed", "", "", "are")],
        "Section": [("changed", "", "City", "World")],
        "Tags": [1, ("new", "", "", "ferries")],
    }


def test_paragraphs_that_stayed_are_folded_and_one_that_moved_is_told_as_such():
    before = make_story(blocks=SIX)
    changed = Paragraph("Paragraph number 3 says nothing of its own.")
    after = replace(before, blocks=(*SIX[:2], changed, *SIX[4:], SIX[3], Paragraph("New words.")))
    assert told(before, after)["Text"] == [
        2,
        ("changed", "Paragraph", "something", "nothing"),
        ("left", "Paragraph", "", ""),
        2,
        ("came", "Paragraph", "", ""),
        ("new", "Paragraph", "", "New words."),
    ]


def test_a_line_that_became_a_subhead_or_only_got_a_link_is_shown():
    before = make_story(blocks=(Paragraph("The harbour"), Paragraph("All safe"), List(("One",))))
    after = replace(
        before,
        blocks=(
            Subhead("The harbour"),
            Paragraph('All <a href="https://example.com/">safe</a>'),
            List(("One",), ordered=True),
        ),
    )
    rows = told(before, after)["Text"]
    assert [row[1] for row in rows] == ["Paragraph → Subhead", "Paragraph", "List → Numbered list"]
    assert "https://example.com/" in rows[1][3]


def test_words_of_photos_and_videos_are_compared_one_by_one():
    photo = Photo(caption="By day.", alt_text="A pier.", creator="Jo Dray", ref=7)
    video = Video(title="The lamp", label="WATCH", provider="vimeo", embed_id="1")
    before = make_story(lead_photo=photo, blocks=(video,))
    after = replace(
        before,
        lead_photo=replace(photo, caption="By night.", alt_text="A dark pier."),
        blocks=(replace(video, label="LISTEN", seconds=65),),
    )
    assert told(before, after) == {
        "Lead photo": [
            ("changed", "Photo: Caption", "day.", "night."),
            ("changed", "Photo: Alt text", "", "dark"),
        ],
        "Text": [
            ("changed", "Video: Label", "WATCH", "LISTEN"),
            ("changed", "Video: Seconds", "", "65"),
        ],
    }


def test_a_photo_put_in_place_of_another_is_told_with_both_pictures_while_rights_allow(
    django_assert_num_queries,
):
    old, new, ended = make_photo(), make_photo(), make_photo(rights_until="2020-01-01T00:00Z")
    before = make_story(lead_photo=Photo(caption="A pier.", ref=old.pk))
    after = replace(before, lead_photo=Photo(caption="A pier.", ref=new.pk))
    with django_assert_num_queries(2):
        (part,) = compared(before, after).parts
    (row,) = part.rows
    assert row.name == "Photo replaced by another"
    assert all(row.pictures)
    assert row.pictures[0] != row.pictures[1]
    away = replace(before, lead_photo=Photo(caption="A pier.", ref=ended.pk))
    (part,) = compared(before, away).parts
    assert part.rows[0].pictures[1] == ""


def test_a_name_spelt_in_a_way_of_its_own_is_no_change():
    version = make_story(credits=(Credit(Party("MARA ELLISON")),))
    edition = replace(version, credits=(Credit(Party("Mara Ellison"), printed="MARA ELLISON"),))
    assert told(version, edition) == {}


def test_credits_notes_and_related_stories_are_named():
    other = make_article(headline="Tug sinks")
    before = make_story(credits=(Credit(Party("Mara Ellison")),))
    after = replace(
        before,
        credits=(*before.credits, Credit(Party("Jo Dray"), Role.PHOTOGRAPHER)),
        corrections=(Correction("It was a tug."),),
        related=(Related("", "MORE", ref=other.pk),),
    )
    rows = told(before, after)
    assert rows["Credits"] == [1, ("new", "", "", "Jo Dray (Photographer)")]
    assert rows["Public notes"] == [("new", "", "", "Correction: It was a tug.")]
    assert rows["Related"] == [("new", "", "", "MORE Tug sinks")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a", "b"] * 700, ["b", "a", "a"] * 480),
        ([f"{n} " * 40 for n in range(700)], [f"{n} x " * 30 for n in range(700)]),
        (["a b " * 4000], ["b a a " * 3000]),
        ([f"same words but {n}" for n in range(400)], [f"same words and {n}" for n in range(400)]),
    ],
)
def test_a_comparison_of_huge_texts_costs_a_bounded_time(before, after):
    one, other = (
        make_story(blocks=tuple(Paragraph(text) for text in side)) for side in (before, after)
    )
    assert lines_run(lambda: compared(one, other)) < 6_000_000


def test_beyond_the_limit_passages_are_marked_as_a_whole_and_that_is_told():
    one, other = (
        make_story(blocks=tuple(Paragraph(f"{n} {'word ' * 99}{end}") for n in range(60)))
        for end in ("old", "new")
    )
    comparison = compared(one, other)
    assert comparison.is_rough
    assert comparison.parts[0].rows[-1].old[0][1]
