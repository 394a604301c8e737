"""What must not be deleted, and a clear answer for what cannot be."""

from django.db.models import ProtectedError
from django.db.models.deletion import PROTECT
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.base import DeskAdmin

SHOWN = 5  # of the things that keep a row from being deleted


class NeverDeleted:
    """Mixin: no button, no bulk action, no crafted POST deletes these, whoever asks."""

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(NeverDeleted):
    """Mixin: history, to look at."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class KeptWhileUsed(DeskAdmin):
    """Say what uses a row before deleting it, without loading an archive of it."""

    def get_deleted_objects(self, objs, request):
        used = list(dict.fromkeys(line for obj in objs for line in self._uses(obj)))
        names = [f"{capfirst(obj._meta.verbose_name)}: {obj}" for obj in objs]
        counts = {self.opts.verbose_name_plural: len(names)}
        return names, counts, set(), used

    def _uses(self, obj):
        """Yield lines like `Story: Ferry runs aground` for what PROTECT would refuse."""
        for relation in obj._meta.related_objects:
            if relation.on_delete is not PROTECT:
                continue
            rows = relation.related_model._base_manager.filter(**{relation.field.name: obj})
            found = list(rows[: SHOWN + 1])
            for row in found[:SHOWN]:
                shown = getattr(row, "article", None) or getattr(row, "edition", None) or row
                yield f"{capfirst(shown._meta.verbose_name)}: {shown}"
            if len(found) > SHOWN:
                yield _("… and more %(things)s") % {"things": rows.model._meta.verbose_name_plural}

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            return self._refuse(request)

    def _refuse(self, request):
        text = _("Something began to use it meanwhile; nothing was deleted.")
        self.message_user(request, text, "error")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))
