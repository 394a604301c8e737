"""Three texts of a story become one: laws that hold for any, and cases a desk knows."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.merge import merge
from articles.story import Credit, Paragraph, Party, Story, Subhead
from articles.story import Photo as PhotoBlock
from tests.test_story import BLOCKS, CREDITS, LINE, PHOTOS

FIELDS = {
    "headline": LINE,
    "deck": LINE,
    "search_headline": LINE,
    "section": st.sampled_from(["", "World", "Ville"]),
    "credits": st.lists(CREDITS, max_size=3).map(tuple),
    "tags": st.lists(st.sampled_from(["harbour", "ferries", "storm"]), unique=True).map(tuple),
    "lead_photo": st.none() | PHOTOS,
}
STORIES = st.builds(Story, blocks=st.lists(BLOCKS, max_size=4).map(tuple), **FIELDS)


def edited(base):
    """Stories that come from `base` by some changes, as an editor or a sender makes them."""
    blocks = st.lists(st.sampled_from(base.blocks) | BLOCKS if base.blocks else BLOCKS, max_size=5)
    return st.builds(
        lambda chosen, more: replace(base, blocks=tuple(chosen), **more),
        st.just(base.blocks) | blocks,
        st.fixed_dictionaries({}, optional=FIELDS),
    )


PAIRS = STORIES.flatmap(lambda base: st.tuples(st.just(base), edited(base)))
THREES = STORIES.flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base)))
law = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def texts(value):
    """Return the set of all texts in a story."""
    if isinstance(value, str):
        return {value} - {""}
    if isinstance(value, dict):
        return set().union(*(texts(one) for key, one in value.items() if key != "block"))
    return set().union(*map(texts, value)) if isinstance(value, list) else set()


@law
@given(PAIRS)
def test_a_story_nobody_touched_follows_its_source(pair):
    base, new = pair
    merged = merge(base, base, new)
    assert merged.story == new
    assert merged.is_untouched


@law
@given(PAIRS)
def test_a_source_that_did_not_change_changes_nothing(pair):
    base, mine = pair
    merged = merge(base, mine, base)
    assert merged.story == mine
    assert merged.conflicts == ()


@law
@given(PAIRS)
def test_the_same_change_on_both_sides_is_no_conflict(pair):
    base, both = pair
    merged = merge(base, both, both)
    assert merged.story == both
    assert merged.is_untouched


@law
@given(THREES)
def test_no_text_of_an_editor_is_lost(three):
    base, mine, new = three
    typed = texts(mine.to_json()) - texts(base.to_json())
    assert typed <= texts(merge(base, mine, new).story.to_json())


@law
@given(THREES)
def test_settling_every_conflict_leaves_none(three):
    base, mine, new = three
    merged = merge(base, mine, new)
    names = [difference.name for difference in merged.conflicts]
    for choice in ({"take": names}, {"leave": names}):
        assert merge(base, mine, new, **choice).conflicts == ()
    left = merge(base, mine, new, leave=names)
    assert left.story == merged.story
    assert left.base == new


@law
@given(THREES)
def test_what_waits_is_still_waiting_when_compared_again(three):
    base, mine, new = three
    merged = merge(base, mine, new)
    again = merge(merged.base, merged.story, new)
    assert again.story == merged.story
    assert bool(again.conflicts) == bool(merged.conflicts)


@law
@given(THREES)
def test_the_whole_source_can_be_taken(three):
    _base, mine, new = three
    assert merge(mine, mine, new).story == new


ONE, TWO, THREE = (
    Paragraph("The ferry ran aground on Monday, the port said."),
    Paragraph("It was pulled free at high tide, two hours later."),
    Paragraph("The crossing will open again on Wednesday morning."),
)


def story(*blocks, **fields):
    return Story(headline="Ferry aground", blocks=blocks, **fields)


def test_each_paragraph_is_merged_on_its_own():
    mine = replace(ONE, html="The ferry ran aground on Monday at noon, the port said.")
    new = replace(TWO, html="It was pulled free at high tide, three hours later.")
    more = Paragraph("Divers found no damage.")
    merged = merge(story(ONE, TWO, THREE), story(mine, TWO, THREE), story(ONE, new, more, THREE))
    assert merged.story.blocks == (mine, new, more, THREE)
    assert merged.conflicts == ()


def test_a_paragraph_changed_on_both_sides_is_one_conflict():
    mine = replace(TWO, html="It was pulled free at low tide, two hours later.")
    new = replace(TWO, html="It was pulled free at high tide, three hours later.")
    merged = merge(story(ONE, TWO, THREE), story(ONE, mine, THREE), story(ONE, new))
    assert merged.story.blocks == (ONE, mine)
    (conflict,) = merged.conflicts
    assert (conflict.name, conflict.mine, conflict.new) == ("block 2", (mine,), (new,))
    taken = merge(story(ONE, TWO), story(ONE, mine), story(ONE, new), take=["block 2"])
    assert taken.story.blocks == (ONE, new)


def test_a_changed_paragraph_is_known_again_behind_a_new_one():
    mine = replace(TWO, html="It was pulled free at low tide, two hours later.")
    new = replace(TWO, html="It was pulled free at high tide, three hours later.")
    more = Paragraph("Divers found no damage.")
    merged = merge(story(ONE, TWO), story(ONE, mine), story(ONE, more, new))
    assert merged.story.blocks == (ONE, more, mine)
    assert merged.conflicts[0].new == (new,)


def test_words_an_editor_gave_a_photo_stay_while_its_caption_follows():
    base = PhotoBlock("The ferry on Monday.", credit_line="Ann Lee/Wire", ref=5)
    mine = replace(base, alt_text="A ferry on rocks, its bow torn open.")
    new = PhotoBlock("The ferry on Monday, before dawn.", credit_line="Ann Lee/Wire")
    merged = merge(story(ONE, base), story(ONE, mine), story(ONE, new))
    photo = merged.story.blocks[1]
    assert (photo.caption, photo.alt_text, photo.ref) == (new.caption, mine.alt_text, 5)
    assert [kept.name for kept in merged.kept] == ["block 2"]


def test_another_photo_does_not_take_over_the_words_of_the_one_it_replaces():
    base = PhotoBlock("The ferry on Monday.", credit_line="Ann Lee/Wire", ref=5)
    mine = replace(base, alt_text="A ferry on rocks, its bow torn open.")
    new = PhotoBlock("Mayor Cole Drummond at the inquiry.", credit_line="Jo Dray")
    merged = merge(story(ONE, base), story(ONE, mine), story(ONE, new))
    assert merged.story.blocks[1] == mine
    assert merged.conflicts[0].new == (new,)


@pytest.mark.parametrize(("brought", "shown"), [(None, 7), (5, 7), (9, 7)])
def test_a_picture_an_editor_chose_stays(brought, shown):
    base = PhotoBlock("The ferry on Monday.", ref=5)
    merged = merge(story(ONE, base), story(ONE, replace(base, ref=7)), story(
        ONE, replace(base, ref=brought)))  # fmt: skip
    assert merged.story.blocks[1].ref == shown


@pytest.mark.parametrize(("brought", "shown"), [(None, 5), (5, 5), (9, 9)])
def test_a_picture_nobody_chose_follows_the_source(brought, shown):
    base = PhotoBlock("The ferry on Monday.", ref=5)
    new = story(Subhead("New"), ONE, replace(base, ref=brought))
    merged = merge(story(ONE, base), story(ONE, base), new)
    assert merged.story.blocks[2].ref == shown


def test_tags_and_credits_of_both_sides_are_kept():
    ann, jo, mara = (Credit(Party(name)) for name in ("Ann Lee", "Jo Dray", "Mara Ellison"))
    merged = merge(
        story(ONE, tags=("ferries", "port"), credits=(ann, mara)),
        story(ONE, tags=("ferries", "port", "storm"), credits=(ann, mara, jo)),
        story(ONE, tags=("ferries", "safety"), credits=(mara,)),
    )
    assert merged.story.tags == ("ferries", "storm", "safety")
    assert merged.story.credits == (mara, jo)
