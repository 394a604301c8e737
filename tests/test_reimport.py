"""Importing again: what editors wrote stays, what they left alone follows the source."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.importing.keep import Wishes, keep_seed
from articles.importing.likeness import find_like, fingerprint, share_in_common
from articles.importing.reading import Doubt as Question
from articles.importing.seeds import SeedFile, read_stories
from articles.importing.settle import differences, settle_doubts, settle_parts
from articles.models import Article, Caption, Doubt, Edition, Photo, Source, Version, Video
from articles.publishing import keep_version, open_doubts, publish, withdraw
from articles.story import Paragraph, Story
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from tests.desk import picture
from tests.factories import make_article

TEXT = """\
City

Ferry runs aground off Saltmere with 41 people on board

By Mara Ellison

Nobody was hurt when the ferry ran aground on Monday, the port said. All were brought ashore \
by lifeboat before noon. “We were lucky,” the harbour master said.

It was pulled free at high tide, two hours later.

The crossing opens again on Wednesday morning, the port said.

Divers found no damage below the water line, the harbour master said.
"""
UNPLACED = "\n4711\n"


@pytest.fixture
def ferry(tmp_path, db):
    """A live story, imported from a file."""
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT)
    assert run(path).kind == "created"
    return path


def read(path):
    (found,) = read_stories(SeedFile(path.name, path))
    return found


def run(path, **wishes):
    return keep_seed(read(path), Wishes(**wishes))


def change(path, old, new):
    path.write_text(path.read_text().replace(old, new))


def edit(article, **fields):
    """Save changes as the desk does; `blocks` maps the number of a block to its new text."""
    story = article.story()
    blocks = [
        Paragraph(fields.get("blocks", {}).get(number, getattr(block, "html", "")))
        for number, block in enumerate(story.blocks, start=1)
    ]
    fields["blocks"] = tuple(blocks)
    with transaction.atomic():
        Article.load(replace(story, **fields), into=article)
        keep_version(article, by=None)
    return fresh()


def fresh():
    return Article.objects.latest("pk")


def test_fields_nobody_touched_follow_and_those_an_editor_touched_stay(ferry):
    edit(fresh(), headline="Ferry aground: all safe", deck="Port opens an inquiry")
    change(ferry, "two hours", "three hours")
    outcome = run(ferry)
    story = fresh().story()
    assert story.headline == "Ferry aground: all safe"
    assert story.blocks[1].html.endswith("three hours later.")
    assert (outcome.kept, outcome.conflicts) == (("headline", "deck"), ())
    assert "kept as an editor has it: headline, deck" in outcome.notes


def test_where_both_moved_the_new_text_waits_as_a_version(ferry):
    edit(fresh(), headline="Ferry aground: all safe")
    change(ferry, "41", "42")
    outcome = run(ferry)
    assert outcome.conflicts == ("headline",)
    assert fresh().headline == "Ferry aground: all safe"
    waiting = Version.objects.first()
    assert (waiting.kind, waiting.story().headline[-18:]) == ("import", "42 people on board")
    assert Source.objects.to_review().count() == 1


def test_the_same_new_file_again_is_unchanged(ferry):
    edit(fresh(), headline="Ferry aground: all safe")
    change(ferry, "41", "42")
    run(ferry)
    before = [Article.objects.values_list().get(), Source.objects.count(), Version.objects.count()]
    assert run(ferry).kind == "unchanged"
    after = [Article.objects.values_list().get(), Source.objects.count(), Version.objects.count()]
    assert after == before


def test_a_third_file_is_merged_with_what_an_editor_did_after_the_second(ferry):
    change(ferry, "two hours", "three hours")
    run(ferry)
    edit(fresh(), blocks={1: "Nobody was hurt when the ferry ran aground on Monday at noon."})
    change(ferry, "Wednesday", "Thursday")
    outcome = run(ferry)
    first, second, third, _fourth = (block.html for block in fresh().story().blocks)
    assert first.endswith("at noon.")
    assert "three hours" in second
    assert "Thursday" in third
    assert (outcome.kept, outcome.conflicts) == (("block 1",), ())


def test_a_conflict_nobody_settled_waits_on_through_the_next_file(ferry):
    edit(fresh(), headline="Ferry aground: all safe")
    change(ferry, "41", "42")
    run(ferry)
    change(ferry, "two hours", "three hours")
    outcome = run(ferry)
    assert outcome.conflicts == ("headline",)
    assert Source.objects.to_review().count() == 1
    assert "three hours" in fresh().story().blocks[1].html


def test_a_section_in_another_case_is_no_change_by_an_editor(db, tmp_path):
    make_article(section="City")
    path = tmp_path / "a.txt"
    path.write_text(TEXT.replace("City", "CITY"))
    run(path)
    edit(fresh(), deck="Port opens an inquiry")
    change(path, "two hours", "three hours")
    assert run(path).kept == ("deck",)
    change(path, "three hours", "four hours")
    outcome = run(path)
    assert (outcome.kept, outcome.conflicts) == (("deck",), ())


def test_overwriting_lets_the_source_win_and_keeps_the_editors_text(ferry):
    edit(fresh(), headline="Ferry aground: all safe")
    outcome = run(ferry, overwrite=True)
    assert outcome.kind == "updated"
    assert fresh().headline.endswith("41 people on board")
    texts = [version.story().headline for version in Version.objects.all()[:2]]
    assert texts[1] == "Ferry aground: all safe"
    assert run(ferry, overwrite=True).kind == "unchanged"


@pytest.mark.parametrize(
    ("touched", "wished", "seen"),
    [(False, True, "42"), (False, False, "41"), (True, True, "41")],
)
def test_updates_go_live_only_if_wished_and_nobody_touched_the_story(ferry, touched, wished, seen):
    if touched:
        edit(fresh(), deck="Port opens an inquiry")
    change(ferry, "41", "42")
    outcome = run(ferry, publish_updates=wished)
    edition = Edition.objects.live().get()
    assert seen in edition.headline
    assert bool(outcome.edition) is (seen == "42")
    assert Article.objects.get().headline.endswith("42 people on board")


def test_an_update_of_a_withdrawn_or_held_story_does_not_bring_it_back(ferry):
    withdraw(fresh(), by=None, notice="Wrong.", reason="Wrong")
    change(ferry, "41", "42")
    assert run(ferry, publish_updates=True).edition is None
    assert not Edition.objects.live().exists()


def test_an_update_waits_behind_an_edition_that_is_scheduled(ferry):
    publish(fresh(), by=None, at=timezone.now() + timedelta(hours=1), despite="a test")
    change(ferry, "41", "42")
    outcome = run(ferry, publish_updates=True)
    assert outcome.edition is None
    assert "An edition waits" in outcome.notes[-1]


def test_a_photo_put_by_outside_the_text_survives_an_import(ferry):
    photo = Photo.objects.create(caption="The bow.")
    Caption.objects.create(article=fresh(), key="tray", photo=photo, caption="Put by for later.")
    change(ferry, "two hours", "three hours")
    run(ferry)
    assert Caption.objects.get(key="tray").caption == "Put by for later."


# Which story a file is.


WATCH = """
WATCH l How the ferry got off:

