"""What the colours of a newsroom must hold: text that can be read."""

import re

from django.conf import settings
from django.core.checks import Warning, register

from articles.public.styles import FOLDER

LEAST = 4.5  # to 1; WCAG 2.2, 1.4.3
WORDS = ("ink", "muted", "accent")


@register()
def colours_can_be_read(app_configs, **kwargs):
    own = {name: (light, dark) for name, light, dark in settings.SITE_COLOURS}
    found = []
    for place, scheme in enumerate(("light", "dark")):
        colours = colours_of(scheme) | {
            name: pair[place] for name, pair in own.items() if pair[place]
        }
        for name in WORDS if own else ():
            ratio = contrast(colours[name], colours["paper"])
            if ratio < LEAST:
                found.append(
                    Warning(
                        f"SITE_COLOURS: {name} {colours[name]} on paper {colours['paper']} "
                        f"({scheme}) has a contrast of {ratio:.1f}; {LEAST} is the least.",
                        hint="Choose a darker or lighter one; many people could not read it.",
                        id="newsroom.W001",
                    )
                )
    return found


def colours_of(scheme):
    """Return {name: #rrggbb} of the paper's own sheet, for "light" or "dark"."""
    light, _, dark = (FOLDER / "base.css").read_text().partition("prefers-color-scheme: dark")
    pairs = re.compile(r"--([a-z]+): (#[0-9a-f]{6});")
    return dict(pairs.findall(light)) | (dict(pairs.findall(dark)) if scheme == "dark" else {})


def contrast(one, other):
    """Return the contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
