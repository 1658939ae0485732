"""Cycles of self-assessment: the school judges, its commission judges, evidence lies beside."""
