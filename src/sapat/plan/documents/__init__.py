"""Documents: what the school lays down in writing, from draft to archive."""
