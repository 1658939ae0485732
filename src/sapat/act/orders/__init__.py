"""Orders of the director: drafted from decisions, signed, made known, controlled by points."""
