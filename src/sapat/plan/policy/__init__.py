"""The quality policy: its five inputs, its yearly review, its update."""
