"""Pages of the evidence floor."""
