"""Founding: a new school starts with years, scales and subjects from the catalogue."""
