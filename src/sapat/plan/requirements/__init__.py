"""Stakeholders and what they require: heard, analysed, decided, taken into account, satisfied."""
