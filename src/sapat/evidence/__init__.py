"""DO: records. What happened, kept as immutable batches."""
