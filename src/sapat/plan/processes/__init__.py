"""Process cards with their links, and the chain from a requirement to a figure."""
