"""Comparison and progress in words and on paper."""
