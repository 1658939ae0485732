"""Measuring: facts become values with their doubt."""
