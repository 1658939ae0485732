"""Upkeep: documents in force are reviewed, and what they stand on is kept in view."""
