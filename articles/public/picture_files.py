"""Which files of a photo a page offers to the browser, and which to machines."""

from typing import NamedTuple

from articles.models import Photo
from articles.pictures.renditions import JPEG
from articles.public.checks import contrast

SOCIAL_WIDTH = 1200  # pixels; what other sites show of a shared story
FOR_MACHINES = ("16x9", "4x3", "1x1")  # shapes search engines ask for, the one for previews first


class Picture(NamedTuple):
    """A photo as `<picture>` needs it; `width` and `height` are those of `src`, in pixels."""

    src: str
    width: int
    height: int
    jpeg: str  # srcset
    avif: str  # srcset, may be empty
    tint: str = ""  # class names for the colour behind it while it loads
    photo: Photo | None = None  # the row, with all its renditions

    @property
    def is_tall(self):
        return self.height > self.width


def picture_of(photo, crop="full"):
    """Return the Picture of a Photo (renditions loaded), or None while there are no files.

    `crop` falls back to the whole picture where it has not been made.
    """
    if photo is None:
        return None
    files = list(photo.renditions.all())
    made = [file for file in files if file.crop == crop] or [f for f in files if f.crop == "full"]
    jpeg = sorted((f for f in made if f.media_type == JPEG), key=lambda f: f.width)
    avif = sorted((f for f in made if f.media_type != JPEG), key=lambda f: f.width)
    if not jpeg:
        return None
    middle = jpeg[len(jpeg) // 2]
    return Picture(
        src=middle.get_absolute_url(),
        width=middle.width,
        height=middle.height,
        jpeg=_srcset(jpeg),
        avif=_srcset(avif),
        tint=tint_of(photo.colour),
        photo=photo,
    )


def tint_of(colour):
    """Return the classes of paper/cards.css that show #rrggbb, each part to the nearest 17.

    A style attribute would be refused: nothing inline is allowed. `is-dark` keeps the alt text of
    a picture that does not arrive readable.
    """
    if not colour:
        return ""
    parts = [round(int(colour[at : at + 2], 16) / 17) for at in (1, 3, 5)]
    shown = "#" + "".join(f"{part:x}" * 2 for part in parts)
    is_dark = contrast(shown, "#ffffff") > contrast(shown, "#000000")
    names = [f"{name}{part:x}" for name, part in zip("rgb", parts, strict=True)]
    return " ".join(["tint", *names, *(["is-dark"] if is_dark else [])])


def machine_images(photo):
    """Return the JPEG Renditions for search engines: one of each shape, else the whole picture."""
    shapes = {file.crop: file for file in _jpegs(photo)}
    made = [shapes[crop] for crop in FOR_MACHINES if crop in shapes]
    return made or [file for file in (_whole(photo),) if file]


def social_image(photo):
    """Return the JPEG Rendition for previews elsewhere, which are about twice as wide as high."""
    return next(iter(machine_images(photo)), None)


def largest(photo):
    """Return the largest JPEG Rendition of the whole picture, or None."""
    whole = [file for file in _jpegs(photo) if file.crop == "full"]
    return max(whole, key=lambda file: file.width, default=None)


def _whole(photo):
    """Return the whole picture as the smallest JPEG of SOCIAL_WIDTH or more, else the largest."""
    whole = [file for file in _jpegs(photo) if file.crop == "full"]
    large = [file for file in whole if file.width >= SOCIAL_WIDTH]
    return min(large, key=lambda file: file.width) if large else largest(photo)


def _jpegs(photo):
    return [f for f in (photo.renditions.all() if photo else ()) if f.media_type == JPEG]


def _srcset(files):
    return ", ".join(f"{file.get_absolute_url()} {file.width}w" for file in files)
