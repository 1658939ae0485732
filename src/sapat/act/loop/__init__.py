"""The loop made visible: what led to what, and where a chain is broken."""
