"""Annexes of a cycle: what lies beside its criteria, of which period, by which mark."""
