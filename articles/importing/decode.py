"""Bytes of unknown origin as text."""

import codecs

from articles.importing.errors import SeedError

# Tab, line ends, form feed and escape turn up in text; the others only in binary files.
_BINARY = bytes(sorted({*range(0x20)} - set(b"\t\n\v\f\r\x1b")))
STRAY = 0.01  # share of such characters that a text may have picked up on its way
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(content):
    """Return (text, encoding) of `content` (bytes); the encoding is the one assumed.

    A byte order mark decides; else UTF-16 where every second byte of most is zero, else UTF-8 where
    it is valid, else Windows-1252.
    Raises SeedError for what is empty or no text.
    """
    if not content.strip():
        raise SeedError("the file is empty.")
    text, encoding = _decoded(content)
    if "\x00" in text or _strays(content, text, encoding) > len(text) * STRAY:
        raise SeedError("this is a binary file, not text.")
    if not text.strip("\ufeff \t\r\n\u00a0"):
        raise SeedError("the file is empty.")
    return text, encoding


def _strays(content, text, encoding):
    """Return how many characters of the text stand only in binary files."""
    if encoding.startswith("utf-16"):
        content = text.encode("utf-8", "replace")
    # In the other encodings these characters, and only they, are these bytes.
    return len(content) - len(content.translate(None, _BINARY))


def _decoded(content):
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise SeedError(
                    f"marked as {encoding}, but broken at byte {error.start}."
                ) from None
    if unmarked := _unmarked_utf16(content):
        try:
            return content.decode(unmarked), unmarked
        except UnicodeDecodeError:
            pass  # zeros of something else; the zeros will tell
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252; they stay visible instead of stopping the rest.
        return content.decode("windows-1252", errors="replace"), "windows-1252"


def _unmarked_utf16(content):
    """Return the name of the UTF-16 that `content` looks like, or ''."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2 or 0 not in sample:
        return ""
    first, second = sample[::2], sample[1::2]
    for zeros, others, name in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if zeros.count(0) > len(zeros) * 0.7 and others.count(0) == 0:
            return name
    return ""
