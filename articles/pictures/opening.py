"""Open a picture that may be hostile, and measure it."""

import io
import warnings
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
    "AVIF": ("image/avif", "avif"),
    "TIFF": ("image/tiff", "tif"),
}
MAX_PIXELS = 120_000_000  # a 100-megapixel camera, and a little more


class PictureError(ValueError):
    pass


class Probe(NamedTuple):
    """What the pixels say; `width` and `height` after turning by EXIF, `colour` like #2c4a5e."""

    media_type: str
    suffix: str
    width: int
    height: int
    colour: str


def open_picture(content):
    """Return the Pillow image of `content` (bytes), fully read. Raises PictureError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit is below, and words inside may be odd
            image = Image.open(io.BytesIO(content), formats=list(FORMATS))
            if image.width * image.height > MAX_PIXELS:
                raise PictureError(
                    _("The picture has %(w)d × %(h)d pixels; %(max)d million are the most.")
                    % {"w": image.width, "h": image.height, "max": MAX_PIXELS // 1_000_000}
                )
            image.load()
    except PictureError:
        raise
    except Image.UnidentifiedImageError as error:
        raise PictureError(
            _("This is no picture we can read; use JPEG, PNG, WebP, AVIF or TIFF.")
        ) from error
    # Broken files make Pillow raise nearly anything; what it cannot read is no picture.
    except Exception as error:
        raise PictureError(_("The picture is damaged: %(error)s.") % {"error": error}) from error
    return image


def probe(content):
    """Return the Probe of a picture (bytes). Raises PictureError."""
    return measured(open_picture(content))


def measured(image):
    """Return the Probe of an open picture."""
    media_type, suffix = FORMATS[image.format]
    upright = ImageOps.exif_transpose(image)
    # Averaging over a small grid and taking the middle keeps a bright sky from deciding alone.
    small = upright.convert("RGB").resize((8, 8), Image.Resampling.BOX).quantize(3).convert("RGB")
    counted = sorted(small.getcolors(64), reverse=True)
    colour = "#{:02x}{:02x}{:02x}".format(*counted[0][1])
    return Probe(media_type, suffix, upright.width, upright.height, colour)
