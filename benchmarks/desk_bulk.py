"""What one step for many stories costs for each of them, for few and for many.

`python -m benchmarks.desk_bulk` fills a database of its own (beside that of DATABASE_URL, and
removed afterwards), does each step to few and to many stories in turn, as a publisher would, and
prints for each story queries and milliseconds, their ratio, and in how many rounds the many were
done. On SQLite it is the time of the processor; on PostgreSQL that of the clock.
"""

import argparse
import os
import sys
import tempfile
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEBUG", "true")

STEPS = {
    "state": {"status": "in_review"},
    "section": {"section": ""},
    "tag": {"tags": "harbour, ferries"},
    "spike": {"reason": "Old"},
    "withdraw": {"notice": "Withdrawn.", "reason": "Wrong", "when": "now"},
}
TEXT = "The ferry ran aground on Monday, and lifeboats brought all passengers ashore. " * 4


def make(number, is_live):
    """Return the ids of new stories of twelve paragraphs, two tags and a byline."""
    from django.db import transaction

    from articles.models import Article
    from articles.publishing import publish
    from articles.story import Credit, Paragraph, Party, Story

    ids = []
    for n in range(number):
        story = Story(
            headline=f"Ferry number {n} runs aground off Saltmere", section=f"Section {n % 8}",
            blocks=(Paragraph(TEXT),) * 12, tags=("saltmere", "ships"),
            credits=(Credit(Party(f"Writer {n % 20}")),),
        )  # fmt: skip
        with transaction.atomic():
            article = Article.load(story)
        if is_live:
            publish(article, by=None, despite="a benchmark")
        ids.append(article.pk)
    return ids


def do(user, step, ids, given):
    """Return (queries, seconds, rounds) of a step for many."""
    from django.db import connection

    from articles.admin.bulk_run import Run, work

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    run, rounds, queries = Run(step, given, ids, len(ids)), 0, []

    def count(execute, sql, *args):
        queries.append(sql[:6])
        return execute(sql, *args)

    with connection.execute_wrapper(count):
        began = clock()
        while run.left:
            work(run, user)
            rounds += 1
        took = clock() - began
    if run.done != len(ids):
        sys.exit(f"{step}: {run.refused[0][1]}")
    return len(queries), took, rounds


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=1000)
    options = parser.parse_args()
    django.setup()
    from django.conf import settings
    from django.db import connection

    settings.DEBUG = False
    connection.settings_dict["OPTIONS"].pop("pool", None)
    own = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        name = f"{folder}/bulk" if connection.vendor == "sqlite" else "bench_desk_bulk"
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            report(connection.vendor, options.few, options.many)
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)


def report(vendor, few, many):
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    from articles.models import Section

    user = get_user_model().objects.create_user("publisher", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    other = Section.objects.create(name="Elsewhere", slug="elsewhere")
    for n in range(8):
        Section.objects.create(name=f"Section {n}", slug=f"section-{n}").editors.add(user)
    out = sys.stdout.write
    out(f"{vendor}: {few:,} and {many:,} stories; for each story\n")
    out(f"{'step':10} {'queries':>8} {'ms, few':>8} {'ms, many':>9} {'ratio':>6} {'rounds':>7}\n")
    for step, given in STEPS.items():
        given = given | ({"section": str(other.pk)} if step == "section" else {})
        do(user, step, make(2, step == "withdraw"), given)  # warms up
        _queries, took, _rounds = do(user, step, make(few, step == "withdraw"), given)
        queries, long, rounds = do(user, step, make(many, step == "withdraw"), given)
        fast, slow = took / few * 1000, long / many * 1000
        each = f"{queries / many:8.1f} {fast:8.1f} {slow:9.1f} {slow / fast:6.2f}"
        out(f"{step:10} {each} {rounds:7}\n")


if __name__ == "__main__":
    main()
