"""Self-assessment as its users do it, page by page."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from sapat.check.assessments.cycles.models import AssessedCriterion, Assessment
from sapat.check.assessments.cycles.rules import CycleState
from sapat.check.findings.models import Finding
from sapat.publish.papers.content import Paper
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.rules import Seat
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.people import reads as people
from tests.check.assessments.conftest import (
    AT,
    HOME,
    SINCE,
    agree,
    judge,
    lines_of,
    show,
    whole,
)

pytestmark = pytest.mark.usefixtures("inside")


def line_page(line):
    return f"{HOME}criteria/{line.pk}/"


def test_an_empty_school_is_led_to_the_sets(browser_of, deputy):
    assert f"{HOME}sets/" in browser_of(deputy).get(HOME).text


def test_a_cycle_is_prepared_and_started(browser_of, deputy, criteria, commission):
    given = {
        "criteria_set": criteria.pk, "since": "2026-09-01", "until": "2027-05-25",
        "due_on": "2027-06-01",
    }  # fmt: skip
    browser_of(deputy).post(f"{HOME}new/", given)
    row = Assessment.objects.get()
    start = {"commission": commission.pk, "number": "37", "on": localdate().isoformat()}
    page = browser_of(deputy).post(f"{HOME}{row.pk}/start/", start, follow=True)
    row.refresh_from_db()
    assert row.state == CycleState.RUNNING
    assert "№ 37" in page.text


def test_a_cycle_without_an_order_is_refused(browser_of, deputy, prepared, commission):
    page = browser_of(deputy).post(f"{HOME}{prepared.pk}/start/", {"commission": commission.pk})
    assert page.status_code == HTTPStatus.CONFLICT
    assert "number and the day of the order" in page.text


def test_a_teacher_judges_a_criterion_that_is_theirs(browser_of, teacher, running):
    line = lines_of(running)[0]
    given = {"level": "remarks", "words": "Протокол бар", "gaps": "План жок", "turn": 0}
    page = browser_of(teacher).post(f"{line_page(line)}judge/", given, follow=True)
    line = AssessedCriterion.objects.get(pk=line.pk)
    assert (line.own_level, line.gaps, line.own_by.user) == ("remarks", "План жок", teacher)
    assert "meets with remarks" in page.text


def test_a_second_judge_is_told_and_nothing_is_lost(browser_of, teacher, deputy, running):
    line = lines_of(running)[0]
    first, second = browser_of(teacher), browser_of(deputy)
    form = second.get(f"{line_page(line)}judge/").context
    given = {"level": "meets", "words": "Бар", "turn": 0}
    first.post(f"{line_page(line)}judge/", given)
    late = {"level": "fails", "words": "Жок", "turn": 0, "stood": form["stood"]}
    answer = second.post(f"{line_page(line)}judge/", late)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert AssessedCriterion.objects.get(pk=line.pk).own_level == "meets"


def test_the_commission_judges_beside_the_school(browser_of, deputy, teacher, running, commission):
    bodies.seat(commission, teacher.person, Seat.MEMBER, since=SINCE, by=None, at=AT)
    line = lines_of(running)[0]
    judge(line)
    page = browser_of(teacher).get(f"{line_page(line)}agree/")
    assert "Протоколдор бар" in page.text  # the school's words stand beside the form
    given = {"level": "fails", "words": "Протоколдор эски", "turn": 1}
    page = browser_of(teacher).post(f"{line_page(line)}agree/", given, follow=True)
    assert "differs" in page.text
    answer = browser_of(deputy).post(f"{line_page(line)}agree/", {**given, "turn": 2})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Only a member of the commission" in answer.text


def test_a_weak_criterion_becomes_a_finding_in_one_step(browser_of, deputy, running):
    line = lines_of(running)[0]
    judge(line, "fails")
    page = browser_of(deputy).get(line_page(line))
    button = next(part for part in page.text.split('"') if "findings/new" in part or
                  "origin=assessment" in part)  # fmt: skip
    address = button.replace("&amp;", "&")
    given = {
        "title": "Эки класста жок", "grade": "major", "origin": "assessment",
        "found_on": localdate().isoformat(),
    }  # fmt: skip
    browser_of(deputy).post(address, given)
    row = Finding.objects.get()
    assert row.source == f"criterion:{line.pk}"
    assert row.name in browser_of(deputy).get(line_page(line)).text


def test_readiness_says_what_is_lacking(browser_of, teacher, running):
    first, second, _third = lines_of(running)
    judge(first, "remarks")
    agree(first, "meets")
    judge(second)
    show(running, first)
    page = browser_of(teacher).get(f"{HOME}{running.pk}/")
    now = page.context["now"]
    assert (now.unjudged, now.waiting, now.bare) == (("K-3",), ("K-2",), ("K-2", "K-3"))
    assert now.shares == {"judged": 67, "evidenced": 33, "agreed": 33}
    assert "What is lacking" in page.text


def test_a_cycle_with_unjudged_criteria_is_not_closed_on_the_page(browser_of, deputy, running):
    page = browser_of(deputy).post(f"{HOME}{running.pk}/close/", {"conclusion": "Бүттү"})
    assert page.status_code == HTTPStatus.CONFLICT
    assert "K-1, K-2, K-3" in page.text
    whole(running)
    page = browser_of(deputy).post(f"{HOME}{running.pk}/close/", {"conclusion": "Бүттү"})
    running.refresh_from_db()
    assert running.state == CycleState.CLOSED


def test_a_file_becomes_an_annex_of_two_criteria(browser_of, teacher, running):
    first, second, _third = lines_of(running)
    sent = SimpleUploadedFile("маалымкат.pdf", b"%PDF-1.4 paper")
    given = {"label": "Маалымкат", "file": sent, "lines": [first.pk, second.pk]}
    browser_of(teacher).post(f"{HOME}{running.pk}/lay-file/", given)
    row = running.evidence.get()
    assert [line.criterion.code for line in row.lines.order_by("pk")] == ["K-1", "K-2"]
    answer = browser_of(teacher).get(f"{HOME}annexes/{row.pk}/file/")
    assert answer.content == b"%PDF-1.4 paper"
    assert answer["Content-Type"] == "application/pdf"


def test_an_annex_moves_and_goes(browser_of, deputy, running):
    first, _second, third = lines_of(running)
    row = show(running, first)
    browser_of(deputy).post(f"{HOME}annexes/{row.pk}/criteria/", {"lines": [third.pk]})
    assert [line.shown for line in lines_of(running)] == [0, 0, 1]
    browser_of(deputy).post(f"{HOME}annexes/{row.pk}/take-away/")
    assert not running.evidence.exists()


@pytest.mark.parametrize(
    "kind", ["document", "figure", "report", "batch", "meeting", "decision", "order"]
)
def test_every_kind_of_evidence_may_be_empty(browser_of, deputy, running, kind):
    page = browser_of(deputy).get(f"{HOME}{running.pk}/lay/?kind={kind}")
    assert page.status_code == HTTPStatus.OK
    assert "There is nothing of this kind yet." in page.text


def test_a_report_is_frozen_as_a_file(browser_of, deputy, running, monkeypatch):
    term = TermCode(2026, 1, TermKind.QUARTER)
    found = [(term, date(2026, 9, 1), date(2026, 11, 4))]
    monkeypatch.setattr("sapat.check.assessments.annexes.reads.terms", lambda _school: found)
    monkeypatch.setattr(
        "sapat.web.pages.check.annexes.quarter_report",
        lambda school, wish, at: Paper(
            language=wish.language, title="Т", school="Т", frozen_at=at, sections=[]
        ),
    )
    line = lines_of(running)[0]
    given = {"source": "0", "lines": [line.pk]}
    browser_of(deputy).post(f"{HOME}{running.pk}/lay/?kind=report", given)
    row = running.evidence.get()
    assert (row.kind, row.ending, row.until) == ("report", "pdf", date(2026, 11, 4))
    answer = browser_of(deputy).get(f"{HOME}annexes/{row.pk}/file/")
    assert answer.content.startswith(b"%PDF")


def test_unknown_kinds_are_not_found(browser_of, deputy, running):
    answer = browser_of(deputy).get(f"{HOME}{running.pk}/lay/?kind=secret")
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_inspectors_and_strangers_stay_outside(browser_of, inspector, stranger, running):
    assert browser_of(inspector).get(f"{HOME}{running.pk}/").status_code == HTTPStatus.FORBIDDEN
    assert browser_of(stranger).get(f"{HOME}{running.pk}/").status_code == HTTPStatus.NOT_FOUND


def test_the_list_asks_the_same_of_one_cycle_and_of_many(
    browser_of, deputy, running, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    browser.get(HOME)
    with django_assert_max_num_queries(25):
        browser.get(HOME)


def test_a_cycle_is_shown_with_few_questions(
    browser_of, deputy, running, django_assert_max_num_queries
):
    whole(running)
    browser = browser_of(deputy)
    browser.get(f"{HOME}{running.pk}/")
    with django_assert_max_num_queries(30):
        browser.get(f"{HOME}{running.pk}/")


def test_late_is_said(browser_of, deputy, running):
    Assessment.objects.update(due_on=localdate() - timedelta(days=1))
    assert "late" in browser_of(deputy).get(HOME).text
    assert people.person_of(deputy) is not None
