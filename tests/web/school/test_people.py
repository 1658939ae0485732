"""People: the list, one person, posts, the sign-in."""

import pytest
from django.test import Client
from django.utils.html import escape

from sapat.core.models import TrailEntry
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.people.models import Person, Post
from sapat.school.people.rules import NotSo
from tests.conftest import join
from tests.web.conftest import PASSWORD

PEOPLE = "/schools/S12/school/people/"


def page(person, tail=""):
    return f"{PEOPLE}{person.pk}/{tail}"


@pytest.fixture
def clerk(school):
    """Keeps the registers, and is no head."""
    return join("clerk", school, Role.CLERK)


def test_the_list_shows_who_holds_a_post(browser_of, school, teacher, deputy, pupil):
    text = browser_of(deputy).get(PEOPLE).text
    assert "Teacher" in text
    assert "Өмүров" not in text


def test_the_search_minds_neither_case_nor_language(browser_of, deputy, pupil):
    browser = browser_of(deputy)
    assert "Өмүров" in browser.get(PEOPLE, {"who": "all", "q": "ӨМҮР"}).text
    assert "Nobody is found." in browser.get(PEOPLE, {"who": "all", "q": "zzz"}).text


def test_pupils_and_former_staff_have_their_lists(browser_of, school, deputy, pupil, teacher):
    browser = browser_of(deputy)
    with within(school):
        Post.objects.filter(person__user=teacher).update(until="2026-09-01")
    assert "Өмүров" in browser.get(PEOPLE, {"who": "pupils"}).text
    assert "Teacher" in browser.get(PEOPLE, {"who": "former"}).text


def test_the_list_asks_as_much_for_one_as_for_thirty(
    browser_of, school, deputy, django_assert_num_queries
):
    browser = browser_of(deputy)
    browser.get(PEOPLE)
    for number in range(30):
        join(f"teacher{number}", school, Role.TEACHER)
    with django_assert_num_queries(12):
        browser.get(PEOPLE)


def test_a_new_person_is_written_and_shown(browser_of, school, deputy):
    answer = browser_of(deputy).post(f"{PEOPLE}new/", {"family_name": "Үсөнова"}, follow=True)
    assert answer.status_code == 200
    assert "Үсөнова" in answer.text
    assert "The person is in the register." in answer.text


def test_a_person_without_a_name_is_not_readable(browser_of, school, deputy):
    assert browser_of(deputy).post(f"{PEOPLE}new/", {}).status_code == 422


def test_a_record_is_corrected(browser_of, deputy, pupil):
    given = {"family_name": "Өмүрова", "given_name": "Айбек", "number": "701"}
    answer = browser_of(deputy).post(page(pupil, "correct/"), given, follow=True)
    assert "Өмүрова" in answer.text


def test_private_details_are_shown_to_those_who_keep_them(browser_of, deputy, teacher, pupil):
    assert "What the register says" in browser_of(deputy).get(page(pupil)).text
    assert "What the register says" not in browser_of(teacher).get(page(pupil)).text


def test_a_post_is_given_and_opens_pages(browser_of, school, deputy, teacher, person_of):
    given = {"role": Role.DEP_UPBRINGING, "since": "2026-09-01", "order_number": "5-к"}
    answer = browser_of(deputy).post(page(person_of(teacher), "post/"), given, follow=True)
    assert "Deputy director, upbringing" in answer.text
    assert "5-к" in answer.text


def test_the_same_post_is_not_given_twice(browser_of, deputy, teacher, person_of):
    given = {"role": Role.TEACHER, "since": "2026-09-01"}
    answer = browser_of(deputy).post(page(person_of(teacher), "post/"), given)
    assert answer.status_code == 409
    assert str(NotSo.POST_HELD.label) in answer.text


def test_a_post_is_ended_and_its_rights_are_gone(browser_of, school, deputy, teacher, person_of):
    with within(school):
        post = Post.objects.get(person=person_of(teacher))
    address = f"/schools/S12/school/posts/{post.pk}/end/"
    assert browser_of(deputy).post(address, {"until": "2026-09-02"}).status_code == 302
    assert browser_of(teacher).get(PEOPLE).status_code == 404


