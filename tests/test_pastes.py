"""What programs write into the clipboard, cleaned by the server: the second door."""

from pathlib import Path

import pytest

from articles import body

PASTES = sorted((Path(__file__).parent / "pastes").glob("*.html"))


@pytest.mark.parametrize("path", PASTES, ids=lambda path: path.stem)
def test_the_server_keeps_the_words_and_nothing_else(path):
    clean = body.clean(path.read_text())
    assert body.clean(clean) == clean
    for rest in ("style=", "class=", "<span", "<script", "javascript:", "mso-", "onclick", "<img"):
        assert rest not in clean
    if not path.stem.startswith("page-"):
        assert "met on Tuesday" in clean.replace("\u00a0", " ")
        assert 'href="https://example.com/plan?utm_source=letter&amp;id=7"' in clean
        assert clean.rstrip().count("Nobody spoke against it.") == 1
