"""Hours and people on the pages of the desk, said as everywhere else on it."""

from django import template

from articles.publishing.accounts import name_of
from articles.publishing.moments import short_hour, to_the_second

register = template.Library()
register.filter("name_of", name_of)
register.filter("short_hour", short_hour)
register.filter("to_the_second", to_the_second)
