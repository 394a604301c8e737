"""What finds the rows of SearchText: an FTS5 index on SQLite, a GIN index on PostgreSQL.

SQLite drops the triggers with the table when a later migration alters it; such a one has to make
them anew.
"""

from django.db import migrations

TABLE, INDEX = "articles_searchtext", "articles_searchindex"
COLUMNS = "headline, head, words"
OLD = f"INSERT INTO {INDEX} ({INDEX}, rowid, {COLUMNS}) VALUES ('delete', old.place, old.headline, old.head, old.words);"
NEW = f"INSERT INTO {INDEX} (rowid, {COLUMNS}) VALUES (new.place, new.headline, new.head, new.words);"

# The tokenizer “ascii” parts words at ASCII signs alone and leaves all else as it is: the stems
# have been made already. Nothing is ranked by the length of a text, so no lengths are kept.
MAKE_SQLITE = f"""
CREATE VIRTUAL TABLE {INDEX} USING fts5 (
    {COLUMNS}, content='{TABLE}', content_rowid='place', columnsize=0, tokenize='ascii'
);
CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {NEW} END;
CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {OLD} END;
CREATE TRIGGER {INDEX}_update AFTER UPDATE ON {TABLE} BEGIN {OLD} {NEW} END;
INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild');
"""
DROP_SQLITE = f"""
DROP TRIGGER {INDEX}_update;
DROP TRIGGER {INDEX}_delete;
DROP TRIGGER {INDEX}_insert;
DROP TABLE {INDEX};
"""
# Kept in the row, the words are part of what PostgreSQL thinks that reading a row costs.
MAKE_POSTGRESQL = f"""
ALTER TABLE {TABLE} ALTER COLUMN words SET STORAGE MAIN;
CREATE INDEX {INDEX} ON {TABLE} USING gin ({COLUMNS});
"""
DROP_POSTGRESQL = f"DROP INDEX {INDEX};"


def on(sqlite, postgresql):
    def run(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        statements = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
        for statement in statements.split(";\n"):
            if statement.strip():
                schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_roles")]

    operations = [
        migrations.RunPython(on(MAKE_SQLITE, MAKE_POSTGRESQL), on(DROP_SQLITE, DROP_POSTGRESQL)),
    ]