Tugs pull at high tide

Duration 1:05

The captain explains.
"""


@pytest.fixture
def film(ferry):
    """The ferry's story with a video, its article and row."""
    ferry.write_text(TEXT + WATCH)
    run(ferry)
    return fresh(), Video.objects.get()


def test_title_of_a_video_follows_the_source_and_the_row_stays(ferry, film):
    _article, row = film
    change(ferry, "Tugs pull at high tide", "Three tugs pull at high tide")
    assert run(ferry).kind == "updated"
    assert [video.title for video in fresh().story().videos] == ["Three tugs pull at high tide"]
    assert Video.objects.get() == row
    assert run(ferry).kind == "unchanged"


@pytest.mark.usefixtures("film")
def test_title_of_the_source_is_taken_over_that_of_an_editor(ferry):
    Video.objects.update(title="Tugs at work")
    change(ferry, "Tugs pull at high tide", "Three tugs pull at high tide")
    run(ferry)
    source = Source.objects.first()
    (conflict,) = differences(source, fresh()).conflicts
    settle_parts(source, take=[conflict.name], by=None, revision=fresh().revision)
    assert [video.title for video in fresh().story().videos] == ["Three tugs pull at high tide"]
    assert not differences(Source.objects.first(), fresh()).conflicts


def test_video_that_another_story_shows_keeps_its_title_there(ferry, film):
    article, row = film
    other = make_article(blocks=(VideoBlock(title=row.title, ref=row.pk),))
    change(ferry, "Tugs pull at high tide", "Three tugs pull at high tide")
    run(ferry)
    (mine,) = Article.objects.get(pk=article.pk).story().videos
    (theirs,) = Article.objects.get(pk=other.pk).story().videos
    assert (mine.title, theirs.title) == ("Three tugs pull at high tide", "Tugs pull at high tide")
    assert (mine.ref != row.pk, theirs.ref) == (True, row.pk)


