"""The data are checked: planted faults are found exactly, and nothing else is."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from sapat.check.data_quality import changes, reads
from sapat.check.data_quality.checks import checks, limits
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.rules import IssueState, Turn, key_of, turn_of
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.people import changes as people
from sapat.school.people import reads as members
from sapat.web.pages.check.data_quality import FIXES
from tests.check.conftest import Q1
from tests.conftest import AT, FIRST_DAY

EPOCH = date(1970, 1, 1)
MIXED = [5, 4, 3, 5, 4, 3, 5, 4]


@pytest.fixture
def seventh(village):
    """Class 7А with eight pupils and their marks in algebra: nothing is wrong with them."""
    row = village.open("7А", 8)
    village.marks(row, "algebra", MIXED)
    return row


def keys(school):
    """The keys of what is open."""
    with within(school):
        return {row.key for row in reads.issues() if row.is_open}


def look(school, days=0):
    return changes.look(school, by=None, at=AT + timedelta(days=days))


def test_every_check_can_be_read():
    assert {each.fix for each in checks().values()} <= set(FIXES)
    assert limits()["preliminary"].value == 90


def test_nothing_is_found_in_clean_data(village, seventh):
    assert look(village.school).turns == {}
    assert keys(village.school) == set()


def test_blank_marks_are_found_once_where_they_are(village, seventh):
    physics = village.subject("physics")
    village.marks(seventh, "physics", [5, None, 4, None, 3, 4, 5, 3])

    look(village.school)

    assert keys(village.school) == {f"marks_missing:period_marks:2025.1:{seventh.pk}.{physics.pk}"}
    with within(village.school):
        row = QualityIssue.objects.get()
    assert (row.wrong, row.out_of, len(row.shown)) == (2, 8, 2)


def test_a_subject_of_the_load_without_marks_is_found_with_its_teacher(village, seventh):
    teacher = village.person("Asanova")
    village.load(teacher, "history", seventh)

    look(village.school)

    with within(village.school):
        row = QualityIssue.objects.get()
    assert row.rule == "marks_awaited"
    assert (row.teacher_id, row.out_of) == (teacher.pk, 8)


def test_marks_off_the_scale_and_nearly_all_alike_are_found(village):
    row = village.open("8Б", 16)
    village.marks(row, "algebra", [4] * 15 + [3])
    village.marks(row, "physics", MIXED * 2, value=[7.0, *[4.0] * 9, *[3.0] * 6])
    village.scales()

    look(village.school)

    found = {key.split(":")[0] for key in keys(village.school)}
    assert found == {"marks_all_alike", "marks_off_scale"}


def daily(village, row, day, count=3):
    """Keep daily marks of a class on a day."""
    number = (day - EPOCH).days
    columns = {
        "year": [2025] * count,
        "term": [1] * count,
        "pupil": [pupil.pk for pupil in row.pupils[:count]],
        "subject": [village.subject("algebra").pk] * count,
        "date": [number] * count,
        "number": [1] * count,
        "value": [4.0] * count,
        "category": ["good"] * count,
        **village.of_class(row, count),
    }
    return village.keep("current_marks", columns)


def test_days_off_and_days_to_come_are_found(village, seventh):
    daily(village, seventh, date(2025, 9, 7))  # a Sunday
    daily(village, seventh, date(2026, 9, 2))  # the day after the look

    look(village.school)

    found = {key.split(":")[0] for key in keys(village.school)}
    assert {"lessons_on_days_off", "days_ahead"} <= found


def test_a_workday_is_no_day_off(village, seventh):
    daily(village, seventh, date(2025, 9, 8))
    look(village.school)
    assert keys(village.school) == set()


def late_change(village, row, at):
    subject = village.subject("algebra")
    columns = {
        "year": [2025],
        "term": [1],
        "pupil": [row.pupils[1].pk],
        "subject": [subject.pk],
        "value": [5.0],
        "category": ["excellent"],
        "exempt": [False],
        **village.of_class(row, 1),
    }
    return village.keep("period_marks", columns, at=at)


def test_a_mark_changed_long_after_the_term_is_found(village, seventh):
    late_change(village, seventh, AT + timedelta(days=15))
    look(village.school, 15)
    assert {key.split(":")[0] for key in keys(village.school)} == {"marks_changed_late"}


def test_a_correction_soon_after_the_marks_came_in_is_not(village, seventh):
    late_change(village, seventh, AT + timedelta(days=14))
    look(village.school, 14)
    assert keys(village.school) == set()


def test_a_fault_lives_one_life(village, seventh):
    """Found once, gone with its batch, back as the same row."""
    wrong = village.marks(seventh, "physics", [None] * 8)
    look(village.school)
    with within(village.school):
        row = QualityIssue.objects.get()

    village.undo(wrong)
    look(village.school)
    row.refresh_from_db()
    assert row.state == IssueState.FIXED

    village.marks(seventh, "physics", [None] * 8)
    look(village.school)
    row.refresh_from_db()
    with within(village.school):
        turns = [turn.turn for turn in reads.turns(row)]
        assert QualityIssue.objects.count() == 1
    assert turns == [Turn.FOUND, Turn.FIXED, Turn.CAME_BACK]
    assert (row.is_open, row.times) == (True, 2)


def test_looking_twice_changes_nothing(village, seventh, django_assert_max_num_queries):
    village.marks(seventh, "physics", [None] * 8)
    assert look(village.school).news == 1
    with django_assert_max_num_queries(3):
        assert look(village.school).turns == {}
    assert look(village.school, 1).turns == {}


def test_what_was_explained_stays_so_until_it_grows():
    settled = IssueState.EXPLAINED
    assert turn_of(settled, 2, 2) is None
    assert turn_of(settled, 2, 3) == Turn.GREW
    assert turn_of(settled, 2, None) == Turn.FIXED
    assert turn_of(IssueState.FIXED, 0, None) is None
    assert turn_of(None, 0, None) is None
    assert key_of("a", "b", 2025, 1, []) == "a:b:2025.1:"


@pytest.fixture
def issue(village, seventh):
    """Blank marks in physics of 7А, which the class teacher will see."""
    village.marks(seventh, "physics", [5, None, 4, None, 3, 4, 5, 3])
    look(village.school)
    with within(village.school):
        return QualityIssue.objects.get()


def page(name, school, *args):
    return reverse(f"check:{name}", args=[school.code, *args])


def test_the_deputy_sees_it_and_explains_it(browser_of, deputy, school, issue):
    browser = browser_of(deputy)
    shown = browser.get(page("quality_issues", school)).text
    assert "The term mark is blank for 2 of 8 pupils." in shown

    given = {"state": "explained", "words": "Two pupils came in October."}
    answer = browser.post(page("answer_issue", school, issue.pk), given, follow=True)

    issue.refresh_from_db()
    assert issue.state == IssueState.EXPLAINED
    assert "Two pupils came in October." in answer.text
    assert "Nothing fits" in browser.get(page("quality_issues", school)).text


def test_an_answer_without_words_is_none(browser_of, deputy, school, issue):
    answer = browser_of(deputy).post(page("answer_issue", school, issue.pk), {"state": "accepted"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_teacher_sees_only_what_concerns_them(browser_of, teacher, school, issue):
    browser = browser_of(teacher)
    assert "Nothing in the data needs checking" in browser.get(page("quality_issues", school)).text
    assert browser.get(page("quality_issue", school, issue.pk)).status_code == HTTPStatus.NOT_FOUND

    with within(school):
        issue.teacher = members.person_of(teacher)
        issue.save()
    assert "Marks left blank" in browser.get(page("quality_issues", school)).text
    given = {"state": "accepted", "words": "They left."}
    browser.post(page("answer_issue", school, issue.pk), given)
    issue.refresh_from_db()
    assert issue.state == IssueState.EXPLAINED  # a teacher explains; accepting is for the heads


def test_an_inspector_reads_no_issue(browser_of, inspector, school, issue):
    answer = browser_of(inspector).get(page("quality_issue", school, issue.pk))
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_what_fails_has_a_key_that_stays(school, issue):
    (first,) = reads.failing(school, Q1)
    assert (first.key, first.severity, first.issue) == (issue.key, "high", issue.pk)
    assert "7А" in first.place


def test_the_list_asks_no_query_per_row(
    browser_of, deputy, village, seventh, django_assert_max_num_queries
):
    for code in ("physics", "history", "music", "biology"):
        village.marks(seventh, code, [None] * 8)
    look(village.school)
    browser = browser_of(deputy)
    with django_assert_max_num_queries(16):
        browser.get(page("quality_issues", village.school))


def test_a_class_teacher_is_asked_about_the_class(village, school):
    with within(school):
        lead = village.person("Kadyrova")
        people.give_post(lead, Role.CLASS_TEACHER, since=FIRST_DAY, by=None, at=AT)
    row = village.open("6А", 4)
    row.class_teacher = lead
    row.save()
    village.open("6Б", 4)
    village.pupils(row)

    look(village.school, 60)

    with within(school):
        silent = QualityIssue.objects.get(rule="classes_silent")
    assert silent.school_class.label == "6Б"


def test_the_list_is_printed_and_handed_out_as_it_was_narrowed(browser_of, deputy, school, issue):
    browser, address = browser_of(deputy), page("quality_paper", school)
    assert "Marks left blank" in browser.get(address).text
    assert "Marks left blank" in browser.get(address + "?form=csv").content.decode("utf-8-sig")
    assert "Marks left blank" not in browser.get(address + "?state=answered").text
    pdf = browser.get(address + "?form=pdf")
    assert pdf.content.startswith(b"%PDF")
    assert browser.get(address + "?form=xlsx")["Content-Disposition"].endswith(".xlsx")


def test_a_printed_list_holds_only_what_a_teacher_may_see(browser_of, teacher, school, issue):
    answer = browser_of(teacher).get(page("quality_paper", school) + "?form=csv")
    assert "Marks left blank" not in answer.content.decode("utf-8-sig")
