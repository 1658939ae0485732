"""SCHOOL: who and what everything else is about, and the boundary around each school."""
