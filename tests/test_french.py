"""The paper in French: every word of ours that readers see, and dates as French writes them."""

import gettext
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.utils import translation

from tests.conftest import GETTEXT, ROOT, need
from tests.factories import make_edition
from tests.test_public_article import FULL

FRENCH = "locale/fr/LC_MESSAGES"


def entries(path):
    """Return {message: translation} of a compiled catalogue; plurals have a number beside them."""
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


@pytest.fixture
def copy(tmp_path):
    """A copy of what speaks to readers, to run GNU gettext on."""
    need("GNU gettext", GETTEXT)
    for folder in ("articles", "newsroom", "templates", "locale"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.jpg"))
    for file in ("Makefile", "manage.py"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def words(catalogue):
    """Return the text of a catalogue without the hour at which it was made."""
    lines = catalogue.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith('"POT-Creation-Date')]


def test_every_word_for_readers_is_in_the_catalogue(copy):
    make = ["make", "--old-file=install", "messages", f"RUN={sys.executable}"]
    done = subprocess.run(make, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert words(copy / FRENCH / "django.po") == words(ROOT / FRENCH / "django.po")
    assert entries(copy / FRENCH / "django.mo") == entries(ROOT / FRENCH / "django.mo")


def test_every_word_for_readers_is_translated():
    text = (ROOT / FRENCH / "django.po").read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    _head, *messages = re.split(r"\n\n+", text.strip())
    empty = [one for one in messages if re.search(r'msgstr(\[\d\])? ""\s*(\n[^"]|$)', one)]
    assert empty == []
    english = {message for message in entries(ROOT / FRENCH / "django.mo") if message}
    assert len(english) > 200


def test_translations_keep_every_gap(copy):
    catalogue = str(ROOT / FRENCH / "django.po")
    check = ["msgfmt", "--check-format", "--output-file=/dev/null", catalogue]
    assert subprocess.run(check, capture_output=True, text=True).stderr == ""


@pytest.fixture
def french(settings):
    settings.LANGUAGE_CODE = "fr"
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["Rubriques", "Recherche", "dimanche 1 mars 2026"]),
        ("/nowhere/", ["Il n’y a pas de page à cette adresse"]),
        ("/corrections/", ["Corrections", "Précision"]),
        ("/archive/", ["Archives"]),
        ("/lite/", ["Le site complet, avec les images"]),
    ],
)
def test_the_paper_speaks_french_by_setting(db, client, french, address, words):
    with time_machine.travel(datetime(2026, 3, 1, 18, tzinfo=UTC), tick=False):
        make_edition(**FULL)
        html = unescape(client.get(address).content.decode())
    assert '<html lang="fr"' in html
    for word in words:
        assert word in html


def test_a_french_story_in_an_english_paper_has_french_around_it(db, client):
    story = FULL | {"language": "fr-CA", "published_at": datetime(2026, 3, 1, 8, 30, tzinfo=UTC)}
    edition = make_edition(**story)
    response = client.get(edition.get_absolute_url())
    html = unescape(response.content.decode())
    assert response["Content-Language"] == "fr-CA"
    for words in ("Par ", "Publié le", "1 mars 2026", "Avec des informations de", "Photo à venir",
                  "2 minutes 8 secondes", "Signaler une erreur"):  # fmt: skip
        assert words in html


def test_neither_a_cookie_nor_a_header_chooses_the_language(db, client):
    make_edition(**FULL)
    client.cookies["django_language"] = "fr"
    html = client.get("/", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="en"' in html
