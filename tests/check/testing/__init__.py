"""Tests that pupils sat: read, kept, analysed, shown to few."""
