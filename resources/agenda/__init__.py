"""The agenda (R-26): what takes place, when and where. By session, not by page, so apart from the search's listing."""
