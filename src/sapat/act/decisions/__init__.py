"""Decisions: on what ground, who carries them out by when, and whether they worked."""
