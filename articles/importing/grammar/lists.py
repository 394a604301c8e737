"""Items of a list, as plain text marks them."""

import re

SIGN = re.compile(r"(?:[-•*–▪◦·●]|(?P<number>\d{1,2})[.)])\s+(?P<item>\S.*)")


def read_item(text):
    """Return (words of the item, whether it is numbered)."""
    found = SIGN.fullmatch(text)
    return (found["item"], bool(found["number"])) if found else (text, False)
