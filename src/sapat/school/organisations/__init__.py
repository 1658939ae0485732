"""The organisation tree, with dates, so that a merge or a new name never rewrites history."""
