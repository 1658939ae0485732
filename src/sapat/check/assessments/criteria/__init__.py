"""Sets of criteria: shipped as data, brought by the school, replaced by a new edition."""
