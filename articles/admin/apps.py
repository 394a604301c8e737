"""Django's admin as the desk: our site object, and our registrations after everybody else's."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "articles.admin.site.Desk"

    def ready(self):
        super().ready()
        # After autodiscovery, because the desk replaces what taggit and auth register.
        import_module("articles.admin.registry")
