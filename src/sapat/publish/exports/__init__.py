"""Exports: every table leaves the house through one writer, with typed cells and no formulas."""
