"""`sapat analyse`: each method of the engine as a command of its own, for an analyst's file."""
