"""What no form of ours ever sends: forged, foreign, endless and strange requests."""

import pytest
from django.test import Client

from sapat.core.models import TrailEntry
from sapat.core.rights import RIGHTS, Role
from sapat.school.boundary import every_school, within
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.people.models import Person
from tests.conftest import AT, join
from tests.rows import one_of_everything, school_models
from tests.test_access import filled, school_pages

SCRIPT = "<svg onload=alert(1)>"
HOME = "/schools/S12/"


@pytest.fixture
def ours(school):
    return one_of_everything(school, "OURS")


@pytest.fixture
def theirs(other_school):
    return one_of_everything(other_school, "CANARY")


def everything():
    """Return how many rows of each kind there are in all schools, and lines of the trail."""
    with every_school():
        counts = {model: model.objects.count() for model in school_models()}
    return counts, TrailEntry.objects.count()


def test_a_form_of_another_site_changes_nothing(school, ours, director):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(director)
    before = everything()
    taken = {
        name: status
        for name, route, _page in school_pages()
        if (status := browser.post(filled(route, school, ours)).status_code) not in {403, 405}
    }
    assert not taken
    assert everything() == before


FOREIGN = {
    "school/bodies/{body}/seat/": {"person": "person", "seat": "member", "since": "2026-09-01"},
    "school/load/give/": {
        "teacher": "person",
        "subject": "subject",
        "school_class": "schoolclass",
        "hours": "2",
    },
    "school/scales/use/": {"scale": "markscale", "first": "1", "last": "9", "from_year": "2026"},
    "school/classes/{schoolclass}/enrol/": {"person": "person", "since": "2026-09-01"},
    "school/classes/{schoolclass}/restate/": {
        "label": "5А",
        "year_of_study": "5",
        "level": "basic",
        "language": "ky",
        "shift": "1",
        "mode": "day",
        "continues": "schoolclass",
        "class_teacher": "person",
    },
    "school/people/{person}/post/": {"role": "teacher", "unit": "other", "since": "2026-09-01"},
}
"""Forms that name rows: address and fields; a field that names a kind of row gets a foreign id."""


@pytest.mark.parametrize("tail", FOREIGN)
def test_a_form_takes_no_row_of_another_school(tail, school, other_school, ours, theirs, director):
    def ids(rows):
        return {model.__name__.lower(): row.pk for model, row in rows.items()}

    foreign = {**ids(theirs), "other": other_school.pk}
    browser = Client()
    browser.force_login(director)
    before = everything()
    sent = {name: foreign.get(value, value) for name, value in FOREIGN[tail].items()}
    answer = browser.post(HOME + tail.format(**ids(ours)), sent)
    assert answer.status_code == 422
    assert everything() == before


def test_nobody_above_a_school_is_appointed_by_it(browser_of, school, director, person_of):
    sent = {"role": Role.INSPECTOR, "since": "2026-09-01"}
    address = f"{HOME}school/people/{person_of(director).pk}/post/"
    assert browser_of(director).post(address, sent).status_code == 422


ENDLESS = [
    "school/people/?q=" + "+".join(f"a{number}" for number in range(1500)),
    "school/classes/?year=" + "1" * 5000,
    "school/load/?year=" + "1" * 5000,
    "?term=" + "1" * 5000 + "-Q1",
    "?term=2025-Q" + "9" * 5000,
    "school/people/" + "9" * 40 + "/",
    "school/people/?page=" + "9" * 5000,
    "school/people/?q=%00&who=%00",
    "indicators/?q=" + "a+" * 3000,
    "school/trail/?kind=%00&page=-1",
    "school/calendar/new/?kind=%00",
    "reports/term/?term=" + "1" * 5000 + "&edition=%00&language=%00",
    "reports/tables/breakdown/?indicator=%00&by=%00&form=%00",
]


