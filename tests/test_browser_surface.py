"""The writing surface in a browser: pasting, choosing photos, players, and gauges."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from articles import body
from articles.models import Photo as ArchivePhoto
from articles.models import Video
from articles.story import List, Paragraph, Photo, Quote
from articles.story import Video as VideoBlock
from tests.desk import picture
from tests.factories import make_article, make_story
from tests.hands import CARET_IS_THERE, desk, open_article, open_story, save, saved

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

PASTES = Path(__file__).parent / "pastes"
PROGRAMS = ["word", "word-online", "google-docs", "libreoffice", "apple", "web-page"]
FROM_ANY_PROGRAM = """\
<h2>The tide comes first</h2>
<p>The harbour board <strong>met on Tuesday</strong> and agreed on <em>three piers</em>, with \
10\u00a0000 planks; <a href="https://example.com/plan?utm_source=letter&amp;id=7">the plan</a> is \
public.</p>
<ul><li>Pier 3 in spring</li><li>Pier 4 in summer, if <strong>the weather</strong> holds</li></ul>
<ol><li>Close the quay</li><li>Drive the piles</li></ol>
<p>Nobody spoke against it.</p>"""
FROM_PARTS = """\
<h2>One</h2>
<h2>Six</h2>
<blockquote cite="https://example.com/speech"><p>What was said.</p><p>And <em>more</em>.</p>\
<footer>Mara Ellison</footer></blockquote>
<blockquote><p>In the yard.</p><footer>Jo Dray</footer></blockquote>
<p>The crane on Monday. (Jo Dray)</p>
<p>Before it.</p>
<p><a href="https://www.youtube.com/embed/abcdefghijk?rel=0&amp;start=5">\
https://www.youtube.com/embed/abcdefghijk?rel=0&amp;start=5</a></p>
<p>After it.</p>
<p><a href="https://geo.player.example/p.html?v=1">https://geo.player.example/p.html?v=1</a></p>
<p>The film.</p>
<p>It costs six.</p>
<p>Boats</p>
<table><tbody><tr><th>Boat</th><th>Year</th></tr>\
<tr><td>Solveig</td><td><strong>1988</strong></td></tr></tbody></table>
<p>Left of a page.</p>
<p>Below it.</p>
<p>One line<br>and its second.</p>
<p>A new paragraph.</p>
<p>Il dit\u00a0: «\u00a0Non\u00a0!\u00a0» à 5\u00a0km, ou pas.</p>
<p>Gone put in H2O, “so”, see [1] and this.</p>
<p>first line</p>
<p>second line</p>
<h2><a href="https://example.com/card">A card</a></h2>
<p><a href="https://example.com/card">Its text.</a></p>"""
FROM_MEDIA = """\
<p>The pier on Monday (Jo Dray)</p>
<p>See <a href="https://example.com/plan?id=7">the plan</a> ⚓️ for 11 June.</p>
<p>By boat.</p>"""
FROM_TEXT = """\
<h2>The tide comes first</h2>
<p>The harbour board met on Tuesday and agreed on three piers, with 10\u00a0000 planks; the plan \
is public and can be read by everybody in the town hall until Friday.</p>
<ul><li>Pier 3 in spring</li><li>Pier 4 in summer, if the weather holds</li></ul>
<ol><li>Close the quay</li><li>Drive the piles</li></ol>
<p>Nobody spoke against it.</p>
<p>"The tide comes first," said one.</p>
<p>- That was all.</p>"""
PASTE = """([type, content]) => {
  const target = document.querySelector(".text")
  const clipboardData = new DataTransfer()
  clipboardData.setData(type, content)
  const options = { clipboardData, bubbles: true, cancelable: true }
  target.dispatchEvent(new ClipboardEvent("paste", options))
  return document.querySelector("[data-surface]").value
}"""


PASTE_PICTURE = """base64 => {
  const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([bytes], "image.jpg", { type: "image/jpeg" }))
  const options = { clipboardData, bubbles: true, cancelable: true }
  document.querySelector(".text").dispatchEvent(new ClipboardEvent("paste", options))
}"""


DROP_FILE = """([selector, base64, name, type]) => {
  const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([bytes], name, { type }))
  const target = document.querySelector(selector)
  const { left, bottom, width, height } = target.getBoundingClientRect()
  const [clientX, clientY] = [left + width / 2, bottom - height / 2]
  const options = { dataTransfer, clientX, clientY, bubbles: true, cancelable: true }
  target.dispatchEvent(new DragEvent("dragover", options))
  return !target.dispatchEvent(new DragEvent("drop", options))
}"""


# Links of the admin pass slowly from one colour to another.
COLOURS_ARE_THERE = """async () => {
  await new Promise(requestAnimationFrame)
  await Promise.allSettled(document.getAnimations().map((one) => one.finished))
}"""


def violations(page):
    """Return what axe finds in the light and in the dark."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(COLOURS_ARE_THERE)
        for violation in Axe().run(page).response["violations"]:
            found.append((scheme, violation["id"], [n["html"][:120] for n in violation["nodes"]]))
    return found


