"""Pixels and the words inside pictures; no models, no requests.

PictureError    the bytes are no picture we can use; the message is for the editor
"""

from articles.pictures.metadata import PictureWords, read_words
from articles.pictures.opening import PictureError, Probe, open_picture, probe
from articles.pictures.renditions import Rendered, crop_box, render

__all__ = [
    "PictureError",
    "PictureWords",
    "Probe",
    "Rendered",
    "crop_box",
    "open_picture",
    "probe",
    "read_words",
    "render",
]
