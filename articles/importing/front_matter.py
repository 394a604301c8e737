"""The keys above a text in Markdown: YAML between `---` or TOML between `+++`.

All values are read as they are written: `no` is a word, and a date is read by our own rules.
"""

import re
import tomllib
from typing import NamedTuple

import yaml

from articles.importing.errors import SeedError

MAX_CHARACTERS = 50_000
_MAX_VALUES = 2000  # an alias of YAML may stand for thousands
_MAX_DEPTH = 20
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_TOML_LINE = re.compile(r"at line (\d+)")


class Entry(NamedTuple):
    """A value as text, list or dict of such, and the line of its key, from 1."""

    value: str | list | dict
    line: int


class Sheet(NamedTuple):
    """`entries` maps keys (lower case, `_` for `-`) to Entries; `body` begins at line `first`."""

    entries: dict[str, Entry]
    body: str
    first: int
    notes: list[str]


def read_sheet(text):
    """Return the Sheet of a text; one without front matter has no entries.

    Raises SeedError naming the line that cannot be read.
    """
    lines = text.split("\n")
    fence = lines[0].strip()
    if fence not in _FENCES:
        return Sheet({}, text, 1, [])
    ends = (n for n, line in enumerate(lines[1:], 1) if line.rstrip() in _FENCES[fence])
    end = next(ends, None)
    if end is None:
        if fence == "---" and not re.match(r"[\w-]+\s*:", lines[1] if lines[1:] else ""):
            return Sheet({}, text, 1, [])  # a rule drawn above the text
        raise SeedError(f"line 1: the keys above the text have no end; write {fence} below them.")
    head = "\n".join(lines[1:end])
    if len(head) > MAX_CHARACTERS:
        raise SeedError(f"line 1: more than {MAX_CHARACTERS} characters above the text.")
    read = _read_yaml if fence == "---" else _read_toml
    try:
        entries, notes = read(head)
    except RecursionError:
        raise SeedError("line 1: the keys above the text are nested too deep.") from None
    return Sheet(entries, "\n".join(lines[end + 1 :]), end + 2, notes)


def _name(key):
    return key.strip().lower().replace("-", "_").replace(" ", "_")


def _read_yaml(head):
    try:
        node = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", "not YAML")
        where = mark.line + 2 if mark else 1
        raise SeedError(f"line {where}: {problem}; write each key like title: Words.") from None
    except ValueError:  # a number that is none
        raise SeedError("line 1: not YAML; write each key like title: Words.") from None
    if node is None:
        return {}, []
    if not isinstance(node, yaml.MappingNode):
        raise SeedError("line 2: no keys found; write each like title: Words.")
    entries, notes, values = {}, [], _Values()
    for key, value in node.value:
        name, line = _name(str(key.value)), key.start_mark.line + 2
        if name in entries:
            notes.append(f"line {line}: {name} stands here a second time; the first one counts")
        else:
            entries[name] = Entry(values.of_node(value), line)
    return entries, notes


class _Values:
    """Plain values; raises SeedError where they are too many."""

    def __init__(self):
        self.count = 0

    def of_node(self, node, depth=0):
        self._count(node.start_mark.line + 2, depth)
        if isinstance(node, yaml.MappingNode):
            return {_name(str(key.value)): self.of_node(v, depth + 1) for key, v in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.of_node(value, depth + 1) for value in node.value]
        return "" if node.tag == "tag:yaml.org,2002:null" else node.value.strip()

    def of_toml(self, value, line, depth=0):
        self._count(line, depth)
        if isinstance(value, dict):
            return {_name(key): self.of_toml(v, line, depth + 1) for key, v in value.items()}
        if isinstance(value, list):
            return [self.of_toml(item, line, depth + 1) for item in value]
        if isinstance(value, bool):
            return str(value).lower()
        return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()

    def _count(self, line, depth):
        self.count += 1
        if self.count > _MAX_VALUES or depth > _MAX_DEPTH:
            raise SeedError(f"line {line}: too many values above the text.")


def _read_toml(head):
    try:
        found = tomllib.loads(head.replace("\r", ""))
    except (tomllib.TOMLDecodeError, ValueError) as error:
        line = _TOML_LINE.search(str(error))
        where = int(line[1]) + 1 if line else 1
        raise SeedError(f"line {where}: {error}; write each key like title = 'Words'.") from None
    values, entries = _Values(), {}
    for key, value in found.items():
        line = _line_of_key(head, key)
        entries.setdefault(_name(key), Entry(values.of_toml(value, line), line))
    return entries, []


def _line_of_key(head, key):
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[.=\]]")
    lines = head.split("\n")
    return next((n for n, line in enumerate(lines, 2) if begins.match(line)), 1)
