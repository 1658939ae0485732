"""Reviews as people see them and step through them."""

import re

import pytest

from sapat.check.expertises import reads
from sapat.check.expertises.models import ExpertiseAdvice, ExpertiseCriterion
from sapat.check.expertises.rules import ExpertiseState
from sapat.check.findings import reads as findings
from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, found
from sapat.school.boundary import within
from tests.check.expertises.conftest import AT

LIST = "/schools/S12/expertises/"


def one(row, step=""):
    return f"{LIST}{row.pk}/{step}"


def test_an_empty_list_says_what_to_do(browser_of, deputy):
    answer = browser_of(deputy).get(LIST)
    assert "No expert review is planned." in answer.text
    assert f"{LIST}new/" in answer.text


def test_a_review_is_planned_with_the_criteria_of_its_kind(browser_of, deputy, school, year, body):
    form = {
        "kind": "attestation",
        "title": "9-класстын аттестациясы",
        "body": body().pk,
        "due_on": "2027-06-20",
    }
    assert browser_of(deputy).post(f"{LIST}new/", form).status_code == 302
    with within(school):
        (row,) = reads.expertises()
        assert reads.criteria(row).count() == 12


def test_the_list_asks_no_more_for_more_rows(
    browser_of, deputy, planned, django_assert_max_num_queries
):
    for _ in range(4):
        planned()
    browser = browser_of(deputy)
    browser.get(LIST)
    with django_assert_max_num_queries(16):
        assert browser.get(LIST).text.count("9-класстын аттестациясы") == 4


def test_an_expert_judges_and_a_colleague_finds_nothing(browser_of, teacher, begun, planned):
    row = begun()
    with within(row.school):
        side = list(ExpertiseCriterion.objects.filter(expertise=row, part="tasks"))
    marks = {f"mark_{each.pk}": "met" for each in side}
    page = one(row, "judge/?part=tasks")
    assert browser_of(teacher).post(page, marks).status_code == 302
    assert browser_of(teacher).get(one(planned(), "judge/")).status_code == 404
    with within(row.school):
        assert set(reads.criteria(row).values_list("mark", flat=True)) == {"met", ""}


def test_an_expert_signs_only_for_themselves(browser_of, teacher, director, concluded):
    row = concluded()
    assert browser_of(director).get(one(row, "sign/")).status_code == 404
    assert browser_of(teacher).post(one(row, "sign/"), {}).status_code == 302
    row.refresh_from_db()
    assert row.state == ExpertiseState.CONCLUDED


def test_two_at_once_and_the_second_is_told(browser_of, deputy, teacher, concluded):
    row = concluded()
    again = {"outcome": "after", "conclusion": "Дагы бир жолу"}
    answer = browser_of(deputy).post(one(row, "conclude/"), again)
    assert answer.status_code == 409
    assert "not its next one" in answer.text


def test_a_recommendation_becomes_a_finding_in_one_step(browser_of, deputy, signed):
    row = signed()
    browser = browser_of(deputy)
    address = re.search(r'href="([^"]*origin=expertise[^"]*)"', browser.get(one(row)).text)
    assert address
    link = address[1].replace("&amp;", "&")
    form = browser.get(link).context["form"]
    given = {name: value or "" for name, value in form.initial.items()} | {"found_on": "2026-09-22"}
    assert browser.post(link, given).status_code == 302
    with within(row.school):
        advice = ExpertiseAdvice.objects.get()
        assert findings.of_source(advice.source)[0].origin == "expertise"
        assert not reads.unanswered(row.signed_on)


def test_an_inspector_reads_no_review(browser_of, inspector, signed):
    assert browser_of(inspector).get(one(signed())).status_code == 403


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_conclusion_is_a_paper(browser_of, deputy, signed, language):
    answer = browser_of(deputy).get(one(signed(), f"paper/?form=docx&language={language}"))
    assert answer.status_code == 200
    assert answer["content-disposition"].startswith("attachment")


def test_what_waits_is_told_to_those_who_do_it(begun, person, deputy, school):
    row = begun()
    with within(school):
        (due,) = [one for one in due_in(school, AT.date()) if one.key.startswith("expertise.")]
    assert (due.persons, due.by) == (frozenset({person(deputy).pk}), row.due_on)


def test_a_signed_review_of_attestation_proves_its_clause(
    signed, school, django_assert_num_queries
):
    row = signed()
    with within(school):
        question = Question(school, AT.date())
        rule = found("expertise.attestation")
        with django_assert_num_queries(3):
            answer = rule.ask(question, {})
        assert found("expertise.made").ask(question, {}).state == State.PROVED
        concluded = found("expertise.concluded").ask(question, {})
    assert (answer.state, answer.since) == (State.PROVED, row.signed_on)
    assert (concluded.state, "2026" in concluded.sentence) == (State.DUE, True)
