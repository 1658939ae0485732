"""The responsibility matrix as a paper: an annex to the director's order."""
