"""ACT: decisions. What follows from a judgement, who does it, and whether it worked."""
