"""Find sources and read them: the first half of the road of `manage.py import_seeds`."""

import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from articles.importing.errors import SeedError
from articles.importing.formats import HEAD_BYTES, format_of, suffixes
from articles.importing.reading import NOTHING_GIVEN, Reading

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff")
STANDARD_INPUT = "-"
COUNTED = ("read", "created", "updated", "unchanged", "duplicate", "rejected")


@dataclass(frozen=True)
class SeedFile:
    """A source to read: `name` is the path below the folder that was given."""

    name: str
    path: Path | None  # None: standard input

    def origin(self, part=""):
        """Return the hash of the full path and the part of the file that holds the story.

        '' for standard input, which has no place to come from again.
        """
        if self.path is None:
            return ""
        place = f"{self.path.resolve()}#{part}" if part else str(self.path.resolve())
        return hashlib.sha256(place.encode()).hexdigest()

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
        found = {}
        for beside in sorted(self.path.parent.glob(f"{_escaped(self.path.stem)}*")):
            rest = beside.stem[len(self.path.stem) :]
            place = 1 if not rest else int(rest[1:]) if _is_number(rest) else None
            if place and beside.suffix.lower() in PICTURES and not beside.is_symlink():
                found.setdefault(place, beside)
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
            found.setdefault(seed_file.origin(), seed_file)
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
    if str(given) == STANDARD_INPUT:
        return [SeedFile("standard input", None)]
    path = Path(given)
    if not path.is_dir():
        return [SeedFile(path.name, path)]
    known = suffixes()
    inside = sorted(
        p for p in path.rglob("*") if p.suffix.lower() in known and (p.is_file() or p.is_symlink())
    )
    return [SeedFile(str(p.relative_to(path)), p) for p in inside]


def _is_number(rest):
    return rest.startswith("-") and rest[1:].isascii() and rest[1:].isdigit() and len(rest) < 5


def _escaped(stem):
    """Return `stem` so that glob takes its own signs as plain characters."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in stem)
