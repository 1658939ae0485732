"""Subjects and who teaches them to whom."""