def pasted(desk, content, kind="text/html"):
    """Paste over all there is; return what the form would send."""
    desk.page.locator(".text").focus()
    desk.press("Control+a")
    desk.press("Delete")
    return desk.page.evaluate(PASTE, [kind, content])


def test_a_paste_from_any_program_is_the_same_clean_text(desk):
    open_story(desk, "/admin/articles/article/add/")
    head, _, rest = FROM_ANY_PROGRAM.partition("\n")
    expected = dict.fromkeys(PROGRAMS, FROM_ANY_PROGRAM) | {"page-parts": FROM_PARTS}
    caption = "<p>The pier on Monday. Photo: J. Dray</p>"
    expected["web-page"] = f"{head}\n{caption}\n{rest}"
    for name, clean in expected.items():
        found = pasted(desk, (PASTES / f"{name}.html").read_text())
        assert body.clean(found) == clean, name
        assert "style" not in found, name
        assert "class" not in found, name
    assert body.clean(pasted(desk, (PASTES / "plain.txt").read_text(), "text/plain")) == FROM_TEXT
    lines = "One line of it.\nAnother.\n3. May was cold.\n\u2022\tfirst\n\u2022\tsecond"
    assert body.clean(pasted(desk, lines, "text/plain")) == (
        "<p>One line of it.</p>\n<p>Another.</p>\n<p>3. May was cold.</p>\n"
        "<ul><li>first</li><li>second</li></ul>"
    )


def test_what_a_paste_leaves_behind_is_said(desk):
    open_story(desk, "/admin/articles/article/add/")
    note = desk.page.locator("[data-pasted]")
    found = pasted(desk, (PASTES / "page-media.html").read_text())
    assert body.clean(found) == FROM_MEDIA
    expect(note.get_by_role("status")).to_have_text(
        "2 pictures were not taken along (“A pier”): save them and insert them here. "
        "1 embedded part of the page was not taken along. "
        "Words that were crossed out were left out: “3 June”, “4 June”, “or 5 June”."
    )
    assert violations(desk.page) == []
    desk.click(note.get_by_role("button", name="Close"))
    expect(note).to_be_hidden()
    expect(desk.page.locator(".text")).to_be_focused()
    pasted(desk, (PASTES / "word.html").read_text())
    expect(note).to_be_hidden()

    # Players among the words are offered one by one; each is one step to undo.
    Video.objects.create(title="The lamp", provider="vimeo", embed_id="12345678")
    frame = '<iframe src="//www.youtube.com/embed/abcdefghijk?start=90"></iframe>'
    link = '<p><a href="https://vimeo.com/12345678">https://vimeo.com/12345678</a></p>'
    pasted(desk, f"<p>First.</p>{frame}<p>Between.</p>{link}<p>https://player.example.com/1</p>")
    offer = desk.page.locator("[data-pasted-players]")
    both = [
        "Make it a video: YouTube, https://www.youtube.com/embed/abcdefghijk?start=90 "
        "The start time 1:30 in the address is not kept.",
        "Make it a video: Vimeo, The lamp",
    ]
    expect(offer.locator("li")).to_have_text(both)
    expect(offer.get_by_role("status")).to_contain_text("addresses of 2 players")
    assert violations(desk.page) == []
    desk.press("Control+Alt+v")
    row = desk.page.locator(".surface .video-row")
    expect(row.locator("[name$=address]")).to_have_value(
        "https://www.youtube.com/embed/abcdefghijk?start=90"
    )
    expect(row.locator("[data-player-said]")).to_have_text(
        "YouTube, video abcdefghijk. The start time 1:30 in the address is not kept."
    )
    expect(offer.locator("li")).to_have_text(both[1:])
    row.locator("[name$=teaser]").press("Escape")
    desk.press("Control+z")
    expect(row).to_have_count(0)
    expect(offer.locator("li")).to_have_text(both)
    desk.click(offer.get_by_role("button", name="The lamp"))
    expect(row.locator("[name$=title]")).to_have_value("The lamp")
    row.locator("[name$=teaser]").press("Escape")
    desk.press("Escape")
    expect(offer).to_be_hidden()
    expect(desk.page.locator(".text p a")).to_have_count(2)


