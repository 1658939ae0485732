"""Regulations: what the school is held to, clause by clause, in the edition it adopted."""
