"""Did an action work: what the figures say of the time before and after it."""
