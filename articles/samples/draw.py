"""Draw the sample newsroom's pictures: `python -m articles.samples.draw [slug …]`."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from PIL import Image

from .ink import BONE, LANDSCAPE, PORTRAIT, Sheet
from .metadata import HERE, Taken, photos_in, with_metadata
from .scenes import civic, faces, hills, rooms, ships, sound, sport, storm, town

MAX_BYTES = 300_000
EXIF_COLOUR_SPACE, SRGB = 0xA001, 1
EXIF_IFD = 0x8769


@dataclass(frozen=True)
class Picture:
    """The `number`-th photo (from 1) of a story: how it is drawn, when and where it was taken."""

    slug: str
    number: int
    scene: Callable[[Sheet], None]
    taken: Taken
    size: tuple[int, int] = LANDSCAPE

    @property
    def path(self):
        suffix = "" if self.number == 1 else f"-{self.number}"
        return HERE / f"{self.slug}{suffix}.jpg"

    @property
    def words(self):
        """PhotoWords from the story's text."""
        return photos_in(self.slug)[self.number - 1]

    def jpeg(self):
        """Return the finished file: at most MAX_BYTES, sRGB, with IPTC and XMP inside."""
        # The name seeds the knife, so that a picture does not change when another is added.
        sheet = Sheet(self.size, BONE, self.path.stem)
        self.scene(sheet)
        return with_metadata(
            compressed(sheet.printed()), self.words, self.taken, self.path.stem[:64]
        )


def compressed(image):
    """Return JPEG bytes at quality 84, or the nearest below that leaves room for metadata."""
    exif = Image.Exif()
    exif.get_ifd(EXIF_IFD)[EXIF_COLOUR_SPACE] = SRGB
    for quality in range(84, 60, -2):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, exif=exif)
        if buffer.tell() < MAX_BYTES - 8_000:
            break
    return buffer.getvalue()


def in_tarrow(day, hour, minute, city="Larkhaven"):
    """Taken in the province in November 2026, local time (GMT)."""
    return Taken(datetime(2026, 11, day, hour, minute, tzinfo=UTC), city, "Tarrow", "Keldane")


def abroad(day, hour, minute, offset, city, country):
    """Taken in another country in November 2026; `offset` in hours from GMT."""
    zone = timezone(timedelta(hours=offset))
    return Taken(datetime(2026, 11, day, hour, minute, tzinfo=zone), city, "", country)


def on(month, day, hour, minute, city):
    """Taken in the province earlier in 2026, local summer time (GMT+1)."""
    zone = timezone(timedelta(hours=1))
    return Taken(datetime(2026, month, day, hour, minute, tzinfo=zone), city, "Tarrow", "Keldane")


def main(slugs):
    for picture in PICTURES:
        if slugs and picture.slug not in slugs:
            continue
        picture.path.write_bytes(picture.jpeg())
        sys.stdout.write(f"{picture.path.name}  {picture.path.stat().st_size // 1000} kB\n")


FERRY = "council-backs-northquay-ferry-terminal"
FLOOD = "the-night-gate-three-stayed-open"
KELP = "kelp-returns-to-orran-sound"
ROWER = "maren-askew-rows-alone"

PICTURES = [
    Picture(FERRY, 1, ships.ferry_at_dusk, in_tarrow(19, 16, 41)),
    Picture(FERRY, 2, civic.council_chamber, in_tarrow(19, 18, 26)),
    Picture("trams-return-to-signal-hill", 1, town.tram_on_the_hill, in_tarrow(16, 8, 5), PORTRAIT),
    Picture(FLOOD, 1, storm.flooded_street, in_tarrow(8, 20, 7)),
    Picture(FLOOD, 2, storm.tide_gate, in_tarrow(9, 9, 15)),
    Picture(FLOOD, 3, storm.lighthouse_in_storm, in_tarrow(8, 18, 20, "Skerry Head")),
    Picture(FLOOD, 4, town.market_square, in_tarrow(14, 10, 12)),
    Picture(
        "province-clears-carn-ridge-wind-farm",
        1,
        hills.turbines_on_ridges,
        on(10, 14, 17, 50, "Fallow Ridge"),
    ),
    Picture(
        "snow-closes-highway-9-carn-pass", 1, hills.closed_pass, in_tarrow(19, 12, 15, "Hollin")
    ),
    Picture("appeal-court-mussel-bank-path-public", 1, civic.courthouse, in_tarrow(17, 9, 40)),
    Picture(
        "dar-al-marsa-port-reopens",
        1,
        ships.dhow_at_sunset,
        abroad(17, 17, 22, 3, "Dar al-Marsa", "Suhayla"),
    ),
    Picture(
        "ilmar-vaskara-sign-fishing-line",
        1,
        ships.boats_below_mountains,
        abroad(19, 11, 30, 1, "Sundarvik", "Vaskara"),
    ),
    Picture(
        "brackwater-yard-wins-pilot-boat-order",
        1,
        ships.hull_on_slipway,
        in_tarrow(16, 14, 10, "Brackwater"),
    ),
    Picture(KELP, 1, sound.kelp_forest, on(9, 8, 11, 35, "Orran Point")),
    Picture(KELP, 2, sound.boat_over_kelp, on(9, 9, 10, 20, "Orran Point")),
    Picture("carn-ridge-counts-faint-asteroids", 1, hills.observatory, on(10, 11, 23, 45, "Carn")),
    Picture("shellfish-toxin-test-forty-minutes", 1, rooms.microscope, in_tarrow(6, 11, 0)),
    Picture("theatre-de-la-lanterne-rouvre", 1, rooms.stage, in_tarrow(19, 20, 48)),
    Picture(
        "thea-ballantyre-listens-to-the-sound",
        1,
        faces.composer_in_profile,
        on(10, 20, 15, 30, "Orran Point"),
        PORTRAIT,
    ),
    Picture("athletic-beat-ostrand-union-late", 1, sport.floodlit_stadium, in_tarrow(14, 17, 55)),
    Picture(ROWER, 1, sport.sculler_at_sunrise, in_tarrow(12, 7, 28)),
    Picture(ROWER, 2, rooms.oars_on_the_wall, in_tarrow(12, 8, 40)),
]


if __name__ == "__main__":
    main(sys.argv[1:])
