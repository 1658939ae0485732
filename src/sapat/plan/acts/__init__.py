"""Acts: the laws, decrees and orders that the school's papers stand on."""
