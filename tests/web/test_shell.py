"""The shell around every page: menu, languages, theme, what is never cached."""

import re

import pytest
from django.test import Client

from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.people.models import Person
from tests.conftest import join
from tests.web.conftest import PASSWORD

HOME = "/schools/S12/school/"


def menu(answer):
    return re.findall(r'nav-link-label">([^<]+)<', answer.text)


def test_the_menu_shows_what_the_posts_open(browser_of, school, director, inspector):
    assert {"School", "People", "Classes"} <= set(menu(browser_of(director).get(HOME)))
    assert not {"People", "Classes", "Evidence"} & set(menu(browser_of(inspector).get(HOME)))


def test_the_page_one_is_on_is_marked(browser_of, school, deputy):
    answer = browser_of(deputy).get("/schools/S12/school/people/")
    marked = re.search(r'aria-current="page">.*?nav-link-label">([^<]+)<', answer.text, re.S)
    assert marked[1] == "People"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_language_says_what_language_it_is(browser_of, school, deputy, language):
    answer = browser_of(deputy, language=language).get(HOME)
    assert f'<html lang="{language}"' in answer.text
    assert answer["Content-Language"] == language


def test_the_language_is_switched_by_a_plain_form(browser_of, school, deputy):
    browser = browser_of(deputy)
    answer = browser.post("/i18n/setlang/", {"language": "ru", "next": HOME}, follow=True)
    assert '<html lang="ru"' in answer.text


@pytest.mark.parametrize(("chosen", "shown"), [("dark", "dark"), ("light", "light"), ("", None)])
def test_the_theme_is_kept_in_a_cookie(db, chosen, shown):
    browser = Client()
    answer = browser.post("/theme/", {"theme": chosen, "next": "/account/login/"}, follow=True)
    found = re.search(r'data-bs-theme="(\w+)"', answer.text)
    assert (found[1] if found else None) == shown


def test_the_theme_form_never_leads_to_another_site(db):
    answer = Client().post("/theme/", {"theme": "dark", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_fictional_school_says_so(browser_of, school, deputy):
    assert "Fictional school." not in browser_of(deputy).get(HOME).text
    school.demonstration = True
    school.save()
    assert "Fictional school." in browser_of(deputy).get(HOME).text


def test_heads_are_offered_the_second_step_until_they_say_later(browser_of, school, director):
    browser = browser_of(director)
    assert "/account/protection/totp/activate/" in browser.get(HOME).text
    browser.post("/later/", {"next": HOME})
    assert "/account/protection/totp/activate/" not in browser.get(HOME).text


def test_teachers_are_not_asked(browser_of, school, teacher):
    assert "/account/protection/totp/activate/" not in browser_of(teacher).get(HOME).text


def test_nothing_is_inline(browser_of, school, director):
    """The policy forbids inline scripts and styles; a page that has one would break in silence."""
    text = browser_of(director).get(HOME).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", text)


ACCOUNT_PAGES = [
    "/account/password/",
    "/account/protection/",
    "/account/logout/",
    "/account/reauthenticate/",
]


@pytest.mark.parametrize("address", [HOME, "/nowhere/", *ACCOUNT_PAGES])
def test_no_cache_keeps_a_members_page(browser_of, school, deputy, address):
    assert browser_of(deputy).get(address)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("tail", ["signup", "email", "password/reset", "login/code", "3rdparty"])
def test_nobody_signs_themselves_up(db, tail):
    assert Client().get(f"/account/{tail}/").status_code == 404


def test_signing_in_leads_to_the_wished_page(school, deputy):
    given = {"login": "deputy", "password": PASSWORD}
    answer = Client().post(f"/account/login/?next={HOME}", {**given, "next": HOME})
    assert answer.status_code == 302
    assert answer["Location"] == HOME


def test_a_wrong_password_says_so_and_no_more(school, deputy):
    given = {"login": "deputy", "password": "wrong"}
    answer = Client(headers={"accept-language": "en"}).post("/account/login/", given)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_who_holds_no_post_is_told_what_to_do(browser_of, school):
    user = join("nobody", school, Role.TEACHER)
    with within(school):
        Person.objects.get(user=user).posts.all().delete()
    assert "You hold no post" in browser_of(user).get("/").text


def test_an_inspector_chooses_a_school(browser_of, school, other_school, inspector):
    text = browser_of(inspector).get("/").text
    assert "№12 мектеп" in text
    assert "№7 мектеп" in text


def test_a_stranger_and_a_teacher_read_a_page_and_not_a_stack(
    browser_of, school, stranger, teacher
):
    assert "There is no such page" in browser_of(stranger).get(HOME).text
    answer = browser_of(teacher).get("/schools/S12/school/trail/")
    assert answer.status_code == 403
    assert "Your post does not open this page" in answer.text
