"""`manage.py import_seeds`: honest outcomes, nothing lost, nothing invented."""

import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.importing.formats import seed
from articles.models import Article, Edition, Photo, Source, Version
from articles.publishing import keep_version
from articles.story import Story

SAMPLES = settings.BASE_DIR / "articles" / "samples"
STORY = """\
City

Ferry runs aground off Saltmere with 41 people on board

By Mara Ellison

Nobody was hurt when the ferry ran aground on Monday, the port said. All were brought ashore \
by lifeboat before noon. “We were lucky,” the harbour master said.

It was pulled free at high tide, two hours later.

The crossing opens again on Wednesday.

Divers found no damage, the harbour master said.
"""
UNPLACED = "\n4711\n"  # no date that is certain
LONG_TAG = f"\nTags: {'x' * 120}\n"


def run(*args):
    """Return (lines printed, error or None) of one import."""
    out = io.StringIO()
    try:
        call_command("import_seeds", *map(str, args), stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), None


@pytest.fixture
def seed_file(tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_clean_seed_goes_live_and_its_address_is_printed(db, seed_file):
    lines, error = run(seed_file)
    edition = Edition.objects.live().get()
    assert error is None
    assert lines[0] == f"created   ferry.txt  {settings.SITE_URL}{edition.get_absolute_url()}"
    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 0 rejected"
    assert edition.story() == seed.read(STORY.encode()).story


def test_a_story_without_a_date_gets_none(db, seed_file):
    run(seed_file)
    edition = Edition.objects.get()
    assert (edition.published_at, edition.updated_at) == (None, None)
    assert edition.sort_at == edition.goes_live_at
    assert "published_at" not in edition.content


VIDEO = "WATCH | The pull:\n\nA tug at work\n3 days ago\nDuration 0:47\nTwo tugs pull.\n"


@pytest.mark.parametrize(
    ("options", "anchors"),
    [
        ((), [None]),
        (("--captured", "2026-11-20T12:00:00Z"), [datetime(2026, 11, 20, 12, tzinfo=UTC)]),
    ],
)
def test_ages_of_videos_have_an_anchor_only_if_somebody_says_when_the_page_was_read(
    db, seed_file, options, anchors
):
    seed_file.write_text(f"{STORY}\n{VIDEO}")
    run(seed_file, *options)
    assert [video.captured_at for video in Article.objects.get().story().videos] == anchors


def test_a_given_date_is_used_where_the_text_has_none(db, seed_file, tmp_path):
    dated = tmp_path / "dated.txt"
    dated.write_text(
        "City\n\nTanker moored at Saltmere\n\nPosted: Nov 3, 2026 8:00 AM GMT\n\n"
        "The tanker came in on the morning tide and was moored by noon, the port said.\n"
    )
    run(seed_file, dated, "--published", "2025-03-09T08:30:00+01:00")
    hours = sorted(Edition.objects.values_list("published_at", flat=True))
    assert hours == [
        datetime(2025, 3, 9, 7, 30, tzinfo=UTC), datetime(2026, 11, 3, 8, tzinfo=UTC),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        "2025-03-09T08:30:00",
        "yesterday",
        "",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:00:00-12:00",
    ],
)
def test_a_date_without_offset_is_refused_with_an_example(db, seed_file, given):
    _, error = run(seed_file, "--published", given)
    assert "2025-03-09T08:30:00+01:00" in error
    assert Article.objects.count() == 0


def test_a_story_dated_in_the_future_stays_with_the_desk(db, seed_file):
    lines, _ = run(seed_file, "--published", "2099-03-09T08:30:00+01:00")
    assert "yet to come" in lines[0]
    assert not Edition.objects.exists()


def test_a_draft_mended_in_its_file_goes_live(db, seed_file):
    seed_file.write_text(STORY + UNPLACED)
    run(seed_file)
    seed_file.write_text(STORY)
    lines, _ = run(seed_file)
    assert lines[0].startswith("updated   ferry.txt  http")
    assert Edition.objects.live().count() == 1


def test_draft_leaves_the_story_to_the_desk(db, seed_file):
    run(seed_file, "--draft")
    assert Article.objects.get().status == "draft"
    assert not Edition.objects.exists()


