"""Texts: what an edition says in each language, and the files that belong to it."""
