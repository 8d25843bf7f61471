"""Written out: to add a column Django makes the table again on SQLite, and the triggers of the index go with the old."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_engine_index")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE search_entry ADD COLUMN document_marks text NOT NULL DEFAULT ''",
            "ALTER TABLE search_entry DROP COLUMN document_marks",
            state_operations=[
                migrations.AddField("entry", "document_marks", models.TextField(default="")),
            ],
        ),
    ]
