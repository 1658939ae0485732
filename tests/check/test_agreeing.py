"""The journal beside exams and control tests: figures, who sees whose, and the page."""

import pytest

from sapat.check.measuring.agreeing import EXAMS, TESTS, against
from sapat.check.measuring.ground import ground_of
from sapat.school.boundary import within
from tests.check.conftest import Q1, Q2

URL = "/schools/S12/table/objectivity/?term=2025-Q2"


@pytest.fixture
def given(village, school, teacher):
    """A class whose journal lies above the exam in algebra, and as the test in history."""
    row = village.open("9А", 20)
    who = [teacher.person.pk] * 20
    annual = [5] * 10 + [4] * 10
    village.marks(row, "algebra", annual, term=0, teacher=who)
    village.marks(row, "history", annual, term=0, teacher=[None] * 20)
    for code, values in (("algebra", [4] * 10 + [3] * 5 + [4] * 5), ("history", annual)):
        exam(village, row, code, values)
    village.marks(row, "history", annual, term=1, teacher=who)
    test(village, row, "history", annual)
    return row


def exam(village, row, code, values):
    count = len(values)
    columns = {
        "year": [2025] * count,
        "pupil": [pupil.pk for pupil in row.pupils[:count]],
        "subject": [village.subject(code).pk] * count,
        "exam": ["iga9"] * count,
        "part": ["whole"] * count,
        "value": values,
        **village.of_class(row, count),
    }
    village.keep("exam_marks", columns)


def test(village, row, code, values):
    count = len(values)
    columns = {
        "year": [2025] * count,
        "term": [1] * count,
        "pupil": [pupil.pk for pupil in row.pupils[:count]],
        "subject": [village.subject(code).pk] * count,
        "wave": ["admin"] * count,
        "mark": values,
        **village.of_class(row, count),
    }
    village.keep("tests", columns)


test.__test__ = False


@pytest.fixture
def told(school):
    """Compare the journal with a source at a term."""

    def told(source, term=Q2, dims=("subject", "teacher")):
        with within(school):
            return against(ground_of(school), source, term, dims)

    return told


def test_exams_confirm_raise_and_lower(given, told):
    found = told(EXAMS)
    algebra, history = found.by["subject"]

    assert str(found.term) == "2025-Y"
    assert found.school.agreement.pairs == 40
    assert algebra.agreement.table == {(5, 4): 10, (4, 3): 5, (4, 4): 5}
    assert (algebra.agreement.raised.value, algebra.agreement.bias) == (0.75, 0.75)
    assert (algebra.is_doubtful, history.is_doubtful) == (True, False)
    assert history.agreement.confirmed.value == 1


def test_a_test_is_compared_at_its_own_term_or_the_last_before(given, told):
    assert str(told(TESTS, Q1).term) == str(told(TESTS, Q2).term) == "2025-Q1"
    assert str(told(TESTS, Q2.whole_year).term) == "2025-Q1"
    assert told(TESTS, Q1).school.agreement.kappa == 1


def test_without_pairs_there_is_nothing(village, told):
    village.marks(village.open("9А", 6), "algebra", [5] * 6)

    assert told(EXAMS) is None
    assert told(TESTS) is None


def test_a_small_group_is_hidden_with_another(village, told):
    large, small = village.open("9А", 20), village.open("9Б", 3)
    for row, code in ((large, "algebra"), (small, "history"), (large, "physics")):
        marks = [4] * len(row.pupils)
        village.marks(row, code, marks, term=0)
        exam(village, row, code, marks)
    found = told(EXAMS)

    shown = {line.label: line.agreement is not None for line in found.by["subject"]}
    assert shown["History"] is False
    assert sum(shown.values()) == 1


def test_a_small_school_is_not_shown_at_all(village, told):
    row = village.open("9А", 4)
    village.marks(row, "algebra", [4] * 4, term=0)
    exam(village, row, "algebra", [4] * 4)

    assert told(EXAMS).school.agreement is None


def test_the_page_shows_the_table_of_pairs_and_accuses_nobody(given, browser_of, deputy):
    page = browser_of(deputy).get(URL).text

    assert "Journal and exam, 2025–2026 school year" in page
    assert "Journal and control tests" in page
    assert "62.5\u00a0%" in page
    assert "<svg" in page
    assert "needs checking" in page
    assert "never a proof" in page
    assert "kappa" in page


def test_the_deputy_sees_every_teacher_and_a_teacher_herself(
    given, village, browser_of, deputy, teacher
):
    name = teacher.person.short_name
    other = village.person("Other")
    village.marks(given, "physics", [4] * 20, term=0, teacher=[other.pk] * 20)
    exam(village, given, "physics", [4] * 20)
    whole, own = (browser_of(who).get(URL).text for who in (deputy, teacher))

    assert name in whole
    assert other.short_name in whole
    assert "By teacher" in own
    assert name in own
    assert other.short_name not in own


def test_an_inspector_sees_no_teacher(given, browser_of, inspector, teacher):
    page = browser_of(inspector).get(URL).text

    assert "By subject" in page
    assert "By teacher" not in page
    assert teacher.person.short_name not in page


def test_without_other_marks_the_page_says_what_to_bring(village, browser_of, deputy):
    village.marks(village.open("9А", 6), "algebra", [5] * 6)

    assert "Neither exam marks nor marks of control tests" in browser_of(deputy).get(URL).text


def test_the_page_asks_the_database_little(
    given, browser_of, deputy, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    browser.get(URL)
    with django_assert_max_num_queries(26):
        browser.get(URL)