def test_an_address_that_could_not_be_kept_is_refused_where_it_is_typed(desk):
    quote = Quote(("It was high.",))
    article = make_article(make_story(blocks=(Paragraph("Pier and ferry"), quote)))
    page = desk.page
    open_article(desk, article)

    def refuses(name, reasons):
        dialog = page.locator(f"dialog[data-ask={name}]")
        for address, reason in reasons.items():
            dialog.locator("input").fill(address)
            desk.press("Enter")
            expect(dialog.get_by_role("alert")).to_contain_text(reason)
            expect(dialog).to_be_visible()
            expect(dialog.locator("input")).to_be_focused()
            expect(dialog.locator("input")).to_have_value(address)
            kept = body.clean(f'<p><a href="{address}">Words</a></p>')
            assert kept == "<p>Words</p>", address

    page.locator(".text p >> nth=0").dblclick(position={"x": 8, "y": 12})
    desk.press("Control+k")
    refuses("link", {
        "foo bar": "“foo bar” is no whole address. Write it like https://example.com/page",
        "//evil.com": "“//evil.com” is no whole address",
        "http://": "“http://” names no site",
        "https://exa mple.com": "“https://exa mple.com” names no site",
        "ftp://x.y/z": "cannot begin with “ftp:”. Write one with https://",
        "javascript:alert(1)": "cannot begin with “javascript:”",
    })  # fmt: skip
    assert violations(page) == []
    desk.type(" ")
    expect(page.locator("dialog[data-ask=link] [role=alert]")).to_have_text("")
    page.locator("dialog[data-ask=link] input").fill("example.com:8000/pier?x=1")
    desk.press("Enter")
    expect(page.locator(".text p >> nth=0").locator("a")).to_have_text("Pier")
    expect(page.locator(".text")).to_be_focused()

    page.locator(".text blockquote p").click()
    desk.click("[data-do=quote-address]")
    refuses("quote", {"said on Monday": "“said on Monday” is no whole address"})
    desk.press("Escape")
    page.locator(".text blockquote p").click()
    desk.click("[data-do=quote-address]")
    expect(page.locator("dialog[data-ask=quote] [role=alert]")).to_have_text("")
    page.locator("dialog[data-ask=quote] input").fill("https://example.com/said")
    desk.press("Enter")
    save(desk)
    words, said = saved(article).blocks
    assert words.html == '<a href="https://example.com:8000/pier?x=1">Pier</a> and ferry'
    assert said.url == "https://example.com/said"


# At the last letter of a paragraph.
END_OF = """number => {
  const range = document.createRange()
  range.selectNodeContents(document.querySelectorAll(".text > p")[number])
  return { x: range.getClientRects()[0].width - 3, y: 12 }
}"""
# The key comes before the editor has heard what is selected.
SELECT_AND_PRESS = """() => {
  const text = document.querySelector(".text > p").firstChild
  getSelection().setBaseAndExtent(text, 0, text, 4)
  const key = { key: "k", keyCode: 75, ctrlKey: true, bubbles: true, cancelable: true }
  document.querySelector(".text").dispatchEvent(new KeyboardEvent("keydown", key))
}"""


