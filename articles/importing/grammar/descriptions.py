"""What a picture shows, in words: the alt texts that sites print as text above a caption."""

import re

SHOWN = re.compile(
    r"(?:An?|The|Two|Three|Four|Five|Six|Seven|Several|Some|Many|Rows?|Group|Aerial|Overhead"
    r"|Close[- ]up|View|Photo|Photograph|Picture|Image|Portrait|Screenshot|Screen ?grab|Map|Graphic"
    r"|Chart|Illustration|Headshot|File photo|People|Person|Man|Men|Woman|Women|Boy|Girl|Children"
    r"|Workers?|Crowds?|Line|Side|Exterior|Inside|Un|Une|Des|Deux|Trois|Plusieurs|Vue|Gros plan"
    r"|L[ea]s?|L['’]|Ein|Eine|Zwei|Una?|Dos|Uma?|Dois)\b"
)
_SHOWING = re.compile(
    r"\b(?:\w{3,}ing|is|are|stands?|sits?|holds?|wears?|walks?|looks?|smiles?|poses?|shown|seen"
    r"|shows|lies|lie|with|of|on|in front|near|outside|beside|behind|dans|devant|sur|avec|tient"
    r"|debout|assise?|vor|auf|mit|con|sobre|com|em)\b"
)
# An alt text without a caption has only its own words to show what it is: things one can see.
# Neither an article nor a word is tried again in part (`++`): that finds nothing new.
_STRONG = re.compile(
    r"(?:(?:an? |the )?(?:aerial|overhead|close[- ]up|view of|photo(?:graph)? of|picture of"
    r"|image of|portrait of|screenshot|map (?:of|show)|graphic|chart|illustration of|headshot"
    r"|gros plan|vue (?:de|d))\b"
    r"|(?:(?:an?|two|three|four|several|un|une|deux|trois|ein|eine|zwei|una?|uma?|dos|dois) )?+"
    r"(?:[\w-]++,? ){0,3}?"
    r"(?:man|men|woman|women|people|person|boys?|girls?|child|children|workers?|crowd|group|row"
    r"|line|building|house|street|road|sign|signs|ship|boats?|car|cars|truck|bus|train|dog|cat"
    r"|hand|hands|firefighters?|officers?|soldiers?|players?|diver|students?|statue|bridge|tree"
    r"|trees|field|table|room|homme|femme|hommes|femmes|enfants?|personnes?|bâtiment|maison|quai"
    r"|rue|bateau|affiche|mann|frau|hombre|mujer|homem|mulher)s?\b)",
)
_SAYS = re.compile(
    r"\b(?:should|may|must|can|expected|planned|ago|said|says|told|asked|added|according to|will"
    r"|would|could|was|were|had|has|have|dit|selon|affirme|explique|sagte|dijo|disse|announced"
    r"|because|but)\b|[\"“”«»;]"
)


# What no sentence of a text begins with.
_NAMES_PICTURE = re.compile(
    r"(?:an? )?(?:\w+ )?(?:map|graphic|chart|photo(?:graph)?|picture|image|screenshot|illustration"
    r"|diagram|aerial view|file photo) (?:of|showing|shows|from)\b"
)


def names_picture(small):
    """True for a line (in lower case) that begins with `A map of`, `A recent photo shows` …"""
    return (" of " in small or " show" in small) and bool(_NAMES_PICTURE.match(small))


def shows(text):
    """True for words that say what can be seen, as alt texts do, and report nothing."""
    return bool(SHOWN.match(text) and _SHOWING.search(text) and not _SAYS.search(text))


def may_show(text, small):
    """True for a line that begins with what can be seen, names it, and reports nothing.

    `small` is `text` in lower case. The dearest question comes last.
    """
    return bool(_STRONG.match(small) and SHOWN.match(text) and not _SAYS.search(text))


def begins_shown(text):
    """True for a line that begins with what can be seen, `A man …`, and reports nothing."""
    return bool(SHOWN.match(text) and not _SAYS.search(text))


def names_sight(small):
    """True for a line (in lower case) that names near its beginning what is seen in photos."""
    return bool(_STRONG.match(small))


def reports(text):
    """True for words that tell what was said or happened: text, and no description."""
    return bool(_SAYS.search(text))
