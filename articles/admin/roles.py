"""Who may do what to a story: by role, by authorship and by section.

The roles are groups made by a migration; here their permissions meet one story. Every view and
every button asks `rights_of`, so that a page never offers what its door refuses.
"""

from dataclasses import dataclass

from articles.models import Section
from articles.vocabulary import EditionKind, Status


@dataclass(frozen=True)
class Rights:
    """What one user may do to one story."""

    change: bool = False  # all of it
    photos: bool = False  # at least its photos and their words
    ready: bool = False  # mark it ready
    publish: bool = False
    schedule: bool = False  # set, move and cancel an hour
    correct: bool = False  # tell readers what was wrong
    embargo: bool = False
    spike: bool = False
    unspike: bool = False
    withdraw: bool = False
    hold: bool = False
    override: bool = False  # publish despite warnings
    pin: bool = False  # put it on the front of its section
    lead: bool = False  # put it on the front page


def rights_of(user, article):
    """Return the Rights of `user` on `article`, as both stand in the database."""
    return _rights(user, article, lambda: edits_section(user, article.section_id), _is_taken_away)


def rights_in_list(user, articles, own_sections):
    """Return {id: Rights} of articles loaded by `with_state`, without a query for each.

    `own_sections` are the ids of the sections that `user` edits.
    """
    return {
        article.pk: _rights(
            user,
            article,
            lambda section_id=article.section_id: section_id in own_sections,
            lambda one: one.held or (one.was_live and not one.is_live),
        )
        for article in articles
    }


def _rights(user, article, edits_its_section, is_taken_away):
    everywhere = user.has_perm("articles.publish_any_article")
    here = everywhere or (user.has_perm("articles.publish_article") and edits_its_section())
    own = article.created_by_id == user.pk and user.has_perm("articles.change_article")
    spiked = article.status == Status.SPIKED
    change = (here or own) and not spiked
    # What a publisher took away from readers, only a publisher brings back.
    publish = here and not spiked and (everywhere or not is_taken_away(article))
    return Rights(
        change=change,
        photos=change or (user.has_perm("articles.change_caption") and not spiked),
        ready=here and not spiked,
        publish=publish,
        schedule=publish,
        correct=publish,
        embargo=publish,
        spike=here and not spiked,
        unspike=here and spiked,
        withdraw=everywhere and user.has_perm("articles.withdraw_article"),
        hold=everywhere and user.has_perm("articles.hold_article"),
        override=here and user.has_perm("articles.override_checks"),
        pin=here and not spiked,
        lead=everywhere and not spiked,
    )


def may_arrange(user, section):
    """True if `user` decides what stands where on the front of `section` (None: the front page)."""
    if user.has_perm("articles.publish_any_article"):
        return True
    if section is None or not user.has_perm("articles.publish_article"):
        return False
    return edits_section(user, section.pk)


def arranges_some_front(user):
    """True if the role of `user` decides about fronts; without a query, for every page asks."""
    return user.has_perm("articles.publish_any_article") or user.has_perm(
        "articles.publish_article"
    )


def fronts_of(user):
    """Return the fronts that `user` arranges: None for the front page, and Sections in order."""
    sections = Section.objects.select_related("parent")
    if user.has_perm("articles.publish_any_article"):
        return [None, *sections]
    if not user.has_perm("articles.publish_article"):
        return []
    return list(sections.edited_by(user))


def _is_taken_away(article):
    """True if readers are kept from the story by a hold or a withdrawal, or will be at an hour."""
    if article.pk is None:
        return False
    # One in force counts also where its end is set: its story waits to come back.
    open_editions = article.editions.without_end() | article.editions.in_force()
    return article.held or open_editions.filter(kind=EditionKind.WITHDRAWAL).exists()


def edits_section(user, section_id):
    """True if `user` edits that section or the one it is part of."""
    if section_id is None:
        return False
    return Section.objects.edited_by(user).filter(pk=section_id).exists()
