"""Findings: what somebody saw that is not as it should be, or better than it had to be."""
