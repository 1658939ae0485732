"""Ratings of the school's own: classes, subjects, unions and levels, never people."""
