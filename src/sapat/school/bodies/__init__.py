"""Councils, methodical unions, commissions: who sits where, from when to when."""
