"""The rooms of the house: imports go down, never up."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
FLOORS = {
    "articles.admin": 3,
    "articles.public": 3,
    "articles.management": 3,
    "articles.templatetags": 3,
    "articles.importing": 2,
    "articles.exporting": 2,
    "articles.publishing": 2,
    "articles.searching": 2,
    "articles.models": 1,
    "articles.story": 0,
    "articles.vocabulary": 0,
    "articles.wording": 0,
    "articles.differences": 0,
    "articles.body": 0,
    "articles.pictures": 0,
    "articles.embeds": 0,
    "articles.excerpts": 0,
    "articles.respelling": 0,
    "articles.stems": 0,
    "articles.ages": 0,
}
FILES = sorted(
    path for path in (ROOT / "articles").rglob("*.py") if path.parent.name != "migrations"
)


def imported(path):
    """Return the full names of the modules a file imports, wherever in the file it does."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by dots"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def room_of(module):
    return next((r for r in FLOORS if module == r or module.startswith(f"{r}.")), None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down(path):
    room = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if room is None:
        return
    upward = {
        module
        for module in imported(path)
        if (other := room_of(module)) and FLOORS[other] > FLOORS[room]
    }
    assert upward == set()


def test_the_story_knows_no_framework():
    modules = imported(ROOT / "articles" / "story.py")
    assert not {name for name in modules if name.partition(".")[0] in ("django", "articles")}


def test_only_the_settings_read_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for path in [*FILES, *(ROOT / "newsroom").glob("*.py")]
        if "environ.get" in path.read_text() or "os.environ[" in path.read_text()
    }
    assert readers <= {"newsroom/env.py"}


def test_no_room_for_odds_and_ends():
    odd = {"utils.py", "helpers.py", "services.py"}
    assert not [path for path in Path(ROOT / "articles").rglob("*.py") if path.name in odd]
