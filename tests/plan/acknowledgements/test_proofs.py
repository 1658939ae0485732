"""What readings prove, nearly prove and disprove."""

from datetime import date

import pytest

from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, found
from sapat.core.rights import Role
from sapat.plan.acknowledgements import changes
from sapat.plan.acknowledgements.changes import Reading
from sapat.plan.acknowledgements.laying import changes as laying
from sapat.plan.acknowledgements.rules import Reason
from tests.plan.acknowledgements.conftest import DAY, TERM, at

pytestmark = pytest.mark.usefixtures("inside")
AFTER = date(2026, 9, 16)
FIRST = date(2026, 11, 2)


@pytest.fixture
def ask(school):
    """Ask a rule of the room on a day: ask("reached", TERM, share=60)."""

    def ask(name, day=TERM, **parameters):
        return found(f"acknowledgements.{name}").ask(Question(school, day), parameters)

    return ask


def read(edition, *users, day=DAY):
    for user in users:
        changes.read_on_screen(edition, user.person, Reading(), by=user, at=at(day))


def test_without_a_policy_nothing_is_proved(ask, teacher):
    for name in ("reached", "by_position", "newcomers"):
        answer = ask(name)
        assert (answer.state, answer.reason) == (State.MISSING, Reason.NOT_IN_FORCE), name
        assert answer.facts["about"] in answer.sentence


def test_all_have_read(ask, policy, director, deputy, teacher):
    read(policy, director, deputy)
    read(policy, teacher, day=date(2026, 9, 4))
    answer = ask("reached", AFTER)
    assert (answer.state, answer.since) == (State.PROVED, date(2026, 9, 4))


def test_two_of_three_is_due_within_the_term_and_missing_after(
    ask, policy, director, deputy, teacher
):
    read(policy, director, deputy)
    assert ask("reached", TERM).state == State.DUE
    assert ask("reached", AFTER).state == State.MISSING
    assert ask("reached", AFTER, share=66).state == State.PROVED
    assert ask("reached", AFTER, days=30).state == State.DUE


def test_who_declined_has_not_read(ask, policy, director, deputy):
    read(policy, director)
    changes.decline(policy, deputy.person, "Жок", by=deputy, at=at(DAY))
    assert ask("reached", AFTER).reason == Reason.NOT_REACHED


def test_a_document_nobody_is_asked_to_read_proves_nothing(ask, put_in_force):
    put_in_force("strategy", kind="strategy")
    assert ask("reached", about="strategy").reason == Reason.NOBODY_ASKED


def test_each_post_has_its_note_and_has_read(ask, policy, director, deputy, teacher):
    assert ask("by_position").reason == Reason.NO_NOTES
    posts = {"director": "Мен", "dep_academic": "Сиз", "teacher": "Биз"}
    laying.write_notes(policy.document, posts, by=deputy, at=at(DAY))
    read(policy, director, deputy)
    assert ask("by_position", TERM).reason == Reason.POSTS_WAIT
    assert ask("by_position", AFTER).reason == Reason.POSTS_BEHIND
    read(policy, teacher, day=AFTER)
    assert ask("by_position", AFTER).state == State.PROVED
    laying.write_notes(policy.document, {"teacher": ""}, by=deputy, at=at(AFTER))
    assert str(Role.TEACHER.label) in ask("by_position", AFTER).sentence


def test_newcomers_are_not_hired_coming_unread_late_or_in_time(ask, policy, hire):
    assert ask("newcomers").state == State.NOT_APPLICABLE
    person = hire("Жаңы", FIRST)
    assert ask("newcomers", date(2026, 11, 1)).state == State.DUE
    assert ask("newcomers", FIRST).reason == Reason.UNREAD
    changes.read_on_screen(policy, person, Reading(), by=None, at=at(FIRST))
    late = ask("newcomers", FIRST)
    assert (late.state, late.reason) == (State.MISSING, Reason.CAME_LATE)
    assert ask("newcomers", date(2027, 11, 2)).state == State.NOT_APPLICABLE
    early = hire("Эрте", date(2027, 11, 1))
    changes.read_on_screen(policy, early, Reading(), by=None, at=at(date(2027, 10, 31)))
    answer = ask("newcomers", date(2027, 11, 2))
    assert (answer.state, answer.since) == (State.PROVED, date(2027, 10, 31))


def test_what_waits_is_told_to_the_reader_the_head_and_nobody_else(
    school, policy, union, teacher, deputy, hire
):
    hire("Жаңы", FIRST)
    changes.decline(policy, teacher.person, "Жок", by=teacher, at=at(DAY))
    told = {one.key.split(":")[0]: one for one in due_in(school, date(2026, 10, 20))}
    assert deputy.person.pk in told["reading"].persons
    assert teacher.person.pk not in told["reading"].persons
    assert told["newcomer"].roles == {"dep_academic"}
    assert told["newcomer"].by == date(2026, 11, 1)
    # The teacher heads the union: who declined does not talk with themselves.
    assert told["declined"].roles == {"dep_academic"}
    changes.note_talk(policy_decline(policy), "Окуйт", person=deputy.person, by=deputy, at=at(DAY))
    assert not [one for one in due_in(school, DAY) if one.key.startswith("declined")]


def policy_decline(policy):
    from sapat.plan.acknowledgements.models import Acknowledgement

    return Acknowledgement.objects.get(edition=policy, way="declined")
