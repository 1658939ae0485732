"""Pages: one module a room, one function a page."""
