"""Undo by keyboard in all of the story page: its fields, its figures, its credits."""

import re

import pytest
from playwright.sync_api import expect

from articles.story import Photo
from tests.factories import make_article
from tests.hands import EVERY_BLOCK, desk, open_article, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_undo_in_a_field_takes_a_run_of_typing_and_then_what_was_done_to_its_photo(desk):
    article = make_article(EVERY_BLOCK)
    page = desk.page
    open_article(desk, article)
    # From a field the browser would take words out of the text.
    line = page.locator(".text p").first
    line.click()
    desk.press("Home")
    desk.type("Typed in the text. ")
    page.locator("#id_headline").focus()
    desk.press("Control+z")
    expect(line).to_contain_text("Typed in the text. With")
    line.click()
    desk.press("Control+z")
    expect(line).not_to_contain_text("Typed")

    row = page.locator(".surface .photo-row").first
    caption = row.locator("textarea[name$=caption]")
    kicker = page.locator("#id_kicker")
    fields = [page.locator(f"#id_{name}") for name in ("headline", "deck", "summary")]
    for field in (*fields, kicker, caption, row.locator("[name$=credit]")):
        before = field.input_value()
        field.focus()
        desk.press("Control+End")
        desk.type(" one two three")
        desk.press("Control+z")
        expect(field).to_have_value(before)
        desk.press("Control+y")
        expect(field).to_have_value(f"{before} one two three")
        desk.press("Control+z")

    def index():
        return page.evaluate("[...document.querySelector('.text').children].findIndex("
                             "(one) => one.querySelector('.photo-row'))")  # fmt: skip

    start = index()
    caption.focus()
    desk.press("Alt+ArrowUp", times=2)
    assert index() == start - 2
    desk.press("Control+End")
    desk.type(" And more.")
    desk.press("Control+z")
    expect(caption).to_have_value("By day.")
    assert index() == start - 2
    desk.press("Control+z")
    assert index() == start - 1
    expect(caption).to_be_focused()
    desk.press("Control+z")
    assert index() == start
    desk.press("Control+Shift+z")
    assert index() == start - 1
    desk.press("Control+z", times=4)  # there is no more to take back
    assert index() == start
    expect(caption).to_be_focused()

    # On a button too; and a photo just put in, while its first field has the focus.
    row.get_by_role("button", name="Move photo down").press("Enter")
    assert index() == start + 1
    desk.press("Control+z")
    assert index() == start
    page.locator(".text p").first.click()
    desk.press("Control+Alt+p")
    expect(page.locator(".surface .photo-row")).to_have_count(3)
    desk.paste("A man.\nHe waves.\nJo Dray/Meridian Wire")
    new = page.locator(".surface .photo-row").first
    lines = [new.locator(f"[name$={name}]") for name in ("alt_text", "caption", "credit")]
    for line, words in zip(lines, ("A man.", "He waves.", "Jo Dray/Meridian Wire"), strict=True):
        expect(line).to_have_value(words)
    for keys, value in (("Control+z", ""), ("Control+y", "A man."), ("Control+z", "")):
        desk.press(keys)  # the paste is one step
        expect(lines[0]).to_have_value(value)
    for line in lines:
        expect(line).to_have_value("")
    expect(page.locator(".surface .photo-row")).to_have_count(3)
    desk.press("Control+z")
    expect(page.locator(".surface .photo-row")).to_have_count(2)
    expect(page.locator(".text")).to_be_focused()
    save(desk)
    assert saved(article).blocks == EVERY_BLOCK.blocks
    assert saved(article).of_kind(Photo)[0].caption == "By day."


