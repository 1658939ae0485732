"""Findings and actions through the browser."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from sapat.act.actions import reads as actions
from sapat.act.actions.models import Action
from sapat.act.actions.rules import ActionState
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import FindingState
from sapat.school.boundary import within


def at(school, page, *args):
    return reverse(f"act:{page}", args=[school.code, *args])


@pytest.fixture
def newest(school):
    """Return the newest row of a kind."""

    def find(model):
        with within(school):
            return model.objects.order_by("-pk").first()

    return find


def test_a_finding_is_written_in_one_step_from_another_page(
    browser_of, teacher, school, newest, year
):
    told = "origin=signal&source=signal:7&label=R-01&page=check:indicator&args=R-01&title=Төмөн"
    page = browser_of(teacher).get(f"{at(school, 'write_finding')}?{told}&indicator=R-01")
    assert 'value="Төмөн"' in page.text
    given = {"title": "Төмөн", "grade": "minor", "origin": "signal", "found_on": "2026-11-02"}
    sent = browser_of(teacher).post(
        f"{at(school, 'write_finding')}?{told}", {**given, "indicator": "R-01"}
    )
    assert sent.url == reverse("check:indicator", args=[school.code, "R-01"])
    row = newest(Finding)
    assert (row.source, row.source_page, row.source_args) == (
        "signal:7",
        "check:indicator",
        ["R-01"],
    )


def test_a_page_that_does_not_exist_is_not_linked(browser_of, teacher, school, newest, year):
    address = f"{at(school, 'write_finding')}?page=javascript:alert(1)&label=x"
    given = {"title": "Төмөн", "grade": "minor", "origin": "hand", "found_on": "2026-11-02"}
    sent = browser_of(teacher).post(address, given)
    assert (sent.url, newest(Finding).source_page) == (at(school, "findings"), "")


def test_an_empty_register_says_where_findings_come_from(browser_of, teacher, school):
    assert browser_of(teacher).get(at(school, "findings")).status_code == HTTPStatus.OK


def test_the_director_confirms_and_the_teacher_asks_why(
    browser_of, director, teacher, person, school, found
):
    row = found()
    owner = {"owner": person(teacher).pk, "due_on": "2026-12-01"}
    browser_of(director).post(at(school, "confirm_finding", row.pk), owner)
    why = {"text": "Коңгуроо бузулган", "factor": "premises", "is_root": "on"}
    browser_of(teacher).post(at(school, "name_cause", row.pk), why)
    page = browser_of(teacher).get(at(school, "finding", row.pk))
    assert "Коңгуроо бузулган" in page.text


def test_a_teacher_confirms_nothing(browser_of, teacher, school, found):
    answer = browser_of(teacher).post(at(school, "confirm_finding", found().pk), {})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_finding_is_not_closed_over_its_actions(browser_of, director, school, rooted):
    row = rooted()
    answer = browser_of(director).post(at(school, "close_finding", row.pk), {"words": "Бүттү"})
    assert answer.status_code == HTTPStatus.CONFLICT
    row.refresh_from_db()
    assert row.state == FindingState.CONFIRMED


def test_an_action_goes_its_way_page_by_page(
    browser_of, director, teacher, person, school, rooted, newest
):
    given = {
        "kind": "correction",
        "title": "Оңдоо",
        "owner": person(teacher).pk,
        "due_on": "2027-01-15",
        "wait_days": "0",
    }
    browser_of(director).post(at(school, "open_action", rooted().pk), given)
    row = newest(Action)
    hers = browser_of(teacher)
    hers.post(at(school, "plan_action", row.pk), {"steps": "Устаны чакыруу; 15.10.2026"})
    hers.post(at(school, "begin_action", row.pk))
    with within(school):
        (step,) = actions.steps(row)
    hers.post(at(school, "tick_step", step.pk))
    hers.post(at(school, "finish_action", row.pk), {"report": "Оңдолду"})
    said = {"verdict": "worked", "words": "Коңгуроо иштейт"}
    browser_of(director).post(at(school, "judge_action", row.pk), said)
    row.refresh_from_db()
    assert row.state == ActionState.WORKED
    assert "Коңгуроо иштейт" in browser_of(teacher).get(at(school, "action", row.pk)).text


def test_a_day_that_does_not_exist_is_named_by_its_line(
    browser_of, director, teacher, person, school, year, newest
):
    given = {
        "kind": "improvement",
        "title": "Китепкана",
        "owner": person(teacher).pk,
        "due_on": "2027-01-15",
        "wait_days": "0",
    }
    browser_of(director).post(at(school, "open_improvement"), given)
    steps = {"steps": "Бир\nЭки; 31.02.2027"}
    answer = browser_of(teacher).post(at(school, "plan_action", newest(Action).pk), steps)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "31.02.2027" in answer.text


@pytest.mark.parametrize("form", ["", "?form=pdf", "?form=docx", "?form=xlsx"])
def test_the_papers_are_handed_out(browser_of, director, school, rooted, form):
    row = rooted()
    for page, args in (("findings_paper", ()), ("finding_sheet", (row.pk,)), ("actions_sheet", ())):
        assert browser_of(director).get(at(school, page, *args) + form).status_code == HTTPStatus.OK


def test_the_register_asks_no_question_for_each_line(
    browser_of, director, school, found, django_assert_max_num_queries
):
    for number in range(12):
        found(f"Корутунду {number}")
    client = browser_of(director)
    client.get(at(school, "findings"))
    with django_assert_max_num_queries(14):
        client.get(at(school, "findings"))


def test_causes_make_a_picture_once_a_factor_is_named(browser_of, director, school, rooted):
    row = rooted()
    why = {"text": "Жылуулук жок", "factor": "premises", "is_root": "on"}
    browser_of(director).post(at(school, "name_cause", row.pk), why)
    assert "<svg" in browser_of(director).get(at(school, "causes")).text


def test_the_judge_reads_what_the_figures_say_before_judging(
    browser_of, director, teacher, person, school, rooted, newest
):
    given = {
        "kind": "corrective",
        "title": "Оңдоо",
        "owner": person(teacher).pk,
        "due_on": "2026-10-15",
        "indicator": "R-01",
        "effect_by": "2026-12-20",
        "wait_days": "0",
    }
    browser_of(director).post(at(school, "open_action", rooted().pk), given)
    row = newest(Action)
    hers = browser_of(teacher)
    hers.post(at(school, "plan_action", row.pk), {"steps": "Устаны чакыруу"})
    hers.post(at(school, "begin_action", row.pk))
    with within(school):
        (step,) = actions.steps(row)
    hers.post(at(school, "tick_step", step.pk))
    hers.post(at(school, "finish_action", row.pk), {"report": "Оңдолду"})
    page = browser_of(director).get(at(school, "judge_action", row.pk))
    assert "What the figures say" in page.text
    said = {"verdict": "too_early", "words": "Маалымат аз"}
    browser_of(director).post(at(school, "judge_action", row.pk), said)
    with within(school):
        (check,) = actions.checks(row)
    assert check.figures["verdict"] in {"too_early", "cannot_tell"}
