"""Hearings: parents and pupils have the figures before a decision and say what they think."""
