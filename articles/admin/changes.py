"""How much one kept text differs from the one before it, in numbers, for lists of many."""

from collections import Counter
from dataclasses import dataclass, fields

from articles.admin.comparison import part_label
from articles.story import Story
from articles.wording import text_of

_NAMES = tuple(one.name for one in fields(Story))


@dataclass(frozen=True)
class Change:
    """Words that came and went (numbers; a word that only moved counts as neither), and where."""

    added: int
    removed: int
    parts: list  # labels of the fields that changed

    @property
    def is_empty(self):
        return not self.parts


class Changes:
    """Changes between kept texts; each is read once, however often it is compared."""

    def __init__(self):
        self.words = {}

    def between(self, before, after):
        """Return the Change from one Version or Edition to another; None without both texts.

        The cost grows with their length alone.
        """
        if before is None or before.content is None or after.content is None:
            return None
        old, new = self._words(before), self._words(after)
        return Change(
            added=(new - old).total(),
            removed=(old - new).total(),
            parts=[
                part_label(name) for name in _NAMES
                if before.content.get(name) != after.content.get(name)
            ],
        )  # fmt: skip

    def _words(self, kept):
        key = kept._meta.model_name, kept.pk
        if key not in self.words:
            story = kept.story()
            texts = (text_of(getattr(story, name)) for name in _NAMES)
            self.words[key] = Counter(word for text in texts for word in text.split())
        return self.words[key]