def test_a_quiet_import_tells_only_what_went_wrong_and_the_counts(db, seed_file):
    seed_file.with_name("empty.txt").write_bytes(b"")
    lines, _ = run(seed_file.parent, "--verbosity", "0")
    assert lines == [
        "rejected  empty.txt: the file is empty.",
        "1 created, 0 updated, 0 unchanged, 1 rejected",
    ]


def test_the_source_is_kept_byte_for_byte_with_its_line_spans(db, seed_file):
    run(seed_file)
    source = Source.objects.get()
    assert bytes(source.content) == seed_file.read_bytes()
    assert source.name == "ferry.txt"
    assert [span[1:] for span in source.spans] == [[n, n] for n in range(1, 14, 2)]
    assert source.as_story() == Article.objects.get().story()


def test_a_second_import_writes_nothing(db, seed_file, django_assert_max_num_queries):
    run(seed_file)
    before = [Article.objects.values_list().get(), Source.objects.count(), Version.objects.count()]
    with django_assert_max_num_queries(4) as queries:
        lines, error = run(seed_file)
    assert lines == ["unchanged ferry.txt", "0 created, 0 updated, 1 unchanged, 0 rejected"]
    assert error is None
    after = [Article.objects.values_list().get(), Source.objects.count(), Version.objects.count()]
    assert after == before
    written = ("INSERT", "UPDATE", "DELETE")
    assert not any(q["sql"].startswith(written) for q in queries.captured_queries)


def test_a_changed_seed_updates_the_working_copy_but_not_what_is_live(db, seed_file):
    run(seed_file)
    seed_file.write_text(STORY.replace("41", "42"))
    lines, _ = run(seed_file)
    assert lines[0].startswith("updated   ferry.txt")
    assert Article.objects.get().headline.endswith("42 people on board")
    assert Edition.objects.live().get().headline.endswith("41 people on board")


def test_what_an_editor_changed_is_kept_and_the_new_text_waits_as_a_version(db, seed_file):
    run(seed_file)
    article = Article.objects.get()
    article.headline = "Ferry aground: all safe"
    article.revision += 1
    article.save()
    keep_version(article, by=None)
    seed_file.write_text(STORY.replace("41", "42"))
    lines, _ = run(seed_file)
    assert "waits as a version" in lines[0]
    article.refresh_from_db()
    assert article.headline == "Ferry aground: all safe"
    assert Version.objects.first().story().headline.endswith("42 people on board")


def test_the_same_bytes_elsewhere_make_no_second_story(db, seed_file, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "other.txt").write_bytes(seed_file.read_bytes())
    lines, _ = run(tmp_path)
    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 1 duplicate, 0 rejected"
    assert "duplicate of “Ferry runs aground" in lines[1]
    assert Article.objects.count() == 1


def test_bad_files_are_named_and_the_others_imported(db, seed_file, tmp_path, settings):
    settings.SEED_MAX_BYTES = 2000
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-binary.txt").write_bytes(b"\x00\x01\x02\x03")
    (tmp_path / "c-large.txt").write_text("word " * 1000)
    (tmp_path / "d-broken.txt").write_text("World\n")
    lines, error = run(tmp_path, tmp_path / "nowhere.txt")
    rejected = [line for line in lines if line.startswith("rejected")]
    reasons = ["empty", "binary", "2000 bytes", "found", "No such file"]
    assert len(rejected) == len(reasons)
    assert all(reason in line for reason, line in zip(reasons, rejected, strict=True))
    assert "5 seed(s) rejected" in error
    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 5 rejected"
    assert Article.objects.count() == 1


def test_a_story_that_cannot_be_kept_leaves_no_trace(db, tmp_path):
    (tmp_path / "long.txt").write_text(STORY + LONG_TAG)
    lines, error = run(tmp_path)
    assert lines[0].startswith("rejected  long.txt: tags: ")
    assert "100" in lines[0]
    assert error
    assert not Article.objects.exists()
    assert not Source.objects.exists()


def test_a_story_with_unplaced_lines_stays_a_draft_and_says_so(db, seed_file):
    seed_file.write_text(STORY + UNPLACED)
    lines, error = run(seed_file)
    assert lines[0] == "created   ferry.txt  draft: lines not placed: 15"
    assert error is None
    assert not Edition.objects.exists()
    assert Source.objects.get().unplaced == [[15, "4711"]]


def test_strict_fails_on_unplaced_lines(db, seed_file):
    seed_file.write_text(STORY + UNPLACED)
    _, error = run(seed_file, "--strict")
    assert "1 unplaced" in error


