"""Who may open what: every address x method x role x {own school, other school, nobody}.

The table `access.txt` beside this file is read by people: each address with the right it needs.
An address that is not in it fails the build.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sapat.core.rights import RIGHTS, Role, rights_of
from sapat.school.people.models import Person
from tests.conftest import join
from tests.rows import one_of_everything

TABLE = Path(__file__).with_name("access.txt")
FOREIGN = ("allauth.", "django.")
METHODS = ("get", "post", "put", "delete")
UNLIKE = list({rights_of(frozenset({role})): role for role in reversed(Role)}.values())
"""One role for each set of rights: roles with the same rights get the same pages."""
CROWDS = [list(Role)[place::4] for place in range(4)]
UNLIKE_CROWDS = [UNLIKE[place::4] for place in range(4)]
"""The long rounds in parts, so that several workers share them."""
PLACE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def is_foreign(page):
    """A page of a library: the sign-in and the language switch."""
    return page.__module__.startswith(FOREIGN)


def addresses(patterns=None, prefix="", space=""):
    """Yield (name, route, page) of every address of ours."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern) and not is_foreign(pattern.callback):
            yield space + (pattern.name or "?"), route, pattern.callback


def rights_by_name():
    return {name: page.right for name, _route, page in addresses()}


def test_the_table_lists_every_address():
    lines = [line.split(maxsplit=1) for line in TABLE.read_text("utf-8").splitlines() if line]
    assert sorted(rights_by_name().items()) == sorted((name, right) for name, right in lines)


def test_no_two_addresses_share_a_name():
    """Of two with one name a link would lead to the wrong one."""
    names = Counter(name for name, _route, _page in addresses())
    assert not [name for name, count in names.items() if count > 1]


def filled(route, school, rows):
    """Return the address with the school's own rows in its places."""

    def place(match):
        name = match["name"]
        if name == "code":
            return school.code
        return str(PLACES[name](rows) if name in PLACES else _row(rows, name).pk)

    return "/" + PLACE.sub(place, route.replace("^", "").replace("$", ""))


PLACES = {
    "indicator": lambda _rows: "R-02",
    "group": lambda _rows: "parent",
    "technology": lambda _rows: "testing",
    "regulation": lambda _rows: "A",
    "clause": lambda _rows: "A1.1-1",
    "renewal": lambda _rows: "law",
    "instrument": lambda _rows: "PA",
}
"""What stands in a place of an address that is not the id of a row named like it."""


def _row(rows, name):
    wished = name.removesuffix("_id").replace("_", "")
    for model, row in rows.items():
        if model.__name__.lower() in {wished, f"school{wished}"}:
            return row
    raise KeyError(f"tests/test_access.py does not know what to put into <{name}>")


def names_a_row(route):
    """Answer whether the address holds the id of a row, besides the school's code."""
    return bool({name for _kind, name in PLACE.findall(route)} - {"code", *PLACES})


def school_pages():
    return [entry for entry in addresses() if "<slug:code>" in entry[1]]


@pytest.fixture
def ours(school):
    return one_of_everything(school, "OURS")


@pytest.fixture
def theirs(other_school):
    return one_of_everything(other_school, "CANARY")


@pytest.fixture
def cast(school, other_school, district):
    """One person in every role of our school, and those who are not of it."""
    users = {role: join(role, school, role) for role in Role if role != Role.INSPECTOR}
    users[Role.INSPECTOR] = join("inspector", district, Role.INSPECTOR)
    return users


def browser(user):
    client = Client(headers={"accept-language": "en"}, raise_request_exception=True)
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("method", METHODS)
def test_every_role_gets_what_the_table_says(method, crowd, school, ours, cast):
    wrong = []
    for role in crowd:
        client = browser(cast[role])
        for name, route, page in school_pages():
            status = getattr(client, method)(filled(route, school, ours)).status_code
            allowed = role in RIGHTS[page.right]
            fine = status not in {403, 500} and status < 500 if allowed else status == 403
            if not fine:
                wrong.append((name, method, str(role), status))
    assert not wrong


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_finds_nothing_here(method, school, ours, stranger):
    client = browser(stranger)
    seen = {
        name: status
        for name, route, _page in school_pages()
        if (status := getattr(client, method)(filled(route, school, ours)).status_code) != 404
    }
    assert not seen


@pytest.mark.parametrize("method", METHODS)
def test_nobody_is_sent_to_the_sign_in(method, school, ours):
    client = browser(None)
    for name, route, page in addresses():
        if page.right == "anybody":
            continue
        answer = getattr(client, method)(filled(route, school, ours))
        assert answer.status_code == 302, name
        assert "/account/login" in answer["Location"], name


def test_other_schools_rows_do_not_exist_in_ours(school, ours, theirs, cast):
    """Our address, their ids: every such page is a 404."""
    found = {}
    for role in UNLIKE:
        client = browser(cast[role])
        for name, route, page in school_pages():
            if role not in RIGHTS[page.right] or not names_a_row(route):
                continue
            status = client.get(filled(route, school, theirs)).status_code
            if status not in {404, 405}:
                found[name, str(role)] = status
    assert not found


def crawl(client, school, rows):
    """Yield every answer to a GET, as text."""
    for name, route, _page in school_pages():
        answer = client.get(filled(route, school, rows))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield name, body.decode("utf-8", "replace").lower()


@pytest.mark.parametrize("crowd", UNLIKE_CROWDS)
def test_no_word_of_another_school_is_ever_shown(crowd, school, ours, theirs, cast):
    for role in crowd:
        for name, text in crawl(browser(cast[role]), school, ours):
            assert "canary" not in text, (name, str(role))


def test_the_crawl_would_see_the_canary(other_school, theirs, stranger):
    """Positive control: at home, the same crawl finds the word, so the test above can fail."""
    seen = [
        name for name, text in crawl(browser(stranger), other_school, theirs) if "canary" in text
    ]
    assert len(seen) > len(school_pages()) // 4


def test_answers_to_members_are_never_cached(school, ours, deputy):
    client = browser(deputy)
    for name, route, _page in school_pages():
        answer = client.get(filled(route, school, ours))
        assert "no-store" in answer["Cache-Control"], name
        assert "Cookie" in answer["Vary"], name


def test_the_first_word_is_really_in_the_rows(ours):
    assert ours[Person].family_name == "OURS"
