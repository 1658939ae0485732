"""Comparison and progress as people of different posts see them."""

import io
import json

import pytest

from sapat.check.comparing.parts import read
from sapat.core.rights import Role
from tests.conftest import join

LIST = "/schools/S12/comparisons/"
R02 = LIST + "R-02/"
PROGRESS = LIST + "progress/"
MINE = PROGRESS + "mine/"
TEACHERS = PROGRESS + "teachers/"
SUMS = PROGRESS + "sums/"
PAPER = LIST + "paper/"
EVERY = [LIST, R02, PROGRESS, MINE, TEACHERS, SUMS, PAPER, MINE + "paper/"]
Q1 = "?term=2025-Q1"


@pytest.fixture
def marked(village):
    """Eight classes of twenty: all but 9А have about the same quality, 9А far less."""
    rows = {}
    for at, label in enumerate(("5А", "5Б", "6А", "6Б", "7А", "7Б", "8А", "9А")):
        good = 2 if label == "9А" else 12 + at % 3
        rows[label] = village.open(label, 20)
        for code in ("algebra", "history"):
            village.marks(rows[label], code, [5] * good + [3] * (20 - good))
    return rows


@pytest.fixture
def mine(village, teacher, grown):
    """The teacher of the cast teaches 7А, and nobody else."""
    village.load(teacher.person, "algebra", grown["7А"])
    return grown["7А"]


def test_without_evidence_it_says_how_to_begin(school, village, browser_of, deputy):
    page = browser_of(deputy).get(LIST).text
    assert "Nothing to compare yet." in page
    page = browser_of(deputy).get(PROGRESS).text
    assert "No tests of the end of this year" in page
    assert "Write a short test in September" in page


def test_a_class_beyond_chance_is_named_with_care(marked, browser_of, teacher):
    page = browser_of(teacher).get(R02 + Q1).text
    assert "7 of 8 classes differ no more than chance explains." in page
    assert "9А lies below what chance explains: look, ask, do not judge." in page


def test_the_list_says_of_each_figure_who_is_outside(marked, browser_of, deputy):
    page = browser_of(deputy).get(LIST + Q1).text
    assert "7 of 8 classes" in page
    assert ">9А" in page


def test_places_are_seen_by_those_who_lead_and_never_without_doubt(
    marked, browser_of, deputy, teacher
):
    assert "place 8 of 8" in browser_of(deputy).get(R02 + Q1).text
    page = browser_of(teacher).get(R02 + Q1).text
    assert "place" not in page


def test_a_teacher_sees_the_place_of_an_own_class(marked, village, browser_of, teacher):
    village.load(teacher.person, "algebra", marked["6А"])
    page = browser_of(teacher).get(R02 + Q1).text
    assert page.count("of 8</td>") == 1


def test_teachers_are_compared_for_those_who_may_see_them(marked, browser_of, deputy, teacher):
    assert browser_of(deputy).get(R02 + Q1 + "&by=teacher").status_code == 200
    assert browser_of(teacher).get(R02 + Q1 + "&by=teacher").status_code == 404
    assert browser_of(deputy).get(R02 + Q1 + "&by=pupil").status_code == 404
    assert browser_of(deputy).get(LIST + "R-04/").status_code == 404


def test_progress_tells_those_who_lead_of_every_class(grown, browser_of, deputy):
    page = browser_of(deputy).get(PROGRESS).text
    assert "4 of 6 classes came as far as pupils with the same start usually." in page
    assert "5А: further than pupils with the same start usually come" in page
    assert "9А: not as far" in page
    assert "<svg" in page


def test_a_teacher_sees_the_own_class_alone(mine, browser_of, teacher):
    page = browser_of(teacher).get(PROGRESS).text
    assert "4 of 6 classes" in page
    assert "7А: as far as pupils" in page
    assert "5А" not in page
    assert "9А" not in page


def test_who_teaches_nobody_sees_no_class(grown, browser_of, school):
    nurse = join("nurse", school, Role.NURSE)
    page = browser_of(nurse).get(PROGRESS).text
    assert "no single class is shown to you" in page
    assert "5А" not in page


def test_a_class_teacher_sees_the_class_led(grown, browser_of, teacher, school):
    row = grown["5А"]
    row.class_teacher = teacher.person
    row.save()
    assert "5А: further" in browser_of(teacher).get(PROGRESS).text