def test_a_dry_run_shows_the_outline_and_writes_nothing(db, seed_file):
    with_nothing = [model.objects.count() for model in (Article, Source, Photo, Version)]
    lines, error = run(seed_file, "--dry-run")
    assert lines[-2:] == ["0 unplaced lines", "1 read, 0 rejected"]
    assert any(line.split()[:2] == ["3", "headline"] for line in lines)
    assert error is None
    assert with_nothing == [0, 0, 0, 0]
    assert [model.objects.count() for model in (Article, Source, Photo, Version)] == with_nothing


def test_a_dry_run_in_json_needs_no_database_at_all(seed_file, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = subprocess.run(
        [sys.executable, "manage.py", "import_seeds", "--dry-run", "--json", str(tmp_path)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/none", "DEBUG": "true"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    empty, ferry = map(json.loads, result.stdout.splitlines())
    assert result.returncode == 1
    assert (empty["source"], empty["outcome"], empty["story"]) == ("empty.txt", "rejected", None)
    assert (ferry["source"], ferry["outcome"], ferry["unplaced"]) == ("ferry.txt", "read", [])
    assert Story.from_json(ferry["story"]) == seed.read(STORY.encode()).story


def test_a_database_without_tables_is_one_clear_line(seed_file, tmp_path):
    result = subprocess.run(
        [sys.executable, "manage.py", "import_seeds", str(seed_file)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 1
    assert "manage.py migrate" in result.stderr
    assert "Traceback" not in result.stderr


def test_json_names_the_outcome_of_each_file(db, seed_file):
    lines, _ = run(seed_file, "--json")
    assert [json.loads(line)["outcome"] for line in lines] == ["created"]


def test_standard_input_is_read(db, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    lines, _ = run("-")
    assert lines[0].startswith("created   standard input")


def test_no_progress_bar_in_a_pipe(db, seed_file, capfd):
    run(seed_file)
    assert "story" not in capfd.readouterr().err


def test_without_a_path_the_folder_of_the_settings_is_read(db, seed_file, settings):
    settings.SEEDS_DIR = seed_file.parent
    lines, _ = run()
    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 0 rejected"


def test_an_empty_folder_says_what_was_looked_for(db, tmp_path):
    _, error = run(tmp_path)
    assert "*.txt" in error


def test_pictures_beside_a_seed_are_attached_in_their_order(
    db, tmp_path, django_capture_on_commit_callbacks
):
    stem = "the-night-gate-three-stayed-open"
    files = sorted(SAMPLES.glob(f"{stem}*"))
    for file in files:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with django_capture_on_commit_callbacks() as left_to_worker:
        run(tmp_path)
    assert left_to_worker == []
    story = Article.objects.get().story()
    photos = [Photo.objects.get(pk=photo.ref) for photo in story.photos]
    names = [f"{stem}.jpg", *(f"{stem}-{number}.jpg" for number in range(2, len(photos) + 1))]
    for photo, name in zip(photos, names, strict=True):
        assert Path(photo.file.path).read_bytes() == (tmp_path / name).read_bytes()
        assert photo.renditions.count() >= 6
        assert photo.creator


def test_a_broken_picture_is_reported_and_the_story_still_kept(db, seed_file):
    photo = "A ferry on the rocks.\nThe ferry on Monday. (Ann Lee/Wire)\n\n"
    seed_file.write_text(STORY.replace("It was", f"{photo}It was"))
    seed_file.with_suffix(".jpg").write_bytes(b"no picture")
    seed_file.with_name("ferry-7.jpg").write_bytes(b"no picture")
    lines, error = run(seed_file)
    assert error is None
    assert "no picture we can read" in lines[0]
    assert "no photo 7" in lines[0]
    assert Photo.objects.get().file.name == ""


def test_a_failed_import_of_one_file_does_not_undo_another(db, seed_file, tmp_path):
    (tmp_path / "z.txt").write_text(STORY + LONG_TAG)
    run(tmp_path)
    assert Path(seed_file).name == Source.objects.get().name


def test_a_progress_bar_on_a_terminal(seed_file):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    command = [sys.executable, "manage.py", "import_seeds", "--dry-run", str(seed_file)]
    subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=120,
        check=True,
    )
    os.close(theirs)
    assert b"0/1" in os.read(ours, 10_000)
    os.close(ours)
