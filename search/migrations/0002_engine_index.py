"""The engines' own index on search_entry: FTS5 with triggers on SQLite, a tsvector on PostgreSQL.

Both follow every write by themselves; they hold analysed terms, so neither stems nor folds.
"""

from django.db import migrations

COLUMNS = ("title_terms", "tag_terms", "summary_terms", "body_terms", "document_terms")
_NAMES = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in COLUMNS)
_REMOVE = f"INSERT INTO search_fts(search_fts, rowid, {_NAMES}) VALUES ('delete', old.page_id, {_OLD});"  # noqa: S608
_ADD = f"INSERT INTO search_fts(rowid, {_NAMES}) VALUES (new.page_id, {_NEW});"  # noqa: S608

SQLITE = [
    f"""CREATE VIRTUAL TABLE search_fts USING fts5(
        {_NAMES}, content='search_entry', content_rowid='page_id', tokenize='unicode61 remove_diacritics 0')""",
    f"CREATE TRIGGER search_fts_added AFTER INSERT ON search_entry BEGIN {_ADD} END",
    f"CREATE TRIGGER search_fts_removed AFTER DELETE ON search_entry BEGIN {_REMOVE} END",
    f"CREATE TRIGGER search_fts_changed AFTER UPDATE ON search_entry BEGIN {_REMOVE} {_ADD} END",
]

# « x0x0 » stands between the columns, so that no phrase runs from one into the next.
POSTGRESQL = [
    """ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_terms || ' x0x0'), 'A')
        || setweight(to_tsvector('simple', tag_terms || ' x0x0'), 'B')
        || setweight(to_tsvector('simple', summary_terms || ' x0x0'), 'C')
        || setweight(to_tsvector('simple', body_terms || ' x0x0 ' || document_terms), 'D')
    ) STORED""",
    # In the row itself, while the longest columns stand in a table of their own: these are read for each answer.
    *(
        f"ALTER TABLE search_entry ALTER COLUMN {column} SET STORAGE MAIN"
        for column in ("vector", "facets", "sort_title", "subjects")
    ),
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    # Counted in the index: PostgreSQL would rather read all rows, not knowing what it costs to look into a vector.
    """CREATE FUNCTION search_entries_having(wanted tsquery) RETURNS bigint LANGUAGE sql STABLE SET enable_seqscan = off
        AS 'SELECT count(*) FROM search_entry WHERE vector @@ wanted'""",
    # In the order of the letters' codes, as on SQLite: what begins so stands together, spaces count.
    *(
        f'ALTER TABLE {table} ALTER COLUMN completion_key TYPE varchar(310) COLLATE "C"'
        for table in ("search_entry", "search_etablissement")
    ),
]


def create(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop, elidable=False)]
