"""The words of live editions, as search finds them.

Each edition that readers may see has one row here. SQLite keeps an FTS5 index of the rows
(triggers of the migration fill it), PostgreSQL keeps the columns themselves as `tsvector` under a
GIN index; the same stems stand in both, so both find the same stories. Where a word occurs more
than 256 times in a text, PostgreSQL forgets the later places, and a row of words there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Lookup, Q

from articles import stems
from articles.models.edition import Edition
from articles.models.section import Section
from articles.story import List, Paragraph, Photo, Quote, Subhead, Table, Video, plain

INDEX = "articles_searchindex"  # of SQLite; see the migration
MOST_WORDS = 16_000  # of one edition; a tsvector counts places up to 16,383
# Each language is the first one after that before; to read all rows would take long.
LANGUAGES = """
    WITH RECURSIVE known(code) AS (
        SELECT min(language) FROM articles_searchtext
        UNION ALL
        SELECT (SELECT min(language) FROM articles_searchtext WHERE language > known.code)
        FROM known WHERE known.code IS NOT NULL
    )
    SELECT code FROM known WHERE code IS NOT NULL
"""
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_ID_BITS = 20


def place_of(edition):
    """Return the place of an edition in time, a number of its own: the later, the larger."""
    return _first_place(edition.sort_at) + edition.pk % (1 << _ID_BITS)


def _first_place(moment):
    """Return the first place in the minute of `moment` (aware)."""
    return (moment - _BEGINNING) // timedelta(minutes=1) << _ID_BITS


def head_texts(story):
    """Return the list of what stands above and about the text: deck, tags, names."""
    names = chain.from_iterable((credit.party.name, credit.printed) for credit in story.credits)
    texts = (story.deck, story.kicker, story.summary, *story.tags, *dict.fromkeys(names))
    return [text for text in texts if text]


def body_texts(story):
    """Return the list of plain texts that readers read on the page below the head, in order."""
    blocks = ((story.lead_photo,) if story.lead_photo else ()) + story.blocks
    texts = chain(
        (story.dateline,),
        chain.from_iterable(map(_texts, blocks)),
        (note.text for note in story.corrections),
    )
    return [text for text in texts if text]


def _texts(block):
    match block:
        case Paragraph(html) | Subhead(html):
            return (plain(html),)
        case List(items):
            return map(plain, items)
        case Quote(paragraphs, attribution):
            return (*map(plain, paragraphs), attribution)
        case Table(rows):
            return (plain(cell) for row in rows for cell in row)
        case Photo():
            return (block.caption, block.credit_line)
        case Video():
            return (block.title, block.teaser, block.description)


class WordsField(models.TextField):
    """Stems in reading order, a list of str; the database can only be asked which rows match."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_prep_value(self, value):
        return value

    def get_db_prep_value(self, value, connection, prepared=False):
        return _tsvector(value) if connection.vendor == "postgresql" else " ".join(value)


def _tsvector(words):
    """Return the text form of a tsvector: each stem with the places where it stands, from 1."""
    found = {}
    for place, word in enumerate(words, 1):
        found.setdefault(word, []).append(str(place))
    found.pop(stems.BREAK, None)
    return " ".join(f"'{word}':{','.join(places)}" for word, places in found.items())


class Wanted(NamedTuple):
    """What a text has to have, and must not have anywhere, as terms.

    A term is a set of rows of stems (tuples), any of which will do. Stems are letters and digits
    only, so that nothing in them could be taken for an operator.
    """

    terms: list
    excluded: list = []


