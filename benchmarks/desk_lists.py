"""What the story list and the start page of the desk cost in a small archive and in a large one.

`python -m benchmarks.desk_lists` fills two databases of its own (beside that of DATABASE_URL, and
removed afterwards) with bare stories and editions, asks both for each view in turn, so that they
meet the same noise, and prints queries, the shortest time of each, and the ratio of the two. On
SQLite, which works in our own process, it is the time of the processor; on PostgreSQL that of the
clock.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEBUG", "true")

VIEWS = {
    "all": "articles/article/",
    "all, far back": "articles/article/?after={far}",
    "my stories": "articles/article/?view=mine",
    "in review": "articles/article/?view=review",
    "going live today": "articles/article/?view=today",
    "live": "articles/article/?view=live",
    "live, last saved": "articles/article/?view=live&order=saved",
    "needs attention": "articles/article/?view=attention",
    "drafts of a section": "articles/article/?section={section}&state=draft",
    "withdrawn": "articles/article/?state=withdrawn",
    "by a contributor": "articles/article/?writer=Writer+3",
    "search, many": "articles/article/?q=ferry",
    "search, none": "articles/article/?q=xylophone",
    "start page": "",
}
BATCH = 5000
WORDS = ["ferri", "saltmer"]


def fill(first, last, user):
    """Add the stories numbered from `first` to `last`; three of four are live, one is at work."""
    from django.utils import timezone

    from articles.models import Article, Byline, Contributor, Edition, SearchText, Section
    from articles.models.edition import FOREVER
    from articles.models.search import place_of
    from articles.vocabulary import EditionKind, Status

    now = timezone.now()
    sections = list(Section.objects.all())
    writers = list(Contributor.objects.all())
    states = list(Status.values)
    for start in range(first, last, BATCH):
        numbers = range(start, min(last, start + BATCH))
        articles = Article.objects.bulk_create(
            Article(
                headline=f"Ferry number {n} runs aground off Saltmere",
                slugline=f"ferry-{n}",
                section=sections[n % len(sections)],
                status=states[n % 16 // 4] if n % 4 == 0 else Status.READY,
                created_by=user if n % 50 == 0 else None,
                revision=1,
                saved_at=now - timedelta(minutes=5 * (last - n)),
                body="<p>The ferry ran aground on Monday.</p>" * 20,
            )
            for n in numbers
        )
        Byline.objects.bulk_create(
            Byline(article=article, contributor=writers[n % len(writers)])
            for n, article in zip(numbers, articles, strict=True)
        )
        editions = Edition.objects.bulk_create(
            Edition(
                article=article, number=1, revision=0 if n % 400 == 1 else 1,
                kind=EditionKind.WITHDRAWAL if n % 1000 == 2 else EditionKind.FIRST,
                content={}, content_hash="", chain_hash="", section=article.section, slug="story",
                headline=article.headline, sort_at=article.saved_at, replaced_at=FOREVER,
                goes_live_at=now + timedelta(hours=1) if n % 5000 == 3 else article.saved_at,
            )
            for n, article in zip(numbers, articles, strict=True)
            if n % 4
        )  # fmt: skip
        SearchText.objects.bulk_create(
            SearchText(
                edition=edition, place=place_of(edition), language="en",
                headline=WORDS, head=WORDS, words=WORDS,
            )
            for edition in editions
        )  # fmt: skip


def measure(archives, times):
    """Return {view: [(queries, fewest milliseconds) of each archive]}; all take turns."""
    spent = {(view, archive): [] for view in VIEWS for archive in archives}
    queries = {}
    for turn in range(times + 1):
        for view in VIEWS:
            for archive in archives:
                archive.open()
                queries[view, archive], took = archive.ask(view)
                if turn:  # the first turn warms up
                    spent[view, archive].append(took * 1000)
    return {view: [(queries[view, a], min(spent[view, a])) for a in archives] for view in VIEWS}


class Archive:
    """A database of its own with so many stories, and somebody logged in to it."""

    def __init__(self, stories, name):
        self.stories, self.name = stories, name

    def make(self):
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from django.db import connection
        from django.test import Client

        from articles.models import Article, Contributor, Section
        from articles.public.paging import key

        connection.settings_dict["TEST"]["NAME"] = self.name
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        user = get_user_model().objects.create_user("publisher", is_staff=True)
        user.groups.add(Group.objects.get(name="Publisher"))
        for n in range(8):
            Section.objects.create(name=f"Section {n}", slug=f"section-{n}", position=n)
        for n in range(100):
            Contributor.objects.create(name=f"Writer {n}", slug=f"writer-{n}")
        fill(0, self.stories, user)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self.client = Client()
        self.client.force_login(user)
        far = Article.objects.order_by("saved_at")[self.stories // 10]
        self.names = {"far": key(far.saved_at, far.pk), "section": Section.objects.first().pk}

    def open(self):
        from django.db import connection

        if connection.settings_dict["NAME"] != self.name:
            connection.close()
            connection.settings_dict["NAME"] = self.name
        connection.ensure_connection()

    def ask(self, view):
        """Return (queries, seconds) of one page."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
        with CaptureQueriesContext(connection) as counted:
            began = clock()
            response = self.client.get("/admin/" + VIEWS[view].format(**self.names))
            took = clock() - began
        if response.status_code != 200:
            sys.exit(f"{view}: {response.status_code}")
        return len(counted), took


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DEBUG = False  # or every query of filling would be remembered
    connection.settings_dict["OPTIONS"].pop("pool", None)  # it would keep to one database
    own = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        start = f"{folder}/" if connection.vendor == "sqlite" else "bench_desk_"
        archives = [
            Archive(options.small, f"{start}small"),
            Archive(options.large, f"{start}large"),
        ]
        made = []
        try:
            for archive in archives:
                made.append(archive)
                archive.make()
                connection.settings_dict["NAME"] = own
            report(connection.vendor, archives, measure(archives, options.times))
        finally:
            for archive in made:
                archive.open()
                connection.creation.destroy_test_db(own, verbosity=0)


def report(vendor, archives, results):
    out = sys.stdout.write
    out(f"{vendor}: {' and '.join(f'{archive.stories:,}' for archive in archives)} stories\n")
    out(f"{'view':22} {'queries':>9} {'ms, small':>10} {'ms, large':>10} {'ratio':>6}\n")
    for view, ((few, fast), (many, slow)) in results.items():
        counts = f"{few}/{many}"
        out(f"{view:22} {counts:>9} {fast:10.1f} {slow:10.1f} {slow / fast:6.2f}\n")


if __name__ == "__main__":
    main()
