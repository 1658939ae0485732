"""Reports and exports: reads everything, changes nothing."""
