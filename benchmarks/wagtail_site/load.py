"""Load stories (Story.to_json(), one a line) the way the documentation of Wagtail shows.

python -m benchmarks.wagtail_site.load stories.jsonl COUNT TURNS
"""

import html
import json
import sys
from datetime import datetime

import django
from django.core.management import call_command
from django.db import transaction
from django.utils.text import slugify

from benchmarks.turns import Turns


def load(path, turns):
    from wagtail.models import Page

    root = Page.objects.get(depth=2)
    sections = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            story = json.loads(line)
            with transaction.atomic():
                section = _section(root, sections, story["section"])
                page = _page(story, number)
                section.add_child(instance=page)
                page.save_revision().publish()
            turns.write("one\n")


def _section(root, sections, name):
    from benchmarks.wagtail_site.models import SectionPage

    if name not in sections:
        sections[name] = root.add_child(instance=SectionPage(title=name, slug=slugify(name)))
    return sections[name]


def _page(story, number):
    from benchmarks.wagtail_site.models import Author, NewsPage, NewsPageAuthor

    page = NewsPage(
        title=story["headline"],
        slug=f"{slugify(story['headline'])[:80]}-{number}",
        search_description=story.get("summary", ""),
        **{name: story.get(name, "") for name in ("deck", "summary", "kicker", "dateline")},
        posted_at=_moment(story.get("published_at")),
        updated_at=_moment(story.get("updated_at")),
        lead_photo=[("photo", _photo(lead))] if (lead := story.get("lead_photo")) else [],
        body=[_block(block) for block in story["blocks"]],
    )
    page.credits = [
        NewsPageAuthor(
            author=Author.objects.get_or_create(name=credit["party"]["name"])[0],
            role=credit.get("role", "author"),
        )
        for credit in story.get("credits", ())
    ]
    page.tags.add(*story.get("tags", ()))
    return page


def _block(block):
    match block["block"]:
        case "paragraph":
            return "paragraph", f"<p>{block['html']}</p>"
        case "subhead":
            return "heading", html.unescape(block["html"])
        case "photo":
            return "photo", _photo(block)
        case "list":
            return "list", block["items"]
        case "video":
            names = ("label", "teaser", "title", "age", "seconds", "description")
            return "video", {name: block[name] for name in names if name in block}
    raise ValueError(f"no block of Wagtail's for {block['block']}")


def _photo(photo):
    return {
        "alt_text": photo.get("alt_text", ""),
        "caption": photo.get("caption", ""),
        "credit": photo.get("credit_line", ""),
    }


def _moment(text):
    return text and datetime.fromisoformat(text)


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    turns = Turns(*map(int, sys.argv[2:]))
    load(sys.argv[1], turns)
    turns.finish()
