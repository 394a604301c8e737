"""How fast stories come in, beside loading the same ones through Wagtail in the same run.

    make bench-import N=2000

Seeds are written into a temporary folder, imported with `manage.py import_seeds`, and loaded,
parsed already, into a Wagtail site in an environment of its own. Both have a fresh SQLite
database with the same settings, and take turns, so that whatever else the machine does meets
both. Figures only: they do not change the exit code.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from benchmarks.parsing import reference_rate
from benchmarks.seeds import seed_path, write_seeds

ROOT = Path(__file__).resolve().parent.parent
TURNS = 20
TENTH = TURNS // 10
ROW = "{:<24}{:>10}{:>15}{:>10}{:>14}\n"
HEADS = ("", "stories/s", "CPU ms/story", "peak MB", "last/first")
# Of production: under DEBUG Django keeps every query.
SETTINGS = {"DEBUG": "false", "SECRET_KEY": "only-for-a-benchmark", "ALLOWED_HOSTS": "localhost"}


class Share(NamedTuple):
    """What `stories` cost: seconds of the clock and of the processor; `peak` memory in bytes."""

    stories: int
    seconds: float
    cpu: float
    peak: int = 0

    @classmethod
    def of(cls, shares):
        """Return the sum of several."""
        stories, seconds, cpu, peaks = zip(*shares, strict=True)
        return cls(sum(stories), sum(seconds), sum(cpu), max(peaks))

    @property
    def rate(self):
        return self.stories / self.seconds

    @property
    def milliseconds(self):
        """Of the processor, for a story."""
        return 1000 * self.cpu / self.stories


class Side:
    """A program that works in turns (see turns.py), and ends with the `with` block."""

    def __init__(self, python, module, *arguments, **environment):
        self.shares = []
        self.program = subprocess.Popen(  # noqa: S603 (our own modules)
            [python, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | SETTINGS | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        with self.program:
            self.program.terminate()

    def take_turn(self):
        self.program.stdin.write("go\n")
        self.program.stdin.flush()
        told = self.program.stdout.readline()
        if not told:
            raise SystemExit(f"{' '.join(self.program.args)} ended before its work was done.")
        self.shares.append(Share(**json.loads(told)))

    @property
    def sum(self):
        return Share.of(self.shares)

    @property
    def last_to_first(self):
        """What a story costs in the last tenth, of what it costs in the first.

        The first share is left out: in it is done what is done but once.
        """
        first = Share.of(self.shares[1 : TENTH + 1])
        return Share.of(self.shares[-TENTH:]).milliseconds / first.milliseconds


def main():
    arguments = _arguments()
    count = max(arguments.stories, 100)
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name, ExitStack() as both:
        folder = Path(name)
        write_seeds(folder / "seeds", count)
        parsing = _parse(folder, count)
        ours, theirs = map(both.enter_context, _sides(folder, count, arguments.wagtail))
        for _turn in tqdm(range(TURNS + 1), unit="turn", disable=None, leave=False):
            ours.take_turn()
            theirs.take_turn()
        size = sum(path.stat().st_size for path in folder.glob("seeds/*/*")) / count / 1000
    version = _version(arguments.wagtail)
    sys.stdout.write(f"{count} stories of {size:.1f} kB each\n\n" + ROW.format(*HEADS))
    _show("parsing alone, one core", parsing)
    _show("manage.py import_seeds", ours.sum, ours.last_to_first)
    _show(f"Wagtail {version}, parsed", theirs.sum, theirs.last_to_first)
    sys.stdout.write(f"\nreference of one core: {reference_rate():,.0f}/s (see parsing.py)\n")
    times, of_cpu = ours.sum.rate / theirs.sum.rate, theirs.sum.cpu / ours.sum.cpu
    sys.stdout.write(f"import_seeds: {times:.1f} times as fast, {of_cpu:.1f} by CPU time\n")


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=2000, help="how many; default: 2000")
    parser.add_argument("--wagtail", required=True, help="a Python that has Wagtail")
    parser.add_argument("--folder", help="to write into; default: the system's")
    return parser.parse_args()


def _sides(folder, count, wagtail):
    yield Side(
        sys.executable, "benchmarks.ours", folder / "seeds", count, TURNS,
        DATABASE_URL=f"sqlite:///{(folder / 'ours.sqlite3').absolute()}", MEDIA_ROOT=str(folder),
    )  # fmt: skip
    yield Side(
        wagtail, "benchmarks.wagtail_site.load", folder / "stories.jsonl", count, TURNS,
        DJANGO_SETTINGS_MODULE="benchmarks.wagtail_site.settings",
        WAGTAIL_DATABASE=str((folder / "theirs.sqlite3").absolute()),
    )  # fmt: skip


def _parse(folder, count):
    """Return the Share of parsing alone; leave the stories as JSON for the other side."""
    from articles.importing.formats import seed

    cpu = 0.0
    with (folder / "stories.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(count):
            content = seed_path(folder / "seeds", number).read_bytes()
            before = time.process_time()
            story = seed.read(content).story
            cpu += time.process_time() - before
            lines.write(json.dumps(story.to_json(), ensure_ascii=False) + "\n")
    return Share(count, cpu, cpu)


def _version(wagtail):
    command = [wagtail, "-c", "import wagtail; print(wagtail.__version__)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def _show(name, share, last_to_first=None):
    sys.stdout.write(
        ROW.format(
            name,
            f"{share.rate:,.0f}" if share.rate >= 100 else f"{share.rate:.1f}",
            f"{share.milliseconds:.2f}",
            f"{share.peak / 1e6:.0f}" if share.peak else "",
            f"{last_to_first:.2f}" if last_to_first else "",
        )
    )


if __name__ == "__main__":
    main()
