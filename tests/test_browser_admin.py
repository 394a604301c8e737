"""The desk in a browser: a story is written, illustrated and published by keyboard."""

from dataclasses import replace

import pytest
from django.db import transaction
from playwright.sync_api import expect

from articles.models import Article, Contributor, Section
from articles.publishing import keep_version
from articles.story import Credit, Paragraph, Party, PartyKind, Photo, Role, Story, Subhead, Video
from tests.factories import make_article, make_user
from tests.hands import EVERY_BLOCK, choose_section, desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_story_is_written_illustrated_and_published_by_keyboard(desk, live_server):
    Section.objects.create(name="Harbour", slug="harbour")
    page = desk.page
    page.goto("/admin/articles/article/")
    desk.click("text=New story")
    page.locator("form[data-ready]").wait_for()
    desk.press("Tab") if not page.evaluate("document.activeElement.id") else None
    desk.type("Lighthouse keeper retires after 41 years")
    desk.press("Enter")
    desk.type("Nobody has asked for the job")
    desk.press("Enter", times=2)
    desk.type("Wim Arkell turned off the lamp on Sunday.")
    desk.press("Control+Alt+p")
    desk.paste("A man on a gallery.\nWim Arkell on Sunday.\nJo Dray/Meridian Wire")
    desk.press("Escape")
    desk.type("He will miss the fog, and TK.")
    desk.press("Control+Alt+v")
    desk.paste("the last evening:\nThe lamp goes out\n2 days ago\n1:05\nWe climbed along.")
    desk.press("Escape")
    desk.click(".field-contributor .select2-selection")
    desk.choose("Mara Ellison")
    choose_section(desk, "Harbour")
    desk.click(".publish-ask summary")
    with page.expect_navigation():
        desk.click(".bar [name=_publish]")
    page.locator("#id_despite:focus").wait_for()
    desk.click("#stopped >> text=a note to the desk")
    desk.click(".publish-ask summary")
    desk.click("#id_despite")
    desk.type("It is a name")
    with page.expect_navigation():
        desk.click(".bar [name=_publish]")
    page.locator(".messagelist .success a").click()
    assert "Lighthouse keeper retires" in page.locator("h1").inner_text()
    body = page.locator("article").first.inner_text()
    for words in ("Mara Ellison", "Jo Dray/Meridian Wire", "The lamp goes out", "He will miss"):
        assert words in body


