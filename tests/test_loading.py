"""A story is written into rows in a few queries, and people are found by name however it is set."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from articles.models import Article, Byline, Contributor
from articles.story import (
    Correction,
    Credit,
    Paragraph,
    Party,
    PartyKind,
    Photo,
    Related,
    Role,
    Story,
    Video,
)
from tests.desk import desk, opened, save
from tests.factories import make_article, make_edition

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db


def full_story(times):
    """Return a story with `times` as many rows of each kind as a usual one."""
    return Story(
        headline="Ferry runs aground off Saltmere",
        section="City",
        credits=tuple(Credit(Party(f"Mara Ellison {n}")) for n in range(3 * times)),
        tags=tuple(f"harbour {n}" for n in range(3 * times)),
        lead_photo=Photo("At noon.", "A pier.", "Jo Dray"),
        corrections=(Correction("The ferry is 96 metres long."),) * times,
        related=(Related("Fog stays until Friday"),) * times,
        blocks=(
            *[Paragraph("The ferry ran aground.")] * 30,
            *[Photo("At noon.", "A pier.", "Jo Dray")] * 2 * times,
            *[Video("The lamp", age="10 days ago")] * 2 * times,
        ),
    )


def queries_of(story, into=None):
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        transaction.atomic(),
    ):
        article = Article.load(story, into=into)
    assert article.story() == story
    return article, len([q for q in queries if "SAVEPOINT" not in q["sql"]])


def test_a_story_is_written_in_few_queries_however_many_rows_it_has():
    make_article(tags=("warm",))  # the type of its content is asked once in the life of a process
    counts = {}
    for times in (1, 5):
        Contributor.objects.filter(bylines=None).delete()
        article, counts["new", times] = queries_of(full_story(times))
        _again, counts["known names", times] = queries_of(full_story(times))
        _same, counts["over another", times] = queries_of(full_story(times), into=article)
    assert {name: count for (name, times), count in counts.items() if times == 1} == {
        "new": 16, "known names": 12, "over another": 18,
    }  # fmt: skip
    assert all(counts[name, 5] <= counts[name, 1] for name, _times in counts)


# Names.


@pytest.mark.parametrize(
    "other", ["MARA ELLISON", "mara ellison", "Mara  Ellison", "Mara\xa0Ellison"]
)
def test_a_name_set_otherwise_is_the_same_contributor(other):
    story = Story(headline="A", credits=(Credit(Party("Mara Ellison")), Credit(Party(other))))
    assert make_article(story).story() == story
    assert Contributor.objects.get().name == "Mara Ellison"
    assert Contributor.objects.named(other, PartyKind.PERSON) == Contributor.objects.get()


def test_case_is_that_of_all_scripts():
    make_article(credits=(Credit(Party("ÉLODIE STRAẞER")), Credit(Party("Élodie Strasser"))))
    make_article(credits=(Credit(Party("E\u0301lodie Strasser")),))
    assert Contributor.objects.count() == 1


@pytest.mark.parametrize(
    "other", [Party("Mára Ellison"), Party("Mara Ellison", PartyKind.ORGANISATION)]
)
def test_an_accent_or_another_kind_makes_another_contributor(other):
    make_article(credits=(Credit(Party("Mara Ellison")), Credit(other)))
    assert Contributor.objects.count() == 2


def test_the_page_prints_the_name_as_the_source_did(client):
    make_article(credits=(Credit(Party("Mara Ellison")),))
    edition = make_edition(credits=(Credit(Party("MARA ELLISON")),))
    html = client.get(edition.get_absolute_url()).content.decode()
    assert '<a href="/by/mara-ellison/"><bdi>MARA ELLISON</bdi></a>' in html


def test_a_name_whose_case_is_mended_is_mended_on_every_page(client):
    edition = make_edition(credits=(Credit(Party("Mara ELlison")),))
    person = Contributor.objects.get()
    person.name = "Mara Ellison"
    person.save()
    html = client.get(edition.get_absolute_url()).content.decode()
    assert '<a href="/by/mara-ellison/"><bdi>Mara Ellison</bdi></a>' in html
    assert Contributor.objects.named("mara ellison", PartyKind.PERSON) == person


def test_a_printed_line_and_a_spelling_come_back_apart():
    make_article(credits=(Credit(Party("Mara Ellison")),))
    credits = (
        Credit(Party("MARA ELLISON"), printed="MARA ELLISON in Saltmere"),
        Credit(Party("MARA ELLISON"), printed="MARA ELLISON"),
        Credit(Party("Mara Ellison"), printed="MARA ELLISON"),
        Credit(Party("MARA ELLISON")),
    )
    article = make_article(credits=credits)
    assert article.story().credits == credits
    assert [credit.printed for credit in article.printed_story().credits] == [
        "MARA ELLISON in Saltmere", "MARA ELLISON", "MARA ELLISON", "MARA ELLISON",
    ]  # fmt: skip


def test_the_desk_sees_a_spelling_and_can_drop_it(desk):
    make_article(credits=(Credit(Party("Mara Ellison")),))
    article = make_article(credits=(Credit(Party("MARA ELLISON")),))
    data = opened(desk, article)
    assert data["bylines-0-printed"] == "MARA ELLISON"
    assert save(desk, article, data | {"bylines-0-role": "editor"}).story().credits == (
        Credit(Party("MARA ELLISON"), Role.EDITOR),
    )
    dropped = save(desk, article, opened(desk, article) | {"bylines-0-printed": ""})
    assert dropped.story().credits == (Credit(Party("Mara Ellison"), Role.EDITOR),)


def test_a_credit_given_to_somebody_else_loses_the_spelling():
    make_article(credits=(Credit(Party("Mara Ellison")), Credit(Party("Jon Abara"))))
    article = make_article(credits=(Credit(Party("MARA ELLISON")),))
    Byline.objects.filter(article=article).update(
        contributor=Contributor.objects.get(slug="jon-abara")
    )
    assert article.story().credits == (Credit(Party("Jon Abara")),)


def test_names_that_spell_alike_get_addresses_of_their_own():
    names = [f"O{mark}Dea" for mark in "’'´`‘′ʼ"] + ["مها الشامي", "نور الدين"] * 2
    make_article(credits=tuple(Credit(Party(name)) for name in names))
    for number in range(30):
        make_article(credits=(Credit(Party(chr(0x4E00 + number))),))
    slugs = set(Contributor.objects.values_list("slug", flat=True))
    assert len(slugs) == Contributor.objects.count() == 39
    assert "contributor-32" in slugs


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"credits": (Credit(Party("x" * 301)),)}, "at most 300"),
        ({"tags": ("x" * 101,)}, "at most 100"),
        ({"related": (Related("x" * 1001),)}, "at most 1000"),
        ({"lead_photo": Photo(creator="x" * 501)}, "at most 500"),
        ({"printed_date": "x" * 501}, "at most 500"),
        ({"section": "x" * 101}, "at most 100"),
        ({"language": "x" * 36}, "at most 35"),
    ],
)
def test_what_does_not_fit_its_column_is_refused_in_words(fields, answer):
    with pytest.raises(ValidationError, match=answer):
        make_article(**fields)
    assert not Article.objects.exists()


def test_thousands_of_names_and_tags_are_no_matter():
    count = 3000
    article = make_article(
        credits=tuple(Credit(Party(f"Ann {n}")) for n in range(count)),
        tags=tuple(f"tag {n}" for n in range(count)),
    )
    assert len(article.story().credits) == len(article.story().tags) == count


# Tags.


def test_tags_keep_their_order_their_case_and_their_own_slugs():
    make_article(tags=("ferries",))
    given = ("harbour", "Ferries", "!!!", "ferries", "???", "Harbour", "città")
    article = make_article(tags=(*given, "harbour"))
    assert article.tag_names() == given
    slugs = Tag.objects.values_list("slug", flat=True)
    assert len(slugs) == len(set(slugs)) == 7
