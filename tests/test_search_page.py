"""The search page, as readers and their browsers meet it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings
from lxml import html

from articles.models import Section
from articles.publishing import withdraw
from articles.searching import LAST_PAGE, LONGEST_QUERY, PAGE_SIZE
from articles.story import Paragraph, Photo
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

SPRING = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(db):
    pass


def say(text, headline="Notices", **fields):
    return make_edition(headline=headline, blocks=(Paragraph(text),), **fields)


def asked(client, query="", **wishes):
    """Return (response, its page as a tree)."""
    response = client.get("/search/", {"q": query, **wishes})
    assert response.status_code == 200
    return response, html.document_fromstring(response.content.decode())


def headlines(tree):
    return [link.text_content() for link in links(tree, "headline")]


def links(tree, name):
    """Return the links inside the elements of a class."""
    return [link for element in tree.find_class(name) for link in element.iter("a")]


def field(tree, name):
    (control,) = tree.xpath(f"//*[@name='{name}']")
    return control


def value(tree, name):
    return field(tree, name).get("value")


def problem(tree, name):
    """Return what stands beside a field that is marked as wrong, or nothing."""
    control = field(tree, name)
    if control.get("aria-invalid") != "true":
        return ""
    return tree.get_element_by_id(control.get("aria-describedby")).text_content()


def said(tree):
    (results,) = tree.find_class("search-results")
    return " ".join(results.text_content().split())


def test_the_page_shows_what_was_found_with_the_words_marked(client):
    edition = say("The ferry <strong>ran</strong> aground.", summary="", language="en-GB")
    _response, tree = asked(client, "ferries")
    (link,) = links(tree, "headline")
    assert (link.text, link.get("href")) == ("Notices", edition.get_absolute_url())
    (excerpt,) = tree.find_class("card-text")
    assert html.tostring(excerpt, encoding="unicode").strip() == (
        '<p class="card-text" lang="en-GB" dir="ltr">The <mark>ferry</mark> ran aground.</p>'
    )
    assert said(tree).startswith("1 story ")
    assert value(tree, "q") == "ferries"


def test_nothing_a_reader_or_writer_typed_becomes_markup(client):
    say("The &lt;b&gt; tug &lt;script&gt;alert(1)&lt;/script&gt; ferry")
    for query in ('"><script>alert(1)</script>', "ferry <b>", "zzzz<b>zzzz"):
        response, tree = asked(client, query)
        assert "<script" not in response.content.decode().replace("application/ld+json", "")
        assert not tree.xpath("//main//b")
        assert value(tree, "q") == query


def test_without_words_the_newest_stories_stand_below_the_form(client):
    say("The ferry landed.")
    response = client.get("/search/")
    tree = html.document_fromstring(response.content.decode())
    assert headlines(tree) == ["Notices"]
    assert said(tree).startswith("Newest stories")


def test_before_the_first_story_the_page_says_so(client):
    _response, tree = asked(client, "ferry")
    assert "Nothing has been published yet." in said(tree)


def test_where_nothing_was_found_the_page_still_leads_on(client):
    say("Two harbours froze.")
    _response, tree = asked(client, "harbuors")
    assert said(tree).startswith("Nothing found Did you mean harbours? In no story: harbuors")
    assert links(tree, "search-note")[0].get("href") == "?q=harbours"
    assert headlines(tree) == ["Notices"]


def test_where_no_story_has_all_words_the_page_says_so(client):
    say("Two harbours froze.")
    _response, tree = asked(client, "harbour zeppelin")
    assert said(tree).startswith("No story has all of these words; these have some")
    assert "In no story: zeppelin" in said(tree)
    assert headlines(tree) == ["Notices"]


def test_a_section_and_days_narrow_the_search_and_stay_filled_in(client):
    for day in (1, 2, 3):
        say("The ferry.", headline=f"City {day}", published_at=SPRING.replace(day=day))
    say("The ferry.", headline="World 2", section="World", published_at=SPRING.replace(day=2))
    wishes = {"section": "city", "since": "2026-03-02", "until": "2026-03-02"}
    _response, tree = asked(client, "ferry", **wishes)
    assert headlines(tree) == ["City 2"]
    assert [value(tree, name) for name in ("since", "until")] == ["2026-03-02", "2026-03-02"]
    assert [option.get("value") for option in tree.xpath("//option[@selected]")] == ["city"]
    _response, tree = asked(client, "ferry", section="world", until="2026-03-01")
    assert said(tree).startswith(
        "Nothing found 4 stories in all sections and at any time "
        "In no story of this section and time: ferry"
    )
    assert links(tree, "search-note")[0].get("href") == "?q=ferry"


@override_settings(TIME_ZONE="Pacific/Auckland")
def test_a_day_is_one_of_the_newsrooms_clock(client):
    say("The ferry.", published_at=datetime(2026, 3, 1, 20, tzinfo=UTC))  # the 2nd, 9 o'clock
    assert headlines(asked(client, "ferry", since="2026-03-02")[1]) == ["Notices"]
    _response, tree = asked(client, "ferry", until="2026-03-01")
    assert "1 story in all sections and at any time" in said(tree)


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "tomorrow", "03/04/2026", "2026-3-4", "0000-01-01", "9999-12-31", "٢٠٢٦-٠٣-٠٤",
     "\0", "20260304", "2026-W01-1", "<b>"],
)  # fmt: skip
def test_a_wrong_day_is_told_beside_its_field_and_nothing_is_lost(client, name, written):
    say("The ferry landed.")
    _response, tree = asked(client, "ferry", **{name: written, "section": "city"})
    assert problem(tree, name) == (
        f"“{written}” is no day, and was left out. Write it like 2026-11-05."
    ).replace("\0", "\ufffd")
    assert value(tree, name) == written.replace("\0", "\ufffd")
    assert field(tree, name).get("type") == "text"
    assert value(tree, "q") == "ferry"
    assert headlines(tree) == ["Notices"]
    assert tree.findtext(".//title").startswith("Please check: Search")


def test_a_last_day_before_the_first_is_told(client):
    say("The ferry landed.", published_at=SPRING)
    _response, tree = asked(client, "ferry", since="2026-03-01", until="2026-02-01")
    assert problem(tree, "until") == "The last day lies before the first; it was left out."
    assert problem(tree, "since") == ""
    assert headlines(tree) == ["Notices"]


def test_a_section_that_does_not_exist_is_told(client):
    say("The ferry landed.")
    _response, tree = asked(client, "ferry", section="atlantis")
    assert problem(tree, "section") == (
        "There is no section “atlantis”; all sections were searched."
    )
    assert headlines(tree) == ["Notices"]


def test_a_section_inside_another_stands_below_it(client):
    sport, city = Section.objects.named("Sport"), Section.objects.named("City")
    Section.objects.filter(pk=sport.pk).update(position=1)
    Section.objects.filter(pk=city.pk).update(position=2)
    rowing = Section.objects.named("Rowing")
    Section.objects.filter(pk=rowing.pk).update(parent=sport, position=9)
    _response, tree = asked(client)
    shown = [option.text for option in tree.iter("option")]
    assert shown == ["All sections", "Sport", "– Rowing", "City"]


def test_pages_keep_what_was_asked_for(client):
    for number in range(PAGE_SIZE + 1):
        say("Ferry & tug.", headline=f"N{number}", published_at=SPRING + timedelta(hours=number))
    wishes = {"section": "city", "since": "2026-03-01"}
    _response, tree = asked(client, '"ferry tug"', **wishes)
    assert len(headlines(tree)) == PAGE_SIZE
    (following,) = links(tree, "pager")
    assert following.get("rel") == "next"
    second = client.get("/search/" + following.get("href"))
    tree = html.document_fromstring(second.content.decode())
    assert headlines(tree) == ["N0"]
    assert value(tree, "q") == '"ferry tug"'
    (back,) = links(tree, "pager")
    assert back.get("rel") == "prev"
    first = client.get("/search/" + back.get("href"))
    tree = html.document_fromstring(first.content.decode())
    assert headlines(tree)[0] == f"N{PAGE_SIZE}"


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", str(LAST_PAGE + 1), "9" * 500, "٢"])
def test_a_page_that_does_not_exist_is_not_found(client, page):
    say("The ferry landed.")
    assert client.get("/search/", {"q": "ferry", "page": page}).status_code == 404
    assert client.get("/search/", {"q": "ferry", "page": "1"}).status_code == 200


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%FF%FE", "q=" + "a" * 10_000, "q=%22" * 200, "q[]=1", "q=1&q=2", "%", "q"]
)
def test_no_address_breaks_the_page(client, query):
    say("The ferry landed.")
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    tree = html.document_fromstring(response.content.decode())
    assert len(value(tree, "q")) <= LONGEST_QUERY


def test_a_long_query_is_cut_between_words_and_the_page_says_so(client):
    say("The ferry landed.")
    response, tree = asked(client, " ".join(["ferry"] * 60) + "s")
    assert value(tree, "q") == " ".join(["ferry"] * 50)
    assert "these are too many" in response.content.decode()
    response, tree = asked(client, " ".join(["ferry"] * 50))
    assert "these are too many" not in response.content.decode()


def test_the_page_is_kept_by_nobody_and_indexed_by_nobody(client):
    say("The ferry landed.")
    response, tree = asked(client, "ferry")
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert field(tree, "robots").get("content") == "noindex"
    assert client.post("/search/").status_code == 405
    head = client.head("/search/?q=ferry")
    assert (head.status_code, head.content) == (200, b"")
    zipped = client.get("/search/?q=ferry", headers={"accept-encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"


def test_the_form_has_a_label_for_each_field(client):
    _response, tree = asked(client)
    for name in ("q", "section", "since", "until"):
        (label,) = tree.xpath(f"//label[@for='{field(tree, name).get('id')}']")
        assert label.text_content()
    assert len(tree.xpath("//h1")) == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_what_was_withdrawn_is_gone_at_once(client):
    edition = say("The zeppelin landed.")
    assert headlines(asked(client, "zeppelin")[1]) == ["Notices"]
    withdraw(edition.article, by=None, notice="Gone.", reason="false")
    response, tree = asked(client, "zeppelin")
    assert headlines(tree) == []
    assert "Notices" not in response.content.decode()


def test_a_scheduled_story_is_on_the_page_from_its_hour_on(client):
    edition = say("The zeppelin landed.", at=datetime(2099, 1, 1, tzinfo=UTC))
    assert headlines(asked(client, "zeppelin")[1]) == []
    with time_machine.travel(edition.goes_live_at):
        assert headlines(asked(client, "zeppelin")[1]) == ["Notices"]


def test_a_search_page_costs_the_same_number_of_queries_with_3_and_with_60_stories(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    def make(numbers):
        for number in numbers:
            make_edition(
                headline=f"Ferry {number}",
                section=("City", "World", "Sport")[number % 3],
                lead_photo=Photo(ref=make_photo({"3x2": [(480, 320)]}).pk),
            )

    make(range(3))
    wishes = {"q": "ferry", "section": "city"}
    with django_assert_max_num_queries(14) as seen:
        client.get("/search/", wishes)
    make(range(3, 60))
    with django_assert_num_queries(len(seen)):
        client.get("/search/", wishes)
