"""All that happened to a story on one line of time: saves, editions, steps; newest first.

A page is read by key from three tables, in a fixed number of queries however long the history.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.changes import Change, Changes
from articles.admin.texts import ref_of, spelt, who_did
from articles.models import FOREVER, AuditEntry, Edition, Version
from articles.publishing.moments import to_the_second
from articles.vocabulary import VersionKind

PAGE_SIZE = 40  # saves, editions and steps
SPELL = timedelta(minutes=30)  # the longest pause within one spell of editing

# What is typed but not saved is no state of the working copy, so nothing is compared with it.
_BESIDE_THE_COPY = (VersionKind.AUTOSAVE, VersionKind.SET_ASIDE)
_FOLDED = (VersionKind.SAVE, VersionKind.AUTOSAVE)
_KEY = re.compile(r"(\d{1,18})-([012])-(\d{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Entry:
    """One save, edition or step; `older` are the saves of the same spell, folded below it."""

    kind: str  # "version", "edition" or "step"
    row: Version | Edition | AuditEntry
    at: datetime
    ref: str = ""  # of a text that can be compared
    base: str = ""  # the ref of the text before it
    change: Change | None = None  # since then
    window: str = ""  # of an edition
    is_live: bool = False
    is_copy: bool = False  # the working copy stands just so
    older: list = field(default_factory=list)
    whole: Change | None = None  # of all its spell

    @property
    def who(self):
        return who_did(self.row)

    @property
    def step(self):
        """From where to where a step led, in words."""
        return " → ".join(str(spelt(kept)) for kept in (self.row.before, self.row.after) if kept)

    @property
    def is_sealed(self):
        return self.kind == "edition" and self.row.sealed_at is not None


@dataclass(frozen=True)
class Timeline:
    days: list  # (date, list of Entry)
    older: str  # key of the next page, or empty
    is_first: bool


def timeline_of(article, before=None):
    """Return one page of the Timeline; `before` is the key another ended with. Raises Http404."""
    reader = _Reader(article, _read_key(before))
    entries, is_more = reader.entries()
    days = {}
    for entry in entries:
        day = timezone.localdate(entry.at)
        spell = _spell_before(days.get(day), entry)
        if spell is None:
            days.setdefault(day, []).append(entry)
        else:
            spell.older.append(entry)
    for entry in (entry for day in days.values() for entry in day if entry.older):
        entry.whole = reader.change_of_spell(entry)
    older = _key_of(entries[-1]) if is_more else ""
    return Timeline(list(days.items()), older, before is None)


def _spell_before(day, entry):
    """Return the Entry of the day whose spell `entry` continues backwards in time, or None."""
    if not day or entry.kind != "version" or entry.row.kind not in _FOLDED:
        return None
    spell = day[-1]
    after = (spell.older or [spell])[-1]
    is_one_spell = (
        after.kind == "version"
        and after.row.kind in _FOLDED
        and after.row.by_id == entry.row.by_id
        and after.at - entry.at <= SPELL
    )
    return spell if is_one_spell else None


def _key_of(entry):
    since = (entry.at - _EPOCH) // timedelta(microseconds=1)
    return f"{since}-{_Reader.RANKS.index(entry.kind)}-{entry.row.pk}"


def _read_key(text):
    """Return (moment, rank of the table, id) of a key, or None for none. Raises Http404."""
    if text is None:
        return None
    match = _KEY.fullmatch(text)
    if match is None:
        raise Http404(f"{text!r} is no place in a history.")
    since, rank, pk = map(int, match.groups())
    try:
        return _EPOCH + timedelta(microseconds=since), rank, pk
    except OverflowError as error:
        raise Http404(f"{text!r} lies beyond all years.") from error


class _Reader:
    RANKS = ("version", "edition", "step")  # which of two at the same moment is the older

    def __init__(self, article, key):
        self.article, self.key = article, key
        self.changes = Changes()
        self.bases = {}  # ref of a text → what it is compared with
        self.now = timezone.now()

    def entries(self):
        """Return (entries of the page, the newest first; whether there are older ones)."""
        article = self.article
        versions = self._page(_that_changed(article.versions.defer("typed")), "version", "at")
        editions = self._page(article.editions.all(), "edition", "created_at")
        steps = self._page(article.audit_entries.all(), "step", "at")
        entries = [
            *(Entry("version", row, row.at, ref_of(row)) for row in versions),
            *(Entry("edition", row, row.created_at, ref_of(row)) for row in editions),
            *(Entry("step", row, row.at) for row in steps),
        ]
        entries.sort(key=self._order, reverse=True)
        page = entries[:PAGE_SIZE]
        self._compare(page, "version", versions, self._version_before(versions))
        self._compare(page, "edition", editions, self._edition_before(editions))
        return page, len(entries) > PAGE_SIZE

    def change_of_spell(self, entry):
        """Return the Change from before the oldest save of a spell to the newest."""
        base = self.bases.get(entry.older[-1].ref)
        return self.changes.between(base, entry.row)

    def _order(self, entry):
        return entry.at, self.RANKS.index(entry.kind), entry.row.pk

    def _page(self, rows, kind, at):
        rows = rows.select_related("by").order_by(f"-{at}", "-pk")
        if self.key:
            moment, rank, pk = self.key
            older = Q(**{f"{at}__lt": moment})
            own = self.RANKS.index(kind)
            if own <= rank:
                older |= Q(**{at: moment}) & (Q(pk__lt=pk) if own == rank else Q())
            rows = rows.filter(older)
        return list(rows[: PAGE_SIZE + 1])

    def _version_before(self, versions):
        """Return the state of the working copy before all of `versions`."""
        kept = self.article.versions.exclude(kind__in=_BESIDE_THE_COPY).defer("typed")
        if not versions:
            return None
        oldest = versions[-1]
        older = Q(at__lt=oldest.at) | Q(at=oldest.at, pk__lt=oldest.pk)
        return kept.filter(older).order_by("-at", "-pk").first()

    def _edition_before(self, editions):
        oldest = editions[-1].number if editions else 0
        with_text = self.article.editions.filter(number__lt=oldest, content__isnull=False)
        return with_text.order_by("-number").first()

    def _compare(self, page, kind, rows, before):
        """Set on each entry of a kind what it changed; `before` is older than all `rows`."""
        for row in reversed(rows):
            self.bases[ref_of(row)] = before
            if row.content is not None and getattr(row, "kind", "") not in _BESIDE_THE_COPY:
                before = row
        for entry in page:
            if entry.kind != kind:
                continue
            base = self.bases[entry.ref]
            entry.base = ref_of(base) if base else ""
            entry.change = self.changes.between(base, entry.row)
            if kind == "edition":
                entry.window = window_of(entry.row, self.now)
                entry.is_live = entry.row.goes_live_at <= self.now < entry.row.replaced_at
            else:
                entry.is_copy = self._is_copy(entry.row)

    def _is_copy(self, version):
        is_state = version.kind not in _BESIDE_THE_COPY
        return is_state and version.revision == self.article.revision


def _that_changed(versions):
    """Leave out saves of what was saved already, of a step that was only looked at for example."""
    earlier = Version.objects.of_working_copy().filter(
        article=OuterRef("article"), revision=OuterRef("revision"), pk__lt=OuterRef("pk")
    )
    return versions.exclude(Exists(earlier), kind=VersionKind.SAVE)


def window_of(edition, at):
    """Return in words when readers get an edition: live, scheduled, replaced or cancelled."""
    hours = {
        "since": to_the_second(edition.goes_live_at), "until": to_the_second(edition.replaced_at),
    }  # fmt: skip
    if edition.replaced_at <= edition.goes_live_at:
        return _("cancelled before its hour, %(since)s") % hours
    if edition.held:
        return _("on legal hold; its hour was %(since)s") % hours
    if edition.goes_live_at > at:
        return _("scheduled for %(since)s") % hours
    if edition.replaced_at == FOREVER:
        return _("live since %(since)s") % hours
    if edition.replaced_at > at:
        return _("live since %(since)s, until %(until)s") % hours
    return _("was live from %(since)s to %(until)s") % hours
