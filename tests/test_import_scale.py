"""Imports of any size: each story costs the same, and an interrupted one goes on where it was."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
import tracemalloc

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.keep import keep_seed
from articles.importing.seeds import find_seeds, read_stories
from articles.models import Article, Edition, Event, Source, Version
from benchmarks.seeds import PER_FOLDER, seed_path, seed_text, write_seeds
from tests.conftest import ROOT, VARIABLES

# Of these each imported story has one row.
WHOLE = (Article, Version, Source, Edition, Event)
PATIENCE = 120  # seconds until an import that does not end is given up
MEGABYTE = 1_000_000

STORY = """\
City

Ferry number {number} runs aground off Saltmere with 41 people on board

A tug boat pulls a ferry off a sandbank.
The ferry is pulled free on Monday. (Ines Calloway/The Larkhaven Post)

By Mara Ellison

Posted: Nov 3, 2023 8:00 AM GMT

Nobody was hurt when ferry {number} ran aground on Monday, the port said.

It was pulled free by tug {number} at high tide, {number} hours later.

Tags: harbour, ferries
"""


def write_alike(folder, count, first=1):
    """Write seeds of one desk, one reporter and the same tags; return `folder`."""
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        text = STORY.format(number=number)
        (folder / f"ferry-{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def imported(*paths):
    """Import quietly, and return the last line printed."""
    out = io.StringIO()
    try:
        call_command("import_seeds", *map(str, paths), stdout=out)
    except KeyboardInterrupt:  # it would end all tests
        pytest.fail("An import let Ctrl-C through.")
    return out.getvalue().splitlines()[-1]


def queries_of(work):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


def test_the_sixtieth_story_costs_as_many_queries_as_the_second(db, tmp_path):
    counts = []
    for seed_file in find_seeds([write_alike(tmp_path / "seeds", 60)]):
        (read,) = read_stories(seed_file)
        counts.append(queries_of(lambda read=read: keep_seed(read)))
    assert Edition.objects.live().count() == 60
    # The first one makes the section, the reporter and the tags; a look at stories that may be
    # alike, where there are any, is one query.
    assert max(counts[1:]) <= min(counts[1:]) + 1
    assert counts[0] > max(counts[1:])


def test_what_is_here_already_costs_one_query_each(db, tmp_path):
    write_alike(tmp_path / "seeds", 10)
    imported(tmp_path / "seeds")
    ten = queries_of(lambda: imported(tmp_path / "seeds"))
    write_alike(tmp_path / "seeds", 30)
    imported(tmp_path / "seeds")
    assert queries_of(lambda: imported(tmp_path / "seeds")) == ten + 20


def peak_of(work):
    """Return the most memory that Python's objects took during `work`, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_looking_for_seeds_does_not_read_them(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_bytes(b"x" * MEGABYTE)
    find_seeds([tmp_path])  # what is kept for good is not of the seeds
    assert peak_of(lambda: find_seeds([tmp_path])) < MEGABYTE / 2


def test_an_import_three_times_as_long_takes_no_more_memory(db, tmp_path):
    imported(write_alike(tmp_path / "warm", 5))
    few = write_alike(tmp_path / "few", 40, first=10)
    many = write_alike(tmp_path / "many", 120, first=50)
    few_took = peak_of(lambda: imported(few))
    assert peak_of(lambda: imported(many)) < 1.3 * few_took
    assert Edition.objects.live().count() == 165


def calls_of(function, work):
    """Return how often `work` calls a function that is written in C."""
    calls = 0

    def see(_frame, event, called):
        nonlocal calls
        calls += event == "c_call" and called is function

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_a_folder_is_not_looked_through_for_pictures_once_for_each_story(tmp_path):
    """It would cost each story as much as the folder is long."""

    def look():
        for seed_file in find_seeds([tmp_path]):
            seed_file.pictures()

    write_alike(tmp_path, 5)
    (tmp_path / "ferry-0003.jpg").touch()
    five = calls_of(os.scandir, look)
    write_alike(tmp_path, 50)
    assert calls_of(os.scandir, look) <= five


