"""The full-text index of `search`, each database in its own way (`ground/search/index.py` writes and reads it)."""

from django.db import migrations

SQLITE = {
    # Our tokens are already folded and parted: this tokenizer only splits at spaces, the scopes kept whole.
    "forwards": [
        """CREATE VIRTUAL TABLE ground_entry_index USING fts5(
               title, body, scopes, tokenize = "ascii tokenchars ':/-'", prefix = '2 3'
           )"""
    ],
    "backwards": ["DROP TABLE ground_entry_index"],
}
POSTGRESQL = {
    "forwards": [
        "ALTER TABLE ground_entry ADD COLUMN vector tsvector NOT NULL DEFAULT ''",
        # Kept within the row where it fits: kept apart, every read of it costs, and the planner does not know.
        "ALTER TABLE ground_entry ALTER COLUMN vector SET STORAGE MAIN",
        "CREATE INDEX entry_by_words ON ground_entry USING gin (vector)",
    ],
    "backwards": ["ALTER TABLE ground_entry DROP COLUMN vector"],
}


def run(direction):
    def execute(apps, schema_editor):
        statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
        for statement in statements[direction]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]
    operations = [migrations.RunPython(run("forwards"), run("backwards"))]
