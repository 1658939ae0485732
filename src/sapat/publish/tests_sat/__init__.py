"""Tests that pupils sat: words, the map of their items, and the paper for a methodical union."""
