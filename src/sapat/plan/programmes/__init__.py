"""Programmes and curricula against what is required of them; teaching technologies by subject."""
