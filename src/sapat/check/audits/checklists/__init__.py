"""The checklist of an audit: what is asked, what was seen, what was found."""
