"""Sapat: a school's regulation on education quality, made to run."""

__version__ = "0.1.0"
