"""Indicators: what is measured, and the norms a school holds them to."""