def with_id(path, external_id, text=TEXT):
    path.write_text(text)
    found = read(path)
    story = replace(found.reading.story, external_id=external_id)
    return replace(found, reading=replace(found.reading, story=story))


def test_the_same_external_id_updates_the_story_from_wherever_it_comes(db, tmp_path):
    first = keep_seed(with_id(tmp_path / "a.txt", "urn:x:1"))
    second = keep_seed(with_id(tmp_path / "b.txt", "urn:x:1", TEXT.replace("41", "42")))
    assert (second.kind, second.article) == ("updated", first.article)
    assert "urn:x:1 came before as a.txt" in second.notes


def test_a_file_that_holds_another_external_id_is_another_story(db, tmp_path):
    first = keep_seed(with_id(tmp_path / "a.txt", "urn:x:1"))
    other = TEXT.replace("Ferry", "Tanker").replace("tide", "water")
    second = keep_seed(with_id(tmp_path / "a.txt", "urn:x:2", other))
    assert second.kind == "created"
    assert second.article != first.article


def test_the_same_bytes_elsewhere_are_told_as_a_duplicate(ferry):
    copy = ferry.with_name("copy.txt")
    copy.write_text(TEXT)
    outcome = run(copy)
    assert (outcome.kind, outcome.article) == ("duplicate", fresh())
    assert (Article.objects.count(), Source.objects.count()) == (1, 1)


def test_two_stories_of_one_file_without_bytes_of_their_own_are_two(db, tmp_path):
    path = tmp_path / "many.txt"
    first, second = with_id(path, ""), with_id(path, "")
    first.reading, second.reading = (
        replace(one.reading, part=part, story=replace(one.reading.story, headline=f"Story {part}"))
        for one, part in ((first, "1"), (second, "2"))
    )
    assert [keep_seed(first).kind, keep_seed(second).kind] == ["created", "created"]
    assert keep_seed(first).kind == "unchanged"


def test_a_file_put_back_to_what_it_was_is_an_update(ferry):
    change(ferry, "41", "42")
    run(ferry)
    change(ferry, "42", "41")
    assert run(ferry).kind == "updated"
    assert "41" in fresh().headline


def test_much_the_same_text_is_a_draft_with_a_pointer_never_a_merge(ferry):
    article = fresh()
    like = ferry.with_name("like.txt")
    like.write_text(TEXT.replace("two hours", "three hours").replace("FERRY", "Ferry"))
    outcome = run(like)
    assert (outcome.kind, outcome.perhaps_same_as, outcome.edition) == ("created", article, None)
    assert Source.objects.to_review().get().perhaps_same_as == article
    assert "perhaps the same as “Ferry runs aground" in outcome.notes[-1]


def test_wire_copy_below_a_headline_of_its_own_is_found(ferry):
    article = fresh()
    copy = ferry.with_name("copy.txt")
    copy.write_text(
        TEXT.replace("Ferry runs", "Dozens saved as ship runs").replace("no dam", "dam")
    )
    assert run(copy).perhaps_same_as == article


def test_another_text_below_the_same_headline_is_another_story(ferry):
    other = ferry.with_name("other.txt")
    other.write_text(TEXT.partition("Ellison")[0] + "Ellison\n\nOther words.\n\nAll new.")
    assert run(other).perhaps_same_as is None


def test_reports_written_to_one_pattern_are_not_alike():
    weather = (
        "Expect {sky} over {place} until noon, the weather office at {place} said. Winds from the "
        "{wind} reach {n} kilometres an hour at {place}, and the tide at {place} turns at {n}."
    )
    days = [
        {"sky": "rain", "place": "Saltmere", "wind": "north", "n": 41},
        {"sky": "clear sky", "place": "Orran Point", "wind": "south-west", "n": 17},
    ]
    one, other = (
        Story(headline="Weather", blocks=(Paragraph(weather.format(**day)),)) for day in days
    )
    assert share_in_common(one, other) < 0.2


def test_a_common_fingerprint_alone_makes_no_likeness(ferry):
    first = fresh().story()
    other = replace(first, blocks=(Paragraph("Nobody was hurt when the tram stopped."),))
    assert find_like(first, fingerprint(first)) == fresh()
    assert find_like(other, fingerprint(first)) is None


# Doubts.


