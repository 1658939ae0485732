"""How a school decides about its indicators: proposed, discussed, approved, then in force."""
