"""`manage.py export_story`: what goes out comes back the same."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from articles.exporting import reads_back, to_ninjs, to_seed
from articles.importing.formats import ninjs, seed
from articles.importing.formats import story as own
from articles.models import Article
from articles.story import Correction, CorrectionKind, Credit, Party, Photo, Related, Video
from tests.factories import make_article, make_edition, make_story
from tests.test_story import LINE, MAYBE, MOMENTS, STORIES

SAMPLES = sorted((settings.BASE_DIR / "articles" / "samples").glob("*.txt"))
PAGES = sorted((settings.BASE_DIR / "tests" / "pages").glob("*.txt"))


def run(*args):
    """Return (text printed, warnings)."""
    out, err = io.StringIO(), io.StringIO()
    call_command("export_story", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def read(module, text):
    (reading,) = module.read_all(text.encode())
    return reading.story


RELATED = st.builds(
    Related, LINE, MAYBE, st.sampled_from(["", "/city/gates-3/", "https://example.com/a?b=1&c"])
)
WHOLE = st.builds(
    lambda story, related, printed, captured: replace(
        story,
        related=tuple(related),
        printed_date=printed,
        blocks=(*story.blocks, Video("Gates", age="2 days ago", captured_at=captured)),
    ),
    STORIES, st.lists(RELATED, max_size=2), MAYBE, MOMENTS,
)  # fmt: skip


@given(WHOLE)
@rules(deadline=None)
def test_every_story_survives_ninjs(story):
    text = json.dumps(to_ninjs(story, "https://example.com/city/gates-3/"))
    assert read(ninjs, text) == story
    assert read(ninjs, json.dumps(to_ninjs(story))) == story


@given(WHOLE)
@rules(deadline=None)
def test_every_story_survives_our_own_json(story):
    assert read(own, json.dumps(story.to_json())) == story


def test_ninjs_keeps_line_ends_and_odd_hours():
    local = datetime(1890, 1, 1, tzinfo=timezone(timedelta(hours=1, seconds=-28)))
    story = make_story(
        deck="One line\nand one more", published_at=local,
        blocks=(Video("Gates", description="Ann explains.\nThen they sing."),),
        corrections=(Correction("Nine.\nNot ninety.", CorrectionKind.UPDATE, local),),
    )  # fmt: skip
    assert read(ninjs, json.dumps(to_ninjs(story))) == story


def test_ninjs_has_the_names_of_the_standard():
    story = make_story(
        deck="All safe",
        credits=(Credit(Party("Mara Ellison"), printed="BY MARA ELLISON"),),
        lead_photo=Photo("The quay.", creator="Ines Calloway", supplier="Meridian Wire"),
        tags=("ferries",),
        published_at=datetime(2026, 11, 3, 8, tzinfo=UTC),
        external_id="wire-7",
    )
    item = to_ninjs(story, "https://example.com/city/gates-3/")
    assert item["uri"] == "https://example.com/city/gates-3/"
    assert item["standard"]["name"] == "ninjs"
    assert item["type"] == "composite"
    assert item["headlines"][1] == {"role": "deck", "value": "All safe"}
    assert item["by"] == "BY MARA ELLISON"
    assert item["people"] == [{"name": "Mara Ellison", "rel": "author", "literal": "credit-1"}]
    assert item["subjects"] == [
        {"name": "City", "rel": "section"}, {"name": "ferries", "rel": "tag"},
    ]  # fmt: skip
    assert item["firstCreated"] == "2026-11-03T08:00:00+00:00"
    assert item["bodies"][0]["contentType"] == "text/html"
    assert item["altIds"] == [{"role": "external_id", "value": "wire-7"}]
    assert item["associations"] == [
        {
            "name": "lead",
            "rel": "lead",
            "type": "picture",
            "uri": "https://example.com/city/gates-3/#lead",
            "descriptions": [
                {"role": "caption", "value": "The quay."},
                {"role": "creditline", "value": "Ines Calloway/Meridian Wire"},
            ],
            "by": "Ines Calloway",
            "infoSources": [{"name": "Meridian Wire", "role": "supplier"}],
        }
    ]


def test_an_item_without_address_is_named_by_its_content():
    first, same, other = (to_ninjs(make_story(headline=h))["uri"] for h in ("A", "A", "B"))
    assert first.startswith("urn:uuid:")
    assert first == same != other


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_survives_seed_text(path):
    story = seed.read(path.read_bytes()).story
    assert seed.read(to_seed(story).encode()).story == story


def test_most_pages_survive_seed_text_and_the_others_are_told():
    stories = [seed.read(path.read_bytes()).story for path in PAGES]
    same = [story for story in stories if reads_back(to_seed(story), story)]
    assert len(same) >= len(stories) * 0.65


def test_the_command_prints_what_the_formats_read_back(db):
    story = make_story(deck="All safe", external_id="wire-7", source_url="https://example.com/7")
    article = make_article(story)
    for form, module in (("ninjs", ninjs), ("json", own)):
        text, warnings = run(article.pk, "--format", form)
        assert read(module, text) == article.story()
        assert warnings == ""
    text, warnings = run(article.pk, "--format", "seed")
    assert read(seed, text).headline == story.headline
    assert "wire-7" not in text


def test_what_plain_text_cannot_say_is_told(db):
    article = make_article(make_story(lead_photo=Photo("A quay", decorative=True)))
    assert "--format ninjs keeps everything" in run(article.pk, "--format", "seed")[1]


def test_a_live_story_goes_out_under_its_address(db):
    edition = make_edition()
    article = edition.article
    article.headline = "Not yet public"
    article.save()
    address = settings.SITE_URL + edition.get_absolute_url()
    working, _ = run(article.pk)
    live, _ = run(article.pk, "--edition", "live")
    assert [json.loads(text)["uri"] for text in (working, live)] == [address, address]
    assert read(ninjs, working).headline == "Not yet public"
    assert read(ninjs, live) == edition.story()


def test_an_export_is_imported_as_the_same_story(db, tmp_path):
    article = make_article(make_story(tags=("ferries",), credits=(Credit(Party("Ann Lee")),)))
    path = tmp_path / "export.json"
    path.write_text(run(article.pk)[0], encoding="utf-8")
    call_command("import_seeds", str(path), "--draft", stdout=io.StringIO())
    assert Article.objects.exclude(pk=article.pk).get().story() == article.story()


@pytest.mark.parametrize("form", ["ninjs", "json"])
@pytest.mark.parametrize("is_live", [True, False])
def test_a_draft_comes_back_as_a_draft(db, tmp_path, form, is_live):
    story = make_story(section="World")
    article = make_edition(story).article if is_live else make_article(story)
    path = tmp_path / "export.json"
    path.write_text(run(article.pk, "--format", form)[0].replace(story.headline, "From elsewhere"))
    call_command("import_seeds", str(path), stdout=io.StringIO())
    assert Article.objects.get(headline="From elsewhere").editions.live().exists() is is_live


def test_plain_text_of_a_draft_comes_with_a_word_of_warning(db):
    assert "import it with --draft" in run(make_article().pk, "--format", "seed")[1]
    assert "--draft" not in run(make_edition().article_id, "--format", "seed")[1]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((404,), "There is no story 404"),
        (("ferry",), "invalid int"),
        ((1, "--format", "pdf"), "invalid choice"),
    ],
)
def test_a_wrong_call_gets_a_clear_answer(db, args, message):
    with pytest.raises(CommandError, match=message):
        run(*args)


def test_a_story_that_is_not_live_has_no_live_edition(db):
    article = make_article()
    with pytest.raises(CommandError, match="is not live"):
        run(article.pk, "--edition", "live")
