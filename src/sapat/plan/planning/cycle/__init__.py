"""The yearly cycle of the regulations, laid out over a school year."""
