"""An earlier text comes back into the working copy: as it was, as a new version, and no further."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, AuditEntry, Caption, Contributor, Edition, Photo, Section
from articles.publishing import (
    NotAllowed,
    StaleRevision,
    keep_version,
    publish,
    restore,
    spike,
    withdraw,
)
from articles.story import Credit, Paragraph, Party
from articles.story import Photo as PhotoBlock
from articles.vocabulary import Status, VersionKind
from tests.desk import desk
from tests.factories import make_article, make_edition, make_user
from tests.hands import EVERY_BLOCK
from tests.test_public_pictures import make_photo

__all__ = ["desk"]  # a fixture


@pytest.fixture(autouse=True)
def _database(db):
    pass


def change(article, **fields):
    """Save other words over `article` as an editor would; return the new Version."""
    with transaction.atomic():
        Article.load(replace(Article.objects.get(pk=article.pk).story(), **fields), into=article)
        return keep_version(article, by=None)


def again(article, kept, **more):
    revision = Article.objects.values_list("revision", flat=True).get(pk=article.pk)
    return restore(article, kept, **{"by": None, "revision": revision} | more)


def test_a_restored_version_is_the_working_copy_and_a_version_of_its_own():
    article = make_article(EVERY_BLOCK)
    first = keep_version(article, by=None)
    change(article, headline="Worse", blocks=(Paragraph("Worse."),), lead_photo=None, tags=())
    by = make_user(username="ann")
    version = again(article, first, by=by, reason="The old one was right")
    fresh = Article.objects.get(pk=article.pk)
    assert fresh.story() == EVERY_BLOCK
    assert (version.kind, version.revision, version.by) == (VersionKind.RESTORE, fresh.revision, by)
    assert version.reason == "The old one was right"
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.article) == ("restored", by, fresh)
    assert entry.reason == "The old one was right"
    assert entry.detail == {"version": first.pk}
    assert article.versions.count() == 3


def test_readers_get_nothing_of_a_restored_edition_until_it_is_published_again():
    edition = make_edition()
    article = edition.article
    change(article, headline="Second words")
    publish(article, by=None, despite="a test")
    again(article, edition)
    live = Edition.objects.live().get(article=article)
    assert live.headline == "Second words"
    publish(article, by=None, despite="a test")
    live = Edition.objects.live().get(article=article)
    assert live.headline == "Ferry runs aground off Saltmere"


def test_what_belongs_to_the_desk_stays():
    article = make_article()
    first = keep_version(article, by=None)
    own = {
        "slug": "ferry",
        "slugline": "ferry-aground",
        "ed_note": "Call Vance.",
        "status": "ready",
    }
    Article.objects.update(**own)
    change(Article.objects.get(), headline="Another")
    again(article, first)
    assert Article.objects.values(*own).get() == own


def test_photos_that_wait_beside_the_text_still_wait():
    article = make_article(EVERY_BLOCK)
    first = keep_version(article, by=None)
    with_photo = Article.objects.get()
    waits = Caption.objects.create(
        article=article, key="waits", photo=Photo.objects.create(), caption="Not placed yet."
    )
    again(with_photo, first)
    assert Caption.objects.get(key="waits").caption == waits.caption
    # A photo taken out of the text waits too; it is not there twice when the text is back.
    Article.objects.update(body="<p>No picture.</p>")
    again(with_photo, first)
    assert Article.objects.get().story() == EVERY_BLOCK
    assert Caption.objects.filter(article=article).count() == 4


def test_nothing_is_lost_where_no_version_was_kept_of_what_gives_way():
    edition = make_edition()
    article = edition.article
    with transaction.atomic():
        Article.load(replace(article.story(), headline="Unkept"), into=article)
    again(article, edition)
    kept = [version.story().headline for version in article.versions.all()]
    assert kept == ["Ferry runs aground off Saltmere", "Unkept"]


def test_what_was_deleted_or_renamed_meanwhile_does_not_stand_in_the_way():
    photo = make_photo(caption="A pier.")
    article = make_article(
        credits=(Credit(Party("Mara Ellison")),), tags=("harbour",), lead_photo=PhotoBlock(
            caption="At noon.", alt_text="A pier.", ref=photo.pk),
    )  # fmt: skip
    first = keep_version(article, by=None)
    change(article, tags=(), lead_photo=None)
    photo.delete()
    Tag.objects.update(name="port", slug="port")
    Section.objects.update(name="Town")
    person = Contributor.objects.get()
    person.name = "Mara Vance"
    person.save()
    again(article, first)
    story = Article.objects.get().story()
    assert (story.section, story.tags) == ("Town", ("harbour",))
    assert story.credits == (Credit(Party("Mara Vance")),)
    assert (story.lead_photo.caption, story.lead_photo.alt_text) == ("At noon.", "A pier.")
    assert not Photo.objects.get().file


def test_a_text_is_not_restored_over_words_nobody_saw():
    article = make_article()
    first = keep_version(article, by=None)
    change(article, headline="Meanwhile")
    with pytest.raises(StaleRevision):
        again(article, first, revision=first.revision)
    assert Article.objects.get().headline == "Meanwhile"
    assert not AuditEntry.objects.exists()


def test_there_is_no_text_to_restore_of_a_withdrawal_a_sealed_edition_or_a_spiked_story():
    edition = make_edition()
    article = edition.article
    tombstone = withdraw(article, by=None, notice="Wrong.", reason="Wrong")
    with pytest.raises(NotAllowed):
        again(article, tombstone)
    Edition.objects.filter(pk=edition.pk).update(content=None, sealed_at=timezone.now())
    edition.refresh_from_db()
    with pytest.raises(NotAllowed):
        again(article, edition)
    other = make_article()
    kept = keep_version(other, by=None)
    spike(other, by=None)
    with pytest.raises(NotAllowed):
        again(other, kept)
    assert Article.objects.get(pk=other.pk).status == Status.SPIKED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_restore_at_the_same_moment_one_is_asked_to_look_again():
    article = make_article()
    first = keep_version(article, by=None)
    change(article, headline="Meanwhile")
    revision = Article.objects.get().revision

    def try_it(_number):
        try:
            restore(article, first, by=None, revision=revision)
        except StaleRevision:
            return "stale"
        else:
            return "restored"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(try_it, range(4)))
    assert sorted(outcomes) == ["restored", "stale", "stale", "stale"]
    assert AuditEntry.objects.count() == 1
    assert Article.objects.get().revision == revision + 1