def test_words_selected_a_moment_ago_become_links_and_signs_become_lists(desk):
    blocks = (Paragraph("Pier and ferry"), Paragraph("The plan."))
    article = make_article(make_story(blocks=blocks))
    page = desk.page
    open_article(desk, article)
    for number, selected in enumerate(("ferry", "plan")):
        line = page.locator(f".text > p >> nth={number}")
        line.dblclick(position=page.evaluate(END_OF, number))
        desk.press("Control+k")
        desk.type("example.com/a")
        desk.press("Enter")
        expect(line.locator("a")).to_have_text(selected)
    page.evaluate(SELECT_AND_PRESS)
    desk.type("example.com/b")
    desk.press("Enter")
    expect(page.locator(".text > p >> nth=0").locator("a")).to_have_text(["Pier", "ferry"])

    desk.press("Control+End")
    page.evaluate(CARET_IS_THERE)
    for signs, tag in (("1. ", "ol"), ("1) ", "ol"), ("- ", "ul"), ("* ", "ul")):
        desk.line()
        desk.type(signs)
        expect(page.locator(f".text > {tag}")).to_have_count(1)
        desk.press("Control+z")
        expect(page.locator(f".text > {tag}")).to_have_count(0)
        expect(page.locator(".text > p").last).to_have_text(signs)
        desk.press("Control+z")
    # On a telephone every button of the toolbar is in sight.
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".toolbar").evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    desk.line()
    desk.type("2026. was a year")
    desk.line()
    desk.type("1. First")
    desk.line()
    desk.type("Second")
    save(desk)
    kept = saved(article).blocks
    assert kept[0].html.count("<a ") == 2
    assert kept[-2:] == (Paragraph("2026. was a year"), List(("First", "Second"), ordered=True))


def make_photo(title, **fields):
    return ArchivePhoto.objects.create(title=title, file="originals/x.jpg", **fields)


def captions(desk):
    return [
        field.input_value()
        for field in desk.page.locator(".surface .photo-row textarea[name$=caption]").all()
    ]


def test_photos_are_chosen_uploaded_and_taken_back_by_keyboard(desk):
    for number in range(30):
        make_photo(f"Gull {number}", caption=f"A gull, {number}.")
    ferry = {"alt_text": "A ferry.", "creator": "Jo Dray"}
    make_photo("Ferry by day", caption="The ferry by day.", **ferry)
    make_photo("Ferry by night", caption="The ferry by night.", **ferry)
    article = make_article(make_story(blocks=(Paragraph("First."), Paragraph("Second."))))
    page = desk.page
    open_article(desk, article)
    dialog = page.locator("dialog.picker[open]")
    page.locator(".text p >> nth=0").click()
    desk.press("End")

    # Escape leaves, and the caret is where it was.
    desk.press("Control+Alt+Shift+p")
    expect(dialog.locator("[role=option]")).to_have_count(24)
    desk.type("quay")
    desk.press("Escape")
    expect(dialog).to_have_count(0)
    desk.type("!")
    expect(page.locator(".text p >> nth=0")).to_have_text("First.!")

    # Two at once, in one step that undo takes back.
    desk.press("Control+Alt+Shift+p")
    desk.type("ferry dray")
    expect(dialog.locator("[role=option]")).to_have_count(2)
    desk.press("Enter")
    desk.press("Space")
    desk.press("ArrowRight")
    desk.press("Enter")
    expect(dialog).to_have_count(0)
    assert captions(desk) == ["The ferry by night.", "The ferry by day."]
    page.locator(".text p").last.click()
    desk.press("Control+z")
    assert captions(desk) == []
    desk.press("Control+Shift+z")
    assert captions(desk) == ["The ferry by night.", "The ferry by day."]

    # A second press, in the row, chooses for it; words typed there stay.
    page.locator(".surface textarea[name$=caption]").first.fill("As we say it.")
    page.locator(".surface textarea[name$=alt_text]").first.focus()
    desk.press("Control+Alt+p")
    desk.type("Gull 29")
    expect(dialog.locator("[role=option]")).to_have_count(1)
    desk.press("Enter", times=2)
    expect(dialog).to_have_count(0)
    row = page.locator(".surface .photo-row").first
    assert row.locator("select[name$=photo] option:checked").text_content() == "Gull 29"
    assert row.locator("[name$=alt_text]").input_value() == ""
    assert captions(desk)[0] == "As we say it."
    row.get_by_role("button", name="archive’s words").click()
    assert captions(desk)[0] == "A gull, 29."
    row.get_by_role("button", name="Back to my words").click()
    assert captions(desk)[0] == "As we say it."
    page.locator(".text p").last.click()
    desk.press("Control+z")
    assert row.locator("select[name$=photo] option:checked").text_content() == "Ferry by night"
    assert row.locator("[name$=alt_text]").input_value() == "A ferry."
    assert captions(desk)[0] == "As we say it."

    # A picture from the clipboard goes in where the caret is.
    page.evaluate(PASTE_PICTURE, base64.b64encode(picture("teal").read()).decode())
    expect(page.locator(".surface .photo-row")).to_have_count(3)
    expect(dialog).to_have_count(0)

    # Three pictures: one new, one here already, one that is none.
    desk.press("Control+Alt+Shift+p")
    files = [
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
        for name, content in (
            ("pier.jpg", picture().read()),
            ("again.jpg", picture().read()),
            ("words.jpg", b"no picture"),
        )
    ]
    dialog.locator("input[type=file]").set_input_files(files)
    expect(dialog.locator("[role=status]")).to_have_text("2 of 3 pictures are here")
    refused = dialog.locator("[data-picker-refused] li")
    assert [line.partition(":")[0] for line in refused.all_inner_texts()] == [
        "pier.jpg", "again.jpg", "words.jpg",
    ]  # fmt: skip
    assert refused.first.inner_text().startswith("pier.jpg: Small: 640 × 480 pixels.")
    assert violations(page) == []
    desk.press("Enter")
    expect(page.locator(".surface .photo-row")).to_have_count(4)
    save(desk)
    photos = saved(article).of_kind(Photo)
    assert "As we say it." in [photo.caption for photo in photos]
    kept = ArchivePhoto.objects.exclude(sha256="").values_list("pk", flat=True)
    assert set(kept) < {photo.ref for photo in photos}
    assert len(kept) == 2


