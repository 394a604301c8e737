"""Who may log in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class DeskBackend(ModelBackend):
    """Accounts of the database; a password that is the login itself opens nothing in production.

    Sample logins have such passwords, and a database may move from one's own machine to a server.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user and not settings.DEBUG and password.casefold() == user.get_username().casefold():
            return None
        return user
