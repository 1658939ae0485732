"""The hundred indicators: what is counted, against which norm, and why."""