class Interruption:
    """Presses Ctrl-C in the moment in which the second row of a table is about to be written."""

    def __init__(self, table):
        self.table, self.rows = f'INSERT INTO "{table}"', 0

    def __call__(self, execute, sql, *arguments):
        if sql.startswith(self.table):
            self.rows += 1
            if self.rows == 2:
                raise KeyboardInterrupt
        return execute(sql, *arguments)


@pytest.mark.parametrize("model", WHOLE)
def test_an_interrupted_import_leaves_whole_stories_only(db, tmp_path, model):
    write_alike(tmp_path / "seeds", 3)
    with (
        connection.execute_wrapper(Interruption(model._meta.db_table)),
        pytest.raises(CommandError, match=r"Interrupted after 1 created, .*; run it") as stopped,
    ):
        imported(tmp_path / "seeds")
    assert stopped.value.returncode == 130
    assert [table.objects.count() for table in WHOLE] == [1] * len(WHOLE)
    assert imported(tmp_path / "seeds") == "2 created, 0 updated, 1 unchanged, 0 rejected"
    assert [table.objects.count() for table in WHOLE] == [3] * len(WHOLE)


def _mind_control_c():
    """What runs in the background of a shell ignores Ctrl-C, and so would all it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Newsroom:
    """A newsroom of its own, with a database of its own, in a folder."""

    def __init__(self, folder):
        self.database = folder / "newsroom.sqlite3"
        self.environment = {
            **{name: os.environ[name] for name in os.environ if name not in VARIABLES},
            "DEBUG": "true",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "MEDIA_ROOT": str(folder),
            "PYTHONUNBUFFERED": "1",  # each line is there to be read when it is printed
        }
        self.run("migrate", "--verbosity", "0").communicate(timeout=PATIENCE)

    def run(self, *arguments):
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=_mind_control_c,
        )  # fmt: skip

    def rows(self):
        """Return the numbers of rows of the tables of which each story has one."""
        with sqlite3.connect(self.database) as database:
            return [
                database.execute(f"SELECT count(*) FROM {model._meta.db_table}").fetchone()[0]
                for model in WHOLE
            ]


def test_control_c_ends_an_import_with_one_line_and_the_next_run_goes_on(tmp_path):
    newsroom = Newsroom(tmp_path)
    write_alike(tmp_path / "seeds", 60)
    with newsroom.run("import_seeds", tmp_path / "seeds") as running:
        for _ in range(5):
            assert running.stdout.readline().startswith("created")
        running.send_signal(signal.SIGINT)
        _, complaint = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert len(complaint.splitlines()) == 1
    assert "Interrupted after" in complaint
    kept = newsroom.rows()
    assert 5 <= kept[0] < 60
    assert kept == [kept[0]] * len(WHOLE)
    with newsroom.run("import_seeds", tmp_path / "seeds") as again:
        said, complaint = again.communicate(timeout=PATIENCE)
    assert (again.returncode, complaint) == (0, "")
    expected = f"{60 - kept[0]} created, 0 updated, {kept[0]} unchanged, 0 rejected"
    assert said.splitlines()[-1] == expected
    assert newsroom.rows() == [60] * len(WHOLE)


def test_the_seeds_of_the_benchmark_are_many_and_each_is_always_the_same(tmp_path):
    write_seeds(tmp_path, 3, first=PER_FOLDER - 1)
    found = find_seeds([tmp_path])
    assert [seed_file.path for seed_file in found] == [
        seed_path(tmp_path, PER_FOLDER - 1 + number) for number in range(3)
    ]
    assert found[1].path.read_text(encoding="utf-8") == seed_text(PER_FOLDER)
    assert len({seed_text(number) for number in range(300)}) == 300
