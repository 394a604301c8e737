"""Questions that a reading leaves open, and answers that hold for the next file too."""

from django.utils import timezone

from articles.importing.errors import SeedError
from articles.importing.grammar.kinds import Kind
from articles.importing.reading import NOTHING_GIVEN, Given
from articles.importing.reading import Doubt as Question
from articles.models import Doubt

ANSWERABLE = "seed"  # the one format that is read by lines, and so can be read again otherwise


def questions(reading):
    """Return the list of what is open in a Reading: its doubts, and each line without a place."""
    asked = {doubt.line: doubt for doubt in reading.doubts}
    for line, text in reading.unplaced:
        asked.setdefault(line, Question(line, text, Kind.UNPLACED))
    return [asked[line] for line in sorted(asked)]


def read_again(content, answers, given=NOTHING_GIVEN):
    """Return the Reading of a seed (bytes) with `answers`, {line: kind}, and what is `given`.

    Raises SeedError where the answers leave no story, or are none.
    """
    # Its patterns take a while to compile: every start of the site would pay for a rare answer.
    from articles.importing.formats import seed

    try:
        kinds = {line: Kind(kind) for line, kind in answers.items()}
    except ValueError as error:
        raise SeedError(f"{error}; known are: {', '.join(Kind)}.") from None
    return given.added_to(seed.read(content, settled=kinds))


def answered_before(article, reading, content):
    """Return (Reading, {line: Doubt}): earlier answers for lines of the same words hold again."""
    settled = Doubt.objects.filter(source__article=article).exclude(settled_as="")
    before = {doubt.text: doubt for doubt in settled.order_by("settled_at", "pk")}
    if not before or reading.format != ANSWERABLE:
        return reading, {}
    answers = {q.line: before[q.text] for q in questions(reading) if q.text in before}
    try:
        kinds = {line: doubt.settled_as for line, doubt in answers.items()}
        return read_again(content, kinds, Given.for_another_reading_of(reading.story)), answers
    except SeedError:  # what was right for the old file makes no story of the new one
        return reading, {}


def ask(source, reading, answers=None):
    """Keep what is open in `reading` as Doubts of a new `source`.

    `answers` maps lines to earlier Doubts; these are kept as settled.
    """
    answers = answers or {}
    rows = [_row(source, question, answers.get(question.line)) for question in questions(reading)]
    known = {row.line for row in rows}
    rows += [_copy(source, line, doubt) for line, doubt in answers.items() if line not in known]
    Doubt.objects.bulk_create(rows)


def ask_again(source, reading):
    """After an answer: drop open Doubts that `reading` no longer has, add those it has now."""
    open_lines = {question.line: question for question in questions(reading)}
    kept = dict(source.doubts.values_list("line", "settled_at"))
    gone = [line for line, at in kept.items() if at is None and line not in open_lines]
    source.doubts.filter(line__in=gone).update(settled_at=timezone.now())
    new = [question for line, question in open_lines.items() if line not in kept]
    Doubt.objects.bulk_create(_row(source, question) for question in new)


def answers_of(source):
    """Return {line: kind} of all that was settled by an editor."""
    return dict(source.doubts.exclude(settled_as="").values_list("line", "settled_as"))


def _row(source, question, answer=None):
    row = Doubt(
        source=source,
        line=question.line,
        text=question.text,
        read_as=question.read_as,
        others=list(question.others),
        sureness=question.sureness,
    )
    return _settle(row, answer) if answer else row


def _copy(source, line, doubt):
    row = Doubt(
        source=source, line=line, text=doubt.text, read_as=doubt.read_as, others=doubt.others,
        sureness=doubt.sureness,
    )  # fmt: skip
    return _settle(row, doubt)


def _settle(row, answer):
    row.settled_as = answer.settled_as
    row.settled_at, row.settled_by_id = answer.settled_at, answer.settled_by_id
    return row
