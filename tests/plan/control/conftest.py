"""A school that lives by regulation A."""

from tests.plan.regulations.conftest import draft, edition, signers

__all__ = ["draft", "edition", "signers"]
