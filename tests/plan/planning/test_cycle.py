"""The yearly cycle: where duties fall, and that nothing is written twice."""

from datetime import date

import pytest
from django.urls import reverse

from sapat.core.language import Text
from sapat.core.refusal import Refused
from sapat.plan.planning.cycle import changes, reads, shipped
from sapat.plan.planning.cycle.changes import Chosen
from sapat.plan.planning.cycle.rules import KINDS, Duty, FreeDays, When, propose, why_not_terms
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.rules import NotSo, Subject, YearDays
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from tests.conftest import AT

TERMS = {
    1: (date(2026, 9, 1), date(2026, 11, 4)),
    2: (date(2026, 11, 9), date(2026, 12, 30)),
    3: (date(2027, 1, 11), date(2027, 3, 20)),
    4: (date(2027, 3, 29), date(2027, 5, 25)),
}
DAYS = YearDays(2026, date(2026, 9, 1), date(2027, 5, 25), TERMS)
FREE = FreeDays(shipped.public_holidays(), ((date(2026, 11, 5), date(2026, 11, 8)),))


def days_of(takes=3, **when):
    duty = Duty("duty", Text("Иш"), When(**when), takes, ("A2-2",), "director")
    return propose([duty], DAYS, FREE)


def test_before_the_first_of_september_stays_before_it():
    (one,) = days_of(year_start=-1)
    assert one.wished == date(2026, 8, 31)  # Independence Day; the 29th and 30th are a weekend
    assert one.due_on == date(2026, 8, 28)
    assert one.moved


def test_after_a_term_goes_on_after_its_holidays():
    found = {one.key: one.due_on for one in days_of(term_end=2)}
    assert found["duty:1"] == date(2026, 11, 9)  # 6 November lies in the autumn holidays
    assert found["duty:2"] == date(2027, 1, 4)  # 1 January is a holiday, then a weekend
    assert list(found) == ["duty:1", "duty:2", "duty:3", "duty:4"]


def test_every_month_means_months_with_school():
    months = [one.due_on.month for one in days_of(every_month=25)]
    assert months == [9, 10, 11, 12, 1, 2, 3, 4, 5]
    assert days_of(every_month=31)[-1].due_on == date(2027, 4, 30)


def test_a_month_without_that_day_takes_its_last():
    (one,) = days_of(month=2, day=30)
    assert (one.wished, one.due_on) == (date(2027, 2, 28), date(2027, 2, 26))


def test_work_begins_before_it_ends_and_within_the_year():
    (one,) = days_of(takes=60, year_start=-7)
    assert one.since == date(2026, 8, 1) or one.since > date(2026, 8, 1)
    assert one.since <= one.due_on


def test_no_deadline_of_the_cycle_falls_on_a_free_day():
    found = propose(shipped.duties(), DAYS, FREE)
    assert len(found) > 80
    assert not [one.key for one in found if FREE.holds(one.due_on)]
    assert len({one.key for one in found}) == len(found)


def test_every_procedure_named_as_control_is_in_the_cycle():
    assert set(KINDS) <= {duty.code for duty in shipped.duties()}


def test_overlapping_terms_are_named():
    wrong = {**TERMS, 2: (date(2026, 11, 4), date(2026, 12, 30))}
    assert why_not_terms(DAYS) is None
    assert why_not_terms(YearDays(2026, DAYS.starts, DAYS.ends, wrong)) == ("1", "2")


@pytest.fixture
def year(school):
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


def address(school):
    return reverse("plan:cycle", args=[school.code]) + "?year=2026"


def posted(school, **own):
    """Return the form as the page shows it, with own days."""
    with within(school):
        found = reads.proposals(2026)
        there = reads.written(2026)
    form = {}
    for place, one in enumerate(each for each in found if each.key not in there):
        form |= {f"take_{place}": "on", f"since_{place}": str(one.since)}
        form |= {f"due_{place}": str(one.due_on)}
    return {**form, **own}


def test_one_step_lays_out_the_year_and_a_second_adds_nothing(browser_of, deputy, school, year):
    client = browser_of(deputy)
    client.post(address(school), posted(school))
    with within(school):
        count = PlanItem.objects.count()
        assert count == len(reads.proposals(2026))
        assert {plan.subject for plan in Plan.objects.all()} == {Subject.QUALITY, Subject.CONTROL}
        assert PlanItem.objects.filter(role="dep_academic").first().executor == deputy.person
    assert "Everything the cycle asks is in the plans." in client.get(address(school)).text
    client.post(address(school), {})
    with within(school):
        assert PlanItem.objects.count() == count


def test_days_are_changed_before_they_are_written(browser_of, deputy, school, year):
    form = posted(school, since_0="2026-08-10", due_0="2026-08-12", take_1="")
    browser_of(deputy).post(address(school), form)
    with within(school):
        first, second = reads.proposals(2026)[:2]
        there = reads.written(2026)
    assert there[first.key].due_on == date(2026, 8, 12)
    assert second.key not in there


def test_a_line_without_its_day_is_refused(browser_of, deputy, school, year):
    answer = browser_of(deputy).post(address(school), posted(school, due_0=""))
    assert answer.status_code == 422
    with within(school):
        assert not PlanItem.objects.exists()


def test_a_day_outside_the_year_is_refused(school, year):
    with within(school):
        one = reads.proposals(2026)[0]
    for since, due_on, reason in (
        (date(2027, 9, 1), date(2027, 9, 1), NotSo.OUTSIDE),
        (date(2026, 9, 2), date(2026, 9, 1), NotSo.DUE_BEFORE),
    ):
        with pytest.raises(Refused) as no:
            changes.lay_out(school, 2026, [Chosen(one, since, due_on)], by=None, at=AT)
        assert no.value.reason == reason


def test_a_year_that_is_not_laid_out_says_what_to_do(browser_of, deputy, school):
    text = browser_of(deputy).get(address(school)).text
    assert "Lay out the school year 2026–2027 in the calendar first." in text


def test_terms_that_overlap_in_the_records_get_a_sentence(browser_of, deputy, school, year):
    with within(school):
        second = year.terms.get(number=2)
        second.starts = date(2026, 11, 1)
        second.save()
    assert "quarter I and quarter II overlap" in browser_of(deputy).get(address(school)).text


def test_only_duties_of_adopted_clauses_are_laid_out(school, year):
    with within(school):
        found = reads.proposals(2026, {"A5-8"})
    assert [one.duty.code for one in found] == ["policy_review"]
