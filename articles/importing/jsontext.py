"""JSON from strangers as values."""

import json

from articles.importing.decode import decode
from articles.importing.errors import SeedError


def read_json(content):
    """Return the value of JSON (bytes). Raises SeedError naming the line that is broken."""
    text, _ = decode(content)
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise SeedError(f"line {error.lineno}: broken JSON: {error.msg}.") from error
    except RecursionError as error:
        raise SeedError("this JSON is nested too deeply; no story needs that.") from error
    except UnicodeEncodeError as error:
        raise SeedError(
            "this JSON has half a character (a lone \\ud800 … \\udfff) in it."
        ) from error
    except ValueError as error:
        raise SeedError(f"this JSON cannot be read: {error}.") from error
    return value
