"""Pixels and the words inside pictures; no models, no requests.

PictureError    the bytes are no picture we can use; the message is for the editor
"""

from articles.pictures.metadata import PictureWords, read_words
from articles.pictures.opening import PictureError, Probe, measured, open_picture, probe
from articles.pictures.renditions import CROPS, Rendered, crop_box, plan, render

__all__ = [
    "CROPS",
    "PictureError",
    "PictureWords",
    "Probe",
    "Rendered",
    "crop_box",
    "measured",
    "open_picture",
    "plan",
    "probe",
    "read_words",
    "render",
]
