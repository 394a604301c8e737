"""Seeds without end: number n is always the same story, and no two are alike.

A folder of them is written by

    python -m benchmarks.seeds 100000 folder
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

PER_FOLDER = 1000
NEWEST = datetime(2024, 6, 1, 18, tzinfo=UTC)
STAFF = 240  # reporters and photographers of the paper
PAPER = "The Larkhaven Post"

SECTIONS = ("City", "Province", "World", "Business", "Science", "Culture", "Sport", "Opinion")


def _parted(text):
    """Return the list of the words, or groups of words, that bars part in a text of some lines."""
    return [" ".join(words.split()) for words in text.split("|")]


FIRST = _parted("""
    Nora|Idris|Ines|Joss|Hana|Callum|Petra|Tobias|Lise|Amara|Colm|Wilf|Ingrid|Maren|Thea|Ilmar|Sami
    |Dario|Enzo|Ruben|Nils|Piet|Viveca|Ollie|Jory|Mats|Maurice|Noor|Rafi|Ann|Selma|Anselm|Bodil
    |Corin|Delia|Edda|Faro|Gisela|Henk|Iveta""")
LAST = _parted("""
    Castellane|Pellow|Calloway|Hartigan|Morrow|Strake|Halloran|Renwick|Farnham|Dessin|Fairweather
    |Tansley|Vasey|Askew|Ballantyre|Vaskara|Thorne|Calderwood|Haxby|Lomax|Quillfeather|Oldenburg
    |Tennick|Tembo|Quist|Varley|Okafor|Aldous|Brandreth|Cardigan|Dunmore|Ellery|Fenwick|Garrick
    |Hollis|Ivering|Jardine|Kestrel|Lindqvist|Marchetti|Norwood|Ostler|Penhale|Quarrie|Rosswell
    |Sandoval|Tarrant|Underhay|Vickers|Wetherby""")
BODIES = _parted("""
    city council|the harbour authority|the school board|the provincial court|the transit company
    |the fishermen's union|the housing office|the water board|the port police|the arts fund""")
TOPICS = _parted("""
    harbour|ferries|transport|council|housing|schools|flood|football|theatre|courts|weather|energy
    |fishing|libraries|health|elections|budget|shipbuilding|music|science""")
DONE = _parted("""
    approves plan for|puts off vote on|cuts budget of|opens inquiry into|agrees to sell|saves
    |rejects offer for|doubles staff of|reopens|sets new date for""")
GAPS = {
    "body": BODIES,
    "place": _parted("""
        Northquay|Saltmere|Brackwater|Orran Point|Carn Pass|Signal Hill|Coopers Row|Sluice Street
        |Ostrand|Dun Seyr|Ropewalk Park|Capstan Street|Gullhaven|Withy Marsh|Old Kiln|Tern Island
        |Averill Bay|Lower Mill|Quarry End|Fiddler's Reach"""),
    "thing": _parted("""
        ferry terminal|tram depot|public library|flood barrier|fish market|swimming pool|bus garage
        |school kitchen|lighthouse museum|wind farm|repair yard|concert hall|night shelter
        |water tower|vegetable auction|rowing club|seed bank|weather station|skating rink
        |post office"""),
    "reason": _parted("""
        the figures of the last three winters|a report that nobody had expected|the price of steel
        |a letter signed by the neighbours|two failed inspections|an offer from abroad
        |the retirement of its director|a storm in the spring|complaints about noise at night
        |a mistake in the first tender"""),
    "when": _parted("""
        on Monday|on Thursday evening|early on Friday|last week|after a long debate|in May"""),
}
SENTENCES = (
    "The {thing} at {place} has been waiting for repairs since {year}, according to {body}.",
    "About {many} people use the {thing} every week, and {few} of them live within walking "
    "distance of {place}.",
    "Work is expected to cost ${cost} million and to take {few} months if the ground is dry.",
    "{body_} said the decision followed {reason} and had nothing to do with the vote in {place}.",
    "A first estimate in {year} had put the price at ${cost} million, less than half of what is "
    "on the table now.",
    "Neighbours in {place} have collected {many} signatures, most of them in a single weekend.",
    "The old roof, built in {year}, was never meant to carry the snow of the past {few} winters.",
    "{name}, who runs the {thing} in {place}, keeps a list of everything that broke this year.",
    "Nobody at {body} would say {when} how the missing ${cost} million is to be found.",
    "Of the {few} members who spoke, only two had visited {place} before the meeting.",
    "Trams to {place} will run every {few} minutes while the road along the {thing} is closed.",
    "It is the {few}th time since {year} that {body} has changed its mind about the {thing}.",
)
QUOTES = (
    "“We counted {many} of them before breakfast, and then we stopped counting,” said {name}.",
    "“Nobody in {place} asked for a new {thing},” {name} told {body} {when}.",
    "“It took {few} years to plan and one evening to forget,” said {name}, a teacher in {place}.",
    "“If the money is there in the autumn, we begin in the autumn,” said {name} of {body}.",
    "“My grandmother walked to the {thing} every day until {year},” {name} said.",
)
SUBHEADS = (
    "Doubts in {place}",
    "A price that rises",
    "What happens to the {thing}",
    "Next steps for {place}",
)
SCENES = (
    "Two people in raincoats stand in front of a {thing} while gulls sit on the wall behind them.",
    "A narrow street runs downhill towards a {thing} under a grey sky, with a bicycle on the left.",
    "Workers in helmets bend over a drawing on a table inside an unfinished {thing}.",
)
CAPTIONS = (
    "The {thing} at {place}, seen {when}. It was last painted in {year}.",
    "{name} waits outside the {thing} in {place}. About {many} people come here every week.",
)