WRITE_ON = """field => {
  for (const words of ["", "A", "A summary"]) {
    field.value = words
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
}"""


def test_a_player_is_offered_and_the_gauges_say_what_is_missing(desk):
    lamp = Video.objects.create(title="The lamp", provider="vimeo", embed_id="12345678")
    requests = []
    page = desk.page
    page.on("request", lambda request: requests.append(request.url))
    article = make_article(make_story(summary="Short.", blocks=(Paragraph("First."),)))
    open_article(desk, article)
    page.locator(".text p").click()
    desk.press("End")
    desk.line()
    offer = page.locator("[data-offer]")

    # Escape keeps the link; undo of a video gives the link back.
    desk.paste("https://vimeo.com/12345678?share=copy")
    expect(offer).to_contain_text("Vimeo: The lamp")
    desk.press("Escape")
    expect(offer).to_be_hidden()
    expect(page.locator(".text p a")).to_have_count(1)
    desk.press("Control+a")
    desk.press("Delete")
    desk.paste("youtube.com/shorts/abcdefghijk?feature=share")
    expect(offer).to_contain_text("YouTube: https://youtube.com/shorts/abcdefghijk")
    desk.press("Escape")
    expect(page.locator(".text p a")).to_have_count(1)
    desk.press("Control+a")
    desk.press("Delete")
    desk.paste("https://youtu.be/abcdefghijk")
    expect(offer).to_contain_text("YouTube")
    assert violations(page) == []
    desk.press("Control+Alt+v")
    row = page.locator(".surface .video-row")
    assert row.locator("[name$=address]").input_value() == "https://youtu.be/abcdefghijk"
    expect(row.locator("[data-player-said]")).to_have_text("YouTube, video abcdefghijk.")
    row.locator("[name$=teaser]").press("Escape")
    desk.line()
    desk.paste("https://vimeo.com/12345678")
    expect(offer).to_contain_text("The lamp")
    desk.click(offer.get_by_role("button", name="Make this a video"))
    expect(page.locator(".surface .video-row")).to_have_count(2)

    # Others stay links: of a video the offer says why, and a row does.
    page.locator(".surface .video-row").last.locator("[name$=teaser]").press("Escape")
    for address, host in (
        ("https://www.tiktok.com/@pier/video/7301", "www.tiktok.com"),
        ("https://films.example.com/pier.mp4", "films.example.com"),
    ):
        desk.paste(address)
        expect(offer).to_contain_text(f"this address of {host}, so it stays a link")
        expect(offer.get_by_role("button")).to_have_text(["Keep as a link Esc"])
        desk.press("Escape")
        expect(offer).to_be_hidden()
        expect(page.locator(".text p a").last).to_have_text(address)
        desk.line()
    desk.paste("https://player.example.com/1")
    expect(page.locator(".text p a").last).to_have_text("https://player.example.com/1")
    expect(offer).to_be_hidden()
    address = row.first.locator("[name$=address]")
    address.fill("https://player.example.com/1")
    address.press("Tab")
    expect(row.first.locator("[data-player-said]")).to_contain_text("player.example.com are not")
    address.fill("https://youtu.be/abcdefghijk")
    assert all(address.startswith(page.url.partition("/admin/")[0]) for address in requests)

    # Gauges move with the words, are read out as they are by then, and lead to the gap.
    page.locator("#id_summary").evaluate(WRITE_ON)
    expect(page.locator("[data-gauge-said]")).to_contain_text("9 characters: short")
    page.fill("#id_summary", "A")
    expect(page.locator("#length-summary")).to_contain_text("1 character: short")
    page.fill("#id_summary", "A summary that says in a hundred characters what has happened. " * 2)
    expect(page.locator("#length-summary")).to_contain_text("good")
    page.fill("#id_headline", "A headline that is much too long for the lists of any search engine")
    expect(page.locator("#length-search_headline")).to_contain_text("about 60")
    page.locator("#length-search_headline a").click()
    page.keyboard.type("Fits")
    expect(page.locator("#length-search_headline")).to_contain_text("4 characters: fits")
    desk.click("[data-do-lead]")
    page.locator(".lead-place [name$=caption]").fill("By day.")
    gauge = page.locator("[data-gauge-photos]")
    expect(gauge).to_have_text("1 photo: 1 without alt text, 1 without credit")
    gauge.get_by_role("link", name="1 without credit").click()
    assert page.evaluate("document.activeElement.name").endswith("-credit")
    desk.type("Jo Dray")
    expect(gauge).to_have_text("1 photo: 1 without alt text")
    expect(page.locator("[data-gauge-length]")).to_have_text("3 words · 1 min to read")
    save(desk)
    first, second = saved(article).of_kind(VideoBlock)
    assert (first.provider, first.embed_id) == ("youtube", "abcdefghijk")
    assert (second.title, second.ref) == ("The lamp", lamp.pk)


