"""Pages that were renamed: links to them lead on."""

import pytest

from articles.models import Contributor, OldSlug, Section
from articles.story import Credit, Party
from tests.factories import make_edition


@pytest.fixture
def story(db):
    return make_edition(section="City", credits=(Credit(Party("Mara Ellison")),))


def rename(model, old, new):
    row = model.objects.get(slug=old)
    row.slug = new
    row.save()


@pytest.mark.parametrize("below", ["", "feed/", "feed/atom/", "feed/json/"])
def test_a_renamed_section_leads_on_and_so_do_its_feeds(client, story, below):
    rename(Section, "city", "metro")
    found = client.get(f"/city/{below}")
    assert (found.status_code, found["Location"]) == (301, f"/metro/{below}")
    assert client.get(found["Location"]).status_code == 200


def test_a_renamed_person_leads_on(client, story):
    rename(Contributor, "mara-ellison", "mara-lind")
    assert client.get("/by/mara-ellison/")["Location"] == "/by/mara-lind/"
    assert client.get("/by/mara-ellison/feed/")["Location"] == "/by/mara-lind/feed/"


def test_a_renamed_topic_leads_on(admin_client, client, db):
    edition = make_edition(tags=("ferries",))
    tag = edition.tag_links.get().tag
    form = {"name": "Ferries", "slug": "boats"}
    admin_client.post(f"/admin/taggit/tag/{tag.pk}/change/", form)
    assert client.get("/tag/ferries/")["Location"] == "/tag/boats/"


def test_a_page_renamed_twice_leads_on_at_once_and_back_again_is_no_loop(client, story):
    rename(Section, "city", "metro")
    rename(Section, "metro", "town")
    assert client.get("/city/")["Location"] == "/town/"
    rename(Section, "town", "city")
    assert client.get("/city/").status_code == 200
    assert client.get("/town/")["Location"] == "/city/"
    assert not OldSlug.objects.filter(old="city").exists()


def test_what_never_was_is_not_found(client, story):
    assert client.get("/nowhere/").status_code == 404
    assert client.get("/by/nobody/").status_code == 404