def test_every_block_survives_a_save_without_a_touch(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    save(desk)
    assert saved(article) == EVERY_BLOCK


def test_every_block_survives_a_round_trip_through_the_editor(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    desk.click(".surface p >> nth=0")
    desk.press("End")
    desk.type("!")
    save(desk)
    first = Paragraph(EVERY_BLOCK.blocks[0].html + "!")
    assert saved(article).blocks == (first, *EVERY_BLOCK.blocks[1:])


def test_undo_of_a_removed_photo_keeps_its_words(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    caption = desk.page.locator(".surface .photo-row textarea[name$=caption]").first
    caption.fill("Typed a moment ago.")
    desk.page.locator(".surface .photo-row").first.get_by_role("button", name="Remove").click()
    assert desk.page.locator(".surface .photo-row").count() == 1
    assert desk.page.locator(".tray .photo-row").count() == 1
    desk.press("Control+z")
    assert desk.page.locator(".surface .photo-row").count() == 2
    save(desk)
    photo = saved(article).of_kind(Photo)[0]
    assert (photo.caption, photo.alt_text) == ("Typed a moment ago.", "A pier.")


def test_photo_moves_by_keyboard_and_becomes_the_lead(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    row = desk.page.locator(".surface .photo-row").first
    row.locator("textarea").first.focus()
    desk.press("Alt+ArrowUp", times=2)
    assert desk.page.evaluate("document.activeElement.name").endswith("alt_text")
    lead = desk.page.locator(".lead-place textarea[name$=caption]")
    desk.page.locator(".surface .photo-row").last.get_by_role("button", name="Make lead").click()
    expect(lead).to_have_value("By night.")
    desk.press("Control+z")
    expect(lead).to_have_value("At the head.")
    expect(desk.page.locator(".surface .photo-row")).to_have_count(2)
    desk.press("Control+Shift+z")
    expect(lead).to_have_value("By night.")
    save(desk)
    story = saved(article)
    assert story.lead_photo.caption == "By night."
    assert [type(block).__name__ for block in story.blocks].index("Photo") == 0  # the old lead
    assert story.of_kind(Photo)[0].caption == "At the head."
    assert story.blocks.index(EVERY_BLOCK.blocks[9]) == 8


def test_undo_and_redo_beyond_their_ends_take_no_words(desk):
    open_article(desk, make_article(EVERY_BLOCK))
    line = desk.page.locator(".text p").first
    line.click()
    desk.press("Control+Home")
    desk.type("Gamma ")
    for keys in ("Control+Shift+z", "Control+y", "Control+Shift+z"):
        desk.press(keys)
        expect(line).to_contain_text("Gamma With a link")
    desk.press("Control+z", times=3)
    expect(line).to_contain_text("With a link")
    expect(line).not_to_contain_text("Gamma")
    # The key that deletes selects a photo before it takes it.
    photos = desk.page.locator(".surface .photo-row")
    desk.page.locator(".text p", has_text="Between.").click()
    desk.press("Home")
    desk.press("Backspace")
    expect(photos).to_have_count(2)
    expect(desk.page.locator(".surface .placed.selected .photo-row")).to_have_count(1)
    desk.press("Backspace")
    expect(photos).to_have_count(1)
    desk.press("Control+z")
    expect(photos).to_have_count(2)
    # A letter typed while it is selected begins a line below it.
    photos.last.locator("[data-picture]").click()
    desk.type("Epsilon")
    expect(photos).to_have_count(2)
    expect(desk.page.locator(".text p", has_text="Epsilon")).to_have_count(1)
    # A row that goes gives the keyboard back to the text.
    desk.press("Control+Alt+v")
    expect(desk.page.locator(".surface .video-row")).to_have_count(2)
    desk.press("Control+z")
    expect(desk.page.locator(".surface .video-row")).to_have_count(1)
    desk.type("Delta ")
    expect(desk.page.locator(".text")).to_contain_text("Delta ")


def test_cut_photo_is_pasted_with_its_words_and_a_copy_gets_its_own(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    desk.page.locator(".surface .photo-row .row-name").last.click()
    desk.page.locator(".placed.selected").wait_for()
    desk.press("Control+c")
    desk.click(".surface p >> nth=0")
    desk.page.locator(".placed.selected").wait_for(state="detached")
    desk.press("Control+v")
    desk.page.locator(".surface .photo-row").nth(2).wait_for()
    save(desk)
    photos = saved(article).of_kind(Photo)
    assert [photo.caption for photo in photos] == ["By night.", "By day.", "By night."]
    keys = article.captions.values_list("key", flat=True)
    assert len(set(keys)) == 4


def test_photo_without_a_line_around_it_is_copied_and_cut(desk):
    photo = Photo(caption="By day.", alt_text="A pier.")
    article = make_article(replace(EVERY_BLOCK, blocks=(photo,)))
    open_article(desk, article)
    rows = desk.page.locator(".surface .photo-row")
    desk.click(rows.locator(".row-name"))
    desk.press("Control+c")
    desk.press("ArrowDown")
    desk.press("Control+v")
    rows.nth(1).wait_for()
    desk.click(rows.locator(".row-name").last)
    desk.press("Control+x")
    desk.page.locator(".tray .photo-row").wait_for()
    desk.press("ArrowDown")
    desk.press("Control+v")
    rows.nth(1).wait_for()
    save(desk)
    assert saved(article).blocks == (photo, photo)


PARAGRAPHS = [
    f"Paragraph {number}: the harbour board met on Tuesday and agreed on pier {number}."
    for number in range(1, 9)
]


def test_long_story_takes_at_most_forty_actions(desk):
    Section.objects.create(name="Harbour", slug="harbour")
    page = desk.page
    page.goto("/admin/")
    desk.click("text=Add story")
    page.locator("form[data-ready]").wait_for()
    desk.paste("Board agrees to rebuild three piers")
    desk.press("Enter")
    desk.paste("Work begins in spring")
    desk.press("Enter")
    desk.paste("The board agreed on Tuesday to rebuild piers 3 to 5.")
    desk.press("Control+Alt+l")
    desk.paste("Planks on a beach.\nPlanks washed up in October.\nInes Calloway/Meridian Wire")
    desk.press("Escape")
    for number, text in enumerate(PARAGRAPHS):
        if number % 2 == 0:
            desk.type(f"## Part {number}")
            desk.line()
        desk.paste(text)
        if number in (1, 5):
            desk.press("Control+Alt+p")
            desk.paste(f"Pier {number}.\nPier {number} at low tide.\nJo Dray/Meridian Wire")
            desk.press("Escape")
        elif number in (3, 6):
            desk.press("Control+Alt+v")
            desk.paste(
                f"from pier {number}:\nPier {number} from above\n3 days ago\n2:0{number}\nA flight."
            )
            desk.press("Escape")
        elif number < 7:
            desk.line()
    desk.click(".field-section .select2-selection")
    desk.choose("Harbour")
    desk.press("Tab")
    desk.press("Enter")
    desk.choose("CBC News")
    desk.press("Tab")
    desk.type("Addi")
    save(desk)
    assert desk.actions <= 40, desk.actions
    photo = {"creator": "Jo Dray", "supplier": "Meridian Wire"}
    words = [Paragraph(text) for text in PARAGRAPHS]
    heads = [Subhead(f"Part {number}") for number in range(8)]

    def pier(number):
        return Photo(caption=f"Pier {number} at low tide.", alt_text=f"Pier {number}.", **photo)

    def flight(number):
        return Video(
            label="WATCH", teaser=f"from pier {number}:", title=f"Pier {number} from above",
            age="3 days ago", seconds=120 + number, description="A flight.",
        )  # fmt: skip

    assert Article.objects.get().story() == Story(
        headline="Board agrees to rebuild three piers",
        deck="Work begins in spring",
        summary="The board agreed on Tuesday to rebuild piers 3 to 5.",
        section="Harbour",
        credits=(Credit(Party("CBC News", PartyKind.ORGANISATION), Role.ADDITIONAL_REPORTING),),
        lead_photo=Photo(
            caption="Planks washed up in October.", alt_text="Planks on a beach.",
            creator="Ines Calloway", supplier="Meridian Wire",
        ),
        blocks=(
            heads[0], words[0], words[1], pier(1), heads[2], words[2], words[3], flight(3),
            heads[4], words[4], words[5], pier(5), heads[6], words[6], flight(6), words[7],
        ),
    )  # fmt: skip


def test_typed_words_are_still_there_after_a_stale_save(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    with transaction.atomic():
        theirs = Article.load(replace(EVERY_BLOCK, headline="Theirs"), into=article)
        keep_version(theirs, by=make_user(username="bo", first_name="Bo", last_name="Lindqvist"))
    desk.page.fill("#id_headline", "Mine")
    desk.page.locator(".surface .photo-row textarea[name$=caption]").first.fill("My caption.")
    desk.press("Control+s")
    assert "Bo Lindqvist saved this story" in desk.page.locator(".meeting-what").inner_text()
    assert saved(article).headline == "Theirs"
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Save mine over it").click()
    story = saved(article)
    assert (story.headline, story.credits) == ("Mine", EVERY_BLOCK.credits)
    assert [photo.caption for photo in story.photos] == ["At the head.", "My caption.", "By night."]
    assert [version.story().headline for version in article.versions.all()] == ["Mine", "Theirs"]


def test_preview_shows_what_is_typed_and_saves_nothing(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    desk.page.fill("#id_headline", "Not saved")
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("button", name="Preview").click()
    preview = opened.value
    for name in ("on a telephone", "on a desktop"):
        frame = preview.frame_locator(f'iframe[title="The story {name}"]')
        assert frame.locator("h1").inner_text() == "Not saved"
    assert saved(article) == EVERY_BLOCK


def test_a_name_half_typed_finds_who_is_here_before_it_makes_anybody(desk):
    for name in ("Idris Pellow", "Margit Solheim-Dace"):
        Contributor.objects.named(name, PartyKind.PERSON)
    article = make_article(credits=())
    open_article(desk, article)
    options = desk.page.locator(".select2-results__option")
    chosen = desk.page.locator("[name^=bylines-][name$=-contributor] option:checked")

    def add(typed):
        desk.page.get_by_role("button", name="Add credit").click()
        expect(options.first).to_be_visible()
        desk.type(typed)

    add("Mar")
    expect(options).to_have_text(["Margit Solheim-Dace", "New: Mar"])
    desk.press("Enter")
    expect(chosen.last).to_have_text("Margit Solheim-Dace")
    add("Ines Callo")
    expect(options).to_have_text(["New: Ines Callo"])
    desk.press("Enter")
    save(desk)
    names = [credit.party.name for credit in saved(article).credits]
    assert names == ["Margit Solheim-Dace", "Ines Callo"]
