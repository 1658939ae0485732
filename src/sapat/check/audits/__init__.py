"""Internal audits and in-school control: the programme of a year, its audits, their reports."""
