"""Ratings as people see them."""

from datetime import date, timedelta

import pytest

from sapat.check.ratings import changes, reads
from sapat.check.ratings.models import RatingScheme
from sapat.check.ratings.rules import Answer
from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, found
from sapat.school.boundary import within
from tests.check.ratings.conftest import AT

LIST = "/schools/S12/ratings/"


def one(row, step=""):
    return f"{LIST}{row.pk}/{step}"


def test_an_empty_list_says_what_to_do(browser_of, deputy):
    answer = browser_of(deputy).get(LIST)
    assert "No term has been rated yet." in answer.text
    assert f"{LIST}weights/new/?kind=class" in answer.text


def test_weights_are_written_in_a_form(browser_of, deputy, school, classes):
    form = {
        "name": "Класстар",
        "plain": "Ачык",
        "least_coverage": "70",
        "appeal_days": "10",
        "code_0": "R-01",
        "weight_0": "1",
        "why_0": "Баары",
        "code_1": "R-02",
        "weight_1": "2.5",
        "why_1": "Сапат",
    }
    browser = browser_of(deputy)
    page = f"{LIST}weights/new/?kind=class"
    assert browser.post(page, {**form, "why_1": ""}).status_code == 409
    assert browser.post(page, form).status_code == 302
    with within(school):
        row = RatingScheme.objects.get()
    assert [part.weight for part in row.weighed] == [1.0, 2.5]
    assert (
        browser.get(f"{LIST}weights/{row.pk}/change/").context["form"]["why_1"].value() == "Сапат"
    )


def test_the_page_shows_every_component_and_places_as_intervals(
    browser_of, teacher, published, django_assert_max_num_queries
):
    browser = browser_of(teacher)
    browser.get(one(published))
    with django_assert_max_num_queries(40):
        answer = browser.get(one(published))
    text = answer.text
    assert "1–3 of 4" in text
    assert "R-02" in text
    assert "groups keep their place whatever weight is moved" in text
    assert "Became worse beyond chance: R-04, R-02" in text
    assert "origin=rating" in text


def test_a_draft_is_seen_by_those_who_keep_ratings_alone(browser_of, deputy, teacher, rated):
    row = rated()
    assert browser_of(deputy).get(one(row)).status_code == 200
    assert browser_of(teacher).get(one(row)).status_code == 404
    assert browser_of(teacher).post(one(row, "publish/")).status_code == 403


def test_an_inspector_and_the_public_read_no_rating(browser_of, inspector, published):
    assert browser_of(inspector).get(one(published)).status_code == 403


def test_whose_appeal_it_is_is_told_to_keepers_and_to_themselves(
    browser_of, deputy, teacher, director, published, who
):
    changes.appeal(published, "Баа ката", person=who(teacher), by=None, at=AT)
    name = who(teacher).short_name
    for reader, told in {deputy: True, teacher: True}.items():
        assert (f"· {name}" in browser_of(reader).get(one(published)).text) is told


def test_an_appeal_is_sent_and_answered_on_the_page(browser_of, deputy, teacher, rated, school):
    row = rated()
    browser_of(deputy).post(one(row, "publish/"))
    assert browser_of(teacher).post(one(row, "appeal/"), {"text": "Баа ката"}).status_code == 302
    with within(school):
        made = reads.open_appeals()[0]
    page = f"{LIST}appeals/{made.pk}/"
    answered = {"verdict": Answer.DECLINED.value, "words": "Журналга дал келет"}
    assert browser_of(deputy).post(page, answered).status_code == 302
    assert browser_of(deputy).post(page, answered).status_code == 409
    assert "Журналга дал келет" in browser_of(teacher).get(one(row)).text


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_sheet_of_a_rating_is_a_paper(browser_of, deputy, published, language):
    answer = browser_of(deputy).get(one(published, f"paper/?form=docx&language={language}"))
    assert answer.status_code == 200
    assert browser_of(deputy).get(one(published, "readers/")).status_code == 404


def test_figures_are_worked_out_again_on_the_page(browser_of, deputy, published):
    text = browser_of(deputy).get(one(published, "again/")).text
    assert "The same to the last digit" in text


def test_what_waits_is_told(published, school, who, teacher):
    changes.appeal(published, "Баа ката", person=who(teacher), by=None, at=AT)

    def waits(day):
        with within(school):
            keys = [due.key.split(":")[0] for due in due_in(school, day)]
        return {key for key in keys if key.startswith("rating.")}

    assert waits(date(2026, 9, 21)) == {"rating.answer"}
    assert waits(date(2026, 10, 1)) == {"rating.answer", "rating.finish"}


def test_clauses_are_proved_by_the_rating(published, school, django_assert_num_queries):
    with within(school):
        question = Question(school, AT.date())
        kept = found("ratings.kept")
        with django_assert_num_queries(3):
            answer = kept.ask(question, {})
        with django_assert_num_queries(1):
            improved = found("ratings.improvements").ask(question, {})
        programmes = found("ratings.published").ask(question, {})
        later = Question(school, AT.date() + timedelta(days=45))
        forgotten = found("ratings.improvements").ask(later, {})
    assert (answer.state, answer.since) == (State.PROVED, date(2026, 9, 20))
    assert improved.state == State.DUE
    assert programmes.state == State.MISSING
    assert forgotten.state == State.MISSING
