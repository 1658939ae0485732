"""Whether the data can be trusted: what is missing or unlikely, and what became of it."""
