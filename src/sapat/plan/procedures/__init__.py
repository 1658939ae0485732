"""Assessment procedures: what is judged, by which method and tool, against what, when, by whom."""
