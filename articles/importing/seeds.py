"""Find sources and read them: the first half of the road of `manage.py import_seeds`."""

import hashlib
import os
import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from articles.importing.errors import SeedError
from articles.importing.formats import HEAD_BYTES, format_of, suffixes
from articles.importing.reading import NOTHING_GIVEN, Reading

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff")
STANDARD_INPUT = "-"
_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<place>[0-9]{1,3})")
COUNTED = ("read", "created", "updated", "unchanged", "duplicate", "rejected")


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A source to read: `name` is the path below the folder that was given.

    `place` is its full path without links; it costs a good deal to find out for one file alone.
    """

    name: str
    path: Path | None  # None: standard input
    place: str = ""

    def origin(self, part=""):
        """Return the hash of the full path and the part of the file that holds the story.

        '' for standard input, which has no place to come from again.
        """
        if self.path is None:
            return ""
        place = self.place or str(self.path.resolve())
        return hashlib.sha256(os.fsencode(f"{place}#{part}" if part else place)).hexdigest()

    @property
    def suffix(self):
        return self.path.suffix.lower() if self.path else ""

    def read(self):
        """Return (format module, bytes). Raises SeedError for what no format reads, or too much."""
        try:
            if self.path is None:
                return self._read(sys.stdin.buffer)
            with self.path.open("rb") as file:
                return self._read(file)
        except OSError as error:
            raise SeedError(f"{error.strerror or error}.") from error

    def _read(self, file):
        head = file.read(HEAD_BYTES)
        module = format_of(head, self.suffix)
        limit = max(getattr(module, "MAX_BYTES", 0), settings.SEED_MAX_BYTES)
        content = head + file.read(limit + 1 - len(head)) if limit >= len(head) else head
        if len(content) > limit:
            raise SeedError(
                f"more than {limit} bytes; split it, or raise SEED_MAX_BYTES if it is one story."
            )
        return module, content

    def pictures(self):
        """Return the pictures beside the seed: `stem.jpg`, then `stem-2.jpg`, `stem-3.jpg` …

        A dict from the place of a photo in the story (1 is the lead) to its path.
        """
        if self.path is None:
            return {}
        folder = self.path.parent
        try:
            listed = _pictures_in(folder, folder.stat().st_mtime_ns)
        except OSError:
            return {}
        found = {}
        for place, name in listed.get(self.path.stem, ()):
            found.setdefault(place, folder / name)
        return found

    def beside(self, name):
        """Return the path of a file that the source names, relative to its own folder.

        Raises SeedError for one that lies elsewhere, also by way of a link, or is not there.
        """
        if self.path is None:
            raise SeedError("standard input has no folder to find it in.")
        folder = self.path.parent.resolve()
        try:
            found = (folder / name).resolve()
            is_here = not Path(name).is_absolute() and found.is_relative_to(folder)
            is_file = is_here and found.is_file()
        except (OSError, ValueError, RuntimeError):  # too long, a null byte, a loop of links
            raise SeedError("this is no name of a file.") from None
        if not is_here:
            raise SeedError("it lies outside the folder of the source; put it beside the source.")
        if not is_file:
            raise SeedError("there is no such file beside the source.")
        return found


@dataclass
class Read:
    """A story of a file, or the reason of a refusal; `content` is the story's own bytes."""

    file: SeedFile
    content: bytes = b""
    reading: Reading | None = None
    reason: str = ""

    @property
    def name(self):
        part = self.reading.part if self.reading else ""
        return f"{self.file.name}#{part}" if part else self.file.name

    @property
    def origin(self):
        return self.file.origin(self.reading.part)

    @property
    def sha256(self):
        """Return the hash (hex) that tells whether a story is the same, byte for byte."""
        digest = hashlib.sha256(self.content)
        if self.reading.part and not self.reading.content:  # the bytes are those of all stories
            digest.update(self.reading.part.encode())
        return digest.hexdigest()


@dataclass
class Report:
    """What became of each file; the last line of an import."""

    counts: dict = field(
        default_factory=lambda: dict.fromkeys(("created", "updated", "unchanged", "rejected"), 0)
    )
    unplaced: int = 0

    def add(self, outcome, unplaced=0):
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        self.unplaced += unplaced

    def summary(self):
        names = [name for name in COUNTED if name in self.counts]
        return ", ".join(f"{self.counts[name]} {name}" for name in names)


def find_seeds(paths):
    """Return the list of SeedFiles for files, folders (searched deeply) and `-`, without doubles.

    A path that is not there comes back as a SeedFile too; reading it says why it is refused.
    """
    found = {}
    for given in paths:
        for seed_file in _files_of(given):
            found.setdefault(seed_file.place or seed_file.name, seed_file)
    return list(found.values())


def read_stories(seed_file, given=NOTHING_GIVEN):
    """Yield a Read for each story of a file, with what is `given` filled in."""
    try:
        module, content = seed_file.read()
        for found in module.read_all(content):
            if isinstance(found, SeedError):
                yield Read(seed_file, content, reason=str(found))
            else:
                yield Read(seed_file, found.content or content, given.added_to(found))
    except SeedError as error:
        yield Read(seed_file, reason=str(error))


def _files_of(given):
    """Yield the SeedFiles of a path, in the order of their names."""
    if str(given) == STANDARD_INPUT:
        yield SeedFile("standard input", None)
        return
    path = Path(given)
    if path.is_dir():
        yield from _files_below(path, str(path.resolve()), "", suffixes())
    else:
        yield SeedFile(path.name, path, str(path.resolve()))


def _files_below(folder, place, name, known):
    """Yield the SeedFiles of a folder that is really at `place`; `name` begins theirs."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except PermissionError:
        return
    for entry in inside:
        path, its_place = Path(entry.path), f"{place.rstrip(os.sep)}{os.sep}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(path, its_place, f"{name}{entry.name}/", known)
        elif path.suffix.lower() in known and (entry.is_file() or entry.is_symlink()):
            if entry.is_symlink():
                its_place = str(path.resolve())
            yield SeedFile(f"{name}{entry.name}", path, its_place)


@lru_cache(maxsize=2)
def _pictures_in(folder, _changed_at):
    """Return {stem of a source: [(place in the story, file name)]} of the pictures of a folder.

    Kept until the folder changes: to look through it again for each source of it would cost the
    square of their number. `a-2.jpg` may be the second picture of `a`, or the first of `a-2`.
    """
    found = {}
    with os.scandir(folder) as entries:
        pictures = [
            Path(entry.name)
            for entry in entries
            if entry.name.lower().endswith(PICTURES) and not entry.is_symlink()
        ]
    for picture in sorted(pictures):
        found.setdefault(picture.stem, []).append((1, picture.name))
        if (numbered := _NUMBERED.fullmatch(picture.stem)) and (place := int(numbered["place"])):
            found.setdefault(numbered["stem"], []).append((place, picture.name))
    return found
