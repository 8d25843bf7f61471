"""The roof: the clock, the command that serves the site, the first page."""