class Facts(dict):
    """Words for the gaps of a sentence, drawn anew for each."""

    def __init__(self, draw):
        super().__init__()
        self.draw = draw

    def __missing__(self, gap):
        draw = self.draw
        if gap in GAPS:
            return draw.choice(GAPS[gap])
        match gap:
            case "body_":
                body = draw.choice(BODIES)
                return body[0].upper() + body[1:]
            case "name":
                return f"{draw.choice(FIRST)} {draw.choice(LAST)}"
            case "year":
                return draw.randint(1911, 2019)
            case "many":
                return f"{draw.randint(1, 48)},{draw.randint(0, 999):03}"
            case "few":
                return draw.randint(4, 19)
            case "cost":
                return f"{draw.randint(2, 90)}.{draw.randint(1, 9)}"
        raise KeyError(gap)


def seed_text(number):
    """Return the text of seed `number`: about as long as the samples, with all they have."""
    draw = random.Random(number)  # noqa: S311 (nothing is kept secret)
    headline = _headline(draw)
    summary = _fill(draw, SENTENCES[3])
    hours = _hours(draw)
    parts = [
        draw.choice(SECTIONS),
        headline,
        summary,
        _fill(
            draw, "{name} and {few} others had asked for a second look at the {thing} in {place}"
        ),
        _photo(draw),
        "By " + " and ".join(_staff(draw) for _ in range(draw.choice((1, 1, 2)))),
        hours,
        summary,
        *_body(draw),
    ]
    if draw.random() < 0.6:
        parts.append(f"With files from {_staff(draw)}")
    parts.append(f"Tags: {', '.join(draw.sample(TOPICS, draw.randint(2, 5)))}")
    return "\n\n".join(parts) + "\n"


def write_seeds(folder, count, first=0):
    """Write seeds `first` to `first + count - 1` below `folder`, a thousand in each folder."""
    for number in range(first, first + count):
        path = seed_path(folder, number)
        if number % PER_FOLDER == 0 or number == first:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(seed_text(number), encoding="utf-8")


def seed_path(folder, number):
    return Path(folder) / f"{number // PER_FOLDER:04}" / f"story-{number:07}.txt"


def _headline(draw):
    body = draw.choice(BODIES)
    body = body[0].upper() + body[1:]
    return _fill(draw, f"{body} {draw.choice(DONE)} {{thing}} in {{place}} after {{few}} years")


def _body(draw):
    """Return 12 to 25 paragraphs, and between them what a page shows there."""
    paragraphs = [_paragraph(draw) for _ in range(draw.randint(11, 24))]
    between = [
        _fill(draw, draw.choice(SUBHEADS[:2])),
        _photo(draw),
        _list(draw),
        _video(draw),
        _fill(draw, draw.choice(SUBHEADS[2:])),
    ]
    step = len(paragraphs) // (len(between) + 1)
    for place, part in reversed(list(enumerate(between, start=1))):
        paragraphs.insert(place * step, part)
    return paragraphs


def _paragraph(draw):
    if draw.random() < 0.3:
        return _fill(draw, draw.choice(QUOTES))
    return " ".join(_fill(draw, one) for one in draw.sample(SENTENCES, draw.choice((1, 1, 2))))


def _photo(draw):
    alt, caption = _fill(draw, draw.choice(SCENES)), _fill(draw, draw.choice(CAPTIONS))
    return f"{alt}\n{caption} ({_staff(draw)}/{PAPER})"


def _list(draw):
    lines = draw.sample(SENTENCES[:3], 3)
    return "\n".join(f"- {_fill(draw, line)}" for line in lines)


def _video(draw):
    return (
        f"WATCH l {_fill(draw, 'What is left of the {thing}')}:\n\n"
        f"{_fill(draw, 'Inside the {thing} of {place} before the builders came')}\n\n"
        f"{draw.randint(2, 20)} days ago\nDuration {draw.randint(1, 9)}:{draw.randint(10, 59)}\n"
        f"{_fill(draw, 'Reporter {name} walks through the {thing} with those who work there.')}"
    )


def _hours(draw):
    posted = NEWEST - timedelta(minutes=draw.randrange(20 * 365 * 24 * 60))
    updated = posted + timedelta(minutes=draw.randrange(20, 600))
    return f"Posted: {_hour(posted)} | Last Updated: {_hour(updated)}"


def _hour(moment):
    clock = f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{moment:%b} {moment.day}, {moment.year} {clock} GMT"


def _staff(draw):
    number = draw.randrange(STAFF)
    return f"{FIRST[number % len(FIRST)]} {LAST[number * 7 % len(LAST)]}"


def _fill(draw, sentence):
    return sentence.format_map(Facts(draw))


if __name__ == "__main__":
    write_seeds(sys.argv[2], int(sys.argv[1]))
