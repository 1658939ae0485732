"""School years, terms and holidays as data."""
