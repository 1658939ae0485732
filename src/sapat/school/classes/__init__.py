"""Classes and who was in them when."""
