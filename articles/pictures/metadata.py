"""Words inside a picture: IPTC in its old form (IIM) and its new one (XMP).

Where both speak, XMP wins: it is the one that tools write today.
"""

from dataclasses import asdict, dataclass, fields
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import IptcImagePlugin

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "rights": "http://ns.adobe.com/xap/1.0/rights/",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_UTF8_MARK = b"\x1b%G"


@dataclass(frozen=True)
class PictureWords:
    """What the picture says of itself; empty where it is silent."""

    title: str = ""
    caption: str = ""
    alt_text: str = ""
    creator: str = ""
    credit: str = ""
    supplier: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    city: str = ""
    country: str = ""
    taken_at: str = ""
    keywords: tuple[str, ...] = ()
    digital_source_type: str = ""
    licence_url: str = ""  # what may be done with it, on the web
    licensor_url: str = ""  # where leave is given

    @property
    def place(self):
        return ", ".join(filter(None, (self.city, self.country)))


IIM = {
    "title": (2, 5),
    "caption": (2, 120),
    "creator": (2, 80),
    "credit": (2, 110),
    "supplier": (2, 115),
    "copyright_notice": (2, 116),
    "city": (2, 90),
    "country": (2, 101),
    "keywords": (2, 25),
}

XMP = {
    "title": ("dc", "title"),
    "caption": ("dc", "description"),
    "alt_text": ("iptc", "AltTextAccessibility"),
    "creator": ("dc", "creator"),
    "credit": ("photoshop", "Credit"),
    "supplier": ("photoshop", "Source"),
    "copyright_notice": ("dc", "rights"),
    "usage_terms": ("rights", "UsageTerms"),
    "city": ("photoshop", "City"),
    "country": ("photoshop", "Country"),
    "taken_at": ("photoshop", "DateCreated"),
    "keywords": ("dc", "subject"),
    "digital_source_type": ("ext", "DigitalSourceType"),
    "licence_url": ("rights", "WebStatement"),
    "licensor_url": ("plus", "LicensorURL"),
}


def read_words(image):
    """Return the PictureWords of an open Pillow image; broken metadata counts as none."""
    found = _from_iim(image)
    found |= {name: value for name, value in _from_xmp(image).items() if value}
    return PictureWords(**found)


def as_json(words):
    """Return the PictureWords as a dict of JSON values, empty ones left out."""
    return {name: value for name, value in asdict(words).items() if value}


def _from_iim(image):
    try:
        records = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, IndexError, OSError, TypeError):
        return {}
    utf8 = records.get((1, 90)) == _UTF8_MARK
    found = {}
    for name, record in IIM.items():
        value = records.get(record, b"")
        texts = [_text(item, utf8) for item in (value if isinstance(value, list) else [value])]
        found[name] = _shaped(name, texts)
    day, hour = (_text(records.get(key, b""), utf8) for key in ((2, 55), (2, 60)))
    found["taken_at"] = _moment(day, hour)
    return found


def _moment(day, hour):
    """Return IIM's `20261103` and `091500+0000` as ISO 8601, or '' where the day is unclear."""
    if len(day) != 8 or not day.isdigit():
        return ""
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if len(hour) != 11 or not (hour[:6] + hour[7:]).isdigit():
        return date
    return f"{date}T{hour[:2]}:{hour[2:4]}:{hour[4:6]}{hour[6:9]}:{hour[9:]}"


def _text(value, utf8):
    if not isinstance(value, bytes):
        return ""
    try:
        return value.decode("utf-8").replace("\x00", "").strip()
    except UnicodeDecodeError:
        # Older programs wrote Latin-1 without saying so.
        return value.decode("utf-8" if utf8 else "latin-1", "replace").replace("\x00", "").strip()


def _from_xmp(image):
    packet = image.info.get("xmp", b"")
    if isinstance(packet, str):
        packet = packet.encode()
    try:
        root = fromstring(packet.strip(b"\x00 \r\n\t")) if packet else None
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    if root is None:
        return {}
    return {
        name: _shaped(name, _values(root, f"{{{NAMESPACES[prefix]}}}{local}"))
        for name, (prefix, local) in XMP.items()
    }


def _values(root, tag):
    """Return the texts of a property, given as attribute, element, or list of items."""
    for description in root.iter(f"{_RDF}Description"):
        if tag in description.attrib:
            return [description.attrib[tag].strip()]
        element = description.find(tag)
        if element is not None:
            items = [item.text or "" for item in element.iter(f"{_RDF}li")]
            return [text.strip() for text in items or [element.text or ""]]
    # What belongs to somebody named in the packet stands one step deeper, without a description.
    return [(found.text or "").strip() for found in root.iter(tag)]


def _shaped(name, texts):
    texts = [text for text in texts if text]
    if _is_list(name):
        return tuple(texts)
    return ", ".join(texts) if name == "creator" else (texts[0] if texts else "")


def _is_list(name):
    return next(f.default for f in fields(PictureWords) if f.name == name) == ()
