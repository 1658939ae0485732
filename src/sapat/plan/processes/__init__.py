"""Processes, their links, and who answers for what."""
