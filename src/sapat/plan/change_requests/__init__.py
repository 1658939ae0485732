"""Requests to change a document or a setting, decided by the director."""
