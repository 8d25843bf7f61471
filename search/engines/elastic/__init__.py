"""Elasticsearch 9: for what outgrew one machine. The database stays the master, and answers when it fails.

Documents are the rows of `search.models.Entry`, already analysed: the cluster only matches, ranks and counts.

This is no Wagtail backend (`search.admin_search` holds those): it would map fields of models rather than entries, ask
once for each facet, filter by what each model declared as a field alone, lose what is saved while it rebuilds, and fail
with the cluster. The admin searches drafts too, and must know at once what was saved: the database serves it.
"""

from .engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
