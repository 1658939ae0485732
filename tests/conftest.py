"""The cast. Every test knows these people; no test invents its own."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.organisations import changes as organisations
from sapat.school.organisations.changes import Standing
from sapat.school.organisations.rules import Kind, SchoolType
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
FIRST_DAY = date(2020, 9, 1)


def pytest_configure():
    """Hash passwords cheaply: hundreds of people sign in here, and none of them is real."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A browser call that breaks off leaves its loop marked as running; the tests after it in the
    # same process ask for rows all the same, from no other thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def english():
    """Read every sentence in English: a page asked for in Kyrgyz before leaves no language."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def reference():
    """The folder of real data with results computed by others; absent: skip, but never in CI."""
    default = Path(__file__).parent.parent.parent / "shared" / "reference"
    folder = Path(os.environ.get("SAPAT_REFERENCE", default))
    if not folder.is_dir():
        sentence = f"The reference data is not there (SAPAT_REFERENCE={folder})."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return folder


def found(kind, code, name, parent=None, **more):
    standing = Standing(name=Text(ky=name, ru=name, en=name), parent=parent, **more)
    return organisations.found(kind, code, standing, since=FIRST_DAY, by=None, at=AT)


@pytest.fixture
def district(db):
    """The district education department above both schools."""
    ministry = found(Kind.MINISTRY, "KG", "Агартуу министрлиги (ойдон чыгарылган)")
    return found(Kind.DISTRICT, "TALAA", "Талаа району (ойдон чыгарылган)", ministry)


@pytest.fixture
def school(district):
    """Our school: a basic school of nine years."""
    return found(Kind.SCHOOL, "S12", "№12 мектеп", district, school_type=SchoolType.BASIC)


@pytest.fixture
def other_school(district):
    """The school next door; nobody of ours may see it."""
    return found(Kind.SCHOOL, "S7", "№7 мектеп", district, school_type=SchoolType.FULL)


def join(name, place, role):
    """Take somebody on, give them a post and let them sign in."""
    person = people.take_on(place, Identity(family_name=name.title()), by=None, at=AT)
    people.give_post(person, role, since=FIRST_DAY, by=None, at=AT)
    return people.open_sign_in(person, name, "quiet-Mountain-7", by=None, at=AT)


@pytest.fixture
def director(school):
    """Heads our school."""
    return join("director", school, Role.DIRECTOR)


@pytest.fixture
def deputy(school):
    """Deputy for academic work: leads quality at our school."""
    return join("deputy", school, Role.DEP_ACADEMIC)


@pytest.fixture
def teacher(school):
    """Teaches at our school."""
    return join("teacher", school, Role.TEACHER)


@pytest.fixture
def stranger(other_school):
    """Heads another school and must see nothing of ours."""
    return join("stranger", other_school, Role.DIRECTOR)


@pytest.fixture
def inspector(district):
    """Inspects for the district: sees figures of its schools, no names."""
    return join("inspector", district, Role.INSPECTOR)


@pytest.fixture
def inside(school):
    """Stand inside our school for the length of the test."""
    with within(school):
        yield school


@pytest.fixture
def browser_of():
    """Hand out a signed-in browser: browser_of(deputy).get(...)."""

    def browser_of(user, *, htmx=False, language="en"):
        headers = {"accept-language": language, **({"HX-Request": "true"} if htmx else {})}
        client = Client(headers=headers)
        client.force_login(user)
        return client

    return browser_of
