"""Pages with hand-made labels, and how well a reading agrees with a label.

A label is the JSON beside a page: what a careful reader says each line is. Run as a program
(`make calibrate-import`) it prints, over the pages here or in the folders given, precision, recall
and F1 of each field, and how often doubted and undoubted fields were in fact wrong.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from articles.importing.errors import SeedError
from articles.importing.formats import seed
from articles.importing.reading import Reading
from articles.story import List, Medium, Paragraph, Quote, Role, Story, Subhead, plain

PAGES = Path(__file__).parent / "pages"


class Item(NamedTuple):
    """One thing of a page: `field` as in the labels, its words; `line` where it was read."""

    field: str
    value: str


class Agreement(NamedTuple):
    """Items found and labelled, only found, only labelled."""

    right: list
    invented: list
    missed: list


def labelled_pages(folder=PAGES):
    """Yield (path, label) of the pages of a folder."""
    for path in sorted(folder.glob("*.txt")):
        beside = path.with_suffix(".json")
        if beside.exists():
            yield path, json.loads(beside.read_text(encoding="utf-8"))


def items_of_label(label):
    """Return the list of Items that a label names."""
    found = [Item(name, label[name]) for name in _TEXTS if label.get(name)]
    for field, name in (("bylines",) * 2, ("contributors",) * 2, ("editors",) * 2, ("tags",) * 2):
        found += [Item(field, value) for value in label.get(name, ())]
    found += [Item("subheads", value) for value in label.get("subheads", ())]
    found += [Item("related", value) for value in label.get("related", ())]
    for photo in label.get("photos", ()):
        found += [Item(f"photo {part}", photo[part]) for part in _PHOTO if photo.get(part)]
        found.append(Item("photos", ""))
    for video in label.get("videos", ()):
        found += [Item(f"video {part}", str(video[part])) for part in _VIDEO if video.get(part)]
        found.append(Item("videos", video.get("medium", "video")))
    found += [Item("corrections", note["text"]) for note in label.get("corrections", ())]
    found += [Item("list items", item) for items in label.get("lists", ()) for item in items]
    found += [Item("quotes", quote.get("attribution", "")) for quote in label.get("quotes", ())]
    return [*found, Item("paragraphs", str(label.get("paragraphs", 0)))]


_TEXTS = (
    "section", "kicker", "headline", "deck", "summary", "published", "updated", "dateline",
)  # fmt: skip
_PHOTO = ("alt", "caption", "credit")
_VIDEO = ("label", "teaser", "title", "age", "seconds", "description")


def items_of_story(story: Story):
    """Return the list of Items that a story holds."""
    found = [
        Item(name, value)
        for name in ("section", "kicker", "headline", "deck", "summary", "dateline")
        if (value := getattr(story, name))
    ]
    for name in ("published", "updated"):
        if moment := getattr(story, f"{name}_at"):
            found.append(Item(name, moment.isoformat()))
    for role, field in _ROLES.items():
        found += [Item(field, c.printed or c.party.name) for c in story.in_role(role)]
    found += [Item("subheads", plain(block.html)) for block in story.of_kind(Subhead)]
    found += [Item("related", link.title) for link in story.related]
    found += [Item("tags", tag) for tag in story.tags]
    for photo in story.photos:
        words = (photo.alt_text, photo.caption, photo.credit_line)
        found += [Item(f"photo {n}", w) for n, w in zip(_PHOTO, words, strict=True) if w]
        found.append(Item("photos", ""))
    for video in story.videos:
        values = {name: getattr(video, name) for name in _VIDEO}
        found += [Item(f"video {name}", str(value)) for name, value in values.items() if value]
        found.append(Item("videos", "audio" if video.medium is Medium.AUDIO else "video"))
    found += [Item("corrections", note.text) for note in story.corrections]
    for items in story.of_kind(List):
        found += [Item("list items", plain(item)) for item in items.items]
    found += [Item("quotes", quote.attribution) for quote in story.of_kind(Quote)]
    return [*found, Item("paragraphs", str(len(story.of_kind(Paragraph))))]


_ROLES = {
    Role.AUTHOR: "bylines", Role.ADDITIONAL_REPORTING: "contributors", Role.EDITOR: "editors"
}  # fmt: skip


def agreement(story, label):
    """Return the Agreement of a story (or None: nothing was read) with a label."""
    expected, right, invented = items_of_label(label), [], []
    open_items = [(item, _normal(item)) for item in expected]
    for item in items_of_story(story) if story else ():
        same = next((pair for pair in open_items if pair[1] == _normal(item)), None)
        if same:
            open_items.remove(same)
            right.append(item)
        else:
            invented.append(item)
    return Agreement(right, invented, [item for item, _ in open_items])


def _normal(item):
    value = re.sub(r"\s+", " ", str(item.value)).strip(" .:,")
    if item.field == "quotes":
        value = value.replace(",", "")
    return item.field, value.casefold() if item.field != "headline" else value


def f1(right, invented, missed):
    total = 2 * right + invented + missed
    return 2 * right / total if total else 1.0


def read_page(path) -> Reading | None:
    try:
        return seed.read(path.read_bytes())
    except SeedError:
        return None


def measure(folder, verbose=False, only=""):
    """Return {field: [right, invented, missed]} over the pages of a folder."""
    counts = defaultdict(lambda: [0, 0, 0])
    for path, label in labelled_pages(folder):
        if only not in path.name:
            continue
        reading = read_page(path)
        found = agreement(reading and reading.story, label)
        for place, items in enumerate(found):
            for item in items:
                counts[item.field][place] += 1
        if verbose and (found.invented or found.missed):
            write(f"{path.name}  {f1(*map(len, found)):.2f}")
            for sign, items in (("+", found.invented), ("-", found.missed)):
                for item in items:
                    write(f"    {sign} {item.field}: {str(item.value)[:150]}")
    return counts


def write(text):
    sys.stdout.write(f"{text}\n")


def main(folders, verbose):
    for folder in folders or [PAGES]:
        path, _, only = str(folder).partition(":")
        counts = measure(Path(path), verbose, only)
        total = [sum(column) for column in zip(*counts.values(), strict=True)]
        for field, found in sorted(counts.items()):
            write(f"{field:<20} {f1(*found):.2f}  right {found[0]}, invented {found[1]}, missed {found[2]}")
        write(f"{path}: F1 {f1(*total):.3f}")


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    main(arguments, "-v" in sys.argv)
