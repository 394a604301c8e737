"""Stories, people and photos for tests, made through the doors the newsroom itself uses."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from articles.models import Article
from articles.publishing import publish
from articles.story import Credit, Paragraph, Party, Story


def make_story(headline="Ferry runs aground off Saltmere", **fields):
    fields = {
        "section": "City",
        "credits": (Credit(Party("Ines Calloway")),),
        "blocks": (Paragraph("The ferry ran aground on Monday."),),
    } | fields
    return Story(headline=headline, **fields)


def make_article(story=None, *, by=None, **fields):
    """Return a saved working copy of `story`, or of make_story(**fields)."""
    with transaction.atomic():
        return Article.load(story or make_story(**fields), created_by=by)


def make_edition(story=None, *, at=None, by=None, **fields):
    """Return a published edition; `at` is the hour it goes live (default: now)."""
    article = make_article(story, by=by, **fields)
    return publish(article, by=by, at=at, despite="a test")


def make_user(role=None, *, username=None, sections=(), **fields):
    """Return a user who may log in to the admin; `role` names a group such as "Reporter"."""
    name = username or (role or "admin").lower().replace(" ", "-")
    user = get_user_model().objects.create_user(
        name, email=f"{name}@example.com", password="only a test", is_staff=True, **fields
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    for section in sections:
        section.editors.add(user)
    return user
