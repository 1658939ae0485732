"""The shell: pages, doors, templates."""
