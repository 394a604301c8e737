"""Somebody at the desk with a keyboard, for browser tests, and a story with all it can hold."""

from datetime import UTC, datetime

import pytest

from articles.models import Article
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
from tests.factories import make_user

# The editor hears of a caret that the browser moved a moment later.
CARET_IS_THERE = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


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
        if keys in ("Home", "End"):
            self.page.evaluate(CARET_IS_THERE)

    def click(self, target):
        (self.page.locator(target) if isinstance(target, str) else target).first.click()
        self.actions += 1

    def line(self):
        """A new paragraph: part of writing the text."""
        self.page.keyboard.press("Enter")

    def choose(self, text):
        """Type into an open chooser and take the first result."""
        self.page.locator(".select2-search__field:focus").wait_for()
        self.type(text)
        self.page.locator(".select2-results__option--highlighted", has_text=text).wait_for()
        self.press("Enter")
        self.page.locator(".select2-selection:focus").wait_for()


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
