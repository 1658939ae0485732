"""Imports: a file or a pasted table becomes checked facts, or a list of what is wrong with it."""
