"""What the desk asks of its working copies; the lists of the admin are made of these."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from articles.models.edition import Edition
from articles.models.section import Section
from articles.vocabulary import EditionKind, Status


class StoryLists(models.QuerySet):
    def written_by(self, user):
        return self.filter(created_by=user)

    def ever_saved(self):
        """Leave out what was begun and autosaved only: it has no words yet but its headline."""
        return self.filter(revision__gt=0)

    def shown_to(self, user):
        """All that was saved, and of what never was, what `user` began."""
        return self.filter(Q(revision__gt=0) | Q(created_by=user))

    def in_sections_of(self, user):
        """Stories of the sections `user` edits, and of the sections inside those."""
        return self.filter(section__in=Section.objects.edited_by(user))

    def in_language(self, language):
        """Stories in a language of LANGUAGES; without one of their own they are in the site's."""
        spelt = [language, ""] if language == settings.LANGUAGE_CODE else [language]
        return self.filter(language__in=spelt)

    def saved_until(self, moment):
        return self.filter(saved_at__lte=moment)

    def with_status(self, status):
        return self.filter(status=status)

    def that_waits(self, at):
        """Stories of whose present text there is no edition, in force at `at` or to come."""
        as_it_is = _editions().filter(replaced_at__gt=at, revision=OuterRef("revision"))
        return self.filter(~Exists(as_it_is))

    def waiting_for_review(self, at):
        """Stories in review of whose present text nothing is published or scheduled."""
        return self.with_status(Status.IN_REVIEW).that_waits(at)

    def never_published(self):
        """Stories no reader ever saw, and for which no hour is set."""
        return self.filter(~Exists(_editions().filter(replaced_at__gt=F("goes_live_at"))))

    def live(self, at):
        return self.filter(Exists(_editions().live(at)))

    def live_with_changes(self, at):
        """Live stories whose working copy is not what readers have."""
        other = _editions().live(at).exclude(revision=OuterRef("revision"))
        return self.filter(Exists(other))

    def scheduled(self, at):
        return self.filter(Exists(_editions().pending(at)))

    def withdrawn(self, at):
        gone = _editions().in_force(at).filter(kind=EditionKind.WITHDRAWAL)
        return self.filter(Exists(gone), held=False)

    def on_hold(self):
        return self.filter(held=True)

    def in_state(self, state, at):
        """Stories the lists show in that state: of the desk, or of what readers get."""
        match state:
            case "live":
                return self.live(at)
            case "changed":
                return self.live_with_changes(at)
            case "scheduled":
                return self.scheduled(at)
            case "withdrawn":
                return self.withdrawn(at)
            case "held":
                return self.on_hold()
            case Status.SPIKED:
                return self.with_status(state)
        return self.with_status(state).filter(held=False).never_published()


def _editions():
    return Edition.objects.filter(article=OuterRef("pk")).order_by()
