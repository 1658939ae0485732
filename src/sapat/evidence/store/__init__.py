"""The evidence store: immutable batches of facts."""
