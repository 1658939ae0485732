"""The engine: facts in, frozen results out. Pure Python, no Django, no user text ever evaluated.

The order of work: `definitions` compile the catalogue, `cells` tally facts into additive integer
states, `levels` roll them up, `values` divide, `intervals` say the doubt, `suppression` hides.
"""
