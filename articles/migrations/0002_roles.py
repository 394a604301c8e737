"""The four roles of the newsroom, as groups."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

_STORY = {
    "article": "add change view",
    "photo": "add view",
    "video": "add view",
    "contributor": "add view",
    "section": "view",
    "tag": "add view",
    "correction": "view",
    "edition": "view",
    "version": "view",
    "event": "view",
    "source": "view",
    "doubt": "view",
    "errorreport": "view",
    "frontpin": "view",
    "policy": "view",
}

_PHOTOS = {"photo": "change delete", "caption": "change", "video": "change"}

_EDITOR = {
    "article": "publish",
    "photo": "change",
    "video": "change",
    "contributor": "change",
    "tag": "change",
    "correction": "add change",
    "doubt": "change",
    "errorreport": "change",
    "frontpin": "add change delete",
}

_PUBLISHER = {
    "article": "publish_any withdraw hold",
    "photo": "delete",
    "video": "delete",
    "caption": "change",
    "contributor": "delete",
    "section": "add change delete",
    "tag": "delete",
    "policy": "add change delete",
}

ROLES = {
    "Reporter": [_STORY],
    "Photo editor": [_STORY, _PHOTOS],
    "Editor": [_STORY, _EDITOR],
    "Publisher": [_STORY, _EDITOR, _PUBLISHER],
}


def codenames(role):
    """Return the set of (application, codename) of a role."""
    found = {("articles", "override_checks")} if role == "Publisher" else set()
    for part in ROLES[role]:
        for model, actions in part.items():
            app = "taggit" if model == "tag" else "articles"
            found |= {(app, f"{action}_{model}") for action in actions.split()}
    return found


def make_roles(apps, schema_editor):
    # Permissions are otherwise made only after the last migration.
    for label in ("articles", "taggit"):
        app = apps.get_app_config(label)
        module, app.models_module = getattr(app, "models_module", None), True
        create_permissions(app, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        app.models_module = module
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name in ROLES:
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([known[code] for code in codenames(name)])


def drop_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=list(ROLES)).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(make_roles, drop_roles)]
