"""Import seeds: plain texts of news pages become stories."""

import json
from dataclasses import fields

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from tqdm import tqdm

from articles.importing.beside import render_left_over
from articles.importing.dates import read_moment
from articles.importing.doubts import questions
from articles.importing.errors import SeedError
from articles.importing.formats import suffixes
from articles.importing.keep import Wishes, keep_seed
from articles.importing.reading import Given
from articles.importing.seeds import Report, find_seeds, read_stories
from articles.models import Article


class Command(BaseCommand):
    help = "Import seeds (files, folders, or - for standard input) and publish what reads cleanly."
    requires_system_checks = []  # a dry run needs no database, and no working site

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", metavar="PATH", help="default: SEEDS_DIR")
        parser.add_argument(
            "--dry-run", action="store_true", help="read and show; touch no database"
        )
        parser.add_argument(
            "--draft", action="store_true", help="leave new stories to the desk, unpublished"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="the source wins over what editors changed; their text stays among the versions",
        )
        parser.add_argument(
            "--publish-updates",
            action="store_true",
            help="publish changes of live stories that no editor has touched",
        )
        parser.add_argument(
            "--strict", action="store_true", help="exit code 1 if any line stays unplaced"
        )
        parser.add_argument(
            "--published", metavar="ISO-8601", help="for texts without a date, with UTC offset"
        )
        parser.add_argument(
            "--captured",
            metavar="ISO-8601",
            help="when the pages were read: turns ages of videos (“3 days ago”) into dates",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line and file")

    def handle(self, *, paths, dry_run, strict, published, captured, **options):
        given = Given(_moment("--published", published), _moment("--captured", captured))
        wishes = Wishes(**{field.name: options[field.name] for field in fields(Wishes)})
        paths = paths or [settings.SEEDS_DIR]
        seeds = find_seeds(paths)
        if not seeds:
            raise CommandError(f"No seeds ({_known_suffixes()}) in {', '.join(map(str, paths))}.")
        if not dry_run:
            _need_tables()
            _let_go_of_pages()
        self.is_quiet = options["verbosity"] == 0
        show = self._show_json if options["json"] else self._show_text
        report = Report({"read": 0, "rejected": 0}) if dry_run else Report()
        try:
            self._import(seeds, given, None if dry_run else wishes, report, show)
        except KeyboardInterrupt:
            raise CommandError(
                f"Interrupted after {report.summary()}; run it again to go on from there.",
                returncode=130,
            ) from None
        if not options["json"]:
            self._line(report.summary())
        self._exit(report, strict)

    def _import(self, seeds, given, wishes, report, show):
        """Read the seeds, and keep them if there are `wishes`; each story is whole or not there."""
        dry_run = wishes is None
        # On a terminal only (None); lines are written through it, so that the bar stays whole.
        each = _one_by_one(seeds)
        for seed_file in tqdm(each, total=len(seeds), unit="story", disable=None, leave=False):
            for read in read_stories(seed_file, given):
                outcome = None
                if read.reading and not dry_run:
                    read, outcome = _kept(read, wishes)
                name = outcome.kind if outcome else "read" if read.reading else "rejected"
                report.add(name, len(read.reading.unplaced) if read.reading else 0)
                show(read, name, outcome, dry_run)
        if not dry_run:
            render_left_over()

    def _show_text(self, read, name, outcome, dry_run):
        if self.is_quiet and name != "rejected":
            return
        where = f": {read.reason}" if read.reason else _details(read, outcome)
        self._line(f"{name:<9} {read.name}{where}")
        if read.reading and dry_run:
            self._line(read.reading.outline())

    def _show_json(self, read, name, outcome, dry_run):
        data = {"source": read.name, "outcome": name, "story": None, "unplaced": []}
        if reading := read.reading:
            data["story"] = reading.story.to_json()
            data["unplaced"] = [list(unplaced) for unplaced in reading.unplaced]
            data["parts"] = [[s.part, s.first, s.last, s.sureness] for s in reading.spans]
            data["format"], data["encoding"] = reading.format, reading.encoding
            left = outcome.doubts if outcome else questions(reading)
            data["doubts"] = [doubt._asdict() for doubt in left]
        else:
            data["reason"] = read.reason
        if outcome:
            data |= _outcome_as_json(outcome)
        self._line(json.dumps(data, ensure_ascii=False))

    def _line(self, text):
        with tqdm.external_write_mode():
            self.stdout.write(text)

    def _exit(self, report, strict):
        if report.counts["rejected"]:
            raise CommandError(f"{report.counts['rejected']} seed(s) rejected, listed above.")
        if strict and report.unplaced:
            raise CommandError(f"{report.unplaced} unplaced line(s), listed above.")


def _one_by_one(seeds):
    """Yield the seeds in their order and keep none that is done: there may be very many."""
    seeds.reverse()
    while seeds:
        yield seeds.pop()


def _details(read, outcome):
    """Return what a line says behind the name of a source: address, notes, an odd encoding."""
    encoding = read.reading.encoding
    parts = [] if encoding == "utf-8" else [f"read as {encoding}"]
    if outcome:
        address = outcome.edition and settings.SITE_URL + outcome.edition.get_absolute_url()
        parts = [address, *outcome.notes, *parts]
    return "".join(f"  {part}" for part in parts if part)


def _outcome_as_json(outcome):
    data = {"notes": list(outcome.notes)}
    if outcome.kind == "duplicate":
        data["duplicate_of"] = _named(outcome.article)
    if outcome.perhaps_same_as:
        data["perhaps_same_as"] = _named(outcome.perhaps_same_as)
    if outcome.kind == "updated":
        data |= {"kept": list(outcome.kept), "conflicts": list(outcome.conflicts)}
    return data


def _named(article):
    return {"id": article.pk, "headline": article.headline}


def _known_suffixes():
    return " ".join(f"*{suffix}" for suffix in sorted(suffixes()))


def _need_tables():
    try:
        Article.objects.exists()
    except DatabaseError as error:
        raise CommandError(
            f"The database is not ready; run manage.py migrate. ({error})"
        ) from error


def _let_go_of_pages():
    """Keep what SQLite has mapped from counting as ours: an import reads all over the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")


def _kept(read, wishes):
    """Return (read, Outcome), or the read with the reason of a refusal and None."""
    try:
        return read, keep_seed(read, wishes)
    except SeedError as error:
        read.reading, read.reason = None, str(error)
        return read, None


def _moment(option, text):
    if text is None:
        return None
    moment = read_moment(text)
    if moment is None:
        raise CommandError(
            f"{option} {text!r} is no date with a UTC offset; "
            "write it like 2025-03-09T08:30:00+01:00."
        )
    return moment
