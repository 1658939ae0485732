"""Pages of the publish floor."""
