"""Number and date formats of the three languages."""
