"""Actions: what is done about a finding, and whether it worked."""
