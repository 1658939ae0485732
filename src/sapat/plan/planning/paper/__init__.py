"""The document by which a plan is adopted and approved, written from the plan itself."""
