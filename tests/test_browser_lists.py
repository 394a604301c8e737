"""The story list and the start page in a browser: by keyboard, on a phone, and without scripts."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from articles.admin import bulk_run
from articles.models import Article, ErrorReport, Presence
from articles.publishing import publish, set_status
from articles.vocabulary import Status
from tests.factories import make_article, make_edition, make_user
from tests.hands import desk

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/articles/article/"


@pytest.fixture
def shift():
    """A newsroom at work: something in every view."""
    rafi = make_user(username="rafi", first_name="Rafi", last_name="Quist")
    for n in range(4):
        make_article(headline=f"City draft {n}", by=rafi)
    make_article(headline="World draft", section="World", by=rafi, kicker="Analysis")
    sent = make_article(headline="Sent to review", by=rafi)
    set_status(sent, Status.IN_REVIEW, by=rafi)
    publish(make_article(headline="Waits"), by=rafi, at=timezone.now() + timedelta(hours=3))
    live = make_edition(headline="Live one", by=rafi).article
    ErrorReport.objects.create(article=live, text="Wrong.")
    soon = timezone.now() + timedelta(minutes=5)
    Presence.objects.create(article=sent, user=rafi, tab="1", seen_at=soon)


def make_many_stories(count):
    Article.objects.bulk_create(
        Article(headline=f"Another {n}", revision=1, saved_at=timezone.now() - timedelta(hours=n))
        for n in range(1, count)
    )


def press_until(desk, target, key="Tab", most=80):
    for _ in range(most):
        desk.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by {key}")


def test_exactly_the_filtered_set_is_spiked_by_keyboard(desk, shift, monkeypatch):
    monkeypatch.setattr(bulk_run, "SECONDS", 0)  # the pages between go on by themselves
    page = desk.page
    page.goto(f"{LIST}?state=draft")
    page.get_by_label("Section", exact=True).focus()
    desk.type("City")
    desk.press("Tab")
    press_until(desk, page.get_by_label("Writer", exact=True))
    with page.expect_response("**/writers/**"):
        desk.type("Raf")
    expect(page.locator("#filter-writers option")).to_have_attribute("value", "Rafi Quist")
    desk.type("i Quist")
    desk.press("Enter")
    page.wait_for_url("**writer=Rafi*")
    expect(page.get_by_role("status").first).to_contain_text("4 stories")
    # The address alone brings the view back.
    page.goto(page.url)
    rows = page.locator(".stories tbody tr")
    expect(rows).to_have_count(4)
    press_until(desk, page.get_by_label("Tick all on this page"))
    desk.press("Space")
    expect(page.locator(".ticked-count")).to_have_text("(4)")
    page.get_by_label("Tick “City draft 0”").uncheck()
    expect(page.locator(".ticked-count")).to_have_text("(3)")
    scope = page.get_by_label("the ticked ones")
    scope.focus()
    desk.press("ArrowDown")
    expect(page.get_by_label("all 4 in this view")).to_be_checked()
    press_until(desk, page.get_by_label("Do", exact=True))
    desk.type("Spike")
    desk.press("Tab")
    desk.press("Enter")
    expect(page.locator(".ask-count")).to_have_text("4 stories")
    page.get_by_label("Why").focus()
    desk.type("Old")
    desk.press("Tab")
    desk.press("Enter")
    expect(page.get_by_role("heading", name="Spiked: 4")).to_be_visible()
    spiked = Article.objects.with_status(Status.SPIKED)
    assert {article.headline for article in spiked} == {f"City draft {n}" for n in range(4)}
    page.get_by_role("link", name="Back to the view").click()
    expect(page.get_by_text("Nothing fits.")).to_be_visible()


def test_state_moves_in_the_row_on_a_phone_without_scripts_or_sideways_scroll(
    desk, shift, browser, live_server
):
    state = desk.page.context.storage_state()
    phone = browser.new_context(
        java_script_enabled=False, storage_state=state, base_url=live_server.url,
        viewport={"width": 390, "height": 844},
    )  # fmt: skip
    page = phone.new_page()
    page.goto(f"{LIST}?view=review")
    row = page.locator(".stories tbody tr", has_text="Sent to review")
    expect(row).to_contain_text("Rafi Quist is in it")
    expect(row).to_contain_text("sent by Rafi")
    for address in ("/admin/", LIST):
        page.goto(address)
        sideways = page.locator("#content").bounding_box()
        assert sideways["x"] + sideways["width"] <= 390
        for box in page.locator("#content :is(table, ol, form, .start-block)").all():
            place = box.bounding_box()
            assert place is None or place["x"] + place["width"] <= 391
    make_many_stories(20)
    page.goto(LIST)
    bar = page.get_by_role("group", name="Many at once")
    expect(bar).not_to_be_in_viewport()
    page.get_by_role("link", name="Many at once").click()
    expect(bar).to_be_in_viewport(ratio=1)
    page.goto(LIST)
    page.get_by_label("Tick “City draft 3”").check()
    expect(bar).to_be_in_viewport(ratio=1)
    assert bar.bounding_box()["height"] < 844 / 5
    last = page.locator(".stories tbody tr").last
    page.keyboard.press("End")  # nothing stays below it
    expect(page.locator("#footer, .list-older").last).to_be_in_viewport()
    assert last.bounding_box()["y"] + last.bounding_box()["height"] <= bar.bounding_box()["y"] + 1
    page.goto(f"{LIST}?view=review")
    row.get_by_role("button", name="Mark ready: Sent to review").click()
    page.wait_for_url("**?view=review")
    expect(page.locator(".messagelist")).to_contain_text("“Sent to review”: Ready.")
    phone.close()
    assert Article.objects.get(headline="Sent to review").status == Status.READY


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_list_start_page_and_confirmation(desk, shift, scheme):
    page = desk.page
    page.emulate_media(color_scheme=scheme)
    found = []

    def look(name):
        page.wait_for_load_state("networkidle")
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:4]]
            found.append(f"{name} {violation['id']}: {nodes}")

    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for address in ("/admin/", LIST, f"{LIST}?view=attention", f"{LIST}?language=fr&view=x"):
            page.goto(address)
            look(f"{width} {address}")
        page.goto(LIST)
        page.get_by_label("in this view").check()
        page.get_by_label("Do", exact=True).select_option("section")
        page.get_by_role("button", name="Go on …").click()
        look(f"{width} confirmation")
        page.get_by_label("Section").select_option("World")
        page.get_by_role("button", name="Change section").click()
        look(f"{width} result")
    assert not found, "\n".join(found)
