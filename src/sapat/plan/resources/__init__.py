"""Resources: what is needed for an objective, what was granted, what came."""
