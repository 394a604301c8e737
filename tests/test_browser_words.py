"""Never lose a word, in a browser: lines, logins, servers and tabs end, and the words are there."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import expect

from articles.models import Article, Version
from articles.publishing import keep_version
from articles.story import Paragraph
from articles.vocabulary import VersionKind
from tests.factories import make_article, make_user
from tests.hands import EVERY_BLOCK, desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = r"\d\d:\d\d"
DRAFT_HOLDS = """words => new Promise((done) => {
  const isKept = () => Object.values(localStorage).some((kept) => kept.includes(words))
  const look = () => isKept() ? done() : setTimeout(look, 50)
  look()
})"""
DRAFTS = "() => Object.keys(localStorage).filter((key) => key.startsWith('words:'))"


def state(page, words):
    """Wait until the bar says `words` (a regular expression) of where the words are."""
    page.locator("[data-words-state]").filter(has_text=re.compile(words)).wait_for()


def write(page, text):
    """Type at the end of the text."""
    page.locator(".text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def log_in(page, username):
    page.fill("#id_username", username)
    page.fill("#id_password", "only a test")
    page.press("#id_password", "Enter")


def first_words(page):
    return page.locator(".text p").first.inner_text()


def saved_once(**fields):
    """A story that was saved once, so that its base is known."""
    with transaction.atomic():
        article = make_article(**fields)
        keep_version(article, by=None)
    return article


def test_words_outlive_a_cut_line_and_a_closed_tab(desk):
    article = saved_once()
    open_article(desk, article)
    page, context = desk.page, desk.page.context
    write(page, " Then the tide came.")
    state(page, f"^kept {HOUR}$")
    assert Version.objects.get(kind=VersionKind.AUTOSAVE).typed["body"][0].endswith("came.</p>")
    assert saved(article) == article.story()
    context.set_offline(True)
    write(page, " And then the line was cut.")
    state(page, f"Offline: kept on this machine at {HOUR}.* not answered since {HOUR}")
    desk.press("Control+s")
    tried = rf"Not saved, tried at {HOUR}:\d\d\. Offline: kept on this machine"
    state(page, tried)
    page.evaluate("document.querySelector('[data-words-state]').textContent = ''")
    desk.press("Control+s")  # each press has an answer of its own
    state(page, tried)
    write(page, " Still here.")
    page.evaluate(DRAFT_HOLDS, "Still here.")
    page.close()

    # Another person at the same machine sees nothing of it.
    context.set_offline(False)
    make_user(username="bo", is_superuser=True)
    kept = context.cookies()
    context.clear_cookies()
    page = desk.page = context.new_page()
    page.goto("/admin/login/")
    log_in(page, "bo")
    page.wait_for_url("**/admin/")
    open_article(desk, article)
    assert page.locator(".words-note h2").count() == 0
    context.clear_cookies()
    context.add_cookies(kept)

    open_article(desk, article)
    drafts = page.locator(".words-note", has_text="on this machine only")
    assert first_words(page) == "The ferry ran aground on Monday."
    drafts.get_by_role("button", name="Take them up").click()
    page.locator("#words-taken").wait_for()
    assert first_words(page).endswith("came. And then the line was cut. Still here.")
    save(desk)
    assert saved(article).blocks[0].html.endswith("Still here.")
    assert page.locator(".words-note h2").count() == 0
    assert page.evaluate(DRAFTS) == []
    assert not Version.objects.filter(kind=VersionKind.AUTOSAVE).exists()


def test_a_new_story_has_its_address_before_it_is_saved_and_waits_after_a_closed_tab(desk):
    page, context = desk.page, desk.page.context
    page.goto("/admin/articles/article/add/")
    page.locator("form[data-ready]").wait_for()
    desk.type("Ferry runs aground")
    page.wait_for_url("**/change/")
    article = Article.objects.get()
    assert (article.headline, article.revision) == ("Ferry runs aground", 0)
    page.fill("#id_kicker", "x" * 300)
    state(page, f"^kept {HOUR}$")
    page.close()

    page = desk.page = context.new_page()
    page.goto("/admin/articles/article/add/")
    page.get_by_role("link", name="Go on writing").click()
    page.locator("form[data-ready]").wait_for()
    assert page.input_value("#id_kicker") == "x" * 300
    assert "200 characters at most" in page.locator(".field-kicker").inner_text()
    page.locator("#id_kicker").dblclick()  # still too long: the answer is a page, with all of it
    desk.press("Control+s")
    mistakes = page.locator(".errornote")
    expect(mistakes).to_be_focused()
    mistakes.get_by_role("link", name="Kicker: 200 characters at most").click()
    expect(page.locator("#id_kicker")).to_be_focused()
    page.fill("#id_kicker", "Sea")
    page.locator("[name=_save]").dblclick()
    page.get_by_text("Saved.").wait_for()
    page.locator("form[data-ready]").wait_for()
    assert Article.objects.get().kicker == "Sea"
    assert Version.objects.count() == 1


def test_words_outlive_a_login_that_ended_and_a_broken_server(desk):
    article = saved_once()
    open_article(desk, article)
    page = desk.page
    Session.objects.all().delete()
    write(page, " Written without a login.")
    state(page, f"Your login has ended. Kept on this machine at {HOUR}")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in in a new tab").click()
    log_in(opened.value, "chief")
    opened.value.get_by_text("You are logged in again").wait_for()
    opened.value.close()
    state(page, f"^kept {HOUR}$")
    save(desk)
    assert saved(article).blocks[0].html.endswith("Written without a login.")
    banner = page.locator(".messagelist .success")
    expect(banner).to_be_visible()

    page.route("**/change/", lambda route: route.fulfill(status=500, body="broken"))
    page.route("**/autosave/", lambda route: route.fulfill(status=500, body="broken"))
    write(page, " Written beside a broken server.")
    expect(banner).to_be_hidden()
    desk.press("Control+s")
    state(page, f"Not saved.*Kept on this machine at {HOUR}.*reports an error")
    assert first_words(page).endswith("broken server.")
    page.unroute("**/autosave/")
    state(page, f"^kept {HOUR}$")
    page.unroute("**/change/")
    save(desk)
    assert saved(article).blocks[0].html.endswith("broken server.")

    # Saved, but the answer is lost, and the writer goes on.
    page.route("**/change/", lambda route: (route.fetch(), route.abort()))
    write(page, " Saved and not known.")
    desk.press("Control+s")
    state(page, "Not saved")
    page.unroute("**/change/")
    write(page, " Typed after it.")
    state(page, f"^kept {HOUR}$")
    save(desk)
    assert saved(article).blocks[0].html.endswith("Saved and not known. Typed after it.")

    # All cookies are gone, that of the token too.
    page.context.clear_cookies()
    write(page, " Saved too late.")
    state(page, "Your login has ended.*Kept on this machine")
    desk.press("Control+s")
    page.get_by_text("Everything you typed is kept on this page").wait_for()
    log_in(page, "chief")
    page.locator("#words-taken").wait_for()
    page.locator("form[data-ready]").wait_for()
    save(desk)
    assert saved(article).blocks[0].html.endswith("Saved too late.")
    assert page.locator(".words-note h2").count() == 0
    assert page.evaluate(DRAFTS) == []


def test_a_server_that_never_answers_is_not_waited_for_without_end(desk):
    article = saved_once()
    page = desk.page
    page.clock.install()
    open_article(desk, article)
    page.route("**/autosave/", lambda route: None)
    page.route("**/change/", lambda route: None)
    kept = f"Kept on this machine at {HOUR}. The server has not answered since {HOUR}; it is asked"
    with page.expect_request("**/autosave/"):
        write(page, " Kept by nobody yet.")
        page.clock.run_for(3000)
    page.clock.run_for(11000)
    state(page, f"^{kept}")
    with page.expect_request("**/change/"):
        desk.press("Control+s")
    page.clock.run_for(10000)
    state(page, "^Saving …$")
    page.clock.run_for(11000)
    state(page, rf"^Not saved, tried at {HOUR}:\d\d\. {kept}")
    page.unroute("**/autosave/")
    page.clock.run_for(12000)
    state(page, f"^kept {HOUR}$")
    autosave = Version.objects.get(kind=VersionKind.AUTOSAVE)
    assert autosave.typed["body"][0].endswith("nobody yet.</p>")
    page.unroute("**/change/")
    save(desk)
    assert saved(article).blocks[0].html.endswith("Kept by nobody yet.")


def test_two_editors_see_each_other_and_make_one_text_of_two(desk, browser, live_server):
    one, two = Paragraph("The first paragraph."), Paragraph("The second paragraph.")
    article = saved_once(blocks=(one, two))
    make_user(username="bo", is_superuser=True, first_name="Bo", last_name="Lindqvist")
    context = browser.new_context(base_url=live_server.url)
    bo = context.new_page()
    bo.goto("/admin/login/")
    log_in(bo, "bo")
    bo.wait_for_url("**/admin/")
    open_article(desk, article)
    page = desk.page
    page.locator("[data-words-others][hidden]").wait_for(state="attached")
    bo.goto(f"/admin/articles/article/{article.pk}/change/")
    bo.get_by_text(re.compile(f"Ann Varley is in this story since {HOUR}")).wait_for()
    page.fill("#id_deck", "Ann's deck")
    write(page, " With Ann's end.")
    page.get_by_text(re.compile(f"Bo Lindqvist is in this story since {HOUR}")).wait_for()

    bo.fill("#id_deck", "Bo's deck")
    bo.fill("#id_kicker", "Sea")
    bo.press("#id_kicker", "Control+s")
    bo.get_by_text("Saved.", exact=True).wait_for()
    page.fill("#id_dateline", "SALTMERE")
    page.get_by_text(re.compile(f"Bo Lindqvist saved at {HOUR}; your page shows {HOUR}")).wait_for()
    page.get_by_role("button", name="Go on writing").click()
    assert not page.locator("[data-words-news]").is_visible()

    desk.press("Control+s")
    page.locator(".meeting").wait_for()
    part = page.get_by_role("group", name=re.compile("^Deck"))
    assert part.locator("mark.ours").inner_text() == "Ann's"
    page.get_by_role("button", name="Save the merged text").click()
    assert page.locator(".meeting").is_visible()  # the browser asks for the part that both changed
    part.get_by_label("Theirs").check()
    page.get_by_role("button", name="Save the merged text").click()
    page.get_by_text("Saved: one text of both.").wait_for()
    story = saved(article)
    assert (story.deck, story.kicker, story.dateline) == ("Bo's deck", "Sea", "SALTMERE")
    assert story.blocks == (one, Paragraph("The second paragraph. With Ann's end."))
    bo.get_by_text(re.compile("Ann Varley saved at")).wait_for(timeout=15000)
    context.close()


def test_one_person_in_two_tabs_is_never_asked_to_choose(desk):
    one, two = Paragraph("The first paragraph."), Paragraph("The second paragraph.")
    article = saved_once(blocks=(one, two))
    page = desk.page
    open_article(desk, article)
    write(page, " With an end.")
    page.fill("#id_deck", "Deck of the first tab")
    second = page.context.new_page()
    second.goto(f"/admin/articles/article/{article.pk}/change/")
    second.locator("form[data-ready]").wait_for()
    second.fill("#id_deck", "Deck of the second tab")
    second.fill("#id_kicker", "Sea")
    second.press("#id_kicker", "Control+s")
    second.get_by_text("Saved.", exact=True).wait_for()
    page.bring_to_front()
    page.get_by_text(re.compile(f"You saved in another tab at {HOUR}.* joins both")).wait_for()
    page.press("#id_deck", "Control+s")
    page.get_by_text(re.compile(f"with what you saved in another tab at {HOUR}")).wait_for()
    story = saved(article)
    assert (story.deck, story.kicker) == ("Deck of the first tab", "Sea")
    assert story.blocks == (one, Paragraph("The second paragraph. With an end."))
    page.get_by_role("link", name="Compare the two").click()
    page.locator("del", has_text="second").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_words_are_offered_compared_and_carried(desk, scheme):
    article = saved_once(deck="Old deck")
    page = desk.page
    page.emulate_media(color_scheme=scheme)
    open_article(desk, article)
    page.fill("#id_deck", "New deck")
    page.fill("#id_kicker", "Sea")
    state(page, f"^kept {HOUR}$")
    with transaction.atomic():
        again = Article.load(EVERY_BLOCK, into=Article.objects.get())
        keep_version(again, by=make_user(username="bo", first_name="Bo"))
    found = []

    def look(name):
        page.wait_for_load_state("networkidle")
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:4]]
            found.append(f"{name} {violation['id']}: {nodes}")

    open_article(desk, article)
    look("offer")
    page.get_by_role("link", name="Compare").click()
    page.locator(".meeting").wait_for()
    look("two texts")
    page.get_by_role("link", name="Go on writing mine").click()
    page.locator("#words-taken").wait_for()
    look("taken up")
    page.locator("form[data-ready]").wait_for()
    Session.objects.all().delete()
    desk.press("Control+s")
    page.get_by_text("Everything you typed is kept on this page").wait_for()
    look("login")
    assert not found, "\n".join(found)


def test_words_that_a_living_tab_holds_raise_no_alarm_in_another(desk):
    article = saved_once()
    page, context = desk.page, desk.page.context
    open_article(desk, article)
    page.route("**/autosave/", lambda route: route.abort())
    write(page, " Then the tide came.")
    state(page, "Offline: kept on this machine")
    other = context.new_page()
    address = f"/admin/articles/article/{article.pk}/change/"
    drafts = other.locator(".words-note", has_text="on this machine only")
    aside = other.get_by_role("button", name="Set them aside")

    def look():
        other.goto(address)
        other.locator("form[data-ready]").wait_for()
        asked = "navigator.locks.query().then(({ pending }) => !pending.length)"
        other.wait_for_function(asked)

    look()
    expect(aside).to_have_count(0)
    page.unroute("**/autosave/")
    state(page, f"^kept {HOUR}$")
    look()
    typed = other.get_by_text(re.compile(f"In another tab of yours, last at {HOUR}: “.*tide came"))
    expect(typed).to_be_visible()
    expect(aside).to_have_count(0)
    page.close(run_before_unload=True)
    look()
    offer = other.get_by_role("heading", name=re.compile("not saved: “.*Then the tide came"))
    expect(offer).to_be_visible()
    expect(typed).to_be_hidden()

    # Words of one more tab, which the server never got, are told apart by what is new in them.
    other.evaluate("""() => {
      const { user, story } = document.querySelector("[data-words]").dataset
      const { value } = document.querySelector("#id_headline")
      const words = [["headline", value], ["deck", "A deck of the last tab"]]
      const draft = { at: Date.now(), words, turn: 1, isSent: false }
      localStorage.setItem(`words:${user}:${story}:a-tab-that-crashed`, JSON.stringify(draft))
    }""")
    look()
    expect(drafts.get_by_role("heading")).to_have_text(re.compile("not saved: “A deck of the last"))
    expect(offer).to_be_visible()
    expect(aside).to_have_count(2)
