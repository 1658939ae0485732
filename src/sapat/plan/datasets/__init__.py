"""The data sets of Sapat: what a row is, its fields, and how schools spell them."""
