"""A second person compares figures typed by hand with the paper."""
