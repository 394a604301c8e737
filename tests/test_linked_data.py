"""What the pages tell search engines: complete where it is known, silent where it is not."""

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from articles.models import Contributor, Photo, Policy, Section, Video
from articles.public.linked_data import as_script
from articles.story import (
    Correction,
    CorrectionKind,
    Credit,
    Paragraph,
    Party,
    PartyKind,
    Role,
)
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from articles.vocabulary import PolicyKind
from tests.factories import make_edition
from tests.test_public_article import FULL, HOSTILE
from tests.test_public_files import ask
from tests.test_public_pictures import SHAPES, make_photo

SITE = "http://testserver"
TEXT = Paragraph("The ferry ran aground.")

# What search engines ask for and recommend, of each type that we use.
WANTED = {
    "NewsArticle": {
        "headline", "image", "datePublished", "dateModified", "author", "publisher", "description",
        "articleSection", "inLanguage", "isAccessibleForFree", "mainEntityOfPage", "url",
    },
    "NewsMediaOrganization": {"name", "url", "logo"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position"},
    "ItemList": {"itemListElement"},
    "CollectionPage": {"name", "url", "isPartOf"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "Organization": {"name"},
    "Place": {"name"},
    "CorrectionComment": {"text"},
    "ImageObject": {"contentUrl"},
    "VideoObject": {"name", "description", "thumbnailUrl", "uploadDate"},
}  # fmt: skip
ADDRESSES = {
    "url", "@id", "contentUrl", "embedUrl", "thumbnailUrl", "item", "license",
    "acquireLicensePage", "mainEntityOfPage",
}  # fmt: skip
MOMENTS = {"datePublished", "dateModified"}


@pytest.fixture(autouse=True)
def _database(db):
    pass


class Scripts(HTMLParser):
    """Collects the texts of script elements, as a browser tells them apart."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs
        if self.inside:
            self.texts.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data


def told(client, address):
    """Return {type: node} of the one script of a page, every node in it checked."""
    (text,) = Scripts(client.get(address).content.decode()).texts
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    for node in data["@graph"]:
        check(node, "graph")
    return {node["@type"]: node for node in data["@graph"]}


def check(node, where):
    """Follow a node to its ends: known types, nothing empty, whole addresses, offsets."""
    kind = node["@type"]
    assert kind in WANTED, where
    is_pointer = "@id" in node and node.keys() <= {"@type", "@id", "name", "url"}
    if not is_pointer:
        wanted = WANTED[kind] - ({"image", *MOMENTS} if kind == "NewsArticle" else set())
        assert wanted <= node.keys(), f"{where}.{kind}"
    for name, value in node.items():
        assert value not in ("", None, [], {}), f"{where}.{name}"
        if name in ADDRESSES:
            assert re.fullmatch(r"https?://[^/\s]+/\S*", value), f"{where}.{name}: {value}"
        if name in MOMENTS:
            assert datetime.fromisoformat(value).tzinfo, f"{where}.{name}: {value}"
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                check(part, f"{where}.{name}")


def article(client, **fields):
    return told(client, make_edition(**fields).get_absolute_url())["NewsArticle"]


def make_pictured(**fields):
    """Return the row of a photo with all its shapes, and a use of it."""
    photo = make_photo(SHAPES, **fields)
    return photo, PhotoBlock("The Solveig.", "A ferry.", "Jo Dray/Meridian Wire", "Jo Dray",
                             "Meridian Wire", ref=photo.pk)  # fmt: skip


def test_an_article_says_everything_that_search_engines_recommend(client, settings):
    settings.TIME_ZONE = "America/Toronto"
    settings.SITE_NAME = "The Saltmere Herald"
    _photo, use = make_pictured()
    edition = make_edition(**FULL | {"lead_photo": use})
    node = told(client, edition.get_absolute_url())["NewsArticle"]
    url = SITE + edition.get_absolute_url()
    assert WANTED["NewsArticle"] <= node.keys()
    assert node["@id"] == node["url"] == node["mainEntityOfPage"] == url
    assert node["headline"] == "Ferry runs aground off Saltmere"
    assert node["alternativeHeadline"] == "Crew praised after 40 minutes in fog"
    assert node["description"] == "A summary that the text does not repeat."
    assert node["datePublished"] == "2026-03-01T03:30:00-05:00"
    assert node["dateModified"] == "2026-03-01T12:05:00-05:00"
    assert node["author"] == [
        {"@type": "Person", "name": "Mara Ellison", "url": f"{SITE}/by/mara-ellison/"},
        {"@type": "Person", "name": "Jon Abara", "url": f"{SITE}/by/jon-abara/"},
    ]
    assert [party["name"] for party in node["editor"]] == ["Vera Lind"]
    assert [party["name"] for party in node["translator"]] == ["Luc Dervaux"]
    names = {party["name"]: party["@type"] for party in node["contributor"]}
    assert names == {"Meridian Wire": "Organization", "Ines Calloway": "Person"}
    assert node["publisher"]["@type"] == "NewsMediaOrganization"
    assert node["publisher"]["name"] == "The Saltmere Herald"
    assert node["publisher"]["logo"]["url"].startswith(f"{SITE}/static/")
    assert node["articleSection"] == "Harbour"
    assert node["keywords"] == ["ferries", "fog"]
    assert node["inLanguage"] == "en"
    assert node["isAccessibleForFree"] is True
    assert node["dateline"] == "SALTMERE"
    assert node["wordCount"] == edition.story().word_count
    assert node["copyrightNotice"] == "© Meridian Wire, this story only"
    assert node["isPartOf"]["@type"] == "WebSite"
    assert node["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The ferry is 96 metres long.",
            "datePublished": "2026-03-02T04:00:00-05:00",
        }
    ]


def test_the_lead_photo_comes_in_three_shapes_with_its_credit(client):
    photo, use = make_pictured(copyright_notice="© Meridian Wire", place="Saltmere")
    node = article(client, lead_photo=use)
    sizes = [(image["width"], image["height"]) for image in node["image"]]
    assert sizes == [(1200, 675), (1200, 900), (1200, 1200)]
    for image in node["image"]:
        row = photo.renditions.get(
            width=image["width"], height=image["height"], media_type="image/jpeg"
        )
        assert image["contentUrl"] == SITE + row.get_absolute_url()
        assert ask(client, row).status_code == 200
        assert image["creditText"] == "Jo Dray/Meridian Wire"
        assert image["creator"] == {"@type": "Person", "name": "Jo Dray"}
        assert image["copyrightNotice"] == "© Meridian Wire"
        assert image["caption"] == "The Solveig."
        assert image["contentLocation"] == {"@type": "Place", "name": "Saltmere"}
        assert "license" not in image
    (shown,) = node["associatedMedia"]
    assert (shown["width"], shown["height"]) == (1600, 1000)


def test_a_photo_without_the_shapes_is_told_whole(client):
    photo = make_photo({"full": [(480, 300), (1200, 750), (1600, 1000)]})
    (image,) = article(client, lead_photo=PhotoBlock(ref=photo.pk))["image"]
    assert image["width"] == 1200


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("https://wire.example/licence", True),
        ("javascript:alert(1)", False),
        ("//wire.example/", False),
        ("all rights reserved", False),
        ("http://[", False),
    ],
)
def test_a_licence_is_told_where_the_picture_names_a_page_of_it(client, address, is_told):
    words = {"licence_url": address, "licensor_url": address}
    _photo, use = make_pictured(metadata=words)
    image = article(client, lead_photo=use)["image"][0]
    assert image.get("license") == image.get("acquireLicensePage") == (address if is_told else None)


def test_photos_in_the_text_are_told_with_their_files_and_pending_ones_not(client):
    _photo, use = make_pictured()
    node = article(client, blocks=(TEXT, PhotoBlock("Pending.", "Two tugs."), use))
    assert [media["caption"] for media in node["associatedMedia"]] == ["The Solveig."]


def test_nothing_is_invented_for_a_story_that_only_has_words(client, settings):
    settings.SITE_NAME = "The Saltmere Herald"
    edition = make_edition(credits=())
    type(edition).objects.update(published_at=None)
    node = told(client, edition.get_absolute_url())["NewsArticle"]
    assert node.keys() == {
        "@type", "@id", "url", "mainEntityOfPage", "headline", "description", "author",
        "publisher", "articleSection", "inLanguage", "isAccessibleForFree", "wordCount",
        "isPartOf",
    }  # fmt: skip
    assert [(who["@type"], who["name"], who["url"]) for who in node["author"]] == [
        ("NewsMediaOrganization", "The Saltmere Herald", f"{SITE}/")
    ]


def test_a_photo_out_of_rights_is_not_told(client):
    _photo, use = make_pictured()
    edition = make_edition(lead_photo=use, blocks=(TEXT, use))
    Photo.objects.update(rights_until=timezone.now() - timedelta(seconds=1))
    node = told(client, edition.get_absolute_url())["NewsArticle"]
    assert not {"image", "associatedMedia"} & node.keys()


def test_an_organisation_that_wrote_is_no_person(client):
    wire = Credit(Party("Meridian Wire", PartyKind.ORGANISATION))
    (author,) = article(client, credits=(wire,))["author"]
    assert author == {
        "@type": "Organization",
        "name": "Meridian Wire",
        "url": f"{SITE}/by/meridian-wire/",
    }


def test_the_name_of_now_is_told_and_not_the_line_that_is_printed(client):
    edition = make_edition(
        credits=(Credit(Party("Mara Elison")), Credit(Party("Jon Abara"), Role.AUTHOR, "J. in X"))
    )
    Contributor.objects.filter(name="Mara Elison").update(name="Mara Ellison")
    node = told(client, edition.get_absolute_url())["NewsArticle"]
    assert [author["name"] for author in node["author"]] == ["Mara Ellison", "Jon Abara"]


@pytest.mark.parametrize("kind", CorrectionKind)
def test_only_what_was_wrong_is_a_correction(client, kind):
    node = article(client, corrections=(Correction("Five boats, not four.", kind),))
    is_one = kind not in (CorrectionKind.UPDATE, CorrectionKind.EDITORS_NOTE)
    told = node.get("correction", [])
    assert [one["text"] for one in told] == (["Five boats, not four."] if is_one else [])
    # Undated by the desk, it came to readers with the edition.
    assert all(one["datePublished"] == node["datePublished"] for one in told)


@pytest.mark.parametrize(("language", "counts"), [("fr", True), ("zh-Hant", False), ("ja", False)])
def test_words_are_counted_only_where_spaces_part_them(client, language, counts):
    node = article(client, language=language)
    assert node["inLanguage"] == language
    assert ("wordCount" in node) is counts


def make_film(client, use=None, poster=True, **fields):
    """Return the NewsArticle of a story with a film whose row has `fields`."""
    use = use or VideoBlock("Inside the fog", seconds=128, description="He explains.")
    fields = {"file": "video/abc.mp4", "name": "abc.mp4"} | fields
    edition = make_edition(blocks=(TEXT, use))
    photo = make_photo(SHAPES) if poster else None
    Video.objects.update(**{"poster": photo, "published": "2026-03-01"} | fields)
    return told(client, edition.get_absolute_url())["NewsArticle"]


def test_a_film_of_our_own_is_told_with_its_file(client):
    (video,) = make_film(client)["video"]
    assert video["name"] == "Inside the fog"
    assert video["description"] == "He explains."
    assert video["uploadDate"] == "2026-03-01"
    assert video["duration"] == "PT2M8S"
    assert video["contentUrl"] == f"{SITE}/video/abc.mp4"
    assert video["thumbnailUrl"].startswith(f"{SITE}/photos/")
    assert "embedUrl" not in video


def test_a_film_that_the_page_only_links_to_is_not_told(client):
    use = VideoBlock("T", description="D.", provider="vimeo", embed_id="123456789")
    assert "video" not in make_film(client, use, file="")


@pytest.mark.parametrize(
    "lacking",
    [
        {"poster": False},
        {"published": ""},
        {"published": "spring 2026"},
        {"published": "2026-03-01T08:00"},
        {"use": VideoBlock("", description="D.")},
        {"use": VideoBlock("T")},
        {"file": ""},
    ],
)
def test_a_film_that_lacks_anything_is_not_told(client, lacking):
    assert "video" not in make_film(client, **lacking)


@pytest.mark.parametrize(
    ("age", "upload"),
    [("2 days ago", "2026-03-02"), ("5 minutes ago", "2026-03-04T09:55:00+00:00"),
     ("3 hours ago", None), ("2 weeks ago", None)],
)  # fmt: skip
def test_an_age_counts_as_a_date_only_where_it_is_certain(client, age, upload):
    captured_at = datetime(2026, 3, 4, 10, tzinfo=UTC)
    use = VideoBlock("T", description="D.", age=age, captured_at=captured_at)
    videos = make_film(client, use, published="").get("video", [])
    assert [video["uploadDate"] for video in videos] == ([upload] if upload else [])


def test_breadcrumbs_lead_from_the_front_to_the_story(client):
    edition = make_edition(section="Hockey")
    make_edition(section="Sport")
    Section.objects.filter(name="Hockey").update(parent=Section.objects.get(name="Sport"))
    crumbs = told(client, edition.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3, 4]
    assert [crumb["name"] for crumb in crumbs[1:]] == ["Sport", "Hockey", edition.headline]
    addresses = [f"{SITE}/", f"{SITE}/sport/", f"{SITE}/hockey/", SITE + edition.get_absolute_url()]
    assert [crumb["item"] for crumb in crumbs] == addresses


def test_the_front_names_the_paper_and_the_rules_it_works_by(client, settings):
    settings.SITE_NAME = "The Saltmere Herald"
    for kind in PolicyKind:
        Policy.objects.create(kind=kind, title=f"On {kind}", text="Words.")
    edition = make_edition()
    nodes = told(client, "/")
    paper = nodes["NewsMediaOrganization"]
    assert nodes["WebSite"]["publisher"]["@id"] == paper["@id"]
    assert (paper["name"], paper["url"]) == ("The Saltmere Herald", f"{SITE}/")
    for name in (
        "publishingPrinciples", "ownershipFundingInfo", "masthead", "diversityPolicy",
        "missionCoveragePrioritiesPolicy", "correctionsPolicy", "verificationFactCheckingPolicy",
        "unnamedSourcesPolicy", "actionableFeedbackPolicy", "ethicsPolicy",
    ):  # fmt: skip
        assert paper[name].startswith(f"{SITE}/about/")
        assert client.get(paper[name]).status_code == 200
    assert not {"about", "privacy"} & paper.keys()
    assert told(client, edition.get_absolute_url())["NewsArticle"]["publisher"] == paper


def test_a_paper_without_policies_links_none(client):
    make_edition()
    paper = told(client, "/")["NewsMediaOrganization"]
    assert paper.keys() == {"@type", "@id", "name", "url", "logo"}


@pytest.mark.parametrize("address", ["/harbour/", "/tag/ferries/"])
def test_a_list_names_its_stories_in_their_order(client, address):
    for number in range(3):
        make_edition(headline=f"Story {number}", section="Harbour", tags=("ferries",))
    Section.objects.update(description="News of the harbour.")
    nodes = told(client, address)
    page = nodes["CollectionPage"]
    assert page["url"] == SITE + address
    assert page["name"] in ("Harbour", "ferries")
    shown = re.findall(r'<h2[^>]*><a href="([^"]+)"', client.get(address).content.decode())
    items = page["mainEntity"]["itemListElement"]
    assert [item["url"] for item in items] == [SITE + path for path in shown[:3]]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert len(nodes["BreadcrumbList"]["itemListElement"]) == 2


def test_a_section_without_stories_names_none(client):
    Section.objects.create(name="Empty", slug="empty")
    assert "mainEntity" not in told(client, "/empty/")["CollectionPage"]


@pytest.mark.parametrize("kind", PartyKind)
def test_a_contributor_has_a_profile(client, kind):
    make_edition(credits=(Credit(Party("Mara Ellison", kind)),))
    Contributor.objects.update(job_title="Harbour reporter", about="She sails.")
    who = told(client, "/by/mara-ellison/")["ProfilePage"]["mainEntity"]
    expected = {
        "@type": "Person", "name": "Mara Ellison", "url": f"{SITE}/by/mara-ellison/",
        "jobTitle": "Harbour reporter", "description": "She sails.",
    }  # fmt: skip
    if kind == PartyKind.ORGANISATION:
        del expected["jobTitle"]
        expected["@type"] = "Organization"
    assert who == expected


def test_hostile_words_stay_inside_the_script_and_come_out_as_they_were(client):
    hostile = f"{HOSTILE}</script><!--<script>\u2028\\"
    edition = make_edition(
        headline=hostile, deck=hostile, summary=hostile, section="Harbour", tags=(HOSTILE[:40],),
        credits=(Credit(Party(f"Mara {hostile}")),), rights=hostile,
        lead_photo=PhotoBlock(hostile, hostile, hostile, hostile, ref=make_photo(SHAPES).pk),
        corrections=(Correction(hostile),),
    )  # fmt: skip
    Contributor.objects.update(about=hostile, job_title=hostile[:120])
    Section.objects.update(description=hostile)
    tag = edition.tag_links.get().tag.slug
    person = Contributor.objects.get().get_absolute_url()
    node = told(client, edition.get_absolute_url())["NewsArticle"]
    assert node["headline"] == node["image"][0]["caption"] == hostile
    for address in (edition.get_absolute_url(), "/", "/harbour/", f"/tag/{tag}/", person):
        html = client.get(address).content.decode()
        assert html.count("<script") == html.count("</script>")
        assert told(client, address)


def test_nothing_in_the_data_can_end_its_script():
    text = as_script([{"name": "</script><b>&amp;"}])
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"] == [{"name": "</script><b>&amp;"}]
