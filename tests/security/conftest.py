"""The person behind a user, and no guess counted yet."""

import pytest
from django.core.cache import cache

from tests.web.conftest import person_of

__all__ = ["person_of"]


@pytest.fixture(autouse=True)
def forgotten(db):
    """Begin without any counted guess."""
    cache.clear()
