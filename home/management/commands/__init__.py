"""What a developer or the server runs: the whole site, the clock."""
