"""Search over what readers may read: the words of a query into live editions, best first.

All words have to be in a story. Stories with all of them in the headline come first, then those
with all of them above or about the text (deck, summary, tags, names), then the rest; the newest
first among each. Each step is a short range of an index, so nothing is scored and sorted.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from django.conf import settings

from articles import stems
from articles.excerpts import excerpt_of
from articles.models import Edition, SearchText
from articles.models.search import Bounds, body_texts
from articles.respelling import alike, likely

PAGE_SIZE = 20
LAST_PAGE = 20
COUNTED = 1000  # stories; of more it is only said that there are more
LONGEST_QUERY = 300  # characters that are read
MOST_TERMS = 10
MOST_IN_ROW = 12  # words of one phrase
NEWEST = 10  # stories offered where nothing was found
_WITHIN_REACH = PAGE_SIZE * LAST_PAGE + 1
_RESPELT = 2  # words, and languages, at most
_LOOKED_AT = 20  # stories among which the likely spelling of a word is sought

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂「」『』", '"'))
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


class Term(NamedTuple):
    """What the reader asks for: a word, or a row of words; `text` is how it was written."""

    text: str
    row: tuple
    is_excluded: bool = False


class Found(NamedTuple):
    """An edition (as card), and the Segments of what it says about the words."""

    edition: Edition
    excerpt: list


@dataclass(frozen=True)
class Results:
    """`matching` is "all" words, "any" of them, or "newest": nothing was found, or asked for.

    `total` counts the stories found, `is_more` says that there are more than that.
    """

    matching: str
    found: list
    total: int = 0
    is_more: bool = False
    page: int = 1
    has_next: bool = False
    is_end: bool = False  # more were found, and no page shows them
    found_nothing: bool = False  # though something was asked for
    terms: tuple = ()
    is_cut: bool = False  # not all that was written was read
    missing: list = field(default_factory=list)  # terms that no story has
    respelt: str = ""  # the query as it may have been meant
    elsewhere: int = 0  # stories with all words beyond the bounds; of more, one more than COUNTED

    @property
    def has_terms(self):
        return any(not term.is_excluded for term in self.terms)

    @property
    def counted_elsewhere(self):
        return min(self.elsewhere, COUNTED)


def search(query, *, at, section=None, since=None, until=None, page=1):
    """Return the Results of what a reader typed, whatever it is, at the moment `at` (aware).

    `section`, `since` and `until` are those of Bounds. `page` counts from 1; a page that does not
    exist has nothing found. The number of queries grows with the words, of which MOST_TERMS are
    read, and never with the stories.
    """
    asked = _Asked(query, at, Bounds(section, since, until))
    if not asked.wanted:
        return asked.without_words()
    every = asked.ids("words", COUNTED + 1)
    if not every:
        return asked.without_all(page)
    in_headline, in_head = asked.ids("headline"), asked.ids("head")
    return asked.page("all", _merged(in_headline, in_head, every), len(every), page)


def articles_with(query, *, at, most):
    """Return the ids of the newest `most` live stories with all words of `query`; none without."""
    asked = _Asked(query, at, Bounds())
    if not asked.wanted:
        return []
    found = Bounds().having(Edition.objects.live(at), "words", asked.wanted, asked.excluded)
    return list(found.values_list("article_id", flat=True)[:most])


def shortened(query):
    """Return as much of a query as is read: whole words, LONGEST_QUERY characters at most."""
    query = query.replace("\0", " ").strip()
    if len(query) <= LONGEST_QUERY:
        return query
    words, _gap, _half = re.sub(r"\s", " ", query[: LONGEST_QUERY + 1]).rpartition(" ")
    return words.rstrip() or query[:LONGEST_QUERY]


def read_terms(query):
    """Return the list of Terms in a query; there are no errors in it, only words."""
    terms = {}
    for match in _TERM.finditer(shortened(query).translate(_QUOTES)):
        term = _term(match)
        if term.row:
            terms.setdefault((term.row, term.is_excluded), term)
    return list(terms.values())


def _term(match):
    """Return the Term of a match of _TERM; its row is empty where there is no word in it."""
    row = tuple(stems.words(_written(match)))[:MOST_IN_ROW]
    return Term(_written(match).strip(), row, bool(match["minus"]))


def _written(match):
    return match["phrase"] if match["word"] is None else match["word"]


def _with_another(query, term, word):
    """Return the query with `word` wherever it has the Term; no part of another word is touched."""

    def put_right(match):
        found = _term(match)
        is_it = (found.row, found.is_excluded) == (term.row, term.is_excluded)
        return match[0].replace(_written(match), word) if is_it else match[0]

    return _TERM.sub(put_right, query.translate(_QUOTES))


class _Asked:
    """A query bound to a moment, and to the languages of the stories there are."""

    def __init__(self, query, at, bounds):
        self.query, self.at, self.bounds = shortened(query), at, bounds
        terms = read_terms(query)
        self.is_cut = len(terms) > MOST_TERMS or len(query.strip()) > LONGEST_QUERY
        self.terms = terms = tuple(terms[:MOST_TERMS])
        self.languages = SearchText.objects.languages() if terms else []
        rows = [(term, stems.spellings(term.row, self.languages)) for term in terms]
        rows = [(term, spellings) for term, spellings in rows if spellings]
        self.words = [term for term, _spellings in rows if not term.is_excluded]
        self.wanted = [spellings for term, spellings in rows if not term.is_excluded]
        self.excluded = [spellings for term, spellings in rows if term.is_excluded]

    def ids(self, column="words", most=_WITHIN_REACH, wanted=None, bounds=None):
        """Return the list of the ids of the newest editions with all terms in a column."""
        live = Edition.objects.live(self.at)
        bounds = self.bounds if bounds is None else bounds
        wanted = self.wanted if wanted is None else wanted
        found = bounds.having(live, column, wanted, self.excluded)
        return list(found.values_list("pk", flat=True)[:most])

    def page(self, matching, ids, total, number, **more):
        """Return the Results of one page of `ids`."""
        first = PAGE_SIZE * (number - 1)
        shown = ids[first : first + PAGE_SIZE] if number <= LAST_PAGE else []
        goes_on = len(ids) > first + PAGE_SIZE
        return self._results(
            matching, self._found(shown), total=min(total, COUNTED), is_more=total > COUNTED,
            page=number, has_next=goes_on and number < LAST_PAGE,
            is_end=goes_on and number == LAST_PAGE, **more,
        )  # fmt: skip

    def without_words(self):
        """Return the Results where there is no word to look for: the newest stories."""
        found = self.newest(self.bounds)
        if found or not self.bounds:
            return self._results("newest", found)
        return self._results("newest", self.newest(Bounds()), found_nothing=True)

    def without_all(self, number):
        """Return the Results where no story has all words: those with any, or the newest."""
        alone = [self.ids(wanted=[spellings]) for spellings in self.wanted]
        missing = [term for term, ids in zip(self.words, alone, strict=True) if not ids]
        elsewhere = len(self.ids(most=COUNTED + 1, bounds=Bounds())) if self.bounds else 0
        respelt = "" if elsewhere else self._respelt(missing)
        more = {"missing": missing, "elsewhere": elsewhere, "respelt": respelt}
        if any(alone) and len(alone) > 1:
            ids = _most_of_them(alone)
            return self.page("any", ids, len(ids), number, **more)
        return self._results("newest", self.newest(Bounds()), found_nothing=True, **more)

    def _results(self, matching, found, **more):
        return Results(matching, found, terms=self.terms, is_cut=self.is_cut, **more)

    def newest(self, bounds):
        """Return the list of Found of the newest stories there are."""
        live = bounds.listed(Edition.objects.live(self.at)).newest_first()
        return self._found(live.values_list("pk", flat=True)[:NEWEST])

    def _found(self, ids):
        """Return the list of Found in the order of `ids`, in a fixed number of queries."""
        ids = list(ids)
        live = Edition.objects.live(self.at).filter(pk__in=ids)
        editions = {edition.pk: edition for edition in live.with_card_parts(self.at).defer(None)}
        return [
            Found(editions[pk], _excerpt(editions[pk], self.wanted)) for pk in ids if pk in editions
        ]

    def _respelt(self, missing):
        """Return the query with a word of live stories for one that none of them has, or ""."""
        for term in missing[:_RESPELT]:
            if found := self._likely(term):
                return shortened(" ".join(_with_another(self.query, term, found).split()))
        return ""

    def _likely(self, term):
        variants = alike(term.row)
        rows = [stems.spellings((word,), self._few_languages()) for word in variants]
        if not rows:
            return ""
        ids = SearchText.objects.newest_with_any(set().union(*rows), _LOOKED_AT)
        stories = (edition.story() for edition in Edition.objects.live(self.at).filter(pk__in=ids))
        texts = ((story.headline, *body_texts(story)) for story in stories if story)
        return likely(chain.from_iterable(texts), variants)

    def _few_languages(self):
        """Return the languages in which a word may have been misspelt; each costs its time."""
        home = stems.base_language(settings.LANGUAGE_CODE)
        return sorted(self.languages, key=lambda language: language != home)[:_RESPELT]


def _excerpt(edition, wanted):
    story = edition.story()
    if story is None:
        return []
    language = stems.base_language(edition.language or settings.LANGUAGE_CODE)
    texts = [text for text in (story.summary, story.deck) if text]
    return excerpt_of([*texts, *body_texts(story)], language, wanted)


def _merged(*lists):
    """Return the ids of several lists, each id once, where it stands first."""
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _most_of_them(lists):
    """Return the ids of several lists: those that are in most of them, the rarest lists first."""
    by_rarity = sorted(filter(None, lists), key=len)
    counts = Counter(chain.from_iterable(by_rarity))
    return sorted(_merged(*by_rarity), key=counts.__getitem__, reverse=True)