def test_undo_in_a_field_takes_back_the_typing_of_that_very_field(desk):
    article = make_article(EVERY_BLOCK)
    page = desk.page
    open_article(desk, article)
    headline, deck = page.locator("#id_headline"), page.locator("#id_deck")
    caption = page.locator(".surface .photo-row textarea[name$=caption]").first
    line = page.locator(".text p").first
    gauge = page.locator("[data-length][data-or=headline] meter")
    length, typed = len(EVERY_BLOCK.headline), f"{EVERY_BLOCK.headline} one two"

    def write(field, words):
        field.focus()
        desk.press("Control+End")
        desk.type(words)

    # In the order that leaves the words of each below those of others on the browser's pile.
    write(headline, " one two")
    write(deck, "A deck")
    write(caption, " And more.")
    expect(gauge).to_have_js_property("value", length + 8)
    line.click()
    desk.press("Home")
    desk.type("In the text. ")
    with page.expect_request("**/autosave/") as told:
        headline.focus()
        desk.press("Control+z")
        expect(headline).to_have_value(EVERY_BLOCK.headline)
        expect(gauge).to_have_js_property("value", length)
    assert f'"headline"\r\n\r\n{EVERY_BLOCK.headline}\r\n' in told.value.post_data
    desk.press("Control+z", times=3)  # there is no more to take back
    desk.press("Control+Shift+z")
    expect(headline).to_have_value(typed)
    assert headline.evaluate("(one) => one.selectionStart") == len(typed)
    caption.focus()
    desk.press("Control+z")
    expect(caption).to_have_value("By day.")
    desk.press("Control+y")
    expect(caption).to_have_value("By day. And more.")
    expect(deck).to_have_value("A deck")
    expect(line).to_contain_text("In the text. With")

    # Typing, a paste, deleting, typing elsewhere in the line: each is a step.
    deck.focus()
    desk.press("Control+End")
    desk.paste(" pasted")
    desk.press("Backspace", times=2)
    desk.press("Delete")  # at the end there is nothing to delete, and nothing to take back
    desk.press("Home")
    desk.type("Oh: ")
    for value in ("A deck past", "A deck pasted", "A deck", "", ""):
        desk.press("Control+z")
        expect(deck).to_have_value(value)
    desk.press("Control+y", times=9)
    expect(deck).to_have_value("Oh: A deck past")

    # What the page sets is a step too; so is a composition; the menu asks for this field.
    deck.evaluate("(one) => { one.value = 'Set' }")
    desk.press("End")
    session = page.context.new_cdp_session(page)
    for words in ("k", "ka", "kan"):
        caret = {"selectionStart": len(words), "selectionEnd": len(words)}
        session.send("Input.imeSetComposition", {"text": words, **caret})
    session.send("Input.insertText", {"text": "漢"})
    expect(deck).to_have_value("Set漢")
    page.evaluate("document.execCommand('undo')")
    expect(deck).to_have_value("Set")
    desk.press("Control+z")
    expect(deck).to_have_value("Oh: A deck past")
    expect(headline).to_have_value(typed)
    expect(line).to_contain_text("In the text. With")
    save(desk)
    assert saved(article).deck == "Oh: A deck past"


def test_credits_taken_out_moved_and_added_come_back_by_the_keys_of_undo(desk):
    article = make_article(EVERY_BLOCK)
    page = desk.page
    open_article(desk, article)
    credits = page.get_by_role("group", name="Credits")
    said = credits.get_by_role("status")
    rows = credits.locator("[data-ordered-row]:visible")
    names = credits.locator(".ordered-row:visible .field-contributor option:checked")
    both = ["Mara Ellison", "CBC News"]
    line = page.locator(".text p").first
    line.click()
    desk.type("Typed in the text. ")
    text = line.inner_text()

    printed = rows.last.locator("[name$=printed]")
    printed.fill("CBC")
    rows.last.get_by_role("button", name="Remove").press("Enter")
    expect(names).to_have_text(both[:1])
    expect(page.locator(".bar-unsaved")).to_be_visible()
    desk.press("Control+z")
    expect(names).to_have_text(both)
    expect(printed).to_have_value("CBC")
    expect(said).to_have_text("CBC News: put back")
    desk.press("Control+y")
    expect(names).to_have_text(both[:1])
    expect(said).to_have_text("CBC News: taken out again")
    desk.press("Control+z")

    rows.first.get_by_role("button", name="Move down").press("Enter")
    expect(names).to_have_text(both[::-1])
    rows.last.get_by_label("Role").select_option("Editor")
    desk.press("Control+z")
    expect(said).to_have_text("Chosen again: Mara Ellison")
    desk.press("Control+z")
    expect(names).to_have_text(both)
    expect(said).to_have_text(re.compile("^Order now: Mara Ellison, CBC News$"))
    desk.press("Control+Shift+z", times=2)
    expect(names).to_have_text(both[::-1])
    expect(rows.last.get_by_label("Role")).to_have_value("editor")

    # In a field first what was typed there goes; then the steps before.
    printed = rows.first.locator("[name$=printed]")
    printed.focus()
    desk.press("Control+End")
    desk.type(" Radio")
    desk.press("Control+z")
    expect(printed).to_have_value("CBC")
    expect(names).to_have_text(both[::-1])
    desk.press("Control+z", times=2)
    expect(names).to_have_text(both)
    expect(rows.last.locator("[name$=printed]")).to_be_focused()

    # A new one goes, and comes again with its name.
    credits.get_by_role("button", name="Add credit").press("Enter")
    desk.choose("Jo Dray")
    expect(names).to_have_text([*both, "Jo Dray"])
    desk.press("Control+z", times=2)
    expect(names).to_have_text(both)
    expect(credits.get_by_role("button", name="Add credit")).to_be_focused()
    desk.press("Control+Shift+z", times=2)
    expect(names).to_have_text([*both, "Jo Dray"])
    expect(line).to_have_text(text)
    rows.first.get_by_role("button", name="Remove").press("Enter")
    desk.press("Control+z", times=9)
    desk.press("Control+y", times=4)
    save(desk)
    story = saved(article)
    assert [credit.party.name for credit in story.credits] == ["CBC News", "Jo Dray"]
    assert [credit.printed for credit in story.credits] == ["CBC", ""]
