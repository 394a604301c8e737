"""A login that ran out costs no word: the form waits on the login page and comes back whole."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client

from articles.models import Article, Version
from articles.publishing import spike
from tests.desk import desk, fields_of, opened, picture, said, save, url
from tests.factories import make_article, make_edition, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/autosave/"

LOGIN = "/admin/articles/article/login/"
HOSTILE = '"><script>alert(1)</script>\r\n&amp;'


def expired(client, article, data, **more):
    """Save with a login that ran out; return the page and what its form would send."""
    Session.objects.all().delete()
    page = client.post(url(article), data | more)
    assert page.status_code == 200
    return page, fields_of(page, "login-form")


def log_in(client, carried, username="chief", password="only a test"):
    return client.post(LOGIN, carried | {"username": username, "password": password})


def test_a_save_without_a_login_comes_back_bound_after_it(desk):
    article = make_article()
    page, carried = expired(
        desk, article, opened(desk, article), headline=HOSTILE, kicker="x" * 300, _publish="1"
    )
    assert "<script>alert" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    response = log_in(desk, carried)
    version = Version.objects.get()
    assert response["Location"] == f"{url(article)}?words={version.pk}"
    typed = fields_of(desk.get(response["Location"]))
    assert typed["headline"] == HOSTILE
    assert typed["kicker"] == "x" * 300
    assert Article.objects.get().headline == article.headline
    save(desk, article, typed, headline="Saved at last", kicker="")


def test_a_new_story_comes_back_too(desk):
    _page, carried = expired(desk, None, opened(desk), headline="New", body="<p>Text</p>")
    response = log_in(desk, carried)
    article = Article.objects.get()
    assert (article.headline, article.body, article.revision) == ("New", "", 0)
    assert fields_of(desk.get(response["Location"]))["body"] == "<p>Text</p>"


def test_the_words_of_the_save_come_back_not_those_of_an_earlier_autosave(desk):
    article = make_article()
    data = opened(desk, article)
    desk.post(url(article, "autosave"), data | {"headline": "Earlier", "words_turn": "7"})
    _page, carried = expired(desk, article, data, headline="Latest")
    typed = fields_of(desk.get(log_in(desk, carried)["Location"]))
    assert typed["headline"] == "Latest"
    assert Version.objects.count() == 1


def test_a_save_under_somebody_elses_login_waits_for_who_typed_it(desk):
    make_user(username="bo", is_superuser=True)
    article = make_article()
    data = opened(desk, article)
    desk.login(username="bo", password="only a test")
    page = desk.post(url(article), data | {"headline": "Mine"})
    assert "Somebody else is logged in now" in page.content.decode()
    assert log_in(desk, fields_of(page, "login-form")).status_code == 302
    assert Version.objects.get().by.username == "chief"


def test_a_page_older_than_the_login_loses_no_word_without_scripts():
    chief = make_user(username="chief", is_superuser=True)
    article = make_article()
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)
    data = opened(client, article) | {"headline": "Mine"}
    client.cookies.pop("csrftoken")
    client.get(url(article))
    response = client.post(url(article), data)
    assert fields_of(client.get(response["Location"]))["headline"] == "Mine"
    assert Article.objects.get().headline == article.headline
    client.logout()
    page = client.post(url(article), data)
    assert "Everything you typed is kept on this page" in page.content.decode()
    forged = data | {"words_writer": f"{chief.pk}:forged"}
    assert client.post(url(article), forged).status_code == 403
    assert client.post("/admin/articles/section/add/", data).status_code == 403


def test_a_page_whose_cookies_are_gone_is_told_that_its_login_has_ended():
    make_user(username="chief", is_superuser=True)
    client, article = Client(enforce_csrf_checks=True), make_article()
    client.login(username="chief", password="only a test")
    data = opened(client, article)
    client.cookies.clear()
    for address in (url(article, "autosave"), url(article, "presence"), NEW):
        answer = client.post(address, data)
        assert (answer.status_code, answer.json()["why"]) == (401, "Your login has ended.")
    client.login(username="chief", password="only a test")
    answer = client.post(url(article, "autosave"), data | {"csrfmiddlewaretoken": "old"})
    assert answer.status_code == 403
    assert "of an earlier login" in answer.json()["why"]
    assert not Version.objects.exists()


def test_a_wrong_password_keeps_the_words_on_the_page(desk):
    article = make_article()
    _page, carried = expired(desk, article, opened(desk, article), headline="Mine")
    page = log_in(desk, carried, password="wrong")
    again = fields_of(page, "login-form")
    assert again["words"] == carried["words"]
    assert log_in(desk, again).status_code == 302
    assert Version.objects.get().typed["headline"] == ["Mine"]


def test_words_wait_for_who_typed_them(desk):
    make_user(username="bo", is_superuser=True, first_name="Bo")
    article = make_article()
    _page, carried = expired(desk, article, opened(desk, article), headline="Mine")
    page = log_in(desk, carried, "bo")
    assert "somebody else than Bo" in page.content.decode()
    assert not Session.objects.exists()
    assert not Version.objects.exists()
    assert log_in(desk, fields_of(page, "login-form")).status_code == 302


def test_words_nobody_may_keep_any_more_stay_on_the_page(desk):
    article = make_article()
    _page, carried = expired(desk, article, opened(desk, article), headline="Mine")
    spike(article, by=None)
    page = log_in(desk, carried)
    assert "Spiked" in page.content.decode()
    assert fields_of(page, "login-form")["words"] == carried["words"]
    assert not Session.objects.exists()


def test_files_are_told_as_missing(desk):
    article = make_article()
    data = opened(desk, article)
    page, carried = expired(desk, article, data, **{"captions-0-upload": picture()})
    assert "pier.jpg" in page.content.decode()
    taken = desk.get(log_in(desk, carried)["Location"])
    assert "The file pier.jpg was chosen" in taken.content.decode()


def test_words_beyond_all_measure_are_not_carried_and_the_page_says_so(desk):
    article = make_article()
    page, carried = expired(desk, article, opened(desk, article), body="x" * 2_100_000)
    assert "2.1 million" in page.content.decode()
    assert carried == {}


@pytest.mark.parametrize(
    "words", ["", "[]", "null", "{", '{"headline": "A"}', '{"headline": [1]}', "[" * 9999]
)
def test_what_no_page_of_ours_carries_is_refused(desk, words):
    article = make_article()
    carried = {"words": words, "story": article.pk, "next": "https://example.com/"}
    desk.logout()
    page = log_in(desk, carried)
    assert page.status_code == 200
    assert not Version.objects.exists()
    assert not Session.objects.exists()


def test_who_logged_in_on_another_page_meanwhile_goes_on_too():
    make_user(username="chief", is_superuser=True)
    client, article = Client(enforce_csrf_checks=True), make_article()
    client.login(username="chief", password="only a test")
    data = opened(client, article)
    Session.objects.all().delete()
    page = client.post(url(article), data | {"headline": "Mine"})
    carried = fields_of(page, "login-form")
    client.login(username="chief", password="only a test")
    response = log_in(client, carried | {"csrfmiddlewaretoken": "of-an-earlier-login"})
    assert fields_of(client.get(response["Location"]))["headline"] == "Mine"


def test_nobody_is_led_elsewhere_or_sent_in_by_another_page(desk):
    article = make_article()
    _page, carried = expired(desk, article, opened(desk, article), headline="Mine")
    assert log_in(desk, carried | {"next": "https://example.com/"})["Location"].startswith("/admin")
    other = Client(enforce_csrf_checks=True)
    assert log_in(other, carried).status_code == 403
    make_user("Reporter", username="other")
    other.login(username="other", password="only a test")
    assert log_in(other, carried).status_code == 403
    assert Version.objects.count() == 1
    assert other.post(url(article), {"headline": "Forged"}).status_code == 403


def test_halves_of_characters_are_left_out(desk):
    article = make_article()
    desk.logout()
    carried = {"words": '{"headline": ["A\\ud800\\u0000B"]}', "story": article.pk}
    assert log_in(desk, carried).status_code == 302
    assert Version.objects.get().typed["headline"] == ["AB"]


def test_a_script_that_saves_is_told_where_to_go(desk):
    article = make_article()
    data = opened(desk, article)
    answer = desk.post(url(article), data, headers={"X-Words": "1"})
    assert answer.json() == {"to": url(article)}


# Words on the page of a step.


def step_of(client, path):
    """Open the page of a step; return what its form would send besides what is typed."""
    page = client.get(path).content.decode()
    return dict(re.findall(r'name="(words_writer|revision)" value="([^"]+)"', page))


def test_a_step_whose_login_ended_comes_back_as_it_was_typed_and_nothing_is_done(desk):
    article = make_edition().article
    path = url(article, "withdraw")
    typed = step_of(desk, path) | {"notice": HOSTILE, "reason": "A judge", "confirm": "1"}
    Session.objects.all().delete()
    page = desk.post(path, typed)
    assert "<script>alert" not in page.content.decode()
    response = log_in(desk, fields_of(page, "login-form"))
    assert response["Location"] == path
    back = desk.get(path)
    assert "Your login had ended" in said(back)
    assert [back.context["form"][name].value() for name in ("notice", "reason")] == [
        HOSTILE, "A judge",
    ]  # fmt: skip
    assert article.editions.count() == 1
    assert not desk.get(path).context["form"]["notice"].value()


def test_a_step_is_gone_on_with_by_who_logged_in_again_elsewhere():
    strict = Client(enforce_csrf_checks=True)
    make_user(username="chief", is_superuser=True)
    article = make_edition().article
    strict.force_login(get_user_model().objects.get())
    path = url(article, "withdraw")
    typed = step_of(strict, path) | {"notice": "Wrong company.", "csrfmiddlewaretoken": "old"}
    assert strict.post(path, typed | {"confirm": "1"})["Location"] == path
    assert strict.get(path).context["form"]["notice"].value() == "Wrong company."
    assert article.editions.count() == 1
    unsigned = {name: value for name, value in typed.items() if name != "words_writer"}
    assert strict.post(path, unsigned).status_code == 403


def test_a_step_leads_to_no_other_site(desk):
    path = url(make_edition().article, "withdraw")
    typed = step_of(desk, path) | {"notice": "Wrong company."}
    Session.objects.all().delete()
    carried = fields_of(desk.post(path, typed), "login-form")
    response = log_in(desk, carried | {"words_step": "https://elsewhere.example/"})
    assert response["Location"] == "/admin/"
