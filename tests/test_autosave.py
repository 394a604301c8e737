"""Words kept while somebody types, offered when the story is opened, taken up or set aside."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, Contributor, Presence, Version
from articles.publishing import NotAllowed, set_status, spike
from articles.story import Photo
from articles.vocabulary import Status, VersionKind
from tests.desk import add_row, desk, fields_of, opened, save, send, url
from tests.factories import make_article, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

TAB = "a-tab-of-the-browser"
LIST = "/admin/articles/article/"
NEW = "/admin/articles/article/autosave/"


def keep(client, article, data, **typed):
    """Hand over what is typed as the page does; return the answer."""
    address = url(article, "autosave") if article else NEW
    return client.post(address, data | typed)


def autosave():
    return Version.objects.get(kind=VersionKind.AUTOSAVE)


# Keeping.


def test_an_autosave_keeps_every_word_and_leaves_the_working_copy_alone(desk):
    article = make_article()
    data = opened(desk, article)
    answer = keep(desk, article, data, headline="Half a sen", kicker="x" * 300, published_at="soon")
    assert answer.status_code == 200
    assert answer.json()["kept"]
    version = autosave()
    assert (version.typed["headline"], version.typed["kicker"]) == (["Half a sen"], ["x" * 300])
    assert version.typed["published_at"] == ["soon"]
    assert not {"csrfmiddlewaretoken", "words_tab", "_save"} & version.typed.keys()
    assert version.story() == article.story()
    after = Article.objects.get()
    assert (after.headline, after.revision) == (article.headline, article.revision)


def test_one_autosave_grows_in_its_tab_and_holds_the_story_it_would_give(desk):
    article = make_article()
    data = opened(desk, article)
    for headline in ("Ferry", "Ferry aground"):
        keep(desk, article, data, headline=headline)
    version = autosave()
    assert version.story().headline == "Ferry aground"
    assert version.since < version.at
    keep(desk, article, opened(desk, article), headline="In another tab")
    assert Version.objects.filter(kind=VersionKind.AUTOSAVE).count() == 2


def test_names_typed_for_the_first_time_are_kept_but_not_made(desk):
    article = make_article(credits=())
    data = opened(desk, article)
    add_row(data, "bylines", contributor="Ines Calloway", role="author")
    keep(desk, article, data)
    assert "Ines Calloway" in json.dumps(autosave().typed)
    assert autosave().story().credits[-1].party.name == "Ines Calloway"
    assert not Contributor.objects.exists()


def test_an_autosave_overtaken_on_its_way_changes_nothing(desk):
    article = make_article()
    data = opened(desk, article)
    keep(desk, article, data, headline="Later", words_turn="2")
    keep(desk, article, data, headline="Earlier", words_turn="1")
    assert autosave().typed["headline"] == ["Later"]


def test_what_no_database_keeps_is_left_out(desk):
    article = make_article()
    answer = keep(desk, article, opened(desk, article), headline="A\0B")
    assert answer.status_code == 200
    assert autosave().typed["headline"] == ["AB"]


# A story that is not there yet.


def test_the_first_autosave_of_a_new_story_makes_a_draft_with_its_headline_alone(desk):
    data = opened(desk) | {"headline": "Ferry\nrun", "deck": "A deck", "body": "<p>Text</p>"}
    answer = keep(desk, None, data).json()
    article = Article.objects.get()
    assert (article.headline, article.deck, article.body) == ("Ferry run", "", "")
    assert (article.status, article.created_by.username) == (Status.DRAFT, "chief")
    assert answer["change"] == url(article)
    assert answer["preview"] == url(article, "preview")
    assert autosave().story().deck == "A deck"


def test_a_new_story_is_begun_once_although_the_answer_was_lost(desk):
    data = opened(desk)
    keep(desk, None, data, headline="Ferry")
    keep(desk, None, data, headline="Ferry aground")
    article = Article.objects.get()
    assert autosave().typed["headline"] == ["Ferry aground"]
    assert save(desk, None, data, headline="Ferry aground off Saltmere") == article
    assert Article.objects.get().headline == "Ferry aground off Saltmere"
    assert [version.kind for version in Version.objects.all()] == [VersionKind.SAVE]


def test_unfinished_stories_are_offered_where_a_new_one_begins(desk):
    keep(desk, None, opened(desk), headline="Begun before lunch")
    page = desk.get(url())
    assert "Begun before lunch" in page.content.decode()
    make_user("Reporter", username="mara")
    other = Client()
    other.login(username="mara", password="only a test")
    assert "Begun before lunch" not in other.get(url()).content.decode()


def test_new_stories_that_were_never_saved_are_one_list_by_their_first_words(desk):
    keep(desk, None, opened(desk), headline="Ferry aground", body="<p>It ran.</p>")
    text = "<p>The ferry &amp; its crew</p><p>came home on Monday, said the harbour master.</p>"
    keep(desk, None, opened(desk), headline="", body=text)
    keep(desk, None, opened(desk), headline="", slugline="x")
    words = ["", "The ferry & its crew came home on Monday, said …", "Ferry aground"]
    for page in (desk.get(url()), desk.get("/admin/")):
        assert [story.words for story in page.context["unfinished"]] == words
        shown = " ".join(page.content.decode().split())
        assert "3 new stories of yours were never saved" in shown
        assert "Without words yet" in shown
        assert f"last typed {timezone.localtime():%H}" in shown
    assert desk.get("/admin/").context["drafts"] == []
    story = page.context["unfinished"][2]
    assert "Ferry aground" in desk.get(story.address).content.decode()


def test_new_story_is_discarded_after_a_question_and_its_words_are_kept(desk):
    keep(desk, None, opened(desk), headline="Not this one")
    article = Article.objects.get()
    asked = desk.get(url(article, "discard"))
    assert "Not this one" in asked.content.decode()
    assert Article.objects.get().status == Status.DRAFT
    told = desk.post(url(article, "discard"), follow=True)
    assert "Discarded: “Not this one”" in told.content.decode()
    assert told.context["unfinished"] == desk.get(url()).context["unfinished"] == []
    assert Article.objects.get().status == Status.SPIKED
    assert Version.objects.get().typed["headline"] == ["Not this one"]
    assert desk.post(url(article, "discard")).status_code == 404


def test_nobody_discards_what_was_saved_or_is_another_s(desk):
    saved = make_article(by=make_user("Reporter", username="mara"))
    keep(desk, None, opened(desk), headline="Of the chief")
    begun = Article.objects.get(revision=0)
    other = Client()
    other.login(username="mara", password="only a test")
    for article in (saved, begun):
        assert other.get(url(article, "discard")).status_code == 404
        assert other.post(url(article, "discard")).status_code == 404
    assert not Article.objects.with_status(Status.SPIKED).exists()


# Saving.


def test_a_save_takes_the_autosave_of_its_tab_with_it(desk):
    article = make_article()
    data, other = opened(desk, article), opened(desk, article)
    keep(desk, article, data, headline="Mine")
    keep(desk, article, other, headline="Another tab")
    save(desk, article, data, headline="Mine, saved")
    assert autosave().typed["headline"] == ["Another tab"]


def test_nobody_conflicts_with_themselves(desk):
    article = make_article()
    data = opened(desk, article)
    keep(desk, article, data, headline="Once")
    save(desk, article, data, headline="Once")
    save(desk, article, data, headline="Twice")
    assert Article.objects.get().headline == "Twice"
    assert Article.objects.get().revision == article.revision + 2


def test_an_autosave_that_comes_after_the_save_of_its_tab_is_not_offered(desk):
    article = make_article()
    data = opened(desk, article)
    save(desk, article, data, headline="Saved")
    answer = keep(desk, article, data, headline="Sav").json()
    assert answer["saved"]
    assert answer["seen"] == article.revision + 1
    assert not Version.objects.filter(kind=VersionKind.AUTOSAVE).exists()
    again = data | {"words_tab": answer["tab"], "seen_revision": answer["seen"]}
    assert keep(desk, article, again, headline="Saved, and more").json()["kept"]
    save(desk, article, again, headline="Saved, and more")


def test_a_double_click_on_a_new_story_saves_one(desk):
    data = opened(desk) | {"headline": "Once"}
    assert save(desk, None, data) == save(desk, None, data)
    assert Article.objects.count() == 1


# Refusals.


def test_a_spiked_story_takes_no_autosave_and_says_so(desk):
    article = make_article()
    data = opened(desk, article)
    spike(article, by=None)
    answer = keep(desk, article, data, headline="Too late")
    assert answer.status_code == 403
    assert "Spiked" in answer.json()["why"]
    assert not Version.objects.filter(kind=VersionKind.AUTOSAVE).exists()


def test_only_who_may_change_a_story_keeps_words_for_it(client):
    article = make_article()
    client.force_login(make_user("Reporter"))
    assert keep(client, article, {"words_tab": TAB, "headline": "Mine"}).status_code == 403
    assert keep(client, None, {"words_tab": TAB, "headline": "Mine"}).status_code == 200
    client.logout()
    answer = keep(client, article, {"words_tab": TAB, "headline": "Mine"})
    assert answer.status_code == 401
    assert answer.json()["login"] == "/admin/login/"
    assert keep(client, article, {"words_tab": "<x>"}).status_code == 401


def test_words_of_a_page_are_not_kept_for_who_logged_in_on_it_later(desk, client):
    article = make_article()
    data = opened(desk, article)
    client.force_login(make_user(username="bo", is_superuser=True))
    answer = keep(client, article, data, headline="Not Bo's")
    assert answer.status_code == 403
    assert "Somebody else" in answer.json()["why"]


def test_words_beyond_all_measure_are_refused_with_the_measure(desk):
    article = make_article()
    answer = keep(desk, article, opened(desk, article), body="x" * 2_100_000)
    assert answer.status_code == 413
    assert "2.1 million" in answer.json()["why"]


@pytest.mark.parametrize("tab", ["", "short", "a b c d e f g h", "x" * 41, "<script>alert(1)"])
def test_a_tab_has_a_plain_name(desk, tab):
    article = make_article()
    answer = keep(desk, article, opened(desk, article) | {"words_tab": tab})
    assert answer.status_code == 400
    assert (
        tab == "" or f'"{tab}"' not in desk.post(url(article), {"words_tab": tab}).content.decode()
    )


# Taking up and setting aside.


def test_words_are_offered_taken_up_and_saved(desk):
    article = make_article()
    keep(desk, article, opened(desk, article), headline="Mine", kicker="x" * 300)
    page = desk.get(url(article))
    assert "Words of yours from" in page.content.decode()
    taken = desk.get(f"{url(article)}?words={autosave().pk}")
    typed = fields_of(taken)
    assert (typed["headline"], typed["kicker"]) == ("Mine", "x" * 300)
    assert "Your words from" in taken.content.decode()
    assert "200 characters at most" in taken.content.decode()
    assert Article.objects.get().headline == article.headline
    save(desk, article, typed, kicker="Short")
    assert Article.objects.get().headline == "Mine"
    assert not Version.objects.filter(kind=VersionKind.AUTOSAVE).exists()


def test_words_taken_up_go_on_in_one_autosave(desk):
    article = make_article()
    keep(desk, article, opened(desk, article), headline="Mine")
    version = autosave()
    typed = fields_of(desk.get(f"{url(article)}?words={version.pk}"))
    assert typed["words_tab"] != version.tab
    keep(desk, article, typed, headline="Mine, longer")
    assert (autosave().pk, autosave().typed["headline"]) == (version.pk, ["Mine, longer"])


def test_words_set_aside_stay_among_the_versions(desk):
    article = make_article()
    keep(desk, article, opened(desk, article), headline="Mine")
    address = url(article, f"words/{autosave().pk}")
    response = desk.post(address, {"_aside": "1"}, follow=True)
    assert "stay among the versions" in response.content.decode()
    assert "data-words-offer" not in response.content.decode()
    version = Version.objects.get()
    assert (version.kind, version.typed["headline"]) == (VersionKind.SET_ASIDE, ["Mine"])
    assert fields_of(desk.get(f"{url(article)}?words={version.pk}"))["headline"] == "Mine"


def test_a_story_nobody_saved_is_its_writers_alone_and_its_words_stay(desk):
    keep(desk, None, opened(desk), headline="Begun before lunch")
    article, begun = Article.objects.get(), autosave()
    make_user("Publisher", username="piet")
    chief = Client()
    chief.login(username="piet", password="only a test")
    number = f"{LIST}?q=%23{article.pk}"
    for _round in ("kept", "set aside"):
        for view in (LIST, number, "/admin/"):
            assert "Begun before lunch" not in chief.get(view).content.decode(), view
        row = desk.get(f"{LIST}?view=mine").context["rows"][0]
        assert (row.article, row.state_name, row.moves) == (article, "Never saved", [])
        assert "Begun before lunch" in desk.get(number).content.decode()
        page = desk.get(url(article))
        assert f"?words={begun.pk}" in page.get("Location", "") + page.content.decode()
        address = url(article, f"words/{begun.pk}")
        said = desk.post(address, {"_aside": "1"}, follow=True).content.decode()
        assert "“Begun before lunch” is among My stories" in said
        assert "data-words-offer" not in said
    with pytest.raises(NotAllowed, match="was never saved"):
        set_status(article, Status.IN_REVIEW, by=None)
    taken = fields_of(desk.get(f"{url(article)}?words={begun.pk}"))
    save(desk, article, taken)
    assert "Begun before lunch" in chief.get(LIST).content.decode()


def test_words_of_others_are_neither_offered_nor_opened(desk):
    article = make_article()
    keep(desk, article, opened(desk, article), headline="Mine")
    version = autosave()
    bo = Client()
    bo.force_login(make_user(username="bo", is_superuser=True))
    assert "data-words-offer" in desk.get(url(article)).content.decode()
    assert "data-words-offer" not in bo.get(url(article)).content.decode()
    assert fields_of(bo.get(f"{url(article)}?words={version.pk}"))["headline"] != "Mine"
    assert bo.get(url(article, f"words/{version.pk}")).status_code == 404
    assert bo.post(url(article, f"words/{version.pk}"), {"_aside": "1"}).status_code == 404


def test_words_taken_up_over_a_later_save_meet_it_at_the_next_save(desk):
    article = make_article()
    keep(desk, article, opened(desk, article), headline="Mine")
    version = autosave()
    bo = Client()
    bo.force_login(make_user(username="bo", is_superuser=True, first_name="Bo"))
    save(bo, article, opened(bo, article), headline="Bo's")
    page = desk.get(f"{url(article)}?words={version.pk}")
    assert "The story was saved since" in page.content.decode()
    response = send(desk, article, fields_of(page))
    assert not response.redirect_chain
    assert "Bo saved this story" in response.content.decode()
    assert Article.objects.get().headline == "Bo's"


def test_words_of_a_photo_editor_are_kept_and_taken_up(client):
    article = make_article(lead_photo=Photo(caption="A pier.", supplier="Wire"))
    client.force_login(make_user("Photo editor"))
    keep(client, article, opened(client, article), **{"captions-0-caption": "By noon."})
    typed = fields_of(client.get(f"{url(article)}?words={autosave().pk}"))
    assert typed["captions-0-caption"] == "By noon."
    assert autosave().story().lead_photo.caption == "By noon."
    save(client, article, typed)
    assert Article.objects.get().story().lead_photo.caption == "By noon."


# Races.


@pytest.mark.django_db(transaction=True)
def test_two_autosaves_of_one_tab_at_once_leave_one():
    ContentType.objects.clear_cache()
    user = make_user(username="chief", is_superuser=True)
    article = make_article()
    gate = Barrier(2)

    def hand_over(number):
        client = Client()
        client.force_login(user)
        try:
            for turn in range(4):
                gate.wait(30)
                data = {"words_tab": TAB, "headline": f"{number}.{turn}", "seen_revision": "1"}
                assert keep(client, article, data).status_code == 200
                data = {"words_tab": f"{TAB}-{turn}", "headline": f"{number}.{turn}"}
                gate.wait(30)
                assert keep(client, None, data).status_code == 200
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(hand_over, range(2)))
    assert Version.objects.filter(article=article, kind=VersionKind.AUTOSAVE).count() == 1
    assert Article.objects.exclude(pk=article.pk).count() == 4
    assert Presence.objects.filter(article=article).count() == 1


def test_two_saves_whose_pages_were_not_shown_say_saved_once(desk):
    article = make_article()
    data = opened(desk, article)
    for headline in ("One", "Two"):
        desk.post(url(article), data | {"headline": headline})
    assert desk.get(url(article)).content.decode().count("Saved.</li>") == 1


def test_a_new_story_opened_by_its_own_address_has_the_words_kept_of_it(desk):
    keep(desk, None, opened(desk), headline="Begun before lunch", deck="A deck")
    article = Article.objects.get()
    page = desk.get(url(article), follow=True)
    assert page.redirect_chain == [(f"{url(article)}?words={autosave().pk}", 302)]
    assert fields_of(page)["deck"] == "A deck"
    save(desk, article, fields_of(page))
    assert desk.get(url(article)).status_code == 200
