"""The writing surface in a browser: pasting, choosing photos, players, and gauges."""

from pathlib import Path

import pytest

from articles import body
from tests.hands import desk, open_story

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


def pasted(desk, content, kind="text/html"):
    """Paste over all there is; return what the form would send."""
    desk.page.locator(".text").focus()
    desk.press("Control+a")
    desk.press("Delete")
    return desk.page.evaluate(PASTE, [kind, content])


def test_a_paste_from_any_program_is_the_same_clean_text(desk):
    open_story(desk, "/admin/articles/article/add/")
    expected = dict.fromkeys(PROGRAMS, FROM_ANY_PROGRAM) | {"page-parts": FROM_PARTS}
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
