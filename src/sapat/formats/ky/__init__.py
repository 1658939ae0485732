"""Number and date formats."""
