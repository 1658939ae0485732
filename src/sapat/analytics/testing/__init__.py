"""Testing: whether a test was good enough to judge anybody by."""
