"""What search engines are told of a page: schema.org as JSON-LD.

Each function returns the nodes (dicts of JSON values) of one kind of page; `site` is the Site of
the templates, `policies` {name in schema.org: address} of the pages about the paper. Only what is
known is said: no date, name, place or file that the story does not have.
"""

import json
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from django.templatetags.static import static
from django.utils import timezone

from articles.public.names import absolute
from articles.public.picture_files import largest, machine_images
from articles.story import CorrectionKind, Medium, PartyKind, Role
from articles.vocabulary import party_kind

# An update or a note adds something; only these say that it was wrong before.
CORRECTING = (CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION, CorrectionKind.RETRACTION)
SCHEMA_TYPES = {PartyKind.PERSON: "Person", PartyKind.ORGANISATION: "Organization"}
# What others than the authors did, by the names schema.org has for it.
ROLES = {
    Role.EDITOR: "editor",
    Role.TRANSLATOR: "translator",
    Role.ADDITIONAL_REPORTING: "contributor",
    Role.PHOTOGRAPHER: "contributor",
    Role.ILLUSTRATOR: "contributor",
}
# Languages whose words are not told apart by spaces: a count would be wrong.
UNSPACED = ("ja", "km", "lo", "my", "th", "zh")

# Inside a script nothing may look like its end, or like the beginning of another.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script(nodes):
    """Return the nodes as JSON text that can stand inside a script element."""
    data = {"@context": "https://schema.org", "@graph": list(nodes)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def front_nodes(site, policies):
    paper = publisher(site, policies)
    return [website(site) | {"inLanguage": site.home_language, "publisher": _id(paper)}, paper]


def article_nodes(page, site, policies):
    """Return the nodes of an ArticlePage."""
    section = page.edition.section
    trail = [*_sections(section, site), (page.story.headline, page.edition.get_absolute_url())]
    return [_article(page, site, policies), breadcrumbs(site, trail)]


def list_nodes(site, name, path, editions, *, description="", section=None):
    """Return the nodes of a section (named by `section`) or a topic; `editions` are its list."""
    items = [
        {"@type": "ListItem", "position": place, "url": absolute(edition.get_absolute_url())}
        for place, edition in enumerate(editions, 1)
    ]
    node = {
        "@type": "CollectionPage",
        "@id": absolute(path),
        "url": absolute(path),
        "name": name,
        "description": description,
        "inLanguage": site.home_language,
        "isPartOf": website(site),
        "mainEntity": items and {"@type": "ItemList", "itemListElement": items},
    }
    trail = _sections(section, site) if section else [(name, path)]
    return [_known(node), breadcrumbs(site, trail)]


def contributor_nodes(contributor, site):
    url = absolute(contributor.get_absolute_url())
    is_person = contributor.kind == PartyKind.PERSON
    whose = {
        "@type": SCHEMA_TYPES[contributor.kind],
        "name": contributor.name,
        "url": url,
        "jobTitle": contributor.job_title if is_person else "",
        "description": contributor.about,
    }
    node = {
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "inLanguage": site.home_language,
        "isPartOf": website(site),
        "mainEntity": _known(whose),
    }
    return [node]


def publisher(site, policies):
    logo = urljoin(absolute("/"), static(site.logo or site.icon))
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#publisher"),
        "name": site.name,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": logo, "contentUrl": logo},
        **policies,
    }


def website(site):
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": site.name,
        "url": absolute("/"),
    }


def breadcrumbs(site, trail):
    """Return the way from the front page along `trail`, (name, path) each."""
    steps = [(site.name, "/"), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }


def _sections(section, site):
    """Return (name, path) of a section, after that of the one it is part of.

    `site` has the main sections at hand; a query for one of them would be a second one.
    """
    above = [row for row in site.sections if row.pk == section.parent_id]
    return [(row.name, row.get_absolute_url()) for row in (*above, section)]


