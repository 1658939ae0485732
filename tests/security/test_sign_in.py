"""Guessing, taking over and outliving a sign-in."""

import pytest
from django.core.cache import cache
from django.test import Client

from sapat.core.models import TrailEntry
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.people.models import Person, Post
from sapat.school.people.rules import NotSo
from tests.conftest import AT, FIRST_DAY, join

LOGIN = "/account/login/"
PASSWORD = "quiet-Mountain-7"
PEOPLE = "/schools/S12/school/people/"
NEW = {"password": "taken-Over-42"}


@pytest.fixture
def clerk(school):
    return join("clerk", school, Role.CLERK)


def guess(name, password="wrong", **headers):
    browser = Client(headers={"accept-language": "en"})
    return browser.post(LOGIN, {"login": name, "password": password}, **headers)


def is_stopped(answer):
    return "Too many" in answer.text


@pytest.mark.parametrize("name", ["director", "DIRECTOR", " director "])
def test_a_sixth_guess_is_not_looked_at(director, name):
    assert not any(is_stopped(guess("director")) for _ in range(5))
    assert is_stopped(guess(name, PASSWORD))


def test_another_port_in_the_address_is_no_new_beginning(director):
    for port in range(5):
        guess("director", HTTP_HOST=f"localhost:{port + 1}")
    assert is_stopped(guess("director", PASSWORD, HTTP_HOST="localhost:99"))


def test_a_made_up_forwarded_address_is_no_new_beginning(director):
    for number in range(30):
        guess(f"guess-{number}", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert is_stopped(guess("director", PASSWORD, HTTP_X_FORWARDED_FOR="10.0.9.9"))


def test_many_guessed_names_do_not_wash_the_count_away(director, settings):
    for _ in range(5):
        guess("director")
    for number in range(400):
        cache.set(f"other:{number}", number, 300)
    assert is_stopped(guess("director", PASSWORD))


def test_a_known_name_and_an_unknown_one_get_the_same_answer(director):
    known, unknown = guess("director"), guess("nobody-here")
    assert known.status_code == unknown.status_code
    assert known.text.replace("director", "nobody-here").count("alert") == unknown.text.count(
        "alert"
    )


def test_nobody_signs_themselves_up():
    for tail in ("signup/", "password/reset/", "email/", "signup/passkey/"):
        assert Client().get(f"/account/{tail}").status_code == 404


@pytest.mark.parametrize(
    "target", ["//evil.test/", "https://evil.test/", "/\\evil.test", "javascript:1"]
)
def test_no_form_leads_to_another_site(director, target):
    browser = Client()
    answers = [
        browser.post(LOGIN, {"login": "director", "password": PASSWORD, "next": target}),
        browser.post("/theme/", {"theme": "dark", "next": target}),
        browser.post("/later/", {"next": target}),
        browser.post("/i18n/setlang/", {"language": "ru", "next": target}),
    ]
    assert [answer["Location"] for answer in answers] == ["/", "/", "/", "/"]


def test_a_clerk_opens_no_sign_in_of_somebody_with_more_rights(browser_of, school, clerk):
    """Who opens a sign-in knows its password."""
    head = people.take_on(school, Identity("Жаңы"), by=None, at=AT)
    people.give_post(head, Role.DIRECTOR, since=FIRST_DAY, by=None, at=AT)
    answer = browser_of(clerk).post(f"{PEOPLE}{head.pk}/sign-in/", {"login": "mine", **NEW})
    assert answer.status_code == 409
    assert not Client().login(username="mine", password=NEW["password"])


def test_a_clerk_does_not_reopen_the_directors_closed_sign_in(
    browser_of, school, clerk, director, person_of
):
    people.close_sign_in(person_of(director), by=None, at=AT)
    tail = f"{PEOPLE}{person_of(director).pk}/sign-in/renew/"
    assert browser_of(clerk).post(tail, NEW).status_code == 409
    assert not Client().login(username="director", password=NEW["password"])


def test_a_post_that_begins_tomorrow_protects_today(browser_of, school, clerk, teacher, person_of):
    later = AT.date().replace(year=2040)
    people.give_post(person_of(teacher), Role.DEP_ACADEMIC, since=later, by=None, at=AT)
    tail = f"{PEOPLE}{person_of(teacher).pk}/sign-in/renew/"
    assert browser_of(clerk).post(tail, NEW).status_code == 409


def test_a_borrowed_session_does_not_change_the_password_behind_it(browser_of, director, person_of):
    """One's own password is changed where the old one and the second step are asked for."""
    tail = f"{PEOPLE}{person_of(director).pk}/sign-in/renew/"
    answer = browser_of(director).post(tail, NEW)
    assert answer.status_code == 409
    assert str(NotSo.OWN.label) in answer.text
    assert Client().login(username="director", password=PASSWORD)


def test_the_only_director_is_not_erased(browser_of, school, director, deputy, person_of):
    person = person_of(director)
    answer = browser_of(deputy).post(f"{PEOPLE}{person.pk}/erase/", {"sure": "on"})
    assert answer.status_code == 409
    with within(school):
        assert Person.objects.get(pk=person.pk).erased_at is None


def test_an_ended_post_counts_at_the_next_request(browser_of, school, deputy):
    browser = browser_of(deputy)
    assert browser.get("/schools/S12/school/trail/").status_code == 200
    with within(school):
        Post.objects.update(until=AT.date())
    assert browser.get("/schools/S12/school/trail/").status_code == 404


def test_a_renewed_password_ends_every_open_session(browser_of, director, deputy, person_of):
    there = Client()
    there.post(LOGIN, {"login": "deputy", "password": PASSWORD})
    assert there.get("/schools/S12/").status_code == 200
    browser_of(director).post(f"{PEOPLE}{person_of(deputy).pk}/sign-in/renew/", NEW)
    assert there.get("/schools/S12/").status_code == 302


def test_the_trail_hears_of_a_changed_password(deputy):
    browser = Client()
    browser.post(LOGIN, {"login": "deputy", "password": PASSWORD})
    given = {"oldpassword": PASSWORD, "password1": "other-River-9", "password2": "other-River-9"}
    browser.post("/account/password/", given)
    line = TrailEntry.objects.get(what="sign_in.own_changed")
    assert (line.by, line.chain, line.facts) == (deputy, "S12", {"change": "password"})
