"""From plans that look far to plans of terms and months."""
