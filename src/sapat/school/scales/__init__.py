"""Mark scales as data, per grade and year."""