@pytest.mark.parametrize("tail", ENDLESS, ids=[tail[:30] for tail in ENDLESS])
def test_an_endless_or_strange_address_is_answered(tail, school, ours, director):
    browser = Client(raise_request_exception=False)
    browser.force_login(director)
    assert browser.get(HOME + tail).status_code in {200, 404}


def test_a_number_of_somebody_else_is_refused(browser_of, school, director, person_of):
    other = people.take_on(school, Identity("Биринчи", number="77"), by=None, at=AT)
    browser = browser_of(director)
    for address in ("people/new/", f"people/{person_of(director).pk}/correct/"):
        sent = {"family_name": "Экинчи", "number": other.number}
        assert browser.post(f"{HOME}school/{address}", sent).status_code == 409


def test_who_overwrites_a_strangers_change_is_told_so_first(
    browser_of, school, director, deputy, person_of
):
    """Two people open the same record; the second to save does not silently win."""
    person = people.take_on(school, Identity("Асанов"), by=None, at=AT)
    address = f"{HOME}school/people/{person.pk}/correct/"
    first, second = browser_of(director), browser_of(deputy)
    marks = [mark_of(browser.get(address)) for browser in (first, second)]
    assert first.post(address, {"family_name": "Бир", "stood": marks[0]}).status_code == 302
    answer = second.post(address, {"family_name": "Эки", "stood": marks[1]})
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text
    with within(school):
        assert Person.objects.get(pk=person.pk).family_name == "Бир"
    assert second.post(address, {"family_name": "Эки", "stood": mark_of(answer)}).status_code == 302


def mark_of(answer):
    return answer.text.split('name="stood" value="', 1)[1].split('"', 1)[0]


def test_no_page_lets_a_script_through(school, director):
    rows = one_of_everything(school, SCRIPT)
    browser = Client()
    browser.force_login(director)
    pages = {name: browser.get(filled(route, school, rows)) for name, route, _ in school_pages()}
    texts = {
        name: answer.text
        for name, answer in pages.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }
    assert not [name for name, text in texts.items() if "<svg onload" in text]
    assert len([name for name, text in texts.items() if "&lt;svg onload" in text]) > 10


def test_no_page_may_run_what_is_written_into_it(browser_of, school, director):
    answers = [browser_of(director).get(HOME), Client().get("/account/login/"), Client().get("/x/")]
    for answer in answers:
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"


def test_an_inspector_reads_nobodys_name(school, district, director):
    """Figures of the district's schools, no names: on no page, in no file, in no edition."""
    rows = one_of_everything(school, "OURS")
    with within(school):
        Person.objects.update(family_name="ZHASHYRUUN", search_key="zhashyruun")
    browser = Client()
    browser.force_login(join("looker", district, Role.INSPECTOR))
    told = []
    for name, route, page in school_pages():
        if Role.INSPECTOR not in RIGHTS[page.right]:
            continue
        answer = browser.get(filled(route, school, rows))
        if "zhashyruun" in answer.content.decode("utf-8", "replace").lower():
            told.append(name)
    assert not ", ".join(told)


def test_an_inspector_gets_no_edition_with_names(school, inspector, browser_of):
    answer = browser_of(inspector).get(f"{HOME}reports/term/?term=2025-Q1&edition=internal")
    assert answer.status_code == 403


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_failure_tells_nothing_of_the_inside(browser_of, school, director, language, monkeypatch):
    from sapat.web.pages.school import organisation

    def broken(*_args, **_more):
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(organisation.classes, "pupils_on", broken)
    browser = browser_of(director, language=language)
    browser.raise_request_exception = False
    answer = browser.get(f"{HOME}school/")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_too_many_fields_are_refused_in_words(browser_of, school, director):
    many = {f"field-{number}": "1" for number in range(2000)}
    answer = browser_of(director).post(f"{HOME}school/people/new/", many)
    assert answer.status_code == 400
    assert "Ничего не сохранено" in answer.text
