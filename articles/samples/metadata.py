"""Write what a story says about its photo into the JPEG, as IPTC-IIM and as XMP."""

import re
import struct
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
DIGITAL_ART = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalArt"
USAGE_TERMS = "May be used and passed on together with the sample newsroom."
PHOTO = re.compile(r"(?P<alt>[^\n]+)\n(?P<caption>[^\n]+?) \((?P<credit>[^()\n]+)\)")

# Longest value in octets, from IPTC-IIM 4.2 chapter 6.
IIM_LIMITS = {5: 64, 25: 64, 80: 32, 90: 32, 95: 32, 101: 64, 105: 256}
IIM_LIMITS |= {110: 32, 115: 32, 116: 128, 120: 2000}


@dataclass(frozen=True)
class PhotoWords:
    """What a story prints about one of its photos; `creator` is "" if only a supplier is named."""

    headline: str
    alt_text: str
    caption: str
    credit: str
    creator: str
    supplier: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """Where and when a photo was taken; `at` is aware."""

    at: datetime
    city: str
    province: str
    country: str


def photos_in(slug):
    """Return the PhotoWords of each photo in the story's text, in order of appearance."""
    text = (HERE / f"{slug}.txt").read_text(encoding="utf-8")
    parts = text.strip().split("\n\n")
    tags = next((part[6:].split(", ") for part in parts if part.startswith("Tags: ")), [])
    words = []
    for found in filter(None, map(PHOTO.fullmatch, parts)):
        creator, _, supplier = found["credit"].rpartition("/")
        words.append(
            PhotoWords(
                headline=parts[1],
                alt_text=found["alt"],
                caption=found["caption"],
                credit=found["credit"],
                creator=creator,
                supplier=supplier,
                tags=tuple(tags),
            )
        )
    return words


def with_metadata(jpeg, words, taken, name):
    """Return the JPEG bytes with an XMP packet (APP1) and IPTC-IIM (APP13) put in.

    `name` is the object name, the desk's working name of the picture.
    Raises ValueError if a value is longer than IPTC-IIM allows.
    """
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + xmp_packet(words, taken).encode()
    iim = b"Photoshop 3.0\x00" + image_resource(0x0404, iim_records(words, taken, name))
    end = _end_of_first_headers(jpeg)
    return jpeg[:end] + _segment(0xE1, xmp) + _segment(0xED, iim) + jpeg[end:]


def iim_records(words, taken, name):
    """Return the IIM datasets: envelope 1:90 (UTF-8), then record 2 in rising order."""
    values = [(5, name)]
    values += [(25, tag) for tag in words.tags]
    values += [(55, f"{taken.at:%Y%m%d}"), (60, f"{taken.at:%H%M%S%z}")]
    values += [(80, words.creator), (90, taken.city), (95, taken.province), (101, taken.country)]
    values += [(105, words.headline), (110, words.credit), (115, words.supplier)]
    values += [(116, copyright_notice(words, taken)), (120, words.caption)]
    records = _dataset(1, 90, b"\x1b%G") + _dataset(2, 0, b"\x00\x04")
    for number, value in values:
        octets = value.encode()
        if len(octets) > IIM_LIMITS.get(number, len(octets)):
            raise ValueError(
                f"IIM 2:{number:02} {value!r} is {len(octets)} octets, at most {IIM_LIMITS[number]}"
            )
        if octets:
            records += _dataset(2, number, octets)
    return records


def image_resource(number, data):
    """Wrap `data` as a Photoshop image resource (8BIM) with an empty name, padded to even."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\x00" * (len(data) % 2)


def xmp_packet(words, taken):
    """Return the XMP packet as text."""
    simple = {
        "photoshop:Headline": words.headline,
        "photoshop:Credit": words.credit,
        "photoshop:Source": words.supplier,
        "photoshop:DateCreated": taken.at.isoformat(),
        "photoshop:City": taken.city,
        "photoshop:State": taken.province,
        "photoshop:Country": taken.country,
        "Iptc4xmpExt:DigitalSourceType": DIGITAL_ART,
    }
    alternatives = {
        "dc:description": words.caption,
        "dc:rights": copyright_notice(words, taken),
        "xmpRights:UsageTerms": USAGE_TERMS,
        "Iptc4xmpCore:AltTextAccessibility": words.alt_text,
    }
    lines = [_element(name, escape(value, quote=False)) for name, value in simple.items()]
    lines += [_element(name, _language_choice(value)) for name, value in alternatives.items()]
    lines.append(_element("dc:subject", _several("Bag", words.tags)))
    if words.creator:
        lines.append(_element("dc:creator", _several("Seq", [words.creator])))
    return XMP_FRAME.format(properties="\n".join(lines))


def copyright_notice(words, taken):
    return f"© {taken.at.year} {words.supplier}"


XMP_FRAME = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _element(name, content):
    return f"<{name}>{content}</{name}>"


def _language_choice(value):
    text = escape(value, quote=False)
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'


def _several(kind, values):
    items = "".join(f"<rdf:li>{escape(value, quote=False)}</rdf:li>" for value in values)
    return f"<rdf:{kind}>{items}</rdf:{kind}>"


def _dataset(record, number, octets):
    return struct.pack(">BBBH", 0x1C, record, number, len(octets)) + octets


def _segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _end_of_first_headers(jpeg):
    """Return the offset after SOI and any JFIF (APP0) and Exif (APP1) segments."""
    end = 2
    while jpeg[end : end + 2] in (b"\xff\xe0", b"\xff\xe1"):
        end += 2 + struct.unpack(">H", jpeg[end + 2 : end + 4])[0]
    return end
