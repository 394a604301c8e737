"""A Story as ninjs 3: the standard's own fields, so that any newsroom reads it, and ours exactly.

Photos, videos, corrections and pointers to other stories are associations; the figures of the
body name theirs.
"""

import uuid
from datetime import UTC
from html import escape

from articles import body
from articles.embeds import watch_url
from articles.story import Medium, PartyKind, Photo, Role, Video

# The structure of what we write; a reader that knows it takes every value as it stands.
PROFILE = "newsroom-story"
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
# Role of the description that tells the last change of substance, where `versionCreated` tells when
# this very version went out: in our API, whose items have a version.
UPDATED = "updated"


def to_ninjs(story, uri="", is_public=True, more_of=lambda block: {}):
    """Return the ninjs item (a dict of JSON values); empty fields are left out.

    `uri` names the item in the world; without it, one is made of the story's content. One that is
    not public is withheld. `more_of` returns fields that a Photo or Video of the story has besides
    (renditions, rights), as the standard writes them.
    """
    uri = uri or uuid.uuid5(uuid.NAMESPACE_URL, story.content_hash()).urn
    figures = _figures(story)
    item = {
        "uri": uri,
        "standard": STANDARD,
        "profile": PROFILE,
        "type": "composite" if story.photos or story.videos else "text",
        "pubStatus": "usable" if is_public else "withheld",
        "firstCreated": _moment(story.published_at),
        "versionCreated": _moment(story.updated_at),
        "language": story.language,
        "copyrightNotice": story.rights,
        "headlines": _roles(
            main=story.headline, deck=story.deck, kicker=story.kicker, search=story.search_headline
        ),
        "descriptions": _roles(
            summary=story.summary, printed_date=story.printed_date, **_printed(story)
        ),
        "by": " / ".join(
            credit.printed or credit.party.name for credit in story.in_role(Role.AUTHOR)
        ),
        "located": story.dateline,
        "bodies": _bodies(story, figures),
        "subjects": _subjects(story),
        "people": _parties(story, PartyKind.PERSON),
        "organisations": _parties(story, PartyKind.ORGANISATION),
        "infoSources": [
            {"name": credit.party.name, "role": str(credit.role)}
            for credit in story.credits
            if credit.party.kind is PartyKind.ORGANISATION
        ],
        "renditions": _renditions("web", story.source_url, contentType="text/html"),
        "altIds": _roles(external_id=story.external_id),
        "associations": list(_associations(story, figures, uri, more_of)),
    }
    return _given(item)


def _given(values):
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def _roles(**texts):
    """Return [{role, value}] of the texts that are not empty."""
    return [{"role": role, "value": text} for role, text in texts.items() if text]


def _moment(moment):
    if moment is None:
        return ""
    # Offsets of local time before zones had whole minutes are no part of RFC 3339.
    offset = moment.utcoffset()
    return (moment if not offset.seconds % 60 else moment.astimezone(UTC)).isoformat()


def _printed(story):
    """Return {name of a credit: its line as printed}; the names are those of `_parties`."""
    numbered = enumerate(story.credits, start=1)
    return {f"credit-{number}": credit.printed for number, credit in numbered}


def _parties(story, kind):
    """Return the parties of one kind; `literal` tells their place among all credits."""
    return [
        {"name": credit.party.name, "rel": credit.role, "literal": f"credit-{number}"}
        for number, credit in enumerate(story.credits, start=1)
        if credit.party.kind is kind
    ]


def _subjects(story):
    section = [{"name": story.section, "rel": "section"}] if story.section else []
    return section + [{"name": tag, "rel": "tag"} for tag in story.tags]


def _renditions(name, href, **more):
    return [{"name": name, "href": href, **more}] if href else []


def _figures(story):
    """Return [(name, Photo or Video)] of the body, in its order."""
    found = [block for block in story.blocks if isinstance(block, Photo | Video)]
    return [(f"figure-{number}", block) for number, block in enumerate(found, start=1)]


def _bodies(story, figures):
    if not story.blocks:
        return []
    names = iter(figures)
    html = body.to_html(story.blocks, lambda block: next(names)[0])
    for name, block in figures:
        words = block.caption if isinstance(block, Photo) else _announced(block)
        kind = "caption" if isinstance(block, Photo) else "video"
        place = f'<figure data-{kind}="{name}">'
        caption = f"<figcaption>{escape(words, quote=False)}</figcaption>" if words else ""
        html = html.replace(place, place + caption, 1)
    return [
        {
            "role": "main",
            "contentType": "text/html",
            "wordCount": story.word_count,
            "value": html,
        }
    ]


def _announced(video):
    """Return the words that announce a video: its label, teaser and title."""
    return " ".join(filter(None, (video.label, video.teaser, video.title)))


def _associations(story, figures, uri, more_of):
    if story.lead_photo:
        lead = _photo(story.lead_photo, "lead", "lead", uri)
        yield _with(lead, more_of(story.lead_photo))
    for name, block in figures:
        write = _photo if isinstance(block, Photo) else _video
        yield _with(write(block, name, "inline", uri), more_of(block))
    for number, note in enumerate(story.corrections, start=1):
        yield _associated(
            f"correction-{number}", note.kind, "text", uri,
            firstCreated=_moment(note.at),
            bodies=[{"contentType": "text/plain", "value": note.text}],
        )  # fmt: skip
    for number, other in enumerate(story.related, start=1):
        yield _associated(
            f"related-{number}", "related", "text", uri,
            headlines=_roles(main=other.title, label=other.label),
            renditions=_renditions("web", other.url),
        )  # fmt: skip


def _with(values, more):
    """Return `values` and `more`; the lists that both have are joined."""
    joined = {
        name: values[name] + more[name]
        for name in values.keys() & more.keys()
        if isinstance(more[name], list)
    }
    return values | _given(more) | joined


def _associated(name, rel, kind, uri, **values):
    """Return an association; `uri` is that of the item it belongs to."""
    return _given({"name": name, "rel": rel, "type": kind, "uri": f"{uri}#{name}"} | values)


def _photo(photo, name, rel, uri):
    return _associated(
        name, rel, "picture", uri,
        descriptions=_roles(
            caption=photo.caption, alt=photo.alt_text, creditline=photo.credit_line
        ),
        by=photo.creator,
        infoSources=[{"name": photo.supplier, "role": "supplier"}] if photo.supplier else [],
        genres=[{"name": "decorative"}] if photo.decorative else [],
    )  # fmt: skip


def _video(video, name, rel, uri):
    href = watch_url(video.provider, video.embed_id)
    length = {} if video.seconds is None else {"duration": video.seconds}
    return _associated(
        name, rel, "audio" if video.medium is Medium.AUDIO else "video", uri,
        versionCreated=_moment(video.captured_at),
        headlines=_roles(main=video.title, label=video.label, teaser=video.teaser),
        descriptions=_roles(caption=video.description, age=video.age),
        renditions=[{"name": "main"} | ({"href": href} if href else {}) | length]
        if href or length
        else [],
        altIds=_roles(provider=video.provider, embed_id=video.embed_id),
    )  # fmt: skip