def _article(page, site, policies):
    edition, story = page.edition, page.story
    url = absolute(edition.get_absolute_url())
    spaced = page.language.partition("-")[0] not in UNSPACED
    node = {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": story.headline,
        "alternativeHeadline": story.deck,
        "description": page.description,
        "image": _lead_images(page),
        "datePublished": _moment(edition.published_at),
        "dateModified": _moment(edition.updated_at),
        "author": _parties(page, Role.AUTHOR) or [_id(publisher(site, {}), "name", "url")],
        "publisher": publisher(site, policies),
        "articleSection": edition.section.name,
        "keywords": [tag.name for tag in page.tags],
        "inLanguage": page.language,
        "isAccessibleForFree": True,
        "dateline": story.dateline,
        "wordCount": story.word_count if spaced else None,
        "correction": [_correction(n) for n in page.corrections if n.kind in CORRECTING],
        "copyrightNotice": story.rights,
        "isPartOf": website(site),
        "associatedMedia": _photos(page),
        "video": [video for video in map(_video, page.pieces) if video],
    }
    for role, name in ROLES.items():
        node[name] = node.get(name, []) + _parties(page, role)
    return _known(node)


def _parties(page, role):
    """Return the parties in one role, under their own names whatever line is printed."""
    pairs = zip(page.story.in_role(role), page.credits[role], strict=True)
    return [
        _known(
            {
                "@type": SCHEMA_TYPES[credit.party.kind],
                "name": credit.party.name if credit.printed else name.text,
                "url": absolute(name.url) if name.url else "",
            }
        )
        for credit, name in pairs
    ]


def _correction(note):
    return _known(
        {"@type": "CorrectionComment", "text": note.text, "datePublished": _moment(note.at)}
    )


def _lead_images(page):
    use = next(iter(page.story.photos), None)
    return [_image(file, use, page.photo) for file in machine_images(page.photo)]


def _photos(page):
    """Return the photos that the page shows, each as its largest file."""
    shown = [piece for piece in (page.lead, *page.pieces) if piece and piece.is_photo]
    return [
        _image(largest(piece.picture.photo), piece.block, piece.picture.photo)
        for piece in shown
        if piece.picture
    ]


def _image(file, use, photo):
    """Return the ImageObject of a Rendition; `use` is the story's Photo, `photo` the row."""
    creator = use.creator and {"@type": SCHEMA_TYPES[party_kind(use.creator)], "name": use.creator}
    node = {
        "@type": "ImageObject",
        "contentUrl": absolute(file.get_absolute_url()),
        "width": file.width,
        "height": file.height,
        "caption": use.caption,
        "creditText": use.credit_line,
        "creator": creator,
        "copyrightNotice": photo.copyright_notice,
        "license": _web_address(photo.metadata.get("licence_url")),
        "acquireLicensePage": _web_address(photo.metadata.get("licensor_url")),
        "contentLocation": photo.place and {"@type": "Place", "name": photo.place},
    }
    return _known(node)


def _video(piece):
    """Return the VideoObject of a Piece, or None where anything is missing that it needs."""
    if not piece.is_video or piece.block.medium != Medium.VIDEO or piece.poster is None:
        return None
    use, row = piece.block, piece.video
    node = {
        "@type": "VideoObject",
        "name": use.title,
        "description": use.description,
        "thumbnailUrl": absolute(largest(piece.poster.photo).get_absolute_url()),
        "uploadDate": _date_of(row.published) or _date_of_age(piece.shown),
        # What the page only links to is no video of this page.
        "contentUrl": absolute(row.get_file_url()) if row.file else "",
    }
    if not all(node.values()):
        return None
    return _known(node | {"duration": _duration(use.seconds)})


def _date_of(text):
    """Return a date or moment in ISO 8601 as it stands, '' for all that is none."""
    for kind in (date, datetime):
        try:
            found = kind.fromisoformat(text)
        except ValueError:
            continue
        if kind is date or found.tzinfo is not None:
            return found.isoformat()
    return ""


def _date_of_age(shown):
    """Return the date an age stands for (Resolved or None), '' where it is not certain."""
    if shown is None or shown.is_rough:
        return ""
    return _moment(shown.at) if shown.precision == "minute" else shown.at.isoformat()


def _duration(seconds):
    """128 → PT2M8S; None → ''."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return "PT" + (f"{minutes}M" if minutes else "") + (f"{rest}S" if rest else "")


def _moment(moment):
    """Return an aware datetime on the newsroom's clock with its offset, or '' for none."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _web_address(text):
    """Return what a stranger wrote into a picture if it is an address on the web, else ''."""
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _id(node, *names):
    """Return a pointer to a node, with as much of it as `names` say."""
    return {name: node[name] for name in ("@type", "@id", *names)}


def _known(node):
    """Return the node without what is not known."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
