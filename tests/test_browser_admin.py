"""The desk in a browser: a story is written, illustrated and published by keyboard."""

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.db import connection, transaction

from articles.models import Article, Section
from articles.publishing import keep_version
from articles.story import (
    Credit,
    List,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Quote,
    Role,
    Story,
    Subhead,
    Table,
    Video,
)
from tests.factories import make_article, make_edition, make_user

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/articles/article/add/"


class Hands:
    """Somebody at the keyboard who counts what they do besides typing and pasting."""

    def __init__(self, page):
        self.page = page
        self.actions = 0

    def type(self, text):
        self.page.keyboard.type(text)

    def paste(self, text):
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")

    def press(self, keys, times=1):
        for _ in range(times):
            self.page.keyboard.press(keys)
            self.actions += 1

    def click(self, target):
        (self.page.locator(target) if isinstance(target, str) else target).first.click()
        self.actions += 1

    def line(self):
        """A new paragraph: part of writing the text."""
        self.page.keyboard.press("Enter")

    def choose(self, text):
        """Type into an open chooser and take the first result."""
        self.type(text)
        self.page.locator(".select2-results__option--highlighted", has_text=text).wait_for()
        self.press("Enter")


@pytest.fixture
def desk(page):
    """Log in as somebody who may do everything; return their Hands."""
    make_user(username="chief", is_superuser=True, first_name="Ann", last_name="Varley")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.set_default_timeout(8000)
    page.goto("/admin/login/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "only a test")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    return Hands(page)


def open_story(desk, address):
    desk.page.goto(address)
    desk.page.locator("form[data-ready]").wait_for()


def open_article(desk, article):
    open_story(desk, f"/admin/articles/article/{article.pk}/change/")


def save(desk):
    with desk.page.expect_navigation():
        desk.press("Control+s")
    desk.page.locator("form[data-ready]").wait_for()


def saved(article):
    return Article.objects.get(pk=article.pk).story()


def choose_section(desk, name):
    desk.click(".field-section .select2-selection")
    desk.choose(name)


def test_story_is_written_illustrated_and_published_by_keyboard(desk, live_server):
    Section.objects.create(name="Harbour", slug="harbour")
    page = desk.page
    page.goto("/admin/articles/article/")
    desk.click("text=Add story")
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
    desk.type("He will miss the fog.")
    desk.press("Control+Alt+v")
    desk.paste("the last evening:\nThe lamp goes out\n2 days ago\n1:05\nWe climbed along.")
    desk.press("Escape")
    desk.click(".field-contributor .select2-selection")
    desk.choose("Mara Ellison")
    choose_section(desk, "Harbour")
    with page.expect_navigation():
        desk.click("text=Publish")
    page.locator(".messagelist .success a").click()
    assert "Lighthouse keeper retires" in page.locator("h1").inner_text()
    body = page.locator("article").first.inner_text()
    for words in ("Mara Ellison", "Jo Dray/Meridian Wire", "The lamp goes out", "He will miss"):
        assert words in body


EVERY_BLOCK = Story(
    headline="Everything a story can hold",
    section="City",
    blocks=(
        Paragraph('With <a href="https://example.com/a?b=1&amp;c=2">a <strong>link</strong></a>.'),
        Paragraph("One<br>and <em>more </em><strong><em>below</em></strong>; 10\u00a0000 &amp;c."),
        Subhead("A subhead with <em>stress</em>"),
        List(("First", "Second with <strong>weight</strong>")),
        List(("One", "Two"), ordered=True),
        Quote(("What was said.", "And <em>more</em>."), "Mara Ellison", "https://example.com/q"),
        Quote(("Without a source.",)),
        Table((("Boat", "Year"), ("Solveig", "1988"), ("Averill", "")), header=True),
        Table((("a", "b"),)),
        Photo(caption="By day.", alt_text="A pier.", creator="Jo Dray", supplier="Meridian Wire"),
        Paragraph("Between."),
        Video(title="The lamp", label="WATCH", teaser="how:", age="2 days ago", seconds=65,
              description="Up the stairs.", provider="vimeo", embed_id="12345678"),
        Photo(caption="By night.", alt_text="A light.", creator="Jo Dray", supplier="Wire"),
    ),
    lead_photo=Photo(caption="At the head.", alt_text="A lamp.", supplier="Meridian Wire"),
    credits=(
        Credit(Party("Mara Ellison")),
        Credit(Party("CBC News", PartyKind.ORGANISATION), Role.ADDITIONAL_REPORTING, "CBC News"),
    ),
    tags=("harbour", "a, b", "Ferries"),
    published_at=datetime(2025, 3, 9, 8, 30, 15, 250, tzinfo=UTC),
)  # fmt: skip


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
    desk.page.locator(".surface .photo-row").last.get_by_role("button", name="Make lead").click()
    save(desk)
    story = saved(article)
    assert story.lead_photo.caption == "By night."
    assert [type(block).__name__ for block in story.blocks].index("Photo") == 0  # the old lead
    assert story.of_kind(Photo)[0].caption == "At the head."
    assert story.blocks.index(EVERY_BLOCK.blocks[9]) == 8


def test_cut_photo_is_pasted_with_its_words_and_a_copy_gets_its_own(desk):
    article = make_article(EVERY_BLOCK)
    open_article(desk, article)
    desk.page.locator(".surface .photo-row .row-name").last.click()
    desk.press("Control+c")
    desk.click(".surface p >> nth=0")
    desk.press("Control+v")
    save(desk)
    photos = saved(article).of_kind(Photo)
    assert [photo.caption for photo in photos] == ["By night.", "By day.", "By night."]
    keys = article.captions.values_list("key", flat=True)
    assert len(set(keys)) == 4


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
    save(desk)
    assert desk.page.input_value("#id_headline") == "Mine"
    assert "Bo Lindqvist saved this story" in desk.page.locator(".conflict h2").inner_text()
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
    preview.wait_for_load_state()
    assert preview.locator("h1").inner_text() == "Not saved"
    assert saved(article) == EVERY_BLOCK


PAGES = [
    "/admin/",
    "/admin/articles/article/",
    ADD,
    "/admin/articles/article/{story}/change/",
    "/admin/articles/article/{story}/withdraw/",
    "/admin/articles/photo/",
    "/admin/articles/photo/{photo}/change/",
    "/admin/articles/photo/add/",
    "/admin/articles/contributor/",
    "/admin/articles/section/add/",
    "/admin/articles/edition/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_desk(desk, scheme):
    edition = make_edition(EVERY_BLOCK)
    names = {"story": edition.article_id, "photo": edition.lead_photo_id}
    desk.page.emulate_media(color_scheme=scheme)
    found = []
    for address in PAGES:
        desk.page.goto(address.format(**names))
        desk.page.wait_for_load_state("networkidle")
        for violation in Axe().run(desk.page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:4]]
            found.append(f"{address} {violation['id']}: {nodes}")
    assert not found, "\n".join(found)


def test_form_saves_without_javascript(desk, browser):
    article = make_article(EVERY_BLOCK)
    state = desk.page.context.storage_state()
    plain = browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(
        desk.page.url.removesuffix("/admin/") + f"/admin/articles/article/{article.pk}/change/"
    )
    page.fill("#id_headline", "Typed without a script")
    page.fill("#id_captions-1-caption", "By noon.")
    page.click("[name=_save]")
    plain.close()
    story = saved(article)
    assert story.headline == "Typed without a script"
    assert story.of_kind(Photo)[0].caption == "By noon."
    assert story.blocks[:9] == EVERY_BLOCK.blocks[:9]


def test_photo_editor_changes_words_and_lead_but_not_the_text(desk):
    migration = import_module("articles.migrations.0002_roles")
    migration.make_roles(apps, connection.schema_editor())
    article = make_article(EVERY_BLOCK)
    make_user("Photo editor", username="noor")
    desk.page.goto("/admin/")
    desk.page.get_by_role("button", name="Log out").click()
    desk.page.goto("/admin/login/")
    desk.page.fill("#id_username", "noor")
    desk.page.fill("#id_password", "only a test")
    desk.press("Enter")
    desk.page.wait_for_url("**/admin/")
    open_article(desk, article)
    assert desk.page.locator(".text").get_attribute("contenteditable") == "false"
    desk.page.locator(".surface .photo-row textarea[name$=caption]").first.fill("By noon.")
    desk.page.get_by_role("button", name="Add photo for the writer").click()
    desk.paste("A gull.\nA gull on a pole.\nJo Dray/Meridian Wire")
    desk.page.locator(".tray .photo-row").get_by_role("button", name="Make lead").click()
    save(desk)
    story = saved(article)
    assert story.lead_photo.caption == "A gull on a pole."
    assert story.of_kind(Photo)[0].caption == "By noon."
    assert [*story.blocks[:9], story.blocks[10]] == [
        *EVERY_BLOCK.blocks[:9],
        EVERY_BLOCK.blocks[10],
    ]
    assert article.captions.count() == 4
