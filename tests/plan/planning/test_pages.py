"""Plans as people write them, carry them out and read them."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from sapat.core.refusal import Refused
from sapat.plan.planning import changes, reads
from sapat.plan.planning.cascade.changes import cascade
from sapat.plan.planning.drafts import Frame, Measure
from sapat.plan.planning.models import Plan
from sapat.plan.planning.rules import ItemState, NotSo, PlanLevel, Subject
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from tests.conftest import AT

YEAR = 2026


@pytest.fixture
def year(school):
    return calendar.lay_out(school, layout_for(YEAR, TermKind.QUARTER), by=None, at=AT)


@pytest.fixture
def plan(school, year):
    return changes.make(school, Frame(PlanLevel.ANNUAL, "Жылдык план", YEAR), by=None, at=AT)


@pytest.fixture
def measure(teacher):
    return Measure("Сабактарга баруу", date(2026, 9, 7), date(2026, 9, 20), teacher.person)


@pytest.fixture
def item(plan, measure):
    return changes.add(plan, measure, by=None, at=AT)


def address(name, school, *args):
    return reverse(f"plan:{name}", args=[school.code, *args])


def test_a_plan_is_opened_and_filled(browser_of, deputy, school, year):
    client = browser_of(deputy)
    form = {"title": "План", "level": "annual", "subject": "school", "year": YEAR}
    client.post(address("new_plan", school), form)
    with within(school):
        plan = Plan.objects.get()
    form = {"text": "Иш", "section": "teaching", "kind": "measure", "since": "2026-09-01"}
    form |= {"due_on": "2027-05-25", "role": "dep_academic", "clauses": "A2-2; b3.4-3"}
    answer = client.post(address("add_measure", school, plan.pk), form, follow=True)
    assert "A2-2, B3.4-3" in answer.text
    assert "Teaching and learning" in answer.text


def test_there_is_one_plan_of_a_subject_for_a_time(school, plan):
    with pytest.raises(Refused) as no:
        changes.make(school, Frame(PlanLevel.ANNUAL, "Дагы", YEAR), by=None, at=AT)
    assert no.value.reason == NotSo.EXISTS


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (Frame(PlanLevel.STRATEGIC, "С", YEAR, last_year=YEAR + 1), NotSo.SPAN),
        (Frame(PlanLevel.STRATEGIC, "С", YEAR, last_year=YEAR + 5), NotSo.SPAN),
        (Frame(PlanLevel.QUARTERLY, "Ч", YEAR, term=5), NotSo.NO_TERM),
        (Frame(PlanLevel.QUARTERLY, "Ч", 2031, term=1), NotSo.NO_TERM),
        (Frame(PlanLevel.MONTHLY, "А", YEAR), NotSo.NO_MONTH),
        (Frame(PlanLevel.ANNUAL, " ", YEAR), NotSo.NO_TITLE),
    ],
)
def test_a_plan_that_cannot_be_gets_a_sentence(school, year, frame, reason):
    with pytest.raises(Refused) as no:
        changes.make(school, frame, by=None, at=AT)
    assert no.value.reason == reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"executor": None}, NotSo.NOBODY),
        ({"text": " "}, NotSo.NO_TEXT),
        ({"due_on": date(2026, 9, 6)}, NotSo.DUE_BEFORE),
        ({"due_on": date(2027, 9, 1)}, NotSo.OUTSIDE),
    ],
)
def test_a_measure_that_cannot_be_gets_a_sentence(plan, measure, change, reason):
    with pytest.raises(Refused) as no:
        changes.add(plan, replace(measure, **change), by=None, at=AT)
    assert no.value.reason == reason


def test_a_plan_reaches_from_august_to_august(plan, measure):
    for day in (date(2026, 8, 1), date(2027, 8, 31)):
        changes.add(plan, replace(measure, since=date(2026, 8, 1), due_on=day), by=None, at=AT)
    outside = replace(measure, since=date(2026, 7, 1), due_on=date(2026, 7, 31))
    with pytest.raises(Refused):
        changes.add(plan, outside, by=None, at=AT)


def test_the_executor_says_it_is_done(browser_of, teacher, school, item):
    page = address("finish_item", school, item.pk)
    browser_of(teacher).post(page, {"on": str(item.since), "result": "12 сабак"})
    item.refresh_from_db()
    assert (item.done_on, item.result) == (item.since, "12 сабак")


def test_to_another_teacher_the_measure_cannot_be_touched(browser_of, school, item, db):
    from sapat.core.rights import Role
    from tests.conftest import join

    other = join("other", school, Role.TEACHER)
    for name in ("finish_item", "move_item"):
        assert browser_of(other).get(address(name, school, item.pk)).status_code == 404
    assert browser_of(other).get(address("item", school, item.pk)).status_code == 200


def test_nothing_is_done_in_the_future_or_without_a_result(item):
    for on, result, reason in (
        (date(2026, 9, 2), "Болду", NotSo.NOT_YET),
        (date(2026, 9, 1), " ", NotSo.NO_RESULT),
    ):
        with pytest.raises(Refused) as no:
            changes.finish(item, on=on, result=result, by=None, at=AT)
        assert no.value.reason == reason


def test_a_move_keeps_what_was_planned_and_why(browser_of, teacher, school, item):
    page = address("move_item", school, item.pk)
    browser_of(teacher).post(page, {"to": "2026-10-01", "reason": "Карантин"})
    text = browser_of(teacher).get(address("plan", school, item.plan_id)).text
    assert "Карантин" in text
    item.refresh_from_db()
    assert (item.first_due_on, item.due_on) == (date(2026, 9, 20), date(2026, 10, 1))
    assert item.state_on(date(2026, 10, 1)) == ItemState.RUNNING
    with pytest.raises(Refused) as no:
        changes.move(item, to=date(2027, 9, 1), reason="Себеп", by=None, at=AT)
    assert no.value.reason == NotSo.OUTSIDE


def test_a_dropped_measure_stays_to_be_read(browser_of, deputy, school, item):
    browser_of(deputy).post(address("drop_item", school, item.pk), {"reason": "Каражат жок"})
    assert "Каражат жок" in browser_of(deputy).get(address("item", school, item.pk)).text
    item.refresh_from_db()
    with pytest.raises(Refused) as no:
        changes.finish(item, on=date(2026, 9, 1), result="Болду", by=None, at=AT)
    assert no.value.reason == NotSo.CLOSED


def test_a_measure_goes_down_into_every_term_it_runs_through(school, plan, measure, item):
    long = replace(measure, text="Туруктуу иш", due_on=date(2027, 5, 25))
    changes.add(plan, long, by=None, at=AT)
    assert len(cascade(plan, by=None, at=AT)) == 5
    assert cascade(plan, by=None, at=AT) == []
    with within(school):
        first = Plan.objects.get(level=PlanLevel.QUARTERLY, term=1)
        ends = {row.due_on for row in first.items.all()}
        assert ends == {date(2026, 9, 20), _last_day_before(2, plan)}
        months = cascade(first, by=None, at=AT)
        assert {row.plan.month for row in months} == {9, 10, 11}


def _last_day_before(term, plan):
    with within(plan.school):
        days = reads.year_days(YEAR)
    return date.fromordinal(days.terms[term][0].toordinal() - 1)


def test_parts_close_what_they_belong_to(school, plan, item):
    (part,) = cascade(plan, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.finish(item, on=date(2026, 9, 1), result="Болду", by=None, at=AT)
    assert no.value.reason == NotSo.HAS_PARTS
    changes.finish(part, on=date(2026, 9, 1), result="Болду", by=None, at=AT)
    item.refresh_from_db()
    assert (item.done_on, item.result) == (date(2026, 9, 1), "Болду")


def test_moving_a_part_moves_what_it_belongs_to(plan, item):
    (part,) = cascade(plan, by=None, at=AT)
    changes.move(part, to=date(2026, 10, 9), reason="Себеп", by=None, at=AT)
    item.refresh_from_db()
    assert item.due_on == date(2026, 10, 9)


def test_a_measure_of_improvement_names_what_it_answers(school, year, measure):
    frame = Frame(PlanLevel.ANNUAL, "Жакшыртуу", YEAR, subject=Subject.IMPROVEMENT)
    plan = changes.make(school, frame, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.add(plan, measure, by=None, at=AT)
    assert no.value.reason == NotSo.NO_ANSWER
    assert changes.add(plan, replace(measure, answers_indicator="R-02"), by=None, at=AT)


def test_a_plan_is_opened_to_everybody_once(browser_of, deputy, school, plan, measure):
    page = address("publish_plan", school, plan.pk)
    assert browser_of(deputy).post(page).status_code == 409
    changes.add(plan, measure, by=None, at=AT)
    browser_of(deputy).post(page)
    plan.refresh_from_db()
    assert plan.published_on == localdate()
    assert browser_of(deputy).post(page).status_code == 409


def test_measures_are_found_by_month_executor_and_state(browser_of, deputy, school, item):
    client = browser_of(deputy)
    page = address("measures", school)
    for query, found in (
        ({"month": 9}, True),
        ({"month": 10}, False),
        ({"executor": item.executor_id}, True),
        ({"executor": deputy.person.pk}, False),
        ({"state": "late"}, localdate() > item.due_on),
        ({"unit": "unit-1"}, False),
    ):
        assert (item.text in client.get(page, query).text) == found, query


def test_my_measures_are_mine_by_name_or_by_post(browser_of, teacher, deputy, plan, measure):
    school = plan.school
    by_post = replace(measure, text="Орун басардын иши", executor=None, role="dep_academic")
    for each in (measure, by_post):
        changes.add(plan, each, by=None, at=AT)
    texts = [
        browser_of(user).get(address("my_measures", school)).text for user in (teacher, deputy)
    ]
    assert [measure.text in text for text in texts] == [True, False]
    assert [by_post.text in text for text in texts] == [False, True]


def test_lists_ask_as_much_for_many_as_for_few(
    browser_of, deputy, school, plan, measure, django_assert_max_num_queries
):
    for _ in range(12):
        changes.add(plan, measure, by=None, at=AT)
    client = browser_of(deputy)
    for name, args in (("plan", [plan.pk]), ("plans", []), ("measures", []), ("my_measures", [])):
        with django_assert_max_num_queries(26):
            client.get(address(name, school, *args))


def test_an_empty_unit_stands_out(browser_of, deputy, school, plan, measure):
    from sapat.core.language import Text
    from sapat.school.bodies import changes as bodies
    from sapat.school.bodies.changes import Mandate

    unions = [
        bodies.set_up(school, Mandate("mo", Text(name), date(2020, 9, 1)), by=None, at=AT)
        for name in ("Табият УБ", "Тил УБ")
    ]
    changes.add(plan, replace(measure, body=unions[0]), by=None, at=AT)
    text = browser_of(deputy).get(address("coverage", school)).text
    assert "1 unit has no measure: Тил УБ." in text


def test_the_running_year_follows_the_calendar(school, year):
    with within(school):
        assert reads.running_year(date(2026, 8, 31)) == 2025
        assert reads.running_year(date(2026, 9, 1)) == 2026
        assert reads.running_year(date(2027, 1, 1)) == 2026


def test_after_the_last_lesson_the_last_month_still_holds(school, year):
    frame = Frame(PlanLevel.MONTHLY, "Май", YEAR, month=5)
    may = changes.make(school, frame, by=None, at=AT)
    with within(school):
        days = reads.year_days(YEAR)
        held = [reads.holds(may, YEAR, days, day) for day in (date(2027, 4, 30), date(2027, 7, 1))]
    assert held == [False, True]


def test_a_plan_becomes_a_document_adopted_and_approved(
    browser_of, deputy, director, school, plan, item
):
    from sapat.core.language import Text
    from sapat.plan.documents.texts import reads as texts
    from sapat.school.bodies import changes as bodies
    from sapat.school.bodies.changes import Mandate

    body = bodies.set_up(
        school, Mandate("ped_council", Text("ПК"), date(2020, 9, 1)), by=None, at=AT
    )
    day = str(localdate())
    browser_of(deputy).post(address("write_plan", school, plan.pk))
    adoption = {"body": body.pk, "protocol_number": "1", "adopted_on": day}
    browser_of(deputy).post(address("adopt_plan", school, plan.pk), adoption)
    order = {"order_number": "58", "approved_on": day, "since": day}
    browser_of(director).post(address("approve_plan", school, plan.pk), order)
    plan.refresh_from_db()
    with within(school):
        edition = reads.paper_of(plan)
        assert "| 1 | Сабактарга баруу | 20.09.2026 |" in texts.main_text(edition).text
        assert reads.approvals()[plan.document_id] == localdate()
    answer = browser_of(deputy).post(address("write_plan", school, plan.pk))
    assert answer.status_code == 409
