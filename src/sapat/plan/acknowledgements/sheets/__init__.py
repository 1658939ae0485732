"""Sheets: names are printed, staff sign, the scan comes back and closes the lines."""
