"""Regulations: clauses as data, and whether the school lives by them."""
