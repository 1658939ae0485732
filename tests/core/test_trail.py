"""Changes cannot be made quietly."""

import threading

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sapat.core import trail
from sapat.core.models import ReadOnlyRow, TrailChain, TrailEntry
from tests.conftest import AT

CHAIN = "S12"


@pytest.fixture
def lines(school, director, deputy):
    """A chain of a dozen lines about real changes."""
    for number in range(8):
        trail.note("test.noted", school, chain=CHAIN, by=deputy, at=AT, facts={"n": number})
    return entries()


def entries():
    return list(TrailEntry.objects.filter(chain=CHAIN).order_by("number"))


def test_an_untouched_chain_is_whole(lines):
    assert len(lines) > 8
    assert trail.first_break(lines) is None
    assert trail.head(CHAIN) == lines[-1].seal


@pytest.mark.parametrize("field", ["what", "about", "facts", "at", "by_id", "before"])
def test_an_edited_line_is_found(lines, field):
    new = {"facts": {"n": 99}, "at": AT.replace(year=2020), "by_id": None}.get(field, "other")
    TrailEntry.objects.filter(pk=lines[-3].pk).update(**{field: new})
    assert trail.first_break(entries()).number == lines[-3].number


def test_a_deleted_line_is_found(lines):
    TrailEntry.objects.filter(pk=lines[3].pk).delete()
    assert trail.first_break(entries()).number == 5


def test_a_cut_tail_shows_in_the_recorded_end(lines):
    TrailEntry.objects.filter(pk=lines[-1].pk).delete()
    assert trail.first_break(entries()) is None
    assert TrailChain.objects.get(name=CHAIN).length == len(entries()) + 1


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(6)))
def test_any_other_order_is_found(lines, order):
    head = lines[:6]
    moved = [head[place] for place in order]
    assert (trail.first_break(moved) is None) == (list(order) == sorted(order))


def test_a_line_cannot_be_saved_again_or_deleted(lines):
    with pytest.raises(ReadOnlyRow):
        lines[0].save()
    with pytest.raises(ReadOnlyRow):
        lines[0].delete()


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_do_not_fork_the_chain(school):
    before = TrailEntry.objects.filter(chain=CHAIN).count()

    def write():
        try:
            for _ in range(5):
                trail.note("test.noted", school, chain=CHAIN, by=None, at=AT)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    found = entries()
    assert len(found) == before + 40
    assert trail.first_break(found) is None
