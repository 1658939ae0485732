"""The map of processes: laid out in layers, drawn for page, telephone and paper."""
