"""Two saves of one story: the later one meets the earlier, part by part, and nothing is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from articles.admin.reconcile import Comparison
from articles.models import Article, Version
from articles.story import (
    Credit,
    Paragraph,
    Party,
    Photo,
    Story,
    Subhead,
    Video,
)
from articles.vocabulary import VersionKind
from tests.desk import add_row, desk, fields_of, opened, picture, said, save, send, url
from tests.factories import make_article, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = (Paragraph(f"{name} paragraph stands here, of the old text.") for name in
                   ("The first", "A second", "Some third"))  # fmt: skip


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.fixture
def article(desk):
    """A story that was saved once, so that its base is known."""
    article = make_article(blocks=(ONE, TWO, THREE), tags=("harbour",), deck="Old deck")
    return save(desk, article, opened(desk, article))


@pytest.fixture
def bo():
    client = Client()
    client.force_login(make_user(username="bo", is_superuser=True, first_name="Bo"))
    return client


def choices(page):
    """Return {label: (name, chosen side)} of the parts on a page."""
    found = {}
    for part in re.findall(r"<fieldset class=\"difference.*?</fieldset>", page, re.DOTALL):
        label = re.search(r"<legend>(.*?)(?: <span.*?)?</legend>", part, re.DOTALL)[1]
        name = re.search(r'name="(part-\w+)"', part)[1]
        chosen = re.search(r'value="(\w+)" required checked', part)
        found[label] = (name, chosen and chosen[1])
    return found


def meet(desk, bo, article, *, mine, theirs, rows=None):
    """Save `theirs` as Bo, then `mine`; return (path, page, what its form would send)."""
    data = opened(desk, article)
    if rows:
        add_row(data, *rows[:1], **rows[1])
    save(bo, article, opened(bo, article), **theirs)
    response = send(desk, article, data, **mine)
    assert not response.redirect_chain
    page = response.content.decode()
    path = re.search(r'action="(/admin/articles/article/\d+/words/\d+/)"', page)[1]
    form = {"revision": re.search(r'name="revision" value="(\d+)"', page)[1]}
    form |= {name: side for name, side in choices(page).values() if side}
    return path, page, form


def test_who_alone_changed_a_part_is_chosen_and_both_are_asked(desk, bo, article):
    mine = {"body": paragraphs("Mine.", TWO.html, THREE.html), "deck": "My deck", "kicker": "K"}
    theirs = {"body": paragraphs(ONE.html, TWO.html, "Theirs."), "deck": "Bo's deck"}
    path, page, form = meet(desk, bo, article, mine=mine, theirs=theirs)
    assert "Bo saved this story at" in page
    found = {label: side for label, (_name, side) in choices(page).items()}
    assert found == {
        "Deck": None, "Kicker": "mine", "Text, block 1": "mine", "Text, block 3": "theirs",
    }  # fmt: skip
    again = desk.post(path, form | {"_merge": "1"})
    assert "Choose one." in again.content.decode()
    assert Article.objects.get().deck == "Bo's deck"
    form[choices(page)["Deck"][0]] = "mine"
    assert "one text of both" in said(desk.post(path, form | {"_merge": "1"}, follow=True))
    after = Article.objects.get()
    assert (after.deck, after.kicker, after.revision) == ("My deck", "K", article.revision + 2)
    assert after.story().blocks == (Paragraph("Mine."), TWO, Paragraph("Theirs."))
    kinds = [version.kind for version in Version.objects.all()[:3]]
    assert kinds == [VersionKind.SAVE, VersionKind.SET_ASIDE, VersionKind.SAVE]
    assert Version.objects.get(kind=VersionKind.SET_ASIDE).story().deck == "My deck"


def test_what_one_side_took_out_is_said_so(desk, bo, article):
    theirs = {"body": paragraphs(ONE.html, THREE.html)}
    _path, page, _form = meet(desk, bo, article, mine={"deck": "My deck"}, theirs=theirs)
    assert choices(page)["Text, after block 1"][1] == "theirs"
    assert "taken out" in page
    assert "added after" not in page


def test_both_texts_may_stand_one_after_the_other(desk, bo, article):
    mine, theirs = paragraphs("Mine.", TWO.html), paragraphs("Theirs.", TWO.html)
    path, page, form = meet(
        desk, bo, article, mine={"body": mine, "tags": "harbour, ferries"},
        theirs={"body": theirs, "tags": "trams"},
    )  # fmt: skip
    assert choices(page)["Tags"][1] == "both"
    form[choices(page)["Text, block 1"][0]] = "both"
    desk.post(path, form | {"_merge": "1"})
    story = Article.objects.get().story()
    assert story.blocks == (Paragraph("Theirs."), Paragraph("Mine."), TWO)
    assert story.tags == ("ferries", "trams")


def test_what_only_the_desk_sees_meets_too(desk, bo, article):
    mine, theirs = {"ed_note": "Call Vance", "slug": "mine"}, {"slug": "theirs", "deck": "New"}
    path, page, form = meet(desk, bo, article, mine=mine, theirs=theirs)
    form[choices(page)["Slug"][0]] = "theirs"
    desk.post(path, form | {"_merge": "1"})
    after = Article.objects.get()
    assert (after.ed_note, after.slug, after.deck) == ("Call Vance", "theirs", "New")


def test_words_of_photos_people_and_videos_of_both_sides_are_kept(desk, bo):
    pier, lamp = (
        Photo(caption="A pier.", alt_text="A pier at noon.", supplier="Wire"),
        Video(title="The lamp", label="WATCH", provider="vimeo", embed_id="12345678"),
    )
    story = {"blocks": (ONE, pier, TWO, lamp), "credits": (Credit(Party("Jo Dray")),)}
    article = make_article(**story)
    article = save(desk, article, opened(desk, article))
    path, page, form = meet(
        desk, bo, article,
        mine={"captions-0-caption": "By noon.", "bylines-0-role": "editor"},
        theirs={"captions-0-alt_text": "A long pier.", "videos-0-title": "The lamp of Saltmere"},
        rows=("bylines", {"contributor": "Ines Calloway", "role": "author", "position": "1"}),
    )  # fmt: skip
    assert choices(page)["Text, block 2"][1] == "both"
    assert all(side for _name, side in choices(page).values())
    desk.post(path, form | {"_merge": "1"})
    after = Article.objects.get().story()
    assert after.of_kind(Photo)[0].caption == "By noon."
    assert after.of_kind(Photo)[0].alt_text == "A long pier."
    assert after.videos[0].title == "The lamp of Saltmere"
    assert [credit.party.name for credit in after.credits] == ["Jo Dray", "Ines Calloway"]
    assert Article.objects.get().captions.get().photo == article.captions.get().photo


def test_photos_outside_the_text_and_files_sent_along_are_not_lost(desk, bo, article):
    loose = {"key": "LOOSE123", "caption": "Put by.", "alt_text": "A gull.", "upload": picture()}
    path, _page, form = meet(
        desk, bo, article, mine={"deck": "Mine"}, theirs={"kicker": "Theirs"},
        rows=("captions", loose),
    )  # fmt: skip
    desk.post(path, form | {"_merge": "1"})
    caption = Article.objects.get().captions.get()
    assert (caption.caption, bool(caption.photo.file)) == ("Put by.", True)


def test_mine_may_be_saved_over_theirs(desk, bo, article):
    path, _page, form = meet(
        desk, bo, article, mine={"headline": "Mine"}, theirs={"headline": "Theirs"}
    )
    response = desk.post(path, form | {"_mine": "1"}, follow=True)
    assert "Saved." in said(response)
    assert Article.objects.get().headline == "Mine"
    assert [version.story().headline for version in Version.objects.all()[:2]] == ["Mine", "Theirs"]
    assert not Version.objects.filter(kind=VersionKind.AUTOSAVE).exists()


def test_theirs_may_stay_with_mine_set_aside(desk, bo, article):
    path, _page, form = meet(
        desk, bo, article, mine={"headline": "Mine"}, theirs={"headline": "Theirs"}
    )
    desk.post(path, form | {"_aside": "1"})
    assert Article.objects.get().headline == "Theirs"
    assert Version.objects.get(kind=VersionKind.SET_ASIDE).story().headline == "Mine"


@pytest.mark.parametrize("button", ["_merge", "_mine"])
def test_a_third_save_meanwhile_shows_the_page_again_with_what_was_chosen(
    desk, bo, article, button
):
    path, page, form = meet(
        desk, bo, article, mine={"headline": "Mine", "deck": "Mine"}, theirs={"headline": "Theirs"}
    )
    form[choices(page)["Headline"][0]] = "mine"
    save(bo, article, opened(bo, article), kicker="Third")
    again = desk.post(path, form | {button: "1"})
    assert again.status_code == 200
    assert Article.objects.get().headline == "Theirs"
    page = again.content.decode()
    form = {"revision": re.search(r'name="revision" value="(\d+)"', page)[1]}
    form |= {name: side or "mine" for name, side in choices(page).values()}
    if button == "_merge":
        assert choices(page)["Headline"][1] == "mine"
    desk.post(path, form | {"_merge": "1"})
    after = Article.objects.get()
    assert (after.headline, after.deck, after.kicker) == ("Mine", "Mine", "Third")


def test_words_that_do_not_fit_stay_in_the_form_beside_the_warning(desk, bo, article):
    data = opened(desk, article)
    save(bo, article, opened(bo, article), headline="Theirs")
    response = send(desk, article, data, headline="", deck="Mine")
    page = response.content.decode()
    assert "Bo saved this story on" in page
    assert fields_of(response)["deck"] == "Mine"
    kept = desk.post(url(article, "autosave"), data | {"headline": "", "deck": "Mine"}).json()
    response = desk.get(url(article, f"words/{kept['version']}"), follow=True)
    assert "cannot be compared yet" in said(response)
    assert fields_of(response)["deck"] == "Mine"


# One person, two tabs.


def test_saves_of_one_person_in_two_tabs_become_one_text(desk, article):
    first, second = opened(desk, article), opened(desk, article)
    theirs = {
        "body": paragraphs(ONE.html, TWO.html, "Second tab."),
        "slug": "second",
        "tags": "harbour, trams",
    }
    save(desk, article, second, **theirs)
    mine = {
        "body": paragraphs("First tab.", TWO.html, THREE.html),
        "ed_note": "Call Vance",
        "tags": "ferries",
    }
    response = send(desk, article, first, **mine)
    assert response.redirect_chain
    assert "with what you saved in another tab at" in said(response)
    after = Article.objects.get()
    assert after.story().blocks == (Paragraph("First tab."), TWO, Paragraph("Second tab."))
    assert (after.slug, after.ed_note, after.tag_names()) == (
        "second",
        "Call Vance",
        ("ferries", "trams"),
    )
    assert after.revision == article.revision + 2
    assert Version.objects.first().reason == "one text of two"


def test_where_both_tabs_of_one_person_wrote_the_later_words_stand_and_the_others_are_a_click_away(
    desk, article
):
    first, second = opened(desk, article), opened(desk, article)
    save(desk, article, second, deck="Deck of the second", slug="second", kicker="K")
    response = send(desk, article, first, deck="Deck of the first", slug="first")
    assert "the words of this one stand: Deck, Slug" in said(response)
    after = Article.objects.get()
    assert (after.deck, after.slug, after.kicker) == ("Deck of the first", "first", "K")
    compare = re.search(r'href="([^"]+)"', said(response))[1].replace("&amp;", "&")
    page = desk.get(compare).content.decode()
    assert "second" in page
    assert "first" in page


def test_a_tab_without_words_of_its_own_changes_nothing_of_the_other(desk, article):
    first, second = opened(desk, article), opened(desk, article)
    saved = save(desk, article, second, deck="Deck of the second")
    response = send(desk, article, first)
    assert response.redirect_chain
    after = Article.objects.get()
    assert (after.deck, after.revision) == ("Deck of the second", saved.revision)
    assert not Version.objects.filter(kind=VersionKind.AUTOSAVE).exists()


def test_a_step_is_not_taken_on_a_text_of_two_tabs_that_nobody_has_seen(desk, article):
    first, second = opened(desk, article), opened(desk, article)
    save(desk, article, second, deck="Deck of the second")
    response = send(desk, article, first, kicker="K", _publish="1")
    assert "Nothing but the save is done yet" in said(response)
    after = Article.objects.get()
    assert (after.deck, after.kicker, after.editions.count()) == ("Deck of the second", "K", 0)


def test_a_colleague_between_two_tabs_of_one_person_is_met_as_ever(desk, bo, article):
    first, second = opened(desk, article), opened(desk, article)
    save(desk, article, second, deck="Deck of the second")
    save(bo, article, opened(bo, article), kicker="Bo's")
    response = send(desk, article, first, deck="Deck of the first")
    assert not response.redirect_chain
    assert "Bo saved this story at" in response.content.decode()
    assert Article.objects.get().deck == "Deck of the second"


def test_two_tabs_whose_common_text_is_not_known_are_shown_part_by_part(desk):
    article = make_article(deck="Old deck")  # never saved, so no version of it is there
    first, second = opened(desk, article), opened(desk, article)
    save(desk, article, second, deck="Deck of the second")
    response = send(desk, article, first, kicker="K")
    assert not response.redirect_chain
    assert choices(response.content.decode())
    assert Article.objects.get().kicker == ""


def test_words_kept_are_compared_with_the_saved_story(desk, article):
    kept = desk.post(url(article, "autosave"), opened(desk, article) | {"deck": "Newer deck"})
    page = desk.get(url(article, f"words/{kept.json()['version']}")).content.decode()
    assert "beside the story as it was saved" in page
    assert choices(page)["Deck"][1] == "mine"
    assert '<mark class="ours">Newer </mark>' in page.replace("Newer</mark>", "Newer </mark>")


def test_of_a_story_nobody_saved_yet_all_words_are_its_writers(desk):
    kept = desk.post("/admin/articles/article/autosave/", opened(desk) | {
        "headline": "New", "deck": "First words.", "words_tab": "a-tab-of-the-browser",
    })  # fmt: skip
    article = Article.objects.get()
    page = desk.get(url(article, f"words/{kept.json()['version']}")).content.decode()
    assert choices(page)["Deck"][1] == "mine"
    assert "choice-both" not in page


# Part by part.


def compare(base, mine, theirs):
    stories = (Story(headline="A", blocks=blocks) for blocks in (base, mine, theirs))
    return Comparison(*stories)


NEW = Paragraph("Something wholly other, never seen before.")


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ((ONE, NEW, TWO, THREE), (ONE, TWO), (ONE, NEW, TWO)),
        ((ONE, THREE), (ONE, TWO, THREE, NEW), (ONE, THREE, NEW)),
        ((THREE, ONE, TWO), (ONE, TWO, THREE), (THREE, ONE, TWO)),
        ((ONE, TWO, THREE), (THREE, ONE, TWO), (THREE, ONE, TWO)),
        ((ONE, TWO, THREE), (), ()),
        ((Subhead("Head"), ONE, TWO, THREE), (ONE, TWO, THREE, NEW),
         (Subhead("Head"), ONE, TWO, THREE, NEW)),
    ],
)  # fmt: skip
def test_what_one_side_alone_did_to_the_text_is_done(mine, theirs, merged):
    comparison = compare((ONE, TWO, THREE), mine, theirs)
    assert all(part.side for part in comparison.parts)
    sides = {part.key: part.side for part in comparison.parts}
    assert comparison.merged(sides).blocks == merged


def test_each_side_can_be_had_whole():
    mine, theirs = (NEW, THREE, ONE), (ONE, Subhead("Head"), TWO)
    comparison = compare((ONE, TWO, THREE), mine, theirs)
    for side, text in (("mine", mine), ("theirs", theirs)):
        sides = {part.key: side for part in comparison.parts}
        assert comparison.merged(sides).blocks == text


def test_where_the_base_is_not_known_all_that_differs_is_asked():
    comparison = Comparison(
        None, Story(headline="Mine", blocks=(ONE,)), Story(headline="Theirs", blocks=(TWO,))
    )
    assert [part.side for part in comparison.parts] == ["", ""]


# Races.


def race(users, article, turns, changes):
    """Let two people (or one, twice) open and save at the same moment; return a status each turn.

    `changes` gets the number of the turn and of the racer and returns the fields that are typed.
    """
    ContentType.objects.clear_cache()
    gate = Barrier(2)

    def run(number):
        client = Client()
        client.force_login(users[number])
        try:
            codes = []
            for turn in range(turns):
                data = opened(client, article)
                gate.wait(30)
                codes.append(client.post(url(article), data | changes(turn, number)).status_code)
                gate.wait(30)
            return codes
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [sorted(codes) for codes in zip(*pool.map(run, range(2)), strict=True)]


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_revision_exactly_one_goes_through():
    users = [make_user(username=name, is_superuser=True) for name in ("ann", "bo")]
    article = make_article()
    codes = race(users, article, 4, lambda turn, number: {"deck": f"{turn} {number}"})
    assert codes == [[200, 302]] * 4
    assert Article.objects.get().revision == article.revision + 4
    assert Version.objects.of_working_copy().count() == 4
    assert Version.objects.filter(kind=VersionKind.AUTOSAVE).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_one_person_that_save_at_the_same_moment_both_go_through(client):
    ann = make_user(username="ann", is_superuser=True)
    client.force_login(ann)
    article = make_article()
    article = save(client, article, opened(client, article), kicker="Sea")
    fields = ("deck", "dateline")
    codes = race([ann, ann], article, 4, lambda turn, number: {fields[number]: f"Turn {turn}"})
    assert codes == [[302, 302]] * 4
    after = Article.objects.get()
    assert (after.deck, after.dateline) == ("Turn 3", "Turn 3")
    assert after.revision == article.revision + 8