def test_pictures_are_dropped_where_they_belong_and_videos_chosen_from_the_archive(desk):
    Video.objects.create(title="The lamp", provider="vimeo", embed_id="12345678")
    Video.objects.create(title="The quay", provider="youtube", embed_id="abcdefghijk")
    article = make_article(make_story(blocks=(Paragraph("First."), Paragraph("Second."))))
    page = desk.page
    open_article(desk, article)
    dialog = page.locator("dialog.picker[open]")
    photos = page.locator(".surface .photo-row")

    def drop(selector, colour, name="image.jpg", kind="image/jpeg"):
        content = base64.b64encode(picture(colour).read()).decode()
        assert page.evaluate(DROP_FILE, [selector, content, name, kind])  # the browser opens none

    note = page.locator("[data-pasted]")
    for selector in ("#id_headline", "#id_tags", "#header", ".lead-place"):
        drop(selector, "teal")
        said = "Not taken: image.jpg. Drop pictures into the text."
        expect(note.get_by_role("status")).to_have_text(said)
        desk.click(note.get_by_role("button"))
    drop(".text p", "teal", "budget.pdf", "application/pdf")
    expect(note.get_by_role("status")).to_contain_text("Not taken: budget.pdf.")
    desk.press("Escape")
    drop(".text p", "teal")
    expect(photos).to_have_count(1)
    expect(dialog).to_have_count(0)
    (teal,) = ArchivePhoto.objects.all()
    chosen = photos.locator("select[name$=photo]")
    expect(chosen).to_have_value(str(teal.pk))
    photos.locator("textarea[name$=caption]").fill("My words.")
    drop(".surface .photo-row", "navy")
    expect(dialog).to_have_count(0)
    expect(chosen).not_to_have_value(str(teal.pk))
    assert captions(desk) == ["My words."]

    page.locator(".text p").last.click()
    desk.press("End")
    desk.press("Control+Alt+Shift+v")
    expect(dialog.locator("[role=option]")).to_have_count(2)
    assert violations(page) == []
    desk.type("lamp")
    expect(dialog.locator("[role=option]")).to_have_count(1)
    desk.press("Enter", times=2)
    expect(dialog).to_have_count(0)
    videos = page.locator(".surface .video-row")
    expect(videos).to_have_count(1)
    videos.locator("[name$=teaser]").fill("By night")
    save(desk)
    story = saved(article)
    (photo,), (video,) = story.of_kind(Photo), story.of_kind(VideoBlock)
    assert photo.caption == "My words."
    assert photo.ref == ArchivePhoto.objects.exclude(pk=teal.pk).get().pk
    assert (video.title, video.teaser, video.embed_id) == ("The lamp", "By night", "12345678")


