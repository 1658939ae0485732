"""Laying down: whom a document concerns, what it means for each post, what the check asks."""
