"""A story through a shift by keyboard: review, ready, an hour, live, corrected, withdrawn."""

from datetime import UTC, datetime

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.models import Article, AuditEntry, Edition
from articles.publishing import publish, schedule, set_embargo, set_status
from articles.story import List, Paragraph, Photo
from articles.vocabulary import Status
from tests.factories import make_article, make_edition
from tests.hands import desk, open_article

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def berlin(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    timezone.get_default_timezone.cache_clear()
    yield
    timezone.get_default_timezone.cache_clear()


def act(desk, name):
    """Press the button or link of that name with Enter, and wait for the next page."""
    target = desk.page.get_by_role("button", name=name, exact=True)
    if not target.count():
        target = desk.page.get_by_role("link", name=name, exact=True)
    target.first.focus()
    with desk.page.expect_navigation():
        desk.press("Enter")


def open_more(desk, name):
    """Open what the bar has under More, and go to the page of a verb."""
    desk.page.locator("form[data-ready]").wait_for()
    desk.page.locator(".more summary").focus()
    desk.press("Enter")
    act(desk, f"{name} …")


def choose(desk, name, value):
    desk.page.locator(f"[name={name}][value='{value}']").focus()
    desk.press("Space")


def state(desk):
    return desk.page.locator(".bar .state").inner_text()


def test_a_story_goes_through_a_shift_by_keyboard(desk, berlin):
    page = desk.page
    with time_machine.travel(datetime(2026, 10, 24, 15, 20, tzinfo=UTC)):
        article = make_article(headline="Bridge closes")
        open_article(desk, article)
        act(desk, "Send to review")
        assert state(desk) == "In review"
        act(desk, "Mark ready")
        assert state(desk) == "Ready"

        open_more(desk, "Schedule")
        page.locator("[name=day]").fill("2026-10-25")
        page.locator("[name=clock]").fill("02:30")
        words = page.locator("[data-hour-words]")
        words.get_by_text("02:30 comes twice").wait_for()
        act(desk, "Schedule")
        assert "Nothing was done" in page.locator("[role=alert]").inner_text()
        choose(desk, "fold", "1")
        words.get_by_text("Sunday 25 October, 02:30 CET, in 10 hours").wait_for()
        act(desk, "Schedule")
        assert state(desk) == "Scheduled for Sunday 25 October, 02:30 CET, in 10 hours"
        hour = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert Edition.objects.pending().get().goes_live_at == hour

        open_more(desk, "Cancel the schedule")
        act(desk, "Cancel the schedule")
        assert state(desk) == "Ready"

        page.locator("form[data-ready]").wait_for()
        page.locator("#id_headline").fill("Bridge closes today")
        desk.press("Control+Shift+Enter")
        panel = page.locator("[data-goes-out]")
        panel.get_by_text("Bridge closes today").wait_for()
        panel.get_by_text("its address is made of its section and headline").wait_for()
        assert not Edition.objects.live().exists()
        desk.press("Escape")
        page.locator("#id_headline").fill("Bridge closes")
        # The same way by the button itself: Enter opens, and the next Enter means it.
        page.locator(".publish-ask summary").press("Enter")
        panel.get_by_text(f"/city/bridge-closes-{article.pk}/").wait_for()
        with page.expect_navigation():
            desk.press("Enter")
        assert "Readers see it at" in page.locator(".messagelist").inner_text()
        assert state(desk).startswith("Live since 17:")

        page.locator("form[data-ready]").wait_for()
        page.locator("#id_headline").fill("Bridge closes for a year")
        desk.press("Control+Shift+Enter")
        page.get_by_role("button", name="Publish as a minor change").focus()
        with page.expect_navigation():
            desk.press("Enter")
        assert Edition.objects.live().get().updated_at is None

        open_more(desk, "Correct")
        choose(desk, "note_kind", "correction")
        page.locator("[name=text]").fill("The bridge is 120 metres long, not 210.")
        choose(desk, "kind", "update")
        page.locator("[name=reason]").fill("A reader wrote")
        act(desk, "Correct")
        with page.expect_navigation():
            page.locator(".messagelist a").first.press("Enter")
        assert "120 metres long, not 210" in page.locator("main").inner_text()

        open_article(desk, article)
        open_more(desk, "Withdraw")
        page.locator("[name=notice]").fill("There is no bridge.")
        page.locator("[name=reason]").fill("Wrong town")
        act(desk, "Withdraw")
        assert state(desk).startswith("Withdrawn since 17:")
    steps = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(steps) == [
        "status", "status", "scheduled", "cancelled", "published", "published", "corrected",
        "withdrawn",
    ]  # fmt: skip
    assert all(entry.origin for entry in AuditEntry.objects.all())


def test_a_problem_leads_to_the_very_field_and_word(desk):
    photos = (Photo("A TK pier.", "A pier.", "Wire"), Photo("A quay.", "A quay."))
    text = (
        *[Paragraph("One.")] * 20,
        Paragraph("ATK is no<br>note; <em>it</em> was T<strong>K, a T</strong>K."),
        List(("TK", "She is TK years")),
        Paragraph('See <a href="/nowhere/">this one</a>.'),
    )
    article = make_article(blocks=(*text, *photos))
    open_article(desk, article)

    def go(name):
        desk.page.get_by_role("link", name=name).focus()
        desk.press("Enter")

    def selected():
        return desk.page.evaluate("`${getSelection()}`")

    def is_in_view():
        return desk.page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect();"
            " return box.top > 0 && box.bottom < innerHeight })()"
        )

    go("Photo 2 has no credit")
    assert desk.page.evaluate("document.activeElement.name") == "captions-1-credit"
    assert is_in_view()
    go("Photo 2 is pending")
    focused = desk.page.locator("[data-row]:has([name=captions-1-photo]) :focus")
    assert focused.inner_text() == "Choose photo"
    assert is_in_view()
    go("Photo 1: a note to the desk")
    assert desk.page.evaluate("document.activeElement.name") == "captions-0-caption"
    assert selected() == "TK"
    go("Paragraph 21: a note to the desk is still there: “ATK")
    assert selected() == "TK"
    assert desk.page.evaluate("getSelection().anchorNode.data") == " was T"
    go("After paragraph 21: a note to the desk is still there: “She")
    assert selected() == "TK"
    assert desk.page.evaluate("getSelection().anchorNode.data") == "She is TK years"
    go("Paragraph 22: the link to")
    assert selected() == "this one"
    assert desk.page.evaluate("document.activeElement.matches('.text')")
    desk.page.goto(f"/admin/articles/article/{article.pk}/schedule/")
    desk.page.get_by_role("link", name="Photo 2 has no credit").click()
    desk.page.locator("[name=captions-1-credit]:focus").wait_for()