def test_another_picture_brings_its_own_credit(desk):
    def in_archive(title, creator, **more):
        words = {"caption": f"{title}.", "alt_text": f"Of {title}.", "creator": creator}
        return make_photo(title, **words, **more)

    ended = timezone.now() - timedelta(days=1)
    sun = in_archive("Sun", "Noor Tembo")
    tram = in_archive("Tram", "Jo Dray", rights_until=ended, width=640, height=480)
    words = {"alt_text": "Of Sun.", "credit_line": "Noor Tembo", "ref": sun.pk}
    lead, block = Photo(caption="Sun.", **words), Photo(caption="As we say it.", **words)
    waiting = Photo(caption="Told.", alt_text="Seen.", credit_line="A Reader")
    blocks = (Paragraph("First."), block, waiting)
    article = make_article(make_story(lead_photo=lead, blocks=blocks))
    page = desk.page
    open_article(desk, article)
    rows = [page.locator(".lead-place .photo-row"), *page.locator(".surface .photo-row").all()]

    def says(row):
        names = ("caption", "alt_text", "credit")
        return tuple(row.locator(f"[name$={name}]").input_value() for name in names)

    for row in rows:
        row.get_by_role("button", name="Choose photo").click()
        desk.type("Tram")
        expect(page.locator("dialog.picker[open] [role=option]")).to_have_count(1)
        desk.press("Enter")
        expect(page.locator("dialog.picker[open] [role=option]")).to_be_focused()
        desk.press("Enter")
        expect(page.locator("dialog.picker[open]")).to_have_count(0)
    chosen = ("Of Tram.", "Jo Dray")
    assert [says(row) for row in rows] == [
        ("Tram.", *chosen), ("As we say it.", *chosen), ("Told.", "Seen.", "A Reader"),
    ]  # fmt: skip
    caution = rows[0].locator("[data-row-caution]")
    expect(caution).to_contain_text("Its rights ended on")
    expect(caution).to_contain_text("Small: 640 × 480 pixels.")
    page.locator(".text p").first.click()
    desk.press("Control+z", times=3)
    expect(caution).to_have_text("")
    before = ("Of Sun.", "Noor Tembo")
    expect(rows[0].locator("textarea[name$=caption]")).to_have_value("Sun.")
    assert [says(row) for row in rows] == [
        ("Sun.", *before), ("As we say it.", *before), ("Told.", "Seen.", "A Reader"),
    ]  # fmt: skip
    desk.press("Control+Shift+z", times=3)
    expect(rows[2].locator("select[name$=photo] option:checked")).to_have_text("Tram")
    assert [says(row)[1:] for row in rows] == [chosen, chosen, ("Seen.", "A Reader")]
    save(desk)
    story = saved(article)
    assert (story.lead_photo.ref, story.lead_photo.caption) == (tram.pk, "Tram.")
