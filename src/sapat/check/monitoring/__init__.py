"""Monitoring: what changed beyond chance, what was said about it, and why it happened."""
