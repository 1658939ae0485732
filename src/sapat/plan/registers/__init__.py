"""Registers: partners, export offers, continuity, methods of ratings and places in them."""
