"""Stories saved, published and refused through the form of the desk."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import (
    Article,
    Edition,
    Event,
    Photo,
    Section,
    Version,
)
from articles.publishing import publish, set_embargo, spike, withdraw
from articles.story import Credit, Paragraph, Party
from articles.story import Photo as PhotoBlock
from articles.story import Video as VideoBlock
from articles.vocabulary import EditionKind, Status
from tests.desk import add_row, desk, opened, picture, said, save, send, url
from tests.factories import make_article, make_edition, make_story, make_user

__all__ = ["desk"]  # a fixture

pytestmark = pytest.mark.django_db

PLACE = '<figure data-caption="KEY123"></figure>'
VIDEO_PLACE = '<figure data-video="KEY123"></figure>'


# Saving.


def test_saving_untouched_changes_nothing_readers_would_see(desk):
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    article = make_article(lead_photo=lead, tags=("b", "a, c"), credits=(Credit(Party("Jo Dray")),))
    before = article.story()
    after = save(desk, article, opened(desk, article))
    assert after.story() == before
    assert after.revision == article.revision
    assert Version.objects.get().story() == before


def test_a_live_story_saved_as_it_was_has_no_unpublished_changes(desk):
    blocks = (*make_story().blocks, PhotoBlock("A pier.", "Planks.", supplier="Wire"))
    article = make_edition(blocks=blocks, tags=("b", "a, c")).article
    page = send(desk, article, opened(desk, article), _verb="schedule")
    assert "with unpublished changes" not in page.content.decode()
    page = send(desk, article, opened(desk, article), ed_note="Call Vance", deck="New")
    assert "with unpublished changes" in page.content.decode()


def test_who_may_change_the_photos_alone_changes_nothing_else(client):
    photo_editor = make_user("Photo editor")
    client.force_login(photo_editor)
    lead = PhotoBlock(caption="A pier.", alt_text="A pier.", supplier="Wire")
    article = make_article(
        lead_photo=lead, tags=("b", "a, c"), credits=(Credit(Party("Jo Dray")),),
        dateline="SALTMERE", published_at=timezone.now(),
    )  # fmt: skip
    before = article.story()
    after = save(client, article, opened(client, article))
    assert after.story() == before
    assert after.revision == article.revision
    data = opened(client, article) | {"captions-0-alt_text": "Planks.", "headline": "Mine"}
    after = save(client, article, data)
    assert after.story() == replace(before, lead_photo=replace(lead, alt_text="Planks."))
    assert after.revision == article.revision + 1


def test_new_story_belongs_to_who_wrote_it(desk):
    article = save(desk, None, opened(desk), headline="Ferry\nruns   aground", body="Hello")
    assert article.created_by.username == "chief"
    assert (article.headline, article.body) == ("Ferry runs   aground", "<p>Hello</p>")
    assert article.versions.count() == 1


def test_hostile_html_comes_out_harmless(desk):
    body = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'
    assert save(desk, None, opened(desk), headline="A", body=body).body == "<p>ab</p>"


def test_what_is_wrong_is_named_once_with_a_link_to_its_field(desk):
    article = make_article(lead_photo=PhotoBlock(caption="A pier.", alt_text="A pier."))
    wrong = {
        "headline": "", "kicker": "x" * 201, "slug": "no slug!", "tags": "y" * 101,
        "captions-0-credit": "z" * 2001,
    }  # fmt: skip
    data = opened(desk, article)
    add_row(data, "bylines", contributor="", role="author", printed="By the crew")
    add_row(data, "related_links", title="A", url="javascript:alert(1)")
    page = send(desk, article, data, **wrong)
    told = [(mistake.message, mistake.target) for mistake in page.context["mistakes"]]
    assert [message.replace("y" * 101, "y…") for message, _target in told] == [
        "Write a headline.",
        "Kicker: 200 characters at most; here are 201.",
        "Slug: Letters, digits and hyphens alone: ferry-aground.",
        "Tags: “y…” is too long for a tag; 100 characters at most.",
        "Photo 1, “A pier.”: Credit: 1001 characters at most; here are 2001.",
        "Credit 2, “By the crew”: “Name” is needed.",
        "Related 1, “A”: Or address: This is no address of the web; write it like https://example.com/page.",
    ]
    html = page.content.decode()
    for message, target in told:
        assert html.count(f'href="#{target}"') == 1
        assert f'id="{target}"' in html
        at_field = re.sub(r"^(Photo|Credit|Related) \d[^:]*: ", "", message)
        assert html.count(at_field.partition(": ")[2] or at_field) == 2  # at its field too


def test_what_is_wrong_in_a_row_is_said_of_it_as_readers_count(desk):
    photos = [PhotoBlock(f"Number {n}", "A pier.", "Wire") for n in (2, 3)]
    article = make_article(
        lead_photo=PhotoBlock("", "The first of all, seen from the sea " * 2, "Wire"),
        blocks=(Paragraph("x"), *photos, VideoBlock(title="The lamp")),
    )
    data = opened(desk, article)
    texts = {f"captions-{n}-credit": "z" * 2001 for n in range(3)}
    page = send(desk, article, data | texts | {"videos-0-duration": "long"})
    told = {mistake.target: mistake.message for mistake in page.context["mistakes"]}
    assert set(told) == {f"id_{name}" for name in (*texts, "videos-0-duration")}
    starts = sorted(message.partition(": ")[0] for message in told.values())
    assert starts == [
        "Photo 1, “The first of all, seen from the sea The…”",
        "Photo 2, “Number 2”",
        "Photo 3, “Number 3”",
        "Video 1, “The lamp”",
    ]
    data["body"] = data["body"].replace("<figure", "<p")  # two photos are out of the text now
    page = send(desk, article, data | {"captions-0-is_lead": "True", "captions-1-is_lead": "True"})
    [lead] = page.context["mistakes"]
    assert lead.message.endswith(": A story has one lead photo; put this one into the text.")
    assert lead.target.endswith("-alt_text")


def test_stale_save_is_refused_and_keeps_what_was_typed(desk):
    article = make_article()
    data = opened(desk, article)
    save(desk, article, opened(desk, article), headline="Theirs")
    response = send(desk, article, data, headline="Mine")
    assert not response.redirect_chain
    assert "after you opened it" in response.content.decode()
    assert Version.objects.unsaved_of(response.wsgi_request.user).get().story().headline == "Mine"
    assert Article.objects.get().headline == "Theirs"
    mine = save(desk, article, data, headline="Mine", overwrite=article.revision + 1)
    assert mine.headline == "Mine"
    kept = [version.story().headline for version in Version.objects.all()]
    assert kept == ["Mine", "Theirs"]


def test_choice_to_overwrite_does_not_cover_a_third_save(desk):
    article = make_article()
    data = opened(desk, article)
    for headline in ("Theirs", "Theirs again"):
        save(desk, article, opened(desk, article), headline=headline)
    send(desk, article, data, headline="Mine", overwrite=article.revision + 1)
    assert Article.objects.get().headline == "Theirs again"


def test_desk_state_changed_meanwhile_is_not_written_back(desk):
    article = make_article()
    data = opened(desk, article)
    Article.objects.update(status=Status.IN_REVIEW, held=True)
    after = save(desk, article, data)
    assert (after.status, after.held) == (Status.IN_REVIEW, True)


def test_tags_keep_their_order_and_known_spelling(desk):
    make_article(tags=("Harbour",))
    article = save(desk, None, opened(desk), headline="A", tags='zoo, harbour, "a, b", zoo')
    assert article.tag_names() == ("zoo", "Harbour", "a, b")


# Publishing.


def test_publishing_says_where_readers_find_it(desk):
    article = make_article()
    response = send(desk, article, opened(desk, article), _publish="1")
    edition = Edition.objects.get()
    assert edition.get_absolute_url() in said(response)
    assert desk.get(edition.get_absolute_url()).status_code == 200


def test_a_first_publication_says_what_goes_out_where_and_when_before_it_does(desk):
    article = make_article(headline="Ferry <returns>")
    panel = desk.get(url(article)).content.decode().partition('class="publish-panel"')[2]
    panel = panel.partition("</details>")[0]
    address = f"/city/ferry-returns-{article.pk}"
    for words in ("Ferry &lt;returns&gt;", ">City<", address, "now, for all readers"):
        assert words in panel
    assert address in desk.get(url(article, "publish")).content.decode()

    set_embargo(article, timezone.now() + timedelta(hours=7), by=None)
    assert "when its embargo ends: " in desk.get(url(article)).content.decode()

    new = desk.get(url()).content.decode()
    assert "no section yet</span>" in new
    assert "goes-out" not in desk.get(url(make_edition().article)).content.decode()


def test_what_is_missing_is_listed_with_links(desk):
    response = send(desk, None, opened(desk) | {"headline": "A"}, _publish="1")
    assert "Saved, but not published." in said(response)
    page = response.content.decode()
    assert 'data-problem="section"' in page
    assert 'data-problem="body"' in page
    assert not Edition.objects.exists()


def test_change_of_a_live_story_is_called_substantive_or_minor(desk):
    article = make_edition().article
    response = send(desk, article, opened(desk, article), headline="New", _publish="1")
    assert "substantive or minor" in said(response)
    assert Edition.objects.count() == 1
    assert ", with unpublished changes" in response.content.decode()
    send(desk, article, opened(desk, article), kind="minor", _publish="1")
    assert Edition.objects.first().kind == EditionKind.MINOR


def test_kind_of_an_edition_cannot_be_invented(desk):
    article = make_edition().article
    send(desk, article, opened(desk, article), kind="withdrawal", _publish="1")
    assert Edition.objects.count() == 1


def test_edition_that_waits_is_asked_about(desk):
    article = make_article()
    publish(article, by=None, at=timezone.now() + timedelta(hours=2))
    response = send(desk, article, opened(desk, article), _publish="1")
    assert "An edition waits" in said(response)
    send(desk, article, opened(desk, article), waiting="refreeze", _publish="1")
    assert Edition.objects.live().count() == 1
    assert Edition.objects.pending().count() == 1


def test_withdrawn_story_shows_its_notice_and_why_is_kept(desk):
    edition = make_edition()
    page = desk.get(url(edition.article))
    assert url(edition.article, "withdraw") in page.content.decode()
    given = {"confirm": "1", "notice": "It was wrong.", "reason": "Lawyers"}
    assert desk.get(url(edition.article, "withdraw")).status_code == 200
    assert Edition.objects.live().exists()
    desk.post(url(edition.article, "withdraw"), given)
    assert desk.get(edition.get_absolute_url()).status_code == 410
    assert Event.objects.first().reason == "Lawyers"


def test_hold_and_release_need_a_reason(desk):
    edition = make_edition()
    desk.post(url(edition.article, "hold"), {"confirm": "1", "reason": " "})
    assert desk.get(edition.get_absolute_url()).status_code == 200
    desk.post(url(edition.article, "hold"), {"confirm": "1", "reason": "Court"})
    assert desk.get(edition.get_absolute_url()).status_code == 404
    desk.post(url(edition.article, "release"), {"confirm": "1", "reason": "Lifted"})
    assert desk.get(edition.get_absolute_url()).status_code == 200


# Looking.


def test_preview_is_private_and_never_indexed(desk):
    article = make_article(section="")
    Article.objects.update(section=None)
    for name in ("preview", "preview/page", "preview/cards"):
        response = desk.get(url(article, name))
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


def test_preview_of_typed_words_writes_nothing(desk):
    data = opened(desk) | {"headline": "Only looking", "body": PLACE}
    add_row(data, "captions", key="KEY123", caption="At noon.", upload=picture())
    response = desk.post("/admin/articles/article/preview/", data)
    html = desk.get(f"{response['Location']}page/").content.decode()
    assert "Only looking" in html
    assert "At noon." in html
    assert not Article.objects.exists()
    assert not Photo.objects.exists()


def test_version_and_edition_open_as_readers_would_see_them(desk):
    edition = make_edition()
    save(desk, edition.article, opened(desk, edition.article), headline="Another")
    version = Version.objects.get()
    assert "Another" in desk.get(f"/admin/articles/version/{version.pk}/page/").content.decode()
    page = desk.get(f"/admin/articles/edition/{edition.pk}/page/")
    assert "Ferry runs aground" in page.content.decode()
    withdraw(edition.article, by=None, notice="Wrong.", reason="Wrong")
    assert desk.get(f"/admin/articles/edition/{edition.pk + 1}/page/").status_code == 404


def test_slug_of_a_live_story_can_change_and_the_old_address_leads_on(desk):
    edition = make_edition()
    old = edition.get_absolute_url()
    data = opened(desk, edition.article) | {"slug": "new-words", "kind": "minor", "_publish": "1"}
    send(desk, edition.article, data)
    assert desk.get(old).status_code == 301
    assert "/new-words-" in desk.get(old)["Location"]


def test_section_is_chosen_from_those_there_are(desk):
    section = Section.objects.create(name="Harbour", slug="harbour")
    query = "term=har&app_label=articles&model_name=article&field_name=section"
    found = desk.get(f"/admin/autocomplete/?{query}").json()["results"]
    assert found == [{"id": str(section.pk), "text": "Harbour"}]


def test_a_topic_typed_in_signs_alone_has_an_address(desk):
    article = save(desk, None, opened(desk) | {"headline": "Only signs", "tags": "!!!, ???"})
    assert article.tag_names() == ("!!!", "???")
    assert all(tag.slug for tag in article.tags.all())


def test_what_readers_have_exactly_so_is_not_published_once_more(desk):
    article = make_edition().article
    data = opened(desk, article)
    response = send(desk, article, data, _publish="update")
    assert "Readers have exactly this" in said(response)
    assert article.editions.count() == 1
    send(desk, article, opened(desk, article), headline="New", _publish="update")
    assert article.editions.count() == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One.\n\nTwo\nlines.\n\nThree & 5*3*2 < 40.",
         "<p>One.</p>\n<p>Two<br>lines.</p>\n<p>Three &amp; 5*3*2 &lt; 40.</p>"),
        ("Lede.\n\n## Sub\n\n- a\n- b\n\n1. x\n2. y",
         "<p>Lede.</p>\n<h2>Sub</h2>\n<ul><li>a</li><li>b</li></ul>\n<ol><li>x</li><li>y</li></ol>"),
        ("<p>Saved <a href=\"https://a.example/\">before</a>.</p>\n\nNew.\n\nNewer <em>still</em>.",
         '<p>Saved <a href="https://a.example/">before</a>.</p>\n<p>New.</p>\n'
         "<p>Newer <em>still</em>.</p>"),
        ("<script>alert(1)</script>\n\nText.", "<p>Text.</p>"),
    ],
)  # fmt: skip
def test_a_text_typed_without_scripts_keeps_its_paragraphs(desk, typed, kept):
    article = save(
        desk, None, opened(desk), headline="Typed plainly", body=typed.replace("\n", "\r\n")
    )
    assert article.body == kept
    assert save(desk, article, opened(desk, article), kicker="K").body == kept


def test_a_spiked_story_says_how_to_go_on_to_those_who_may(desk):
    article = make_article()
    spike(article, by=None)
    assert "take it back to go on" in desk.get(url(article)).content.decode()
