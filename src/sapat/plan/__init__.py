"""PLAN: definitions. What the school says it will do and how it will be judged."""
