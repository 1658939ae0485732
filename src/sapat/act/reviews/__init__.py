"""Management reviews: what management looks at, what it says of it, what it decides."""
