"""Whom the school serves and who watches over it."""
