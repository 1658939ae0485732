"""The village with marks, the bodies that approve, and the ways to take instruments over."""

from tests.check.conftest import home, restart, village
from tests.plan.instruments.conftest import approve, council, taken, union

__all__ = ["approve", "council", "home", "restart", "taken", "union", "village"]
