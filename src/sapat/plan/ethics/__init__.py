"""Ethics of assessment: the rules, who has promised to keep them, complaints about procedures."""
