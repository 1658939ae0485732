"""Meetings, minutes, decisions, proposals."""
