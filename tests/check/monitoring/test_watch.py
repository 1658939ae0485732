"""The watch: what is planted is found, what is not there is not raised, nothing twice."""

from datetime import timedelta

import pytest

from sapat.check.data_quality.models import QualityIssue
from sapat.check.monitoring import changes, reads
from sapat.check.monitoring.models import KeptForecast, Signal, Watch
from sapat.check.monitoring.rules import Answered, State
from sapat.core.models import TrailEntry
from sapat.school.boundary import every_school, within
from tests.check.monitoring.conftest import GOOD
from tests.conftest import AT

LATER = AT + timedelta(days=3)


def everything():
    with every_school():
        return (
            list(Signal.objects.order_by("pk").values()),
            KeptForecast.objects.count(),
            list(Watch.objects.values("term", "fingerprint", "last_at")),
            TrailEntry.objects.count(),
        )


def test_a_school_without_news_raises_no_change(past, watch, raised):
    past.write(GOOD)
    tally = watch()
    assert tally.term == "2025-Q4"
    assert tally.figures > 10
    assert not [one for one in raised() if "cause" in one.grounds or "forecast" in one.grounds]
    assert not raised("R-02")


def test_a_fall_is_found_for_the_school_and_its_groups_are_folded_under_it(past, watch, raised):
    past.write((*GOOD[:-1], 9))
    watch()
    whole, *parts = raised("R-02")
    assert (whole.dim, whole.side, whole.term) == ("", "worse", "2025-Q4")
    assert whole.grounds["cause"]["cause"] == "below_limit"
    assert "norm" in whole.grounds
    assert all(part.part_of_id == whole.pk for part in parts)
    assert {part.dim for part in parts} <= {"class", "subject"}


def test_a_season_that_returns_every_year_is_no_news(past, watch, raised):
    past.write([count - 6 if at % 4 == 2 else count for at, count in enumerate(GOOD)][:15])
    watch()
    assert not raised("R-02", dim="")


def test_a_short_past_says_nothing_about_change(past, watch, raised):
    past.write((*GOOD[:6], 9))
    watch()
    assert not [one for one in raised() if "cause" in one.grounds]


def test_watching_twice_adds_nothing(past, watch):
    past.write((*GOOD[:-1], 9))
    watch()
    before = everything()
    assert watch(LATER).unchanged
    assert everything() == before


def test_the_same_facts_brought_in_anew_add_nothing(past, watch, raised):
    past.write((*GOOD[:-1], 9))
    watch()
    signals = [(one.pk, one.grounds, one.state) for one in raised()]
    with within(past.village.school):
        Watch.objects.update(fingerprint="other")
    tally = watch(LATER)
    assert not tally.unchanged
    assert not tally.raised
    assert [(one.pk, one.grounds, one.state) for one in raised()] == signals


def test_the_next_term_sees_an_open_signal_again_and_raises_it_no_second_time(past, watch, raised):
    past.write((*GOOD[:-2], 9))
    watch()
    (whole,) = raised("R-02", dim="")
    past.quarter(15, 8)
    watch(LATER)
    (again,) = raised("R-02", dim="")
    assert again.pk == whole.pk
    assert (again.seen_year, again.seen_number) == (2025, 4)


def test_a_signal_that_an_import_corrects_says_so(past, watch, raised):
    *_others, last = past.write((*GOOD[:-1], 9))
    watch()
    past.village.undo(last)
    past.quarter(15, 26)
    tally = watch(LATER)
    whole = raised("R-02", dim="")[0]
    assert whole.pk in tally.corrected
    assert (whole.value, whole.corrected_value) == (22.5, 65)
    assert whole.corrected_at == LATER
    assert not whole.still
    assert whole.state == State.OPEN


def test_a_forecast_is_kept_and_compared(past, watch, school):
    past.write(GOOD[:15])
    watch()
    with within(school):
        expected = KeptForecast.objects.get(indicator="R-02", step=1)
        assert (expected.made_after, expected.term) == ("2025-Q3", "2025-Q4")
        assert expected.fact is None
    past.quarter(15, 26)
    watch(LATER)
    with within(school):
        expected.refresh_from_db()
    assert expected.fact == 65
    assert expected.compared_at == LATER


