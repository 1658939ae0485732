"""Training: the year's plan, and who may observe, survey and audit."""