def test_a_publication_that_is_stopped_goes_on_by_keyboard(desk):
    page = desk.page
    article = make_article(blocks=(Paragraph("It was TK."),))
    schedule(article, timezone.now().replace(year=2199), by=None, despite="a test")
    open_article(desk, article)
    desk.press("Control+Shift+Enter")
    page.get_by_role("button", name="Publish", exact=True).focus()
    with page.expect_navigation():
        desk.press("Enter")
    page.locator("form[data-ready]").wait_for()
    page.locator("#id_despite:focus").wait_for()
    page.locator("#stopped").get_by_role("link", name="Paragraph 1").click()
    assert not page.locator(".publish-panel").is_visible()
    page.locator("#stopped").get_by_role("link", name="Publish all the same").press("Enter")
    page.locator("#id_despite:focus").wait_for()
    desk.type("It is a name")
    desk.press("Enter")
    with page.expect_navigation():
        desk.press("Enter")
    page.locator("form[data-ready]").wait_for()
    page.locator("#id_waiting:focus").wait_for()
    assert page.locator("#id_despite").input_value() == "It is a name"
    desk.press("Space")
    desk.press("Tab")
    with page.expect_navigation():
        desk.press("Enter")
    assert state(desk).startswith("Live since")
    assert not Edition.objects.pending().exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_verbs(desk, scheme):
    live = make_edition(headline="Bridge closes", lead_photo=Photo("A pier.", "", "Wire")).article
    Article.objects.filter(pk=live.pk).update(headline="TK", revision=live.revision + 1)
    schedule(live, timezone.now().replace(year=2199), by=None, kind="update", despite="a test")
    Article.objects.filter(pk=live.pk).update(headline="Newer", revision=live.revision + 2)
    set_status(live, Status.IN_REVIEW, by=None)
    draft = make_article(headline="Draft TK")
    set_embargo(draft, timezone.now().replace(year=2199), by=None)
    publish(make_article(headline="Now"), by=None)
    desk.page.emulate_media(color_scheme=scheme)
    found = []
    base = "/admin/articles/article"
    for address in (
        f"{base}/{live.pk}/change/", f"{base}/{live.pk}/correct/",
        f"{base}/{live.pk}/reschedule/", f"{base}/{draft.pk}/schedule/",
        f"{base}/verb/publish/?ids={live.pk},{draft.pk}", "/admin/articles/auditentry/",
    ):  # fmt: skip
        desk.page.goto(address)
        desk.page.wait_for_load_state("networkidle")
        if "change" in address:
            desk.page.locator(".publish-ask summary").click()
        elif "auditentry" not in address:
            desk.page.locator("[name=confirm]").click()
            desk.page.locator("[role=alert]").wait_for()
        for violation in Axe().run(desk.page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:4]]
            found.append(f"{address} {violation['id']}: {nodes}")
    assert not found, "\n".join(found)


def test_the_bar_leaves_a_phone_room_to_write(desk):
    live = make_edition(headline="Bridge closes").article
    Article.objects.filter(pk=live.pk).update(headline="Newer", revision=live.revision + 1)
    desk.page.set_viewport_size({"width": 390, "height": 844})
    open_article(desk, live)
    acts = desk.page.locator(".bar-acts").bounding_box()
    assert acts["height"] <= 100
    assert acts["width"] <= 390
    buttons = desk.page.locator(".bar-acts > button, .bar-acts > details > summary")
    boxes = [button.bounding_box() for button in buttons.all()]
    assert len(boxes) == 6
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert all(box["y"] + box["height"] <= 844 for box in boxes)
    strip = desk.page.evaluate(
        "document.querySelector('.bar').getBoundingClientRect().bottom"
        " - document.querySelector('.bar-state > a:last-of-type').getBoundingClientRect().bottom"
    )
    assert strip <= 16
    desk.page.locator(".publish-ask summary").click()
    panel = desk.page.locator(".publish-panel").bounding_box()
    assert panel["y"] > 844 * 0.25
    assert panel["y"] + panel["height"] <= acts["y"] + 1
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
