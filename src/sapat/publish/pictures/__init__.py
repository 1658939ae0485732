"""Pictures: one description of a picture for the page, the paper and the text document."""
