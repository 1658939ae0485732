"""Cases in which somebody acted against the policy: fact, explanation, measure, right of reply."""
