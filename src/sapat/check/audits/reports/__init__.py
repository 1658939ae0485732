"""The report of an audit: written, signed by both sides, confirmed or refused by management."""
