"""Which files of a photo a page offers to the browser."""

from typing import NamedTuple

SOCIAL_WIDTH = 1200  # pixels; what other sites show of a shared story


class Picture(NamedTuple):
    """A photo as `<picture>` needs it; `width` and `height` are those of `src`, in pixels."""

    src: str
    width: int
    height: int
    jpeg: str  # srcset
    avif: str  # srcset, may be empty

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
    jpeg = sorted((f for f in made if f.media_type == "image/jpeg"), key=lambda f: f.width)
    avif = sorted((f for f in made if f.media_type == "image/avif"), key=lambda f: f.width)
    if not jpeg:
        return None
    middle = jpeg[len(jpeg) // 2]
    return Picture(
        middle.get_absolute_url(), middle.width, middle.height, _srcset(jpeg), _srcset(avif)
    )


def social_image(photo):
    """Return the JPEG Rendition for previews elsewhere: the smallest of SOCIAL_WIDTH or more."""
    whole = [
        file
        for file in (photo.renditions.all() if photo else ())
        if (file.crop, file.media_type) == ("full", "image/jpeg")
    ]
    whole.sort(key=lambda file: file.width)
    large = [file for file in whole if file.width >= SOCIAL_WIDTH]
    return next(iter(large or whole[::-1]), None)


def _srcset(files):
    return ", ".join(f"{file.get_absolute_url()} {file.width}w" for file in files)
