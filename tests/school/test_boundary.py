"""The boundary around a school, and posts as the only source of rights."""

from datetime import date

import pytest

from sapat.core.rights import Role
from sapat.school.boundary import Unscoped, every_school, within
from sapat.school.people import changes, reads
from sapat.school.people.models import Person, Post
from tests.conftest import AT

TODAY = date(2026, 10, 1)


def test_a_question_without_a_school_is_an_error(director):
    with pytest.raises(Unscoped):
        list(Person.objects.all())


def test_only_the_active_schools_rows_exist(school, other_school, director, stranger):
    with within(other_school):
        assert [person.user.username for person in Person.objects.all()] == ["stranger"]
    with every_school():
        assert Person.objects.count() == 2


def test_changing_the_post_changes_every_right(school, teacher, deputy):
    assert reads.member(teacher, TODAY).roles_in(school) == {Role.TEACHER}

    with within(school):
        post = Post.objects.get(person__user=teacher)
        changes.end_post(post, until=date(2026, 9, 20), by=deputy, at=AT)
        person = Person.objects.get(user=teacher)
    changes.give_post(person, Role.DEP_UPBRINGING, since=date(2026, 9, 20), by=deputy, at=AT)

    assert reads.member(teacher, TODAY).roles_in(school) == {Role.DEP_UPBRINGING}
    assert reads.member(teacher, date(2026, 9, 19)).roles_in(school) == {Role.TEACHER}


def test_the_district_sees_its_schools_from_above(school, other_school, inspector):
    member = reads.member(inspector, TODAY)
    assert member.roles_in(school) == {Role.INSPECTOR}
    assert {s.code for s in member.schools()} == {"S12", "S7"}


def test_a_stranger_holds_no_role_here(school, stranger):
    assert reads.member(stranger, TODAY).roles_in(school) == frozenset()
