"""The words of documents: read by a limited process, kept beside the file, found by the search."""
