"""Pages of the act floor."""
