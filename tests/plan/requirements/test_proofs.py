"""What the groups and the register prove, nearly prove and disprove."""

from datetime import timedelta

import pytest

from sapat.core import dues
from sapat.core.proofs import Question, found
from sapat.plan.requirements import changes
from sapat.plan.requirements.rules import Terms
from sapat.plan.stakeholders import changes as groups
from sapat.plan.stakeholders import reads as known
from sapat.plan.stakeholders.changes import Description
from tests.plan.requirements.conftest import AT, AUTUMN, TODAY

pytestmark = pytest.mark.usefixtures("inside")
MAIN = ("applicant", "pupil", "graduate", "employer")


@pytest.fixture
def state(school):
    """Ask a rule: state("requirements.register") -> (state, reason)."""

    def state(name, day=TODAY, **parameters):
        answer = found(name).ask(Question(school, day), parameters)
        assert answer.sentence
        return str(answer.state), str(answer.reason.value)

    return state


@pytest.fixture
def every_main_group(school, deputy, heard):
    return [changes.write_down(school, heard(code), by=deputy, at=AT) for code in MAIN]


def test_groups_are_known_when_it_is_written_where_each_is_heard(school, deputy, state):
    assert state("requirements.groups") == ("missing", "not_heard")
    for one in known.groups():
        said = Description(one.name, heard="сурамжылоо")
        groups.describe_group(school, one.code, said, by=deputy, at=AT)
    assert state("requirements.groups") == ("proved", "known")
    groups.switch_off(school, "parent", "Сырттан окуу", since=AUTUMN, by=deputy, at=AT)
    assert state("requirements.groups") == ("proved", "known")
    for code in MAIN:
        assert state("requirements.groups") == ("proved", "known")
        groups.switch_off(school, code, "Жок", since=AUTUMN, by=deputy, at=AT)
    assert state("requirements.groups") == ("missing", "main_off")


def test_the_register_is_kept(school, deputy, state, heard, every_main_group):
    assert state("requirements.register", AUTUMN) == ("proved", "kept")
    changes.write_down(school, heard(owned=False), by=deputy, at=AT)
    assert state("requirements.register", AUTUMN) == ("missing", "no_owner")


def test_an_empty_register_and_a_silent_group_prove_nothing(state, requirement):
    assert state("requirements.register") == ("missing", "group_silent")


def test_nothing_proves_nothing(state):
    assert state("requirements.register") == ("missing", "nothing")
    assert state("requirements.accounted") == ("missing", "none_accepted")
    assert state("requirements.loop") == ("missing", "loop_open")


def test_a_requirement_is_late_the_day_after_its_term(state, every_main_group):
    last = AUTUMN + timedelta(days=Terms().analyse)
    assert state("requirements.register", last) == ("proved", "kept")
    assert state("requirements.register", last + timedelta(days=1)) == ("due", "stuck")


def test_accepted_ones_are_to_be_taken_into_account_in_time(state, requirement, lead):
    row = lead(requirement, "accepted")
    last = AUTUMN + timedelta(days=Terms().account)
    assert state("requirements.accounted", last) == ("due", "under_way")
    assert state("requirements.accounted", last + timedelta(days=1)) == ("missing", "outstanding")
    assert row.state == "accepted"


def test_the_last_side_proves_it(state, requirement, lead):
    lead(requirement, "accounted", sides=("content", "technology"))
    assert state("requirements.accounted") == ("proved", "accounted")


def test_the_loop_is_closed_by_asking_again(state, every_main_group, lead):
    for row in every_main_group[:3]:
        lead(row, "satisfied")
    assert state("requirements.loop") == ("missing", "loop_open")
    lead(every_main_group[3], "satisfied")
    assert state("requirements.loop") == ("proved", "loop_closed")
    assert state("requirements.loop", TODAY, months=2) == ("missing", "loop_open")


def test_what_waits_comes_to_its_owner(school, deputy, requirement, lead):
    waiting = [one for one in dues.due_in(school, TODAY) if one.key.startswith("requirement:")]
    assert [one.persons for one in waiting] == [frozenset({deputy.person.pk})]
    assert waiting[0].is_late(TODAY)
    lead(requirement, "satisfied")
    assert not [one for one in dues.due_in(school, TODAY) if one.key.startswith("requirement:")]