def test_the_last_director_stays(browser_of, school, director):
    with within(school):
        post = Post.objects.get(role=Role.DIRECTOR)
    answer = browser_of(director).post(
        f"/schools/S12/school/posts/{post.pk}/end/", {"until": "2026-09-02"}
    )
    assert answer.status_code == 409
    assert str(NotSo.LAST_DIRECTOR.label) in answer.text


def test_a_clerk_makes_nobody_director(browser_of, school, clerk, person_of):
    given = {"role": Role.DIRECTOR, "since": "2026-09-01"}
    answer = browser_of(clerk).post(page(person_of(clerk), "post/"), given)
    assert answer.status_code == 409
    assert str(NotSo.ABOVE.label) in answer.text


def test_a_clerk_takes_over_nobodys_sign_in(browser_of, clerk, director, person_of):
    browser = browser_of(clerk)
    for tail, given in (
        ("sign-in/renew/", {"password": "taken-Over-42"}),
        ("sign-in/close/", {"sure": "on"}),
        ("erase/", {"sure": "on"}),
    ):
        answer = browser.post(page(person_of(director), tail), given)
        assert answer.status_code == 409, tail
    assert Client().login(username="director", password=PASSWORD)


def test_a_sign_in_is_opened(browser_of, deputy, pupil):
    given = {"login": "omurov", "password": "quiet-Valley-9"}
    browser_of(deputy).post(page(pupil, "sign-in/"), given)
    assert Client().login(username="omurov", password="quiet-Valley-9")


@pytest.mark.parametrize("password", ["12345678", "short", ""])
def test_an_easy_password_is_not_taken(browser_of, deputy, pupil, password):
    given = {"login": "omurov", "password": password}
    assert browser_of(deputy).post(page(pupil, "sign-in/"), given).status_code == 422


def test_a_closed_sign_in_ends_at_once_and_can_be_opened_again(
    browser_of, deputy, teacher, person_of
):
    there = browser_of(teacher)
    browser = browser_of(deputy)
    browser.post(page(person_of(teacher), "sign-in/close/"), {"sure": "on"})
    assert there.get(PEOPLE).status_code == 302
    browser.post(page(person_of(teacher), "sign-in/renew/"), {"password": "quiet-Valley-9"})
    assert Client().login(username="teacher", password="quiet-Valley-9")


def test_erasing_needs_a_clear_wish_and_forgets_the_name(browser_of, school, deputy, pupil):
    browser = browser_of(deputy)
    assert browser.post(page(pupil, "erase/"), {}).status_code == 422
    browser.post(page(pupil, "erase/"), {"sure": "on"})
    with within(school):
        assert Person.objects.get(pk=pupil.pk).family_name == "—"
    assert "Өмүров" not in browser.get(page(pupil)).text
    assert TrailEntry.objects.filter(what="person.erased").exists()


def test_an_erased_person_holds_no_post(browser_of, deputy, pupil):
    browser = browser_of(deputy)
    browser.post(page(pupil, "erase/"), {"sure": "on"})
    given = {"role": Role.TEACHER, "since": "2026-09-01"}
    answer = browser.post(page(pupil, "post/"), given)
    assert answer.status_code == 409
    assert escape(str(NotSo.ERASED.label)) in answer.text


def test_a_teacher_reads_and_changes_nothing(browser_of, teacher, pupil):
    browser = browser_of(teacher)
    assert browser.get(page(pupil)).status_code == 200
    for tail in ("correct/", "erase/", "post/", "sign-in/"):
        assert browser.get(page(pupil, tail)).status_code == 403


def test_an_inspector_sees_no_people(browser_of, inspector, pupil):
    assert browser_of(inspector).get(PEOPLE).status_code == 403
    assert browser_of(inspector).get(page(pupil)).status_code == 403


def test_a_stranger_finds_nobody(browser_of, stranger, pupil):
    assert browser_of(stranger).get(page(pupil)).status_code == 404


def test_who_is_not_signed_in_is_asked_to(pupil):
    assert "/account/login/" in Client().get(page(pupil))["Location"]
