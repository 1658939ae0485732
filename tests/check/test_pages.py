"""The pages of quality, as people of different posts see them."""

import pytest

from sapat.core.models import TrailEntry
from sapat.core.trail import first_break
from sapat.plan.indicators.models import Norm
from sapat.school.boundary import within

HOME = "/schools/S12/"
LIST = "/schools/S12/indicators/"
R02 = "/schools/S12/indicators/R-02/"
NORM = "/schools/S12/indicators/R-02/norm/"
TABLE = "/schools/S12/table/"
TERM = "?term=2025-Q2"


@pytest.fixture
def marked(school, village):
    """Two classes with marks of two quarters; quality falls by far."""
    for label, good in (("8А", 20), ("8Б", 16)):
        row = village.open(label, 20)
        for code in ("algebra", "history", "physics"):
            village.marks(row, code, [5] * good + [3] * (20 - good), average=[4.6] * 20)
            village.marks(row, code, [4] * 4 + [3] * 15 + ["na"], term=2)
    return school


def test_a_school_without_evidence_is_led_to_the_import(school, village, browser_of, deputy):
    page = browser_of(deputy).get(HOME)
    assert page.status_code == 200
    assert "No evidence yet." in page.text
    assert "To be imported" in page.text


def test_home_shows_the_blocks_what_changed_and_what_waits(marked, browser_of, deputy):
    page = browser_of(deputy).get(HOME + TERM).text

    assert "Knowledge quality" in page
    assert "more than chance" not in page or "Only changes that chance does not explain" in page
    assert "worse" in page
    assert "What waits for evidence" in page
    assert 'class="heat s-' in page


@pytest.mark.parametrize(
    ("url", "most"),
    [(HOME + TERM, 24), (LIST + TERM, 24), (R02 + TERM, 36), (TABLE + TERM, 24)],
)
def test_a_warm_page_asks_the_database_little(
    marked, village, browser_of, deputy, django_assert_max_num_queries, url, most
):
    village.load(deputy.person, "chemistry", village.open("9А", 5))
    browser = browser_of(deputy)
    browser.get(url)
    with django_assert_max_num_queries(most):
        browser.get(url)


def test_search_answers_with_the_list_alone_to_htmx(marked, browser_of, deputy):
    page = browser_of(deputy, htmx=True).get(LIST + "?q=сапаты&status=&block=results").text
    assert page.lstrip().startswith('<div id="found"')
    assert "R-02" in page
    assert "C-01" not in page


def test_the_list_can_be_filtered_by_status(marked, browser_of, deputy):
    page = browser_of(deputy).get(LIST + "?status=waiting").text
    assert "R-02" not in page
    assert "waits for evidence" in page


def test_an_indicator_says_its_figure_its_doubt_and_its_origin(marked, browser_of, deputy):
    page = browser_of(deputy).get(R02 + TERM).text

    assert "20.0\u00a0%" in page
    assert "more than chance explains" in page
    assert "category in (&#x27;excellent&#x27;, &#x27;good&#x27;)" in page
    assert "<svg" in page
    assert "8А" in page


def test_an_indicator_is_parted_over_the_terms_as_the_reader_chooses(marked, browser_of, deputy):
    page = browser_of(deputy).get(R02 + TERM + "&by=subject&scale=own").text

    assert "By groups over the terms" in page
    assert "Algebra" in page
    assert "Each line has a scale of its own." in page
    assert "by=class&amp;scale=own#by-groups" in page
    assert browser_of(deputy).get(R02 + "?by=teacher").status_code == 404


def test_a_class_is_followed_by_its_pupils_not_by_its_number(school, village, browser_of, deputy):
    before = village.open("7А", 20, year=2024)
    now = village.open("8А", 20, continues=before)
    for row, year, good in ((before, 2024, 4), (now, 2025, 20)):
        village.marks(row, "algebra", [5] * good + [3] * (20 - good), year=year)

    page = browser_of(deputy).get(R02 + "?term=2025-Q1&by=class").text

    assert "lines higher at the end than at the start – 1" in page


def test_an_unknown_indicator_or_term_is_not_there(marked, browser_of, deputy):
    assert browser_of(deputy).get("/schools/S12/indicators/R-99/").status_code == 404
    assert browser_of(deputy).get(HOME + "?term=1999-Q1").status_code == 404
    assert browser_of(deputy).get(HOME + "?term=nonsense").status_code == 404


def set_norm(browser, **more):
    given = {
        "target": "90", "ok": "80", "alarm": "60", "since_year": "2025", "basis": "regulation",
        "body": "Педагогикалык кеңеш", "protocol": "3", "decided_on": "2025-09-01",
    }  # fmt: skip
    return browser.post(NORM, {**given, **more})


def test_the_director_sets_a_norm_and_the_trail_keeps_it(marked, browser_of, director):
    browser = browser_of(director)
    assert set_norm(browser).status_code == 302

    page = browser.get(R02 + TERM).text
    assert "Педагогикалык кеңеш" in page
    chain = TrailEntry.objects.filter(chain="S12")
    assert chain.filter(what="norm.set").count() == 1
    assert first_break(chain) is None


def test_a_norm_in_the_wrong_order_is_refused(marked, browser_of, director):
    answer = set_norm(browser_of(director), target="10")
    assert answer.status_code == 409
    with within(marked):
        assert not Norm.objects.exists()


def test_a_teacher_reads_and_may_not_set_norms(marked, browser_of, teacher):
    assert browser_of(teacher).get(R02).status_code == 200
    assert set_norm(browser_of(teacher)).status_code == 403


def test_a_stranger_finds_nothing(marked, browser_of, stranger):
    assert browser_of(stranger).get(HOME).status_code == 404


def test_the_table_is_printed_as_schools_do(marked, browser_of, deputy):
    page = browser_of(deputy).get(TABLE + "?term=2025-Q1").text
    assert "With one 3" in page
    assert "8Б" in page
    assert "90.0" in page  # 36 of 40 pupils


def test_raised_and_lowered_marks_are_counted(marked, browser_of, deputy):
    page = browser_of(deputy).get(TABLE + "objectivity/?term=2025-Q1").text
    assert "Marks with an average" in page
    assert "120" in page
