"""Notices: whom a step concerns is told, in the admin and by mail as they prefer."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from articles.admin.moves import token
from articles.models import Article, NoticeKind, Notification, Profile, Section
from articles.publishing import publish, set_status
from articles.publishing.moments import in_words
from articles.publishing.notices import sentence, tell
from articles.vocabulary import Status
from tests.desk import fields_of, url
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles(db):
    """The groups of the migration, also after a test that emptied the database."""
    import_module("articles.migrations.0002_roles").make_roles(apps, connection.schema_editor())
    cache.clear()


@pytest.fixture
def city():
    return Section.objects.create(name="City", slug="city")


@pytest.fixture
def mara():
    return make_user("Reporter", username="mara", first_name="Mara", last_name="Ellison")


@pytest.fixture
def ann(city):
    return make_user("Editor", username="ann", sections=[city])


@pytest.fixture
def step(django_capture_on_commit_callbacks):
    """A function that takes a step, with what follows its transaction."""

    def take(article, status, by, words=""):
        with django_capture_on_commit_callbacks(execute=True):
            return set_status(article, status, by=by, reason=words)

    return take


def told(kind=None):
    found = Notification.objects.filter(read_at=None)
    found = found.filter(kind=kind) if kind else found
    return sorted(found.values_list("user__username", flat=True))


def test_a_story_sent_to_review_waits_for_the_editors_of_its_section(step, city, mara, ann):
    make_user("Editor", username="elsewhere", sections=[Section.objects.named("World")])
    make_user("Publisher", username="piet")
    make_user(
        "Reporter", username="listed", sections=[city]
    )  # no editor, whatever the section says
    step(make_article(by=mara), Status.IN_REVIEW, mara)
    assert told(NoticeKind.REVIEW) == ["ann"]
    assert [letter.to for letter in mail.outbox] == [["ann@example.com"]]


def test_a_story_of_no_section_is_sent_to_review_with_a_warning(client, mara):
    warning = "It has no section yet, so no desk is told, only the publishers."
    client.force_login(mara)
    for section, warned in (("", 1), ("City", 0)):
        for address in ("change", "review", "move"):
            article = make_article(by=mara, section=section)
            page = url(article, address)
            given = {
                "change": lambda page=page: {**fields_of(client.get(page)), "_status": "in_review"},
                "review": lambda: {"confirm": "1"},
                "move": lambda article=article: {"move": token(Status.IN_REVIEW, article)},
            }
            answer = client.post(page, given[address](), follow=True)
            assert answer.content.decode().count(warning) == warned, (section, address)
            assert Article.objects.get(pk=article.pk).status == Status.IN_REVIEW


def test_editors_of_the_section_above_are_told_too(step, city, mara, ann):
    schools = Section.objects.create(name="Schools", slug="schools", parent=city)
    make_user("Editor", username="bea", sections=[schools])
    step(make_article(by=mara, section="Schools"), Status.IN_REVIEW, mara)
    assert told() == ["ann", "bea"]


def test_a_section_without_editors_is_the_publishers(step, mara, ann):
    make_user("Publisher", username="piet")
    make_user(username="chief", is_superuser=True)
    step(make_article(by=mara, section="World"), Status.IN_REVIEW, mara)
    assert told() == ["piet"]


def test_where_nobody_publishes_the_administrators_are_told(step, mara):
    make_user(username="chief", is_superuser=True)
    step(make_article(by=mara), Status.IN_REVIEW, mara)
    assert told() == ["chief"]


def test_nobody_is_told_of_their_own_step(step, ann):
    make_user("Publisher", username="piet")
    step(make_article(by=ann), Status.IN_REVIEW, ann)
    assert told() == ["piet"]  # the only editor asks for other eyes


def test_the_deactivated_are_told_nothing(step, city, mara, ann):
    make_user("Editor", username="gone", sections=[city], is_active=False)
    step(make_article(by=mara), Status.IN_REVIEW, mara)
    assert told() == ["ann"]


def test_a_story_that_comes_back_tells_the_writer_and_who_sent_it(step, mara, ann):
    rafi = make_user("Reporter", username="rafi")
    article = make_article(by=mara)
    step(article, Status.IN_REVIEW, rafi)
    step(article, Status.DRAFT, ann, "Who says so? “Sources” are not enough.")
    assert told() == ["mara", "rafi"]  # and what waited for review waits no more
    letter = next(letter for letter in mail.outbox if letter.to == ["mara@example.com"])
    assert "Who says so? “Sources” are not enough." in letter.body
    assert f"http://testserver/admin/articles/article/{article.pk}/change/" in letter.body
    assert "http://testserver/admin/me/" in letter.body


def test_taking_a_spiked_story_back_to_draft_sends_nobody_anything(mara, ann):
    tell(make_article(by=mara), before=Status.SPIKED, after=Status.DRAFT, by=ann)
    assert told() == []


def test_a_ready_story_waits_for_those_who_may_publish(step, city, mara, ann):
    bea = make_user("Editor", username="bea", sections=[city])
    article = make_article(by=mara)
    step(article, Status.READY, bea)
    assert told(NoticeKind.READY) == ["ann"]
    assert mail.outbox == []


def test_the_writer_is_told_of_the_publication(mara, ann):
    article = make_article(by=mara)
    publish(article, by=ann, despite="a test")
    assert told(NoticeKind.PUBLISHED) == ["mara"]


def test_the_writer_is_told_for_which_hour_a_story_is_scheduled(client, mara, ann, settings):
    settings.TIME_ZONE = "UTC"
    at = timezone.now() + timedelta(hours=7)
    publish(make_article(headline="Ferry", by=mara), by=ann, at=at, despite="a test")
    assert told(NoticeKind.SCHEDULED) == ["mara"]
    assert told(NoticeKind.PUBLISHED) == []
    said = sentence(Notification.objects.get())
    assert said.endswith(f" scheduled “Ferry” for {in_words(at)}.")
    client.force_login(mara)
    assert client.get("/admin/notifications/").content.decode().count(in_words(at)) <= 2


@pytest.mark.parametrize("by_writer", [True, False])
def test_nobody_is_told_of_what_they_published_themselves_or_an_import_brought(mara, by_writer):
    publish(make_article(by=mara), by=mara if by_writer else None, despite="a test")
    assert told() == []


def test_one_person_has_one_unread_notice_of_a_story_and_kind(step, mara, ann):
    article = make_article(by=mara)
    step(article, Status.IN_REVIEW, mara, "First")
    for words in ("Second", "Third"):
        tell(article, before=Status.DRAFT, after=Status.IN_REVIEW, by=mara, words=words)
    notice = Notification.objects.get(user=ann)
    assert notice.words == "Third"
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("choice", "kind"), [("mail_review", 1), ("mail_returned", 2)])
def test_mail_comes_as_each_prefers_and_the_admin_tells_anyway(step, mara, ann, choice, kind):
    for user in (mara, ann):
        Profile.objects.create(user=user, **{choice: False})
    article = make_article(by=mara)
    step(article, Status.IN_REVIEW, mara)
    step(article, Status.DRAFT, ann)
    expected = {1: [["mara@example.com"]], 2: [["ann@example.com"]]}[kind]
    assert [letter.to for letter in mail.outbox] == expected
    assert Notification.objects.count() == 2


def test_a_headline_makes_no_header_of_its_own(step, mara, ann):
    article = make_article(by=mara, headline="Ferry\r\nBcc: all@example.com <script>")
    step(article, Status.IN_REVIEW, mara, "<b>&amp;</b>")
    (letter,) = mail.outbox
    assert "\n" not in letter.subject
    assert letter.recipients() == ["ann@example.com"]
    assert "<b>&amp;</b>" in letter.body  # plain text, as typed


def test_a_step_of_a_big_desk_asks_the_database_no_more(
    mara, city, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    for number in range(50):
        make_user("Editor", username=f"editor{number}", sections=[city])
    article = make_article(by=mara)
    with django_assert_max_num_queries(9), django_capture_on_commit_callbacks() as later:
        tell(article, before=Status.DRAFT, after=Status.IN_REVIEW, by=mara)
    assert Notification.objects.count() == 50
    assert len(later) == 1


# In the admin.


def test_the_head_of_every_page_says_how_many_are_new(client, step, mara, ann):
    client.force_login(ann)
    assert "new</b>" not in client.get("/admin/").content.decode()
    for number in range(3):
        step(make_article(by=mara, headline=f"Story {number}"), Status.IN_REVIEW, mara)
    for address in ("/admin/", "/admin/articles/article/", "/admin/me/", "/admin/notifications/"):
        assert "<b>3 new</b>" in client.get(address).content.decode(), address


def test_notices_are_counted_in_one_query_and_listed_in_as_many_however_many(
    client, step, mara, ann, django_assert_num_queries
):
    client.force_login(ann)
    step(make_article(by=mara, headline="First"), Status.IN_REVIEW, mara)
    client.get("/admin/notifications/")
    few = 6  # session, person, their rights and those of their groups, notices, count
    with django_assert_num_queries(few):
        client.get("/admin/notifications/")
    for number in range(20):
        step(make_article(by=mara, headline=f"Story {number}"), Status.IN_REVIEW, mara)
    with django_assert_num_queries(few):
        page = client.get("/admin/notifications/").content.decode()
    assert page.index("Story 19") < page.index("Story 0") < page.index("First")


def test_opening_a_story_reads_its_notices(client, step, mara, ann):
    article, other = make_article(by=mara), make_article(by=mara, headline="Another")
    for one in (article, other):
        step(one, Status.IN_REVIEW, mara)
    client.force_login(ann)
    client.get(url(article))
    unread = Notification.objects.unread(ann)
    assert [notice.article for notice in unread] == [other]


def test_notices_are_marked_read_one_by_one_and_all_and_by_nobody_else(client, step, mara, ann):
    for number in range(3):
        step(make_article(by=mara, headline=f"Story {number}"), Status.IN_REVIEW, mara)
    one = Notification.objects.first()
    client.force_login(mara)
    client.post("/admin/notifications/read/", {"notice": one.pk})
    client.post("/admin/notifications/read/")
    assert Notification.objects.unread(ann).count() == 3
    client.force_login(ann)
    assert client.get("/admin/notifications/read/").status_code == 405
    client.post("/admin/notifications/read/", {"notice": one.pk})
    client.post("/admin/notifications/read/", {"notice": "all' --"})
    assert Notification.objects.unread(ann).count() == 2
    client.post("/admin/notifications/read/")
    assert Notification.objects.unread(ann).count() == 0


def test_older_notices_are_a_page_further(client, mara, ann):
    articles = [make_article(by=mara, headline=f"Story {number}") for number in range(55)]
    Notification.objects.bulk_create(
        Notification(user=ann, kind=NoticeKind.READY, article=one, by=mara) for one in articles
    )
    client.force_login(ann)
    page = client.get("/admin/notifications/")
    assert len(page.context["notices"]) == 50
    older = client.get(f"/admin/notifications/?before={page.context['older']}")
    assert len(older.context["notices"]) == 5
    shown = [*page.context["notices"], *older.context["notices"]]
    assert shown == sorted(shown, key=lambda notice: (notice.at, notice.pk), reverse=True)
    assert client.get("/admin/notifications/?before=x" + "9" * 30).status_code == 404


def test_a_notice_that_is_told_anew_stands_first(client, mara, ann):
    first, second = (make_article(by=mara, headline=name) for name in ("First", "Second"))
    for article in (first, second):
        publish(article, by=ann, despite="a test")
    Notification.objects.filter(article=second).update(read_at=timezone.now())
    publish(first, by=ann, kind="update", despite="a test")
    client.force_login(mara)
    notices = client.get("/admin/notifications/").context["notices"]
    assert [str(notice.article) for notice in notices] == ["First", "Second"]


def test_everybody_sets_their_own_name_and_mail(client, mara, ann):
    client.force_login(mara)
    page = client.get("/admin/me/")
    assert "/admin/password_change/" in page.content.decode()
    data = {"first_name": "Mara", "last_name": "Ellison-Dray", "mail_review": "on",
            "is_superuser": "on", "email": "root@example.com", "user": ann.pk}  # fmt: skip
    assert client.post("/admin/me/", data).status_code == 302
    mara.refresh_from_db()
    assert (mara.last_name, mara.email) == ("Ellison-Dray", "mara@example.com")
    assert not mara.is_superuser
    assert (mara.profile.mail_review, mara.profile.mail_returned) == (True, False)
    assert not Profile.objects.filter(user=ann).exists()


def test_a_name_too_long_is_said_and_kept_on_the_page(client, mara):
    client.force_login(mara)
    page = client.post("/admin/me/", {"first_name": "M" * 151, "last_name": "Kept"})
    assert "at most 150 characters" in page.content.decode()
    assert 'value="Kept"' in page.content.decode()


def test_reading_needs_a_login(client):
    for address in ("/admin/notifications/", "/admin/me/"):
        assert client.get(address).status_code == 302
    assert client.post("/admin/notifications/read/").status_code == 302
    assert fields_of(client.get("/admin/login/"), "login-form")["next"] == "/admin/"


def test_the_words_to_the_writer_stand_on_the_story_until_it_goes_to_review_again(
    client, step, city, mara, ann
):
    article = make_article(by=mara)
    client.force_login(mara)

    def page():
        return client.get(url(article)).content.decode()

    step(article, Status.IN_REVIEW, mara)
    step(article, Status.DRAFT, ann, "Who says <so>? A second source.")
    shown = page()
    assert "ann sent it back to draft on" in shown
    assert "Who says &lt;so&gt;? A second source." in shown

    step(article, Status.IN_REVIEW, mara)
    assert "Who says" not in page()

    step(article, Status.DRAFT, mara)
    assert "sent it back" not in page()

    step(article, Status.READY, ann)
    step(article, Status.DRAFT, ann, "One more look")
    publish(article, by=ann, despite="The hour")
    assert "One more look" not in page()
