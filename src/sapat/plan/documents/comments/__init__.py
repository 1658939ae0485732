"""Comments: what staff say about a draft, and what its author answers."""
