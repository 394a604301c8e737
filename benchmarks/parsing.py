"""How fast stories are parsed on one core: samples, stories as of seeds.py, folders of your own.

    python -m benchmarks.parsing [FOLDER …]

Only the processor's time counts, in many short rounds; the best one is what a machine that does
nothing else gives. Stories of seeds.py are new ones in each round, so that nothing is remembered
of them; those of folders come again. `reference` is a computation that never changes, to compare
machines, or hours of one machine, by.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from benchmarks.seeds import seed_text

ROUNDS = 15
STORIES = 60  # of seeds.py in a round
AT_LEAST = 40  # stories in a round, else the clock is too coarse
SAMPLES = Path(__file__).resolve().parent.parent / "articles" / "samples"
ROW = "{:<28}{:>8}{:>8}{:>14}{:>16}\n"
WORDS = " ".join(seed_text(number) for number in range(3))


def main(folders):
    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from articles.importing.formats import seed

    kinds = {"samples": _files_of(SAMPLES)}
    kinds |= {str(folder): _files_of(folder) for folder in map(Path, folders)}
    sys.stdout.write(ROW.format("parsing alone, one core", "stories", "lines", "best", "median"))
    _show("benchmark stories", _new_stories, seed.read)
    for name, contents in kinds.items():
        _show(name, lambda _, contents=contents: contents, seed.read)
    sys.stdout.write(f"\nreference: {reference_rate():,.0f}/s\n")


def reference_rate():
    """Return how often a second of this processor does a fixed piece of work, at its best."""
    return 1 / min(_seconds(_reference, [WORDS]) for _ in range(ROUNDS))


def _reference(text):
    """Count words, as parsing does: calls, short strings, a dictionary."""
    counts = {}
    for word in text.split():
        small = word.lower().strip(".,:“”")
        counts[small] = counts.get(small, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]


def _show(name, contents_of, read):
    rates = []
    for round_number in range(ROUNDS + 1):
        contents = contents_of(round_number)
        seconds = _seconds(read, contents)
        if round_number:  # in the first is done what is done but once
            rates.append(len(contents) / seconds)
    lines = sum(len(content.split(b"\n")) - content.count(b"\n\n") for content in contents)
    best, median = f"{max(rates):,.0f}/s", f"{statistics.median(rates):,.0f}/s"
    count = len(contents)
    sys.stdout.write(ROW.format(name[-28:], count, round(lines / count), best, median))


def _new_stories(round_number):
    first = round_number * STORIES
    return [seed_text(number).encode() for number in range(first, first + STORIES)]


def _files_of(folder):
    contents = [path.read_bytes() for path in sorted(folder.rglob("*.txt"))]
    if not contents:
        raise SystemExit(f"{folder} holds no .txt; name a folder of seeds.")
    return contents * -(-AT_LEAST // len(contents))


def _seconds(work, items):
    before = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - before


if __name__ == "__main__":
    main(sys.argv[1:])
