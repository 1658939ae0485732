"""The school and the files that imports work on."""

from tests.papers import home, taught

__all__ = ["home", "taught"]
