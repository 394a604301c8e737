"""What a page says to machines that mine texts."""

from django import template
from django.utils.html import format_html

from articles.public.robots import TDM_HEADER, reservation

register = template.Library()


@register.simple_tag
def tdm_reservation(story=None):
    """Print the permission to mine a Story, or without one the paper (TDM Reservation Protocol)."""
    value = reservation([story or None])
    return format_html('<meta name="{}" content="{}">', TDM_HEADER, value)
