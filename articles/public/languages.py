"""The language of what stands around a story."""

from django.conf import settings


def interface_language(language):
    """Return the language of buttons and labels around a story in `language` (BCP 47)."""
    known = dict(settings.LANGUAGES)
    base = language.partition("-")[0]
    return base if base in known else settings.LANGUAGE_CODE
