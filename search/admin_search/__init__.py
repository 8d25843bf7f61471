"""The admin's searches: Wagtail's own backends, fed with what the French analysis made of texts and queries.

Stock, they know no stemming and no ligature, and a quotation mark in a query is a server error.
The public search does not come here: it has its own index (search.engines).
"""
