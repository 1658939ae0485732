"""Self-assessment and what others found."""
