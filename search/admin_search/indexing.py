"""Writing the admin's index: one statement for many objects, whatever the engine."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from modelsearch.utils import get_content_type_pk


class FrenchIndex:
    """Mixin before SQLiteIndex or PostgresIndex; `indexer_class` prepares one object."""

    indexer_class: type
    backend: Any
    entries: Any
    _refresh_title_norms: Callable[[], None]
    # Columns of an entry, by the names of the indexer's properties.
    written: tuple[str, ...] = ("title", "body", "autocomplete")

    def add_items(self, model: Any, objs: Iterable[Model]) -> None:
        if not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        entries = [self._entry(content_type, self.indexer_class(obj, self.backend)) for obj in objs]
        self.entries.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=[*self.written, "title_norm"],
        )
        self._refresh_title_norms()

    def _entry(self, content_type: int, indexer: Any) -> Model:
        columns = {name: getattr(indexer, name) for name in self.written}
        return self.entries.model(content_type_id=content_type, object_id=indexer.id, title_norm=1.0, **columns)
