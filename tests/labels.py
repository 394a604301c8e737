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

from articles.importing.decode import decode
from articles.importing.errors import SeedError
from articles.importing.formats import seed
from articles.importing.grammar.lines import lines_of
from articles.importing.grammar.sequence import findings
from articles.importing.grammar.sureness import RIGHT, sureness
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


def readings_with_margins(folder):
    """Yield (margin, doubted, right) for each item read from the pages of a folder.

    `margin` is that of the least sure line of the item; items of no line of their own, such as
    the number of paragraphs, are left out.
    """
    for path, label in labelled_pages(folder):
        reading = read_page(path)
        if reading is None:
            continue
        lines = lines_of(decode(path.read_bytes())[0])
        margins = dict(zip((line.number for line in lines), findings(lines), strict=True))
        doubted = {doubt.line for doubt in reading.doubts}
        found = agreement(reading.story, label)
        for is_right, items in ((True, found.right), (False, found.invented)):
            for item in items:
                numbers = _lines_of_item(reading, item)
                own = [margins[n].margin for n in numbers if n in margins]
                if own and item.field not in _WITHOUT_LINES:
                    yield min(own), bool(doubted & set(numbers)), is_right


_WITHOUT_LINES = {"paragraphs", "photos", "videos"}


def _lines_of_item(reading, item):
    words = str(item.value)[:40]
    for span in reading.spans:
        if words and words in span.text:
            return range(span.first, span.last + 1)
    return ()


def calibrate(folder):
    """Print how often doubted and undoubted items are wrong, and how often right by margin."""
    found = list(readings_with_margins(folder))
    for name, wanted in (("doubted", True), ("not doubted", False)):
        group = [is_right for _, doubted, is_right in found if doubted is wanted]
        wrong = 1 - sum(group) / len(group) if group else 0
        write(f"{name:<12} {len(group):>5} items, wrong {wrong:.3f}")
    for margin in range(len(RIGHT) + 1):
        group = [r for m, _, r in found if int(min(m, len(RIGHT))) == margin]
        said = sureness(margin)
        share = sum(group) / len(group) if group else 1
        beyond = "+" if margin == len(RIGHT) else " "
        write(f"margin {margin}{beyond} {len(group):>5} items, right {share:.2f}, said {said:.2f}")


def write(text):
    sys.stdout.write(f"{text}\n")


def main(folders, verbose):
    for folder in folders or [PAGES]:
        path, _, only = str(folder).partition(":")
        counts = measure(Path(path), verbose, only)
        total = [sum(column) for column in zip(*counts.values(), strict=True)]
        for field, found in sorted(counts.items()):
            right, invented, missed = found
            share = f1(*found)
            write(f"{field:<20} {share:.2f}  right {right}, invented {invented}, missed {missed}")
        write(f"{path}: F1 {f1(*total):.3f}")
        calibrate(Path(path))


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    main(arguments, "-v" in sys.argv)
