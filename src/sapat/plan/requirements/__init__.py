"""Stakeholders and what they require."""
