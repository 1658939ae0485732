"""Proposals of unions and of administration: answered in time, with a reason, and carried out."""