def test_a_line_without_a_place_is_a_doubt_and_the_story_stays_a_draft(db, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT + UNPLACED)
    outcome = run(path)
    assert outcome.edition is None
    doubt = Doubt.objects.get()
    assert (doubt.line, doubt.text, doubt.read_as) == (15, "4711", "unplaced")
    assert [one.message for one in open_doubts(outcome.article)] == [
        "1 unresolved import doubt: say what that line is."
    ]


def test_what_the_reading_doubts_is_kept_with_what_else_it_could_be(db, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    found = read(path)
    question = Question(7, "Nobody was hurt.", "paragraph", ("summary", "deck"), 0.6)
    outcome = keep_seed(replace(found, reading=replace(found.reading, doubts=(question,))))
    assert outcome.notes == ("draft: in doubt about lines: 7",)
    doubt = Doubt.objects.get()
    assert (doubt.others, doubt.sureness) == (["summary", "deck"], 0.6)


def test_an_answer_holds_for_the_next_file_where_the_line_reads_the_same(db, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT + UNPLACED)
    run(path)
    settle_doubts(Source.objects.get(), {15: "paragraph"}, by=None)
    assert fresh().story().blocks[-1] == Paragraph("4711")
    change(path, "two hours later.", "three hours later.\n\nThe port is open.")
    outcome = run(path)
    assert outcome.doubts == ()
    assert fresh().story().blocks[-1] == Paragraph("4711")
    assert not Source.objects.to_review().exists()


def test_a_newer_file_makes_older_doubts_pointless(db, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT + UNPLACED)
    run(path)
    path.write_text(TEXT)
    assert run(path).edition
    assert not Doubt.objects.open().exists()


# Pictures.


def with_pictures(path, pictures):
    path.write_text(TEXT)
    photos = (PhotoBlock("The ferry.", "A ferry."), PhotoBlock("The port.", "A port."))
    found = read(path)
    story = replace(found.reading.story, blocks=(*found.reading.story.blocks, *photos))
    return replace(found, reading=replace(found.reading, story=story, pictures=pictures))


def test_pictures_named_by_the_source_are_attached(db, tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "b.jpg").write_bytes(picture("teal").read())
    outcome = keep_seed(with_pictures(tmp_path / "a.txt", {2: "pictures/b.jpg"}))
    first, second = outcome.article.story().photos
    assert not Photo.objects.get(pk=first.ref).file
    assert Photo.objects.get(pk=second.ref).renditions.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.jpg", "no such file"),
        ("../outside.jpg", "outside the folder"),
        ("link.jpg", "outside the folder"),
        ("links/outside.jpg", "outside the folder"),
        ("/etc/hostname", "outside the folder"),
        ("a\0b.jpg", "no name of a file"),
        ("x" * 5000, "no name of a file"),
        ("pictures", "no such file"),
    ],
)
def test_a_picture_from_elsewhere_is_not_taken(db, tmp_path, name, said):
    (tmp_path / "outside.jpg").write_bytes(picture("red").read())
    folder = tmp_path / "in"
    (folder / "pictures").mkdir(parents=True)
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    (folder / "links").symlink_to(tmp_path)
    outcome = keep_seed(with_pictures(folder / "a.txt", {1: name}))
    assert said in outcome.notes[0]
    assert not Photo.objects.exclude(file="").exists()


# What it costs.


def test_a_story_costs_the_same_whatever_is_here_already(db, tmp_path):
    def cost(number):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT.replace("Ferry runs", f"Ferry {number} runs"))
        with CaptureQueriesContext(connection) as queries:
            assert run(path).kind == "created"
        return len(queries)

    cost(0)
    costs = {cost(number) for number in range(1, 51)}
    assert len(costs) == 1
    assert costs.pop() <= 50


def test_a_file_that_did_not_change_costs_one_query(ferry, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert run(ferry).kind == "unchanged"


LOOKED_INTO = ("source", "fingerprint", "doubt", "oldaddress")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite")
def test_no_look_for_a_story_scans_the_others(ferry, tmp_path):
    ferry.with_name("copy.txt").write_text(TEXT)
    like = with_id(tmp_path / "like.txt", "https://x.example/1", TEXT.replace("two", "three"))
    with CaptureQueriesContext(connection) as queries:
        run(ferry)
        run(ferry.with_name("copy.txt"))
        keep_seed(like)
    looks = [
        query["sql"]
        for query in queries
        for name in LOOKED_INTO
        if query["sql"].startswith("SELECT") and f'FROM "articles_{name}"' in query["sql"]
    ]
    assert len(looks) >= 6
    for sql in looks:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "SCAN" not in plan, (sql, plan)
