"""What an import leaves to the desk: doubts settled by one click, and texts put side by side."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.admin.differences import marked
from articles.importing.keep import keep_seed
from articles.importing.reading import Doubt as Question
from articles.importing.seeds import SeedFile, read_stories
from articles.models import Article, Doubt, Edition, OldAddress, Source, Version
from articles.publishing import keep_version
from articles.story import Paragraph, Subhead
from tests.desk import opened, said
from tests.desk import url as story_url
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

TEXT = """\
City

Ferry runs aground off Saltmere with 41 people on board

By Mara Ellison

Nobody was hurt when the ferry ran aground on Monday, the port said. All were brought ashore \
by lifeboat before noon. “We were lucky,” the harbour master said.

What the port says

It was pulled free at high tide, two hours later.

The crossing opens again on Wednesday morning, the port said.

Divers found no damage below the water line, the harbour master said.
"""
SUBHEAD = Question(9, "What the port says", "paragraph", ("subhead", "photo caption"), 0.6)
BYLINE = Question(5, "By Mara Ellison", "byline", ("paragraph",), 0.9)
LIST = "/admin/articles/source/"


@pytest.fixture
def chief():
    return make_user(username="chief", is_superuser=True)


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def bring(tmp_path):
    """A function that imports a text as ferry.txt, in doubt about some lines."""

    def keep(text=TEXT, doubts=(), name="ferry.txt", **fields):
        path = tmp_path / name
        path.write_text(text)
        (found,) = read_stories(SeedFile(path.name, path))
        story = replace(found.reading.story, **fields)
        if doubts:
            kinds = {one.line: Paragraph(one.text) for one in doubts if one.read_as == "paragraph"}
            blocks = [
                next((p for p in kinds.values() if getattr(b, "html", "") == p.html), b)
                for b in story.blocks
            ]
            story = replace(story, blocks=tuple(blocks))
        reading = replace(found.reading, story=story, doubts=tuple(doubts))
        return keep_seed(replace(found, reading=reading))

    return keep


def address(source=None):
    return f"{LIST}{(source or Source.objects.first()).pk}/review/"


def answer(desk, **given):
    return desk.post(address(), given, follow=True)


def edit(**fields):
    article = Article.objects.get()
    Article.load(replace(article.story(), **fields), into=article)
    keep_version(article, by=None)
    return article


def text(response):
    return " ".join(response.content.decode().split())


# The list.


def test_an_import_in_doubt_stands_in_the_list_and_says_why(desk, bring):
    bring(doubts=[SUBHEAD, BYLINE])
    other = "The council met for an hour and adjourned without a vote, the mayor said."
    bring(f"{TEXT.partition('Nobody')[0]}{other}\n", name="clean.txt")
    page = text(desk.get(LIST))
    assert "2 doubts" in page
    assert "ferry.txt" in page
    assert "clean.txt" not in page
    assert "clean.txt" in text(desk.get(f"{LIST}?show=all"))


def test_a_story_without_a_section_stands_in_the_list_until_it_has_one(desk, bring):
    bring(section="")
    assert "no section" in text(desk.get(LIST))
    edit(section="City")
    assert "no section" not in text(desk.get(LIST))


def test_a_spiked_story_leaves_the_list(desk, bring):
    outcome = bring(doubts=[SUBHEAD])
    Article.objects.filter(pk=outcome.article.pk).update(status="spiked")
    assert not Source.objects.to_review().exists()


def test_the_list_costs_the_same_at_any_size(desk, bring, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(15) as queries:
            desk.get(LIST)
        return len(queries)

    def more(numbers):
        for number in numbers:
            bring(TEXT.replace("Ferry", f"Ferry {number}"), [SUBHEAD], f"{number}.txt")

    more(range(3))
    cost()
    few = cost()
    more(range(3, 30))
    assert cost() == few


# Doubts.


def test_the_page_shows_the_line_what_was_read_and_what_else_it_could_be(desk, bring):
    bring(doubts=[SUBHEAD])
    page = text(desk.get(address()))
    assert "Line 9: paragraph?" in page
    assert "right in 60 of 100 such cases" in page
    assert '<tr class="is-doubt"><th scope="row">9</th>' in page
    assert "<mark>What the port says</mark>" in page
    assert "Nobody was hurt when the ferry ran aground" in page
    assert "No: caption of a photo" in page


def test_one_click_accepts_and_the_story_may_go_on(desk, bring, chief):
    bring(doubts=[SUBHEAD])
    before = Article.objects.get().revision
    response = answer(desk, line=9, kind="paragraph")
    doubt = Doubt.objects.get()
    assert (doubt.settled_as, doubt.settled_by) == ("paragraph", chief)
    assert doubt.settled_at
    assert Article.objects.get().revision == before
    assert not Source.objects.to_review().exists()
    assert response.redirect_chain[-1][0] == story_url(Article.objects.get())
    assert "Nothing waits in this import any more." in said(response)


def test_one_click_corrects_and_the_source_is_read_again(desk, bring, chief):
    bring(doubts=[SUBHEAD])
    assert Paragraph("What the port says") in Article.objects.get().story().blocks
    answer(desk, line=9, kind="subhead")
    assert Article.objects.get().story().blocks[1] == Subhead("What the port says")
    version = Version.objects.first()
    assert (version.kind, version.by) == ("import", chief)
    assert Doubt.objects.get().settled_as == "subhead"


def test_something_else_is_chosen_from_all_kinds(desk, bring):
    bring(doubts=[SUBHEAD])
    answer(desk, line=9, kind="", other="subhead")
    assert Article.objects.get().story().blocks[1] == Subhead("What the port says")


def test_a_correction_leaves_what_was_edited_meanwhile(desk, bring):
    bring(doubts=[SUBHEAD])
    edit(headline="Ferry aground: all safe")
    answer(desk, line=9, kind="subhead")
    story = Article.objects.get().story()
    assert story.headline == "Ferry aground: all safe"
    assert story.blocks[1] == Subhead("What the port says")


def test_each_answer_counts_when_another_is_given(desk, bring):
    bring(doubts=[Question(11, "It was pulled free at high tide, two hours later.", "paragraph")])
    answer(desk, line=11, kind="subhead")
    source = Source.objects.get()
    Doubt.objects.create(source=source, line=13, text="The crossing", read_as="paragraph")
    answer(desk, line=13, kind="subhead")
    kinds = [type(block) for block in Article.objects.get().story().blocks]
    assert kinds == [Paragraph, Subhead, Subhead, Subhead, Paragraph]


def test_all_lines_at_once_are_as_they_were_read(desk, bring):
    bring(doubts=[SUBHEAD, BYLINE])
    answer(desk, all_as_read="1")
    assert not Doubt.objects.open().exists()


@pytest.mark.parametrize("kind", ["poem", "unplaced in the sky", ""])
def test_a_kind_that_is_none_is_refused_in_words(desk, bring, kind):
    bring(doubts=[SUBHEAD])
    assert "Nothing was changed" in said(answer(desk, line=9, kind=kind))
    assert Doubt.objects.open().count() == 1


def test_an_answer_that_leaves_no_story_is_refused_in_words(desk, bring):
    bring(doubts=[SUBHEAD._replace(line=3)])
    response = answer(desk, line=3, kind="unplaced")
    assert "Nothing was changed" in said(response)
    assert Article.objects.get().headline.startswith("Ferry runs aground")
    assert Doubt.objects.open().count() == 1


def test_an_answer_that_does_not_fit_its_column_is_refused_in_words(desk, bring):
    bring(
        TEXT + f"\nTags: {'x' * 120}\n", [Question(19, "Tags: x", "paragraph", ("tags",))], tags=()
    )
    assert "Nothing was changed" in said(answer(desk, line=19, kind="tags"))
    assert Doubt.objects.open().count() == 1


@pytest.mark.parametrize("line", ["", "x", "99", "9" * 30, "²"])
def test_a_line_that_is_none_changes_nothing(desk, bring, line):
    bring(doubts=[SUBHEAD])
    assert answer(desk, line=line, kind="subhead").status_code == 200
    assert Doubt.objects.open().count() == 1


def test_doubts_stand_on_the_page_of_the_story_and_among_what_is_missing(desk, bring):
    bring(doubts=[SUBHEAD])
    page = text(desk.get(story_url(Article.objects.get())))
    assert f'<a href="{address()}">1 doubt</a>' in page
    assert "1 unresolved import doubt" in page


def test_publishing_in_spite_of_doubts_needs_a_reason(desk, bring):
    bring(doubts=[SUBHEAD])
    article = Article.objects.get()
    data = {"_publish": "1"}
    form = opened(desk, article)
    response = desk.post(story_url(article), form | data, follow=True)
    assert "Saved, but not published" in said(response)
    assert response.content.decode().count("1 unresolved import doubt") == 2
    assert not Edition.objects.exists()
    form = opened(desk, article)
    desk.post(story_url(article), form | data | {"despite": "Checked with the port"})
    assert Edition.objects.live().exists()


# Two texts.


def conflict(bring, doubts=()):
    bring()
    edit(headline="Ferry aground: all safe", deck="Port opens an inquiry")
    bring(TEXT.replace("41", "42"), doubts)


def test_what_changed_on_both_sides_is_shown_word_by_word(desk, bring):
    conflict(bring)
    page = text(desk.get(address()))
    assert '<mark class="ours">aground: all safe</mark>' in page
    assert '<mark class="theirs">runs aground off Saltmere with 42 people on board</mark>' in page
    assert "Changed here and in the source" in page
    assert "Kept as edited here" in page
    assert "Port opens an inquiry" in page


def test_the_sources_text_of_one_part_is_taken_and_ours_stays_a_version(desk, bring, chief):
    conflict(bring)
    answer(desk, take="headline", revision=Article.objects.get().revision)
    article = Article.objects.get()
    assert article.headline.endswith("42 people on board")
    assert article.deck == "Port opens an inquiry"
    assert not Source.objects.to_review().exists()
    assert Version.objects.first().by == chief
    headlines = [version.story().headline for version in Version.objects.all()]
    assert "Ferry aground: all safe" in headlines


def test_keeping_ours_settles_it_and_the_next_file_does_not_ask_again(desk, bring):
    conflict(bring)
    answer(desk, leave="headline", revision=Article.objects.get().revision)
    assert not Source.objects.to_review().exists()
    outcome = bring(TEXT.replace("41", "42").replace("two hours", "three hours"))
    assert outcome.conflicts == ()
    assert Article.objects.get().headline == "Ferry aground: all safe"


def test_a_decision_on_a_text_that_changed_meanwhile_is_not_taken(desk, bring):
    conflict(bring)
    response = answer(desk, take="headline", revision=1)
    assert "saved by somebody else meanwhile" in said(response)
    assert Article.objects.get().headline == "Ferry aground: all safe"


def test_an_import_with_a_newer_one_after_it_decides_nothing(desk, bring):
    conflict(bring)
    old = Source.objects.first()
    bring(TEXT.replace("41", "43"))
    revision = Article.objects.get().revision
    response = desk.post(address(old), {"take": "headline", "revision": revision}, follow=True)
    assert "A newer file of this story came meanwhile" in said(response)
    assert Article.objects.get().headline == "Ferry aground: all safe"
    assert "A newer file of this story has come since" in text(desk.get(address(old)))


def test_marked_words_are_those_that_only_one_text_has():
    ours, theirs = marked("the red ferry sank", "the ferry sank slowly")
    assert [words.strip() for words, is_marked in ours if is_marked] == ["red"]
    assert "".join(words for words, _marked in theirs) == "the ferry sank slowly"
    assert any("slowly" in words for words, is_marked in theirs if is_marked)


def test_a_text_of_any_length_is_shown():
    long = "word " * 50_000
    assert marked(long, "other") == ([(long, True)], [("other", True)])


def test_parts_kept_as_edited_are_listed_even_where_nothing_waits(desk, bring):
    bring()
    edit(deck="Port opens an inquiry")
    bring(TEXT.replace("41", "42"))
    page = text(desk.get(address()))
    assert "Nothing waits in this import." in page
    assert "Port opens an inquiry" in page
    answer(desk, take="deck", revision=Article.objects.get().revision)
    assert Article.objects.get().deck == ""


# Likeness.


def test_an_import_like_another_points_to_it_until_it_is_settled(desk, bring):
    first = bring().article
    second = bring(TEXT.replace("two hours", "three hours"), name="like.txt").article
    page = text(desk.get(address()))
    assert f'<a href="{story_url(first)}">{first}</a>' in page
    desk.post(address(), {"apart": "1"})
    assert not Source.objects.to_review().exists()
    assert second.editions.count() == 0


# Who may.


def test_a_reporter_may_look_but_not_settle(client, bring):
    bring(doubts=[SUBHEAD])
    client.force_login(make_user("Reporter"))
    page = text(client.get(address()))
    assert "You can look at this import; others settle it." in page
    assert "<mark>What the port says</mark>" in page
    assert 'name="kind"' not in page
    assert client.post(address(), {"line": 9, "kind": "subhead"}).status_code == 403
    assert Doubt.objects.open().count() == 1


def test_an_editor_settles_imports_of_their_sections_only(client, bring):
    article = bring(doubts=[SUBHEAD]).article
    client.force_login(make_user("Editor", sections=[article.section]))
    assert client.post(address(), {"line": 9, "kind": "subhead"}).status_code == 302
    bring(TEXT.replace("City", "World").replace("Ferry", "Tanker"), [SUBHEAD], "b.txt")
    assert client.post(address(), {"line": 9, "kind": "subhead"}).status_code == 403


def test_strangers_see_nothing(client, bring):
    bring(doubts=[SUBHEAD])
    assert client.get(address()).status_code == 302
    client.force_login(make_user(username="nobody"))
    assert client.get(address()).status_code == 404


def test_answers_from_another_site_are_refused(desk, bring, chief):
    bring(doubts=[SUBHEAD])
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chief)
    assert strict.post(address(), {"line": 9, "kind": "subhead"}).status_code == 403


def test_hostile_text_is_shown_as_text(desk, bring):
    bring(doubts=[SUBHEAD._replace(text="<script>alert(1)</script>")], deck="<b>")
    edit(deck="<script>alert(2)</script>")
    bring(TEXT.replace("41", "42"), [SUBHEAD], deck="<img src=x onerror=alert(3)>")
    page = desk.get(address()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_an_old_address_is_added_by_hand(desk):
    article = make_article()
    given = {"path": "https://old.example/2019/ferry/?utm_source=x", "article": article.pk}
    desk.post("/admin/articles/oldaddress/add/", given)
    assert OldAddress.objects.get().path == "/2019/ferry"
    response = desk.post("/admin/articles/oldaddress/add/", given | {"path": "/"})
    assert "Write the path of one page" in response.content.decode()


def test_old_addresses_are_listed_and_searched(desk):
    OldAddress.objects.create(path="/2019/ferry.html", article=make_article())
    assert "/2019/ferry.html" in text(desk.get("/admin/articles/oldaddress/?q=2019"))
