"""Whether the data can be trusted: what is missing, impossible or unlikely, and what became of it."""
