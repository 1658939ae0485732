"""Information requests: who needs what information, how often, and whether it is given."""