def test_a_forecast_that_breaks_is_a_ground(past, watch, school, raised):
    past.write(GOOD[:15])
    watch()
    with within(school):
        KeptForecast.objects.filter(indicator="R-02", step=1).update(low95=60, high95=70)
    past.quarter(15, 20)
    watch(LATER)
    (whole,) = raised("R-02", dim="")
    assert whole.grounds["forecast"]["low"] == 60
    with within(school):
        assert [one.held for one in reads.forecasts("R-02") if one.fact is not None] == [False]


def test_what_was_kept_once_is_not_written_over(past, watch, school):
    batches = past.write(GOOD)
    watch()
    with within(school):
        before = list(KeptForecast.objects.order_by("pk").values_list("pk", "value"))
    past.village.undo(batches[-1])
    past.quarter(15, 20)
    watch(LATER)
    with within(school):
        assert list(KeptForecast.objects.order_by("pk").values_list("pk", "value")) == before


def test_an_answer_ends_the_time_from_signal_to_decision(past, watch, raised, director):
    past.write((*GOOD[:-1], 9))
    watch()
    whole, *parts = raised("R-02")
    answered = Answered("explained", "Карантин болду.")
    changes.answer(whole, answered, person=None, by=director, at=LATER, named=[("epidemic", "")])
    whole, *parts = raised("R-02")
    assert (whole.state, whole.answered_at - whole.raised_at) == ("explained", timedelta(days=3))
    assert parts
    assert {(part.state, part.answered_at) for part in parts} == {("explained", LATER)}
    assert TrailEntry.objects.filter(what="signal.explained").count() == 1


def test_an_answered_signal_is_raised_anew_in_another_year(past, watch, raised, director):
    past.write((*GOOD[:11], 9))
    watch()
    (first,) = raised("R-02", dim="")
    changes.answer(first, Answered("accepted", "Билебиз."), person=None, by=director, at=AT)
    past.quarter(12, 8)
    watch(LATER)
    first, second = raised("R-02", dim="")
    assert (first.state, second.state, second.term) == ("accepted", "open", "2025-Q1")


@pytest.mark.parametrize("kept", [True, False])
def test_the_second_of_two_watchers_adds_nothing(past, watch, school, monkeypatch, kept):
    """Both look at once; while one looks, the other writes."""
    past.write((*GOOD[:-1], 9))
    look, looked = changes.look, []

    def slow(*args, **more):
        found = look(*args, **more)
        if not looked:
            looked.append(True)
            if kept:
                watch()
        return found

    monkeypatch.setattr(changes, "look", slow)
    tally = watch()
    with within(school):
        keys = list(Signal.objects.values_list("key", flat=True))
        assert Watch.objects.count() == 1
    assert tally.unchanged == kept
    assert len(keys) == len(set(keys)) > 0


def test_a_watch_asks_as_much_of_many_groups_as_of_few(past, watch, django_assert_max_num_queries):
    past.write((*GOOD[:-1], 9))
    for at in range(6):
        row = past.village.open(f"{at + 1}Б", 12, year=2025)
        past.village.marks(row, "physics", [4] * 2 + [2] * 10, term=4)
    with django_assert_max_num_queries(60):
        watch()


def test_nothing_is_raised_where_there_is_no_evidence(school, watch, raised):
    assert watch().term == ""
    assert not raised()


def test_data_that_fail_are_one_signal_a_check(past, watch, school, raised):
    def issue(number, **more):
        usual = {"rule": "marks_missing", "data_set": "period_marks", "severity": "high"}
        return QualityIssue.objects.create(
            school=school, key=f"marks_missing:{number}", year=2025, term=4, wrong=3, out_of=9,
            opened_at=AT, **{**usual, **more},
        )  # fmt: skip

    past.write(GOOD)
    with within(school):
        rows = [issue(1), issue(2), issue(3, severity="low")]
    watch()
    (one,) = raised(dim="marks_missing")
    assert one.grounds["data"]["count"] == 2
    assert one.still
    with within(school):
        QualityIssue.objects.filter(pk__in=[row.pk for row in rows]).update(state="fixed")
    watch(LATER)
    (one,) = raised(dim="marks_missing")
    assert (one.still, one.state) == (False, State.OPEN)
