"""Pages of the school floor."""