@WordsField.register_lookup
class Matches(Lookup):
    """Whether a column has what is Wanted."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        query = _tsquery(self.rhs.terms)
        if not self.rhs.excluded:
            return f"{column} @@ %s::tsquery", [*params, query]
        excluded = _tsquery([set().union(*self.rhs.excluded)])
        if self.lhs.target.column == "words":
            return f"{column} @@ %s::tsquery", [*params, f"{query} & !{excluded}"]
        words = f'"{self.lhs.alias}"."words"'
        sql = f"({column} @@ %s::tsquery AND NOT {words} @@ %s::tsquery)"
        return sql, [*params, query, excluded]

    def as_sqlite(self, compiler, connection):
        query = f"({self.lhs.target.column} : ({_fts(self.rhs.terms)}))"
        if self.rhs.excluded:
            query += f" NOT (words : ({_fts([set().union(*self.rhs.excluded)])}))"
        found = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"  # noqa: S608 (a constant)
        return f'"{self.lhs.alias}"."place" IN ({found})', [query]


def _tsquery(terms):
    return _joined(terms, " & ", " | ", lambda row: " <-> ".join(f"'{stem}'" for stem in row))


def _fts(terms):
    return _joined(terms, " AND ", " OR ", lambda row: f'"{" ".join(row)}"')


def _joined(terms, every, either, spell):
    return every.join(f"({either.join(map(spell, sorted(term)))})" for term in terms)


@dataclass(frozen=True)
class Bounds:
    """What besides words a reader asks for: a section, and whole minutes.

    `since` and `until` are aware; `until` is the first minute too late.
    """

    section: Section | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self):
        return any((self.section, self.since, self.until))

    def listed(self, editions):
        """Return what lies within of an Edition queryset."""
        if self.section:
            editions = editions.in_section(self.section)
        if self.since:
            editions = editions.filter(sort_at__gte=self.since)
        return editions.filter(sort_at__lt=self.until) if self.until else editions

    def having(self, editions, column, terms, excluded=()):
        """Return what lies within, with all `terms` in a column of SearchText, newest first.

        None of `excluded` is anywhere in it.
        """
        if self.since:
            editions = editions.filter(search_text__place__gte=_first_place(self.since))
        if self.until:
            editions = editions.filter(search_text__place__lt=_first_place(self.until))
        wanted = Wanted([*terms, *self._inside], excluded)
        matches = {f"search_text__{column}__matches": wanted}
        found = editions.filter(content__isnull=False, **matches)
        return found.order_by("-search_text__place")

    @cached_property
    def _inside(self):
        """The section and those inside it, as a term, in a list."""
        if self.section is None:
            return []
        family = Section.objects.filter(Q(pk=self.section.pk) | Q(parent=self.section))
        return [{(_mark_of(pk),) for pk in family.values_list("pk", flat=True)}]


def _mark_of(section_id):
    """Return what stands for a section in the index; no text has it, and no reader can write it."""
    return f"§{section_id}"


class SearchTextManager(models.Manager):
    def keep(self, edition, story):
        """Index a new edition (None as its story: a tombstone), and forget those before it.

        Those are forgotten that no reader will see again. One query for a first edition.
        """
        if edition.number > 1:
            over = Q(edition__replaced_at__lte=edition.created_at)
            never = Q(edition__replaced_at__lte=F("edition__goes_live_at"))
            self.filter(over | never, edition__article=edition.article_id).delete()
        if story is not None:
            place = place_of(edition)
            self.create(edition=edition, place=place, **_columns(edition, story))

    def move(self, edition):
        """Follow an edition whose `sort_at` has changed."""
        self.filter(edition=edition).update(place=place_of(edition))

    def newest_with_any(self, rows, most):
        """Return the list of ids of the newest editions with any of very many rows of stems.

        Readers may not be meant to see them.
        """
        found = self.filter(words__matches=Wanted([rows])).order_by("-place")
        ids = found.values_list("edition_id", flat=True)[:most]
        if connection.vendor != "postgresql":
            return list(ids)
        with transaction.atomic(), connection.cursor() as cursor:
            # Of words it has never seen it takes each to be in some texts, so of hundreds it
            # would expect to find one in any text, and read them all.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            return list(ids)

    def languages(self):
        """Return the list of base languages of the stories here, in one short query."""
        with connection.cursor() as cursor:
            cursor.execute(LANGUAGES)
            return [code for (code,) in cursor.fetchall()]


def _columns(edition, story):
    language = stems.base_language(story.language or settings.LANGUAGE_CODE)
    headline = stems.stems([story.headline], language)
    head = [*headline, stems.BREAK, *stems.stems(head_texts(story), language)]
    words = [*head, stems.BREAK, *stems.stems(body_texts(story), language)]
    section = (stems.BREAK, _mark_of(edition.section_id))
    return {
        "language": language,
        "headline": [*headline[:MOST_WORDS], *section],
        "head": [*head[:MOST_WORDS], *section],
        "words": [*words[:MOST_WORDS], *section],
    }


class SearchText(models.Model):
    """The stems of one edition: of its headline; with what stands about the text; of all of it.

    At the end of each stands the section.
    """

    # Always given; “auto” makes it the rowid of SQLite, in whose order the index is read.
    place = models.BigAutoField(primary_key=True)
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="search_text")
    language = models.CharField(max_length=35)
    headline = WordsField()
    head = WordsField()
    words = WordsField()

    objects = SearchTextManager()

    class Meta:
        default_permissions = ()  # nobody sees or changes it but by publishing
        indexes = [models.Index(name="search_text_language", fields=["language"])]

    def __str__(self):
        return f"{self.edition_id}"
