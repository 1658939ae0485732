"""Who answers for what: duties of posts, units and people; the matrix; my own contribution."""
