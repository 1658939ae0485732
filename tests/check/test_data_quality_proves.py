"""What the checks of the data prove, what waits, and what stands beside the figures."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sapat.check.data_quality import changes, reads
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.rules import Checked, IssueState, Known, Reason, Terms, judge
from sapat.check.data_quality.trust import Trust, is_preliminary
from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, library
from sapat.evidence.registers import changes as registers
from sapat.school.boundary import within
from tests.check.conftest import Q1
from tests.conftest import AT

DAY = date(2026, 9, 20)
TERMS = Terms(days=14, least=90)
TODAY = AT.date()
MIXED = [5, 4, 3, 5, 4, 3, 5, 4]


def known(opened, state=IssueState.OPEN, severity="high"):
    return Known(1, severity, state, opened)


@pytest.mark.parametrize(
    ("issues", "checked", "answer"),
    [
        ([], Checked(None, is_current=False), (State.MISSING, Reason.NEVER)),
        ([], Checked(DAY, is_current=False), (State.DUE, Reason.OLD)),
        ([], Checked(DAY, is_current=True), (State.PROVED, Reason.SETTLED)),
        ([], Checked(DAY, True, "quarter I", 90.0), (State.PROVED, Reason.SETTLED)),
        ([], Checked(DAY, True, "quarter I", 89.9), (State.MISSING, Reason.THIN)),
        ([known(date(2026, 9, 6))], Checked(DAY, True), (State.DUE, Reason.WAITING)),
        ([known(date(2026, 9, 5))], Checked(DAY, True), (State.MISSING, Reason.UNANSWERED)),
        (
            [
                known(date(2026, 9, 5), IssueState.EXPLAINED),
                known(date(2026, 9, 5), severity="low"),
            ],
            Checked(DAY, True),
            (State.PROVED, Reason.SETTLED),
        ),
    ],
)
def test_the_rule_judges_what_waits_and_how_complete_the_data_are(issues, checked, answer):
    assert judge(issues, checked, TERMS, DAY)[:2] == answer


@pytest.fixture
def thin(village):
    """7А with one subject half blank, taught by a teacher of the load."""
    row = village.open("7А", 8)
    teacher = village.person("Asanova")
    village.load(teacher, "physics", row)
    village.load(teacher, "algebra", row)
    village.marks(row, "algebra", MIXED)
    village.marks(row, "physics", [5, None, None, None, None, None, None, 4])
    changes.look(village.school, by=None, at=AT)
    return teacher


def ask(school, day=TODAY):
    with within(school):
        return library()["data_quality.issues_settled"].ask(Question(school, day), {})


def test_the_clause_waits_for_an_answer_and_then_misses_it(village, thin):
    found = ask(village.school)
    assert (found.state, found.reason) == (State.DUE, Reason.WAITING)
    assert found.records[0].page == "check:quality_issue"
    assert ask(village.school, AT.date() + timedelta(days=15)).reason == Reason.UNANSWERED


def test_facts_that_came_in_since_are_not_proved(village, thin):
    village.marks(village.open("8А", 8), "algebra", MIXED)
    assert ask(village.school).reason == Reason.OLD


def test_the_teacher_is_reminded_once(village, thin):
    with within(village.school):
        (due,) = [one for one in due_in(village.school, AT.date()) if "quality" in one.key]
    assert due.persons == {thin.pk} or due.roles
    assert due.page == "check:quality_issue"
    assert due.by == AT.date() + timedelta(days=14)


def test_completeness_becomes_a_figure(village, thin):
    registers.keep_all(village.school, by=None, at=AT)
    with within(village.school):
        look = reads.last_look()
    assert reads.percent_full(look, Q1) == pytest.approx(100 * 58 / 64)


def test_a_conclusion_needs_nine_tenths_of_the_data():
    assert is_preliminary(0.899)
    assert not is_preliminary(0.9)
    assert not is_preliminary(None)
    assert Trust(0.8999).percent == 89


def page(name, school, *args):
    return reverse(f"check:{name}", args=[school.code, *args])


def test_the_doubt_stands_beside_the_figure(browser_of, deputy, school, thin):
    shown = browser_of(deputy).get(page("indicator", school, "R-02") + "?term=2025-Q1").text
    assert "Only 62 % of the data is there; a conclusion needs 90 %." in shown
    assert "1 entry in the data needs checking" in shown


def test_an_inspector_reads_the_doubt_and_no_list(browser_of, inspector, school, thin):
    shown = browser_of(inspector).get(page("table", school) + "?term=2025-Q1").text
    assert "1 entry in the data needs checking" in shown
    assert page("quality_issues", school) not in shown


def test_the_home_page_leads_to_the_list(browser_of, director, school, thin):
    browser = browser_of(director)
    shown = browser.get(page("home", school) + "?term=2025-Q1").text
    assert page("quality_issues", school) + "?term=2025-1" in shown
    listed = browser.get(page("quality_issues", school) + "?indicator=R-02&term=2025-1").text
    assert "Marks left blank" in listed


def test_the_report_on_thin_data_is_marked_across_its_pages(browser_of, deputy, school, thin):
    address = reverse("publish:quarter", args=[school.code]) + "?term=2025-Q1&language=en"
    shown = browser_of(deputy).get(address).text
    assert "PRELIMINARY" in shown
    assert "1 entry in the data of the term still needs checking." in shown


def test_a_report_on_full_data_is_not_marked(browser_of, deputy, village):
    village.marks(village.open("7А", 8), "algebra", MIXED)
    changes.look(village.school, by=None, at=AT)
    address = reverse("publish:quarter", args=[village.school.code]) + "?term=2025-Q1&language=en"
    assert "PRELIMINARY" not in browser_of(deputy).get(address).text


def test_an_answer_settles_the_clause(village, thin, deputy):
    with within(village.school):
        row = QualityIssue.objects.get()
    changes.answer(row, "explained", "Moved in late.", may_accept=True, by=deputy, at=AT)
    assert ask(village.school, AT.date() + timedelta(days=15)).reason == Reason.SETTLED
