"""Control charts: what in a series is more than the noise of every day."""
