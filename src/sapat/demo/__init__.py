"""Fictional schools: a seeded generator writes the files schools have, the importer reads them."""
