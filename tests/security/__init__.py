"""Attacks, each as a test: what somebody would try, and what must come of it."""
