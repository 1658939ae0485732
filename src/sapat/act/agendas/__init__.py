"""Agendas: the standing items that are due, each with what Sapat puts before the meeting."""
