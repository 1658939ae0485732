"""Did an action work: judged by terms, by weeks and beside others; and the page that asks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from sapat.analytics import effect
from sapat.check.effects import lines
from sapat.check.effects.reads import Part, effect_of
from sapat.check.effects.rules import (
    Caution,
    Method,
    Reason,
    Verdict,
    between,
    judged,
    pooled,
    side,
)
from sapat.check.measuring.definitions import EPOCH
from sapat.check.measuring.rules import Figure

URL = "/schools/S12/effects/"
DAY = date(2026, 1, 12)
"""The first day of the third quarter, about."""
GOOD, BAD = 5, 3


@pytest.fixture
def pupils(village):
    """Two classes of twenty."""
    return village.open("8А", 20), village.open("8Б", 20)


def quality(village, row, shares, *, year=2025):
    """Keep marks of a class: how many of its twenty have a good one, term by term."""
    for term, good in shares.items():
        for code in ("algebra", "history", "physics"):
            village.marks(row, code, [GOOD] * good + [BAD] * (20 - good), term=term, year=year)


def attend(village, row, missed, *, since=DAY, weeks=range(-14, 8)):
    """Keep attendance of a class: of 30 lessons a week, how many each pupil missed."""
    days = [since + timedelta(weeks=week, days=1) for week in weeks]
    rows = [(day, pupil) for day in days for pupil in row.pupils]
    count = len(rows)
    columns = {
        "year": [2025] * count,
        "term": [2 if day < since else 3 for day, _pupil in rows],
        "pupil": [pupil.pk for _day, pupil in rows],
        "date": [(day - EPOCH).days for day, _pupil in rows],
        "lessons_planned": [30] * count,
        "lessons_missed": [
            missed((day - since).days // 7, at % 20) for at, (day, _) in enumerate(rows)
        ],
        **village.of_class(row, count),
    }
    village.keep("attendance", columns)


def some(week, pupil):
    """A few lessons, a little more in some weeks than in others."""
    return (pupil * 7 + week * 3) % 5 + (week % 3 == 0)


def asked(school, code="R-02", since=DAY, **more):
    with override("en"):
        found = effect_of(school, indicator=code, since=since, **more)
        return found, found.sentence


@pytest.mark.parametrize(
    ("starts", "ends", "after"),
    [
        (date(2026, 1, 12), date(2026, 3, 20), True),
        (date(2025, 12, 29), date(2026, 3, 20), True),
        (date(2025, 12, 28), date(2026, 3, 20), None),
        (date(2025, 11, 1), date(2026, 1, 11), False),
        (date(2025, 11, 1), date(2026, 1, 25), False),
        (date(2025, 11, 1), date(2026, 1, 26), None),
    ],
)
def test_a_term_counts_on_the_side_where_nearly_all_of_it_lies(starts, ends, after):
    assert side(starts, ends, DAY) is after


def test_differences_carry_the_doubt_of_both():
    change = between(Figure(62, 57, 67), Figure(48, 43, 53))
    assert (change.value, change.low) == (14, pytest.approx(14 - 50**0.5))
    assert between(change, change).high > change.high - change.value


def test_figures_of_groups_are_weighed_by_their_size():
    whole = pooled([(Figure(50, 40, 60), 30), (Figure(80, 70, 90), 10)])
    assert whole.value == 57.5
    assert 7 < whole.high - whole.value < 10
    assert pooled([]) is None


@pytest.mark.parametrize(
    ("change", "rising", "verdict"),
    [
        (Figure(5, 1, 9), True, Verdict.WORKED),
        (Figure(5, 1, 9), False, Verdict.WORSE),
        (Figure(-5, -9, -1), False, Verdict.WORKED),
        (Figure(5, 0, 9), True, Verdict.NO_CHANGE),
    ],
)
def test_a_change_is_judged_by_what_is_better(change, rising, verdict):
    assert judged(change, rising=rising) is verdict


def test_without_figures_nothing_is_said(school, village):
    found, sentence = asked(school)

    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL, Reason.NO_FIGURES)
    assert sentence == "This indicator has no figures yet."


def test_terms_are_compared_with_the_one_before(school, village, pupils):
    for row in pupils:
        quality(village, row, {1: 8, 2: 8, 3: 15})
    found, sentence = asked(school)

    assert (found.verdict, found.method) == (Verdict.WORKED, Method.NEIGHBOURS)
    assert "Quarter III, 2025–2026: 75.0 %, quarter II" in sentence.replace("\u00a0", " ").replace(
        "Quarter II,", "quarter II,"
    )
    assert "It rose by 35.0 percentage points" in sentence
    assert Caution.TERMS in found.cautions
    assert (found.before, found.after) == (2, 1)


def test_the_same_term_a_year_before_is_the_better_comparison(school, village, pupils):
    before = village.open("7А", 20, year=2024)
    quality(village, before, {2: 18, 3: 8}, year=2024)
    for row in pupils:
        quality(village, row, {2: 18, 3: 8})
    found, _sentence = asked(school)

    assert (found.verdict, found.method) == (Verdict.NO_CHANGE, Method.YEAR_AGO)
    assert found.reason is Reason.SAME


def test_a_fall_of_what_should_rise_is_worse(school, village, pupils):
    quality(village, pupils[0], {2: 18, 3: 4})

    assert asked(school)[0].verdict is Verdict.WORSE


def test_before_the_next_term_ends_it_is_too_early(school, village, pupils):
    quality(village, pupils[0], {1: 8, 2: 8})
    found, sentence = asked(school, since=date(2026, 3, 30))

    assert (found.verdict, found.reason) == (Verdict.TOO_EARLY, Reason.NONE_AFTER)
    assert sentence.startswith("It is too early")


def test_with_nothing_before_it_cannot_be_told(school, village, pupils):
    quality(village, pupils[0], {3: 8})

    assert asked(school)[0].reason is Reason.NOTHING_BEFORE


def test_the_class_beside_it_is_taken_off(school, village, pupils):
    ours, theirs = pupils
    quality(village, ours, {2: 8, 3: 16})
    quality(village, theirs, {2: 8, 3: 16})
    group, beside = Part("class", (ours.pk,)), Part("class", (theirs.pk,))
    found, sentence = asked(school, group=group, compared_with=beside)

    assert (found.verdict, found.method) == (Verdict.NO_CHANGE, Method.BESIDE)
    assert "It moved as that of 8Б did" in sentence
    assert Caution.ALONE in found.cautions
    assert asked(school, group=group)[0].verdict is Verdict.WORKED


def test_a_group_that_is_too_small_is_not_judged(school, village):
    small = village.open("9А", 4)
    large = village.open("9Б", 20)
    quality(village, large, {2: 8, 3: 16})
    for term in (2, 3):
        village.marks(small, "algebra", [GOOD] * 4, term=term)

    assert asked(school, group=Part("class", (small.pk,)))[0].reason is Reason.HIDDEN


def test_attendance_is_judged_week_by_week(school, village, pupils):
    for row in pupils:
        attend(village, row, lambda week, pupil: some(week, pupil) + (5 if week < 0 else 0))
    found, sentence = asked(school, "P-24")

    assert (found.verdict, found.method) == (Verdict.WORKED, Method.LINE)
    assert (found.before, found.after) == (14, 8)
    assert found.change.low < 16.7 < found.change.high
    assert "percentage points higher on average" in sentence
    assert Caution.SEASON in found.cautions
    after = [moment for moment in found.moments if moment.is_after]
    assert len(after) == 8
    assert all(moment.expected > moment.without for moment in after)


def test_weeks_without_a_change_have_none(school, village, pupils):
    attend(village, pupils[0], some)

    assert asked(school, "P-24")[0].verdict is Verdict.NO_CHANGE


def test_two_weeks_are_too_early_and_say_how_many_are_needed(school, village, pupils):
    attend(village, pupils[0], some, weeks=range(-14, 2))
    found, sentence = asked(school, "P-24")

    assert (found.verdict, found.reason) == (Verdict.TOO_EARLY, Reason.FEW_AFTER)
    assert sentence == "It is too early: weeks known after the day: 2, needed: 3."


def test_weeks_of_a_class_are_judged_beside_another(school, village, pupils):
    ours, theirs = pupils
    attend(village, ours, lambda week, pupil: some(week, pupil) + (6 if week < 0 else 0))
    attend(village, theirs, lambda week, pupil: some(week, pupil) + 6)
    group, beside = Part("class", (ours.pk,)), Part("class", (theirs.pk,))
    found, sentence = asked(school, "P-24", group=group, compared_with=beside)

    assert (found.verdict, found.method) == (Verdict.WORKED, Method.BESIDE_LINE)
    assert "Beside 8Б the figure rose by" in sentence


def test_a_class_that_moved_away_before_is_no_fair_comparison(school, village, pupils):
    ours, theirs = pupils
    attend(village, ours, lambda week, pupil: some(week, pupil) + max(0, 14 + week) // 2)
    attend(village, theirs, some)
    group, beside = Part("class", (ours.pk,)), Part("class", (theirs.pk,))
    found, _sentence = asked(school, "P-24", group=group, compared_with=beside)

    assert (found.verdict, found.reason) == (Verdict.CANNOT_TELL, Reason.APART)


def test_every_sentence_can_be_said_in_every_language(school, village, pupils):
    quality(village, pupils[0], {2: 8, 3: 16})
    found = asked(school)[0]
    facts = {**found.facts, "day": DAY, "after": 2, "needed": 3}
    for language in ("ky", "ru", "en"):
        with override(language):
            said = {
                replace(found, reason=reason, facts=facts, others="8Б").sentence
                for reason in Reason
            }
        assert len(said) == len(Reason)
        assert not [sentence for sentence in said if "%(" in sentence]


def test_the_page_asks_answers_and_draws(school, village, pupils, browser_of, deputy):
    for row in pupils:
        attend(village, row, lambda week, pupil: some(week, pupil) + (5 if week < 0 else 0))
    browser = browser_of(deputy)
    empty = browser.get(URL + "?indicator=P-24")
    page = browser.get(URL + f"?indicator=P-24&since={DAY}")

    assert empty.status_code == page.status_code == 200
    assert '<option value="P-24" selected' in empty.text
    assert "It worked" in page.text
    assert "<svg" in page.text
    assert "Expected without the action" in page.text
    assert "Whatever else happened" in page.text


def test_the_page_compares_a_class_with_the_others(school, village, pupils, browser_of, deputy):
    for row in pupils:
        quality(village, row, {2: 8, 3: 16})
    ours = pupils[0].pk
    page = browser_of(deputy).get(URL + f"?indicator=R-02&since={DAY}&group={ours}&beside=others")

    assert "No change is seen" in page.text
    assert "8Б" in page.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=2099-01-01&indicator=R-02", "The action has not begun yet."),
        ("since=2026-01-12&indicator=R-02&beside=others", "Name the class that had the action."),
        ("since=2026-01-12&indicator=none", "Select a valid choice."),
        ("since=&indicator=R-02", "This field is required."),
    ],
)
def test_a_wrong_question_is_refused(school, village, pupils, browser_of, deputy, query, sentence):
    quality(village, pupils[0], {2: 8, 3: 16})
    page = browser_of(deputy).get(URL + "?" + query)

    assert page.status_code == 422
    assert sentence in page.text


def test_a_class_is_not_compared_with_itself(school, village, pupils, browser_of, deputy):
    quality(village, pupils[0], {2: 8, 3: 16})
    ours = pupils[0].pk
    page = browser_of(deputy).get(URL + f"?indicator=R-02&since={DAY}&group={ours}&beside={ours}")

    assert "A class cannot be compared with itself." in page.text


def test_a_school_without_evidence_is_told_what_to_do(school, village, browser_of, deputy):
    assert "Bring in journals first" in browser_of(deputy).get(URL).text


def test_the_indicator_leads_to_the_question(school, village, pupils, browser_of, deputy):
    quality(village, pupils[0], {1: 8, 2: 8})
    page = browser_of(deputy).get("/schools/S12/indicators/R-02/").text

    assert "/schools/S12/effects/?indicator=R-02" in page


def test_the_page_asks_the_database_little(
    school, village, pupils, browser_of, deputy, django_assert_max_num_queries
):
    attend(village, pupils[0], some)
    browser = browser_of(deputy)
    url = URL + f"?indicator=P-24&since={DAY}&group={pupils[0].pk}"
    browser.get(url)
    with django_assert_max_num_queries(30):
        browser.get(url)


def test_nothing_worked_while_the_change_that_is_shown_may_be_none(monkeypatch):
    before, after = [40, 42, 41, 39, 40, 41, 42, 40], [60, 62, 61, 63, 62]
    shares = enumerate([*before, *after], -len(before))
    dots = [lines.Dot(float(at), float(share), share * 5.0, 500.0) for at, share in shares]
    told = lines.alone(dots, season=None, rising=True)
    assert (told.verdict, told.change.low > 0) == (effect.Verdict.WORKED, True)

    plain = effect.interrupted

    def doubtful(*asked, **more):
        return replace(plain(*asked, **more), mean_gap=effect.Gap(12.0, -2.0, 26.0))

    monkeypatch.setattr(effect, "interrupted", doubtful)
    told = lines.alone(dots, season=None, rising=True)
    assert told.verdict is effect.Verdict.NO_CHANGE
