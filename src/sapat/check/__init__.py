"""CHECK: judgements. Figures with their doubt."""
