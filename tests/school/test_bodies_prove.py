"""Posts and bodies prove that somebody assesses and somebody governs: or that nobody does."""

from datetime import date

import pytest

from sapat.core.language import Text
from sapat.core.proofs import Question, State, found
from sapat.school.bodies import changes
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.bodies.structure import Bench, Reason, Wanted, judge
from sapat.school.people.models import Person
from tests.conftest import AT, FIRST_DAY

DAY = date(2026, 10, 1)
WANTED = Wanted(["director"], ["ped_council", "commission"], members=2, soon=30)


def bench(kind="ped_council", **more):
    usual = {"name": kind, "since": FIRST_DAY, "until": None, "chaired_since": FIRST_DAY}
    return Bench(**{"kind": kind, "members": 3, **usual, **more})


COUNCIL = bench()
COMMISSION = bench("commission", until=date(2027, 5, 31))


def answer(*benches, held=("director",), past=()):
    return judge(held, benches, past, WANTED, DAY)


def test_posts_and_staffed_bodies_prove():
    assert answer(COUNCIL, COMMISSION) == (State.PROVED, Reason.STAFFED, {"count": 2})


def test_an_empty_post_is_missing():
    state, reason, _facts = answer(COUNCIL, COMMISSION, held=())
    assert (state, reason) == (State.MISSING, Reason.NO_POST)


def test_a_body_that_was_never_set_up_is_missing():
    assert answer(COUNCIL)[:2] == (State.MISSING, Reason.NO_BODY)


def test_a_commission_whose_term_is_over_is_named():
    over = bench("commission", until=DAY)
    state, reason, facts = answer(COUNCIL, past=[over])
    assert (state, reason, facts["day"]) == (State.MISSING, Reason.TERM_OVER, DAY)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"until": None}, Reason.NO_END),
        ({"chaired_since": None}, Reason.NO_CHAIR),
        ({"members": 1}, Reason.TOO_FEW),
    ],
)
def test_a_body_that_is_nearly_right_is_missing(change, reason):
    faulty = bench("commission", **{"until": date(2027, 5, 31), **change})
    assert answer(COUNCIL, faulty)[:2] == (State.MISSING, reason)


@pytest.mark.parametrize(
    ("until", "state"), [(date(2026, 10, 31), State.DUE), (date(2026, 11, 1), State.PROVED)]
)
def test_an_end_within_thirty_days_is_due(until, state):
    assert answer(COUNCIL, bench("commission", until=until))[0] == state


def sit(school, kind, people, *, until=None):
    mandate = Mandate(kind, Text(ky=str(kind)), FIRST_DAY, until)
    body = changes.set_up(school, mandate, by=None, at=AT)
    for person, seat in zip(people, [Seat.CHAIR, Seat.MEMBER], strict=False):
        changes.seat(body, person, seat, since=FIRST_DAY, by=None, at=AT)
    return body


@pytest.fixture
def staffed(inside, director, deputy, teacher):
    people = list(Person.objects.order_by("pk"))
    sit(inside, BodyKind.PED_COUNCIL, people)
    sit(inside, BodyKind.MO, people[1:])
    return people


def ask(name, school, day=DAY):
    return found(name).ask(Question(school, day), {})


def test_the_structure_proves_with_a_commission_and_fails_the_day_its_term_ends(inside, staffed):
    assert ask("bodies.structure", inside).reason == Reason.NO_BODY
    commission = sit(inside, BodyKind.COMMISSION, staffed, until=date(2027, 6, 1))
    proved = ask("bodies.structure", inside)
    assert (proved.state, proved.since) == (State.PROVED, FIRST_DAY)
    assert commission.pk in {record.pk for record in proved.records}
    assert ask("bodies.structure", inside, date(2027, 6, 1)).reason == Reason.TERM_OVER


def test_governance_needs_parents_and_pupils_at_the_table(inside, staffed):
    assert ask("bodies.governance", inside).reason == Reason.NO_BODY
    sit(inside, BodyKind.PARENTS, staffed)
    sit(inside, BodyKind.PUPILS, staffed)
    assert ask("bodies.governance", inside).state == State.PROVED


def test_both_rules_ask_the_database_three_questions_and_one_for_the_posts(
    inside, staffed, django_assert_num_queries
):
    question = Question(inside, DAY)
    with django_assert_num_queries(4):
        found("bodies.structure").ask(question, {})
        found("bodies.governance").ask(question, {})