def test_own_lessons_are_the_own_alone(village, tested, browser_of, teacher):
    other = village.person("Somebody")
    for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
        by = teacher.person if at == 0 else other
        tested.grown(village.open(label, 12), 8 * (at == 0), by=by)
    page = browser_of(teacher).get(MINE).text
    assert "5А · Algebra" in page
    assert "6А" not in page
    assert "Somebody" not in page
    sheet = browser_of(teacher).get(MINE + "paper/").text
    assert "5А · Algebra: further" in sheet
    assert "6А" not in sheet


def test_results_without_a_teacher_are_said_to_have_none(grown, browser_of, deputy):
    assert "No teacher stands beside the results" in browser_of(deputy).get(MINE).text


def test_a_person_without_lessons_is_told_so(village, tested, browser_of, deputy):
    for label in ("5А", "6А", "7А", "8А", "9А"):
        tested.grown(village.open(label, 12), 0, by=village.person("Somebody"))
    assert "None of these lessons are yours." in browser_of(deputy).get(MINE).text


def test_teachers_are_seen_by_those_who_lead_alone(village, tested, browser_of, deputy, teacher):
    for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
        by = village.person(f"Name{at}")
        tested.grown(village.open(label, 12), 8 * (at == 0), by=by)
    page = browser_of(deputy).get(TEACHERS).text
    assert "Name0: further" in page
    assert browser_of(teacher).get(TEACHERS).status_code == 403


def test_the_paper_of_the_council_names_no_teacher(village, tested, browser_of, deputy):
    for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
        by = village.person(f"Name{at}")
        tested.grown(village.open(label, 12), 8 * (at == 0), by=by)
    page = browser_of(deputy).get(PAPER + "?term=2025-Y").text
    assert "Comparison of classes, with doubt" in page
    assert "5А" in page
    assert "Name" not in page


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_the_paper_is_handed_out(grown, browser_of, deputy, form):
    page = browser_of(deputy).get(f"{PAPER}?term=2025-Y&form={form}")
    assert page.status_code == 200
    assert len(io.BytesIO(page.getvalue()).read()) > 2000


def test_sums_are_handed_out_to_those_who_lead(grown, browser_of, deputy, teacher):
    page = browser_of(deputy).get(SUMS + "?basis=tests&term=2025-Y")
    assert page.status_code == 200
    part = read(page.getvalue().decode())
    assert sorted(part.reach) == sorted(grown)
    assert json.loads(page.getvalue())["school"] == "S12"
    assert browser_of(teacher).get(SUMS).status_code == 403


@pytest.mark.parametrize("url", EVERY)
def test_a_stranger_finds_nothing(grown, browser_of, stranger, url):
    assert browser_of(stranger).get(url).status_code == 404


def test_an_inspector_reads_figures_and_no_progress(marked, browser_of, inspector):
    browser = browser_of(inspector)
    assert browser.get(R02 + Q1).status_code == 200
    assert browser.get(R02 + Q1 + "&by=teacher").status_code == 404
    for url in (PROGRESS, MINE, TEACHERS, SUMS, PAPER):
        assert browser.get(url).status_code == 403


@pytest.mark.parametrize("query", ["?basis=luck", "?term=1999-Q1", "?term=x"])
def test_what_there_is_not_is_not_found(grown, browser_of, deputy, query):
    assert browser_of(deputy).get(PROGRESS + query).status_code == 404


@pytest.mark.parametrize("url", [LIST, R02 + Q1, PROGRESS, TEACHERS, MINE])
def test_a_warm_page_asks_the_database_little(
    grown, marked_too, browser_of, deputy, django_assert_max_num_queries, url
):
    browser = browser_of(deputy)
    browser.get(url)
    with django_assert_max_num_queries(17):
        browser.get(url)


@pytest.fixture
def marked_too(village, grown):
    """Marks of the six tested classes."""
    for row in grown.values():
        village.marks(row, "algebra", [5] * 9 + [3] * 11)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_pages_open_in_every_language(grown, browser_of, deputy, language):
    for url in (LIST, PROGRESS, TEACHERS, MINE, PAPER + "?term=2025-Y"):
        assert browser_of(deputy, language=language).get(url).status_code == 200


def test_an_indicator_leads_to_its_comparison(marked, browser_of, deputy):
    page = browser_of(deputy).get("/schools/S12/indicators/R-02/" + Q1).text
    assert "/comparisons/R-02/?term=2025-Q1" in page
    assert "/comparisons/" in browser_of(deputy).get("/schools/S12/" + Q1).text
