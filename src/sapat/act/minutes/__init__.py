"""Minutes: closed, signed by chair and secretary, numbered, and never changed again."""
