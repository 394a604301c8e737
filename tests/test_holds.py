"""A legal hold: every door to the story is shut at once, and opens again with its end."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.importing.assets import keep_photo, make_renditions
from articles.publishing import correct, hold, publish, release, withdraw
from articles.story import CorrectionKind, Photo
from tests.desk import picture
from tests.factories import make_article
from tests.test_public_files import ask

pytestmark = pytest.mark.django_db

WORD = "Zeppelin"


@pytest.fixture
def edition():
    """A live story with a photo of ours, a correction and a history."""
    photo = keep_photo(picture().read(), "pier.jpg")
    make_renditions(photo)
    lead = Photo(f"{WORD} over a pier.", "A pier.", "Wire", ref=photo.pk)
    article = make_article(headline=f"{WORD} lands", lead_photo=lead, tags=("airships",))
    publish(article, by=None, despite="a small picture")
    return correct(
        article, by=None, kind=CorrectionKind.CORRECTION, text=f"The {WORD} was late.",
        is_substantive=True, reason="Mail",
    )  # fmt: skip


def doors(edition):
    local = timezone.localtime(edition.sort_at)
    pk = edition.article_id
    return [
        edition.get_absolute_url(), edition.get_lite_url(), edition.get_history_url(),
        edition.section.get_absolute_url(), "/", "/lite/", "/corrections/", "/tag/airships/",
        f"/search/?q={WORD.lower()}", "/feed/", "/feed/atom/", "/feed/json/",
        f"/sitemap/{local:%Y-%m}.xml", "/sitemap/news.xml", f"/archive/{local:%Y/%m/%d}/",
        f"/api/v1/stories/{pk}/", f"/api/v1/stories/{pk}/editions/",
        f"/api/v1/stories/{pk}/editions/{edition.number}/", "/api/v1/stories/",
    ]  # fmt: skip


def open_doors(client, edition):
    """Return the addresses at which readers find words or an address of the story."""
    traces = (WORD, edition.slug, f"/stories/{edition.article_id}/editions/")
    pages = {address: client.get(address).content.decode() for address in doors(edition)}
    return [address for address, page in pages.items() if any(one in page for one in traces)]


def shows_picture(client, edition):
    return ask(client, edition.lead_photo.renditions.first()).status_code == 200


def test_a_hold_shuts_every_door_and_its_end_opens_them(client, edition):
    everywhere = doors(edition)
    assert open_doors(client, edition) == everywhere
    assert shows_picture(client, edition)
    hold(edition.article, by=None, reason="Court order")
    assert open_doors(client, edition) == []
    assert client.get(edition.get_absolute_url()).status_code == 404
    assert not shows_picture(client, edition)
    release(edition.article, by=None, reason="Order lifted")
    assert open_doors(client, edition) == everywhere
    assert shows_picture(client, edition)


def test_a_withdrawal_for_later_begins_at_its_hour(client, edition):
    later = timezone.now() + timedelta(hours=1)
    withdraw(edition.article, by=None, notice="It never flew.", reason="Agreed", at=later)
    assert client.get(edition.get_absolute_url()).status_code == 200
    with time_machine.travel(later, tick=False):
        response = client.get(edition.get_absolute_url())
        assert response.status_code == 410
        assert "It never flew." in response.content.decode()
