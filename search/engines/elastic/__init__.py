"""Elasticsearch 9: for what outgrew one machine. The database stays the master, and answers when it fails.

Documents are the rows of `search.models.Entry`, already analysed: the cluster only matches, ranks and counts.
"""

from .engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
