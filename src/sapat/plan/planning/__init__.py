"""Plans of every level and their items."""
