"""What else to read below a story: others on its topics, else of its section."""

from collections import Counter

from django.conf import settings
from django.db.models import Value

from articles.models import Edition

MORE = 4
TOPICS = 4  # of a story that are looked at, in their order


def more_to_read(page, at):
    """Return up to MORE live cards for the foot of an ArticlePage.

    Stories that share more topics come first, then newer ones; the section's newest fill up. All
    are in the language of the story, and what is pointed to by hand is not repeated. The ids come
    from one UNION of short index ranges, the cards from the three queries of cards.
    """
    shown = {page.edition.article_id, *(link.ref for link in page.story.related if link.ref)}
    live = Edition.objects.live(at)
    ranges = [(live.with_tag(tag).newest_first("place__"), 10) for tag in page.tags[:TOPICS]]
    ranges.append((live.filter(section=page.edition.section).newest_first(), 1))
    room = 2 * MORE + len(shown)  # some may be in another language
    first, *others = (_ids(one[:room], weight) for one, weight in ranges)
    score = Counter()
    for pk, article_id, weight in first.union(*others, all=True):
        if article_id not in shown:
            score[pk] += weight
    found = Edition.objects.filter(pk__in=score).with_card_parts(at)
    cards = [card for card in found if _base(card) == _base(page.edition)]
    return sorted(cards, key=lambda card: (score[card.pk], card.sort_at), reverse=True)[:MORE]


def _ids(editions, weight):
    found = Edition.objects.filter(pk__in=editions.values("pk")).order_by()
    return found.values_list("pk", "article_id", Value(weight))


def _base(edition):
    return (edition.language or settings.LANGUAGE_CODE).partition("-")[0]
