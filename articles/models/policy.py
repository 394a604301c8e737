"""What the newsroom says about itself: who it is, and the rules it works by."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.vocabulary import PolicyKind


class Policy(models.Model):
    """One page about the paper; its text is Markdown."""

    kind = models.CharField(
        _("subject"),
        max_length=60,
        choices=PolicyKind,
        unique=True,
        help_text=_("Search engines are told of each; the names are those of schema.org."),
    )
    title = models.CharField(
        _("title"), max_length=200, help_text=_("As readers see it: “How we correct mistakes”.")
    )
    text = models.TextField(
        _("text"),
        help_text=_(
            "Markdown: an empty line begins a paragraph, “## ” a heading, “- ” a list; "
            "[words](https://…) is a link. Readers see it as soon as it is saved."
        ),
    )
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("page about us")
        verbose_name_plural = _("pages about us")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.kind == PolicyKind.ABOUT:
            return reverse("about")
        return reverse("policy", args=[self.kind.replace("_", "-")])
