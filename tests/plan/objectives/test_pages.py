"""Strategy and objectives as people write and read them."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from sapat.core.refusal import Refused
from sapat.plan.objectives import changes, reads
from sapat.plan.objectives.changes import Aim, Wording
from sapat.plan.objectives.models import Objective, Strategy
from sapat.plan.objectives.rules import Course, NotSo, Way
from sapat.school.boundary import within
from tests.conftest import AT

YEAR = 2026


@pytest.fixture
def wording():
    return Wording("Адам тарбиялоо", "Сапатты жогорулатуу", 2022, 2025, goals=("Билим", "Тарбия"))


@pytest.fixture
def strategy(school, wording):
    return changes.lay_down(school, wording, by=None, at=AT)


@pytest.fixture
def aim(deputy, strategy):
    way = Way(localdate(AT), localdate(AT).replace(year=2027), 40, 50)
    return Aim("Билим сапаты өсөт", "R-02", way, deputy.person, strategy=strategy)


def address(name, school, *args):
    return reverse(f"plan:{name}", args=[school.code, *args])


def test_the_director_lays_down_the_strategy(browser_of, director, school):
    form = {"mission": "M", "goal": "G", "goals": "Бир\n\nЭки", "since_year": 2026}
    answer = browser_of(director).post(
        address("lay_down_strategy", school), {**form, "horizon_year": 2030}, follow=True
    )
    assert "Goal 2. Эки" in answer.text
    assert "No objective serves this goal yet." in answer.text


def test_a_horizon_before_its_beginning_is_refused(browser_of, director, school):
    form = {"mission": "M", "goal": "G", "since_year": 2026, "horizon_year": 2025}
    answer = browser_of(director).post(address("lay_down_strategy", school), form)
    assert answer.status_code == 409
    assert NotSo.HORIZON_BEFORE.label % {"horizon": 2025} in answer.text


def test_a_passed_horizon_is_a_warning_and_changes_nothing(
    browser_of, teacher, director, school, strategy
):
    page = address("strategy", school)
    assert "The horizon of this strategy, 2025, has passed." in browser_of(teacher).get(page).text
    assert "Renew the strategy" not in browser_of(teacher).get(page).text
    assert "Renew the strategy" in browser_of(director).get(page).text
    strategy.refresh_from_db()
    assert strategy.until is None


def test_renewal_keeps_chosen_objectives_and_the_old_texts(
    browser_of, director, school, strategy, aim
):
    kept = changes.set_objective(school, aim, by=None, at=AT)
    left = changes.set_objective(school, aim, by=None, at=AT)
    page = address("renew_strategy", school, strategy.pk)
    assert "Адам тарбиялоо" in browser_of(director).get(page).text
    form = {"mission": "Жаңы", "goal": "Жаңы", "since_year": 2026, "horizon_year": 2030}
    browser_of(director).post(page, {**form, "note": "Мөөнөтү өттү", "keep": [kept.pk]})
    with within(school):
        new = reads.strategy_on(localdate())
        assert new.number == 2
        assert Objective.objects.get(pk=kept.pk).strategy == new
        assert Objective.objects.get(pk=left.pk).outcome == "given_up"
        assert Strategy.objects.get(pk=strategy.pk).mission == "Адам тарбиялоо"


def test_a_renewed_strategy_looks_ahead(school, strategy, wording):
    with pytest.raises(Refused) as no:
        changes.renew(strategy, wording, keep=[], by=None, at=AT)
    assert no.value.reason == NotSo.HORIZON_OVER


def test_a_new_edition_takes_goals_over_by_number(school, strategy, wording, aim):
    with within(school):
        goal = strategy.goals.get(number=2)
    row = changes.set_objective(school, Aim(**(vars(aim) | {"goal": goal})), by=None, at=AT)
    new = changes.lay_down(school, wording, by=None, at=AT)
    with within(school):
        row = Objective.objects.get(pk=row.pk)
        assert (row.strategy, row.goal.number, row.goal.strategy) == (new, 2, new)


def test_an_indicator_is_found_by_a_word(browser_of, deputy, school):
    client = browser_of(deputy)
    page = address("new_objective", school)
    assert "R-02" in client.get(page, {"q": "quality"}).text
    assert "No indicator is found." in client.get(page, {"q": "qqq"}).text


def test_an_objective_is_set_with_its_steps(browser_of, deputy, school, strategy):
    form = {"title": "Сапат", "target": "50", "set_on": "2026-09-01", "due_on": "2027-05-25"}
    form |= {"owner": deputy.person.pk, "shape": "linear", "baseline": "40"}
    page = address("new_objective", school) + "?indicator=R-02"
    answer = browser_of(deputy).post(page, form, follow=True)
    assert "The objective is set." in answer.text
    assert str(Course.NO_DATA.label) in answer.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"target": "39"}, NotSo.TOO_LOW),
        ({"target": "40"}, NotSo.NO_WAY_TO_GO),
        ({"due_on": "2026-08-31"}, NotSo.DUE_BEFORE),
        ({"shape": "steps"}, NotSo.NO_STEPS),
    ],
)
def test_bad_input_gets_its_sentence(browser_of, deputy, school, change, reason):
    form = {"title": "Сапат", "target": "50", "set_on": "2026-09-01", "due_on": "2027-05-25"}
    form |= {"owner": deputy.person.pk, "shape": "linear", "baseline": "40"} | change
    page = address("new_objective", school) + "?indicator=R-02"
    answer = browser_of(deputy).post(page, form)
    assert answer.status_code == 409
    assert str(reason.label).split("%")[0] in answer.text


def test_an_owner_without_a_post_is_refused(school, aim, district):
    from sapat.school.people import changes as people
    from sapat.school.people.changes import Identity

    guest = people.take_on(school, Identity("Коноков"), by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.set_objective(school, Aim(**(vars(aim) | {"owner": guest})), by=None, at=AT)
    assert no.value.reason == NotSo.NO_POST


def test_without_an_indicator_there_is_no_objective(school, aim):
    for code, reason in (("", NotSo.NO_INDICATOR), ("X-99", NotSo.UNKNOWN)):
        with pytest.raises(Refused) as no:
            changes.set_objective(school, Aim(**(vars(aim) | {"indicator": code})), by=None, at=AT)
        assert no.value.reason == reason


def test_an_objective_ends_after_those_below_it(school, aim):
    above = changes.set_objective(school, aim, by=None, at=AT)
    below = changes.set_objective(school, Aim(**(vars(aim) | {"above": above})), by=None, at=AT)
    how = {"on": localdate(AT), "outcome": "reached", "result": "Жетти", "by": None, "at": AT}
    with pytest.raises(Refused) as no:
        changes.end(above, **how)
    assert no.value.reason == NotSo.OPEN_BELOW
    changes.end(below, **how)
    assert changes.end(above, **how).ended_on


def test_a_change_needs_a_reason_and_runs_no_circle(school, aim):
    above = changes.set_objective(school, aim, by=None, at=AT)
    below = changes.set_objective(school, Aim(**(vars(aim) | {"above": above})), by=None, at=AT)
    turned = Aim(**(vars(aim) | {"above": below}))
    for reason, expected in (("", NotSo.NO_REASON), ("Себеп", NotSo.BELOW_ITSELF)):
        with pytest.raises(Refused) as no:
            changes.restate(above, turned, reason=reason, by=None, at=AT)
        assert no.value.reason == expected


def test_the_list_asks_as_much_for_ten_as_for_two(
    browser_of, director, school, aim, django_assert_max_num_queries
):
    client = browser_of(director)
    for _ in range(10):
        changes.set_objective(school, aim, by=None, at=AT)
    with django_assert_max_num_queries(30):
        assert client.get(address("objectives", school)).text.count("Билим сапаты өсөт") == 10
