"""Pages of the check floor."""
