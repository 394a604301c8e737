"""Cut, scale and encode: the files that readers and machines get instead of the original."""

import io
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from PIL import ExifTags, Image, ImageCms, ImageOps

AVIF, JPEG = "image/avif", "image/jpeg"
# Speed 8 costs a few per cent in size and a tenth of the time of the default.
ENCODERS = {
    AVIF: ("AVIF", {"quality": 58, "speed": 8}),
    JPEG: ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}
SUFFIXES = {AVIF: "avif", JPEG: "jpg"}
# A first shrink by a whole number is nearly free; what it leaves is this much larger than the
# largest file, so that the fine filter after it still has something to choose from.
OVERSAMPLING = 1.25


class Crop(NamedTuple):
    """A shape that is made of every picture: `ratio` is width / height, None that of the original;
    `widths` in pixels.
    """

    ratio: float | None
    widths: tuple[int, ...]
    media_types: tuple[str, ...] = (AVIF, JPEG)


# "full" and "3x2" stand on pages. The others are for search engines and previews elsewhere, which
# ask for 1200 pixels and read JPEG alone.
CROPS = {
    "full": Crop(None, (480, 960, 1600)),
    "3x2": Crop(3 / 2, (240, 480, 960, 1600)),
    "16x9": Crop(16 / 9, (1200,), (JPEG,)),
    "4x3": Crop(4 / 3, (1200,), (JPEG,)),
    "1x1": Crop(1.0, (1200,), (JPEG,)),
}


class Planned(NamedTuple):
    """One file to be made: the `box` (left, top, right, bottom) of the original it shows, and its
    own `width` and `height`, all in pixels.
    """

    crop: str
    media_type: str
    width: int
    height: int
    box: tuple[int, int, int, int]

    @property
    def key(self):
        """What tells a file of a picture from its others."""
        return self.crop, self.media_type, self.width


class Rendered(NamedTuple):
    """One finished file; `width` and `height` in pixels."""

    crop: str
    media_type: str
    width: int
    height: int
    content: bytes


def plan(size, focal=(0.5, 0.5)):
    """Yield a Planned for each file of a picture, never enlarged.

    `size` is (width, height) in pixels of the upright picture, `focal` as for `crop_box`.
    """
    for name, crop in CROPS.items():
        box = crop_box(size, crop.ratio, focal) if crop.ratio else (0, 0, *size)
        box_width, box_height = box[2] - box[0], box[3] - box[1]
        for width in _fitting(crop.widths, box_width):
            height = max(1, round(box_height * width / box_width))
            for media_type in crop.media_types:
                yield Planned(name, media_type, width, height, box)


def render(image, focal=(0.5, 0.5), wanted=None):
    """Yield the Rendered files of an open picture: no metadata, sRGB, never enlarged.

    `focal` is (x, y) in fractions, 0 to 1 from the top left, of the upright picture. `wanted` is a
    set of `Planned.key`s, if not all files are.
    """
    size = upright_size(image)
    files = [file for file in plan(size, focal) if wanted is None or file.key in wanted]
    if not files:
        return
    shrunk = _srgb(ImageOps.exif_transpose(_shrunk(image, files)))
    scale = shrunk.width / size[0], shrunk.height / size[1]

    # A picture that is 3:2 already has the same files twice; they are made once. What is small is
    # made from the largest of its shape: each look at all of the original costs more than a file.
    @cache
    def scaled(box, width, height):
        largest = max(file[2:4] for file in files if file.box == box)
        if (width, height) != largest:
            return scaled(box, *largest).resize((width, height), Image.Resampling.LANCZOS)
        part = [edge * scale[place % 2] for place, edge in enumerate(box)]
        part[2:] = min(part[2], shrunk.width), min(part[3], shrunk.height)
        return shrunk.resize((width, height), Image.Resampling.LANCZOS, box=tuple(part))

    @cache
    def encoded(box, width, height, media_type):
        encoder, options = ENCODERS[media_type]
        out = io.BytesIO()
        scaled(box, width, height).save(out, encoder, **options)
        return out.getvalue()

    for file in files:
        content = encoded(file.box, file.width, file.height, file.media_type)
        yield Rendered(file.crop, file.media_type, file.width, file.height, content)


def crop_box(size, ratio, focal):
    """Return the largest (left, top, right, bottom) box of `ratio` near `focal`, in pixels.

    `size` is (width, height) in pixels after EXIF rotation; `ratio` is width / height;
    `focal` is (x, y) in fractions, 0 to 1 from the top left (ninjs `poi` is in pixels).
    Raises ValueError if `ratio` is not positive.
    """
    if ratio <= 0:
        raise ValueError(f"ratio {ratio!r} is not positive.")
    width, height = size
    box_width = max(1, min(width, round(height * ratio)))
    box_height = max(1, min(height, round(width / ratio)))
    left = _slide(focal[0] * width - box_width / 2, width - box_width)
    top = _slide(focal[1] * height - box_height / 2, height - box_height)
    return left, top, left + box_width, top + box_height


def upright_size(image):
    """Return (width, height) in pixels of an open picture after turning it by EXIF."""
    is_on_its_side = image.getexif().get(ExifTags.Base.Orientation) in (5, 6, 7, 8)
    return image.size[::-1] if is_on_its_side else image.size


def _slide(wanted, room):
    return max(0, min(round(wanted), room))


def _fitting(widths, available):
    """Return the widths that need no enlarging; a small picture keeps its own width."""
    return [width for width in widths if width <= available] or [available]


def _shrunk(image, files):
    """Return the picture made smaller by a whole number, with room for all `files`."""
    least = min((file.box[2] - file.box[0]) / file.width for file in files)
    by = int(least / OVERSAMPLING)
    # A palette has no colours between two of its own, and one bit no greys.
    return image.reduce(by) if by > 1 and image.mode in ("RGB", "L", "CMYK") else image


def _srgb(image):
    profile = image.info.get("icc_profile")
    if profile:
        # A broken profile is passed over: the plain numbers are the best guess left.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, with_alpha)
    clean = image.convert("RGB")
    clean.info = {}
    return clean
