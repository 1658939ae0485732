"""An own indicator is computed like the catalogue's, from its term on, in its version."""

from datetime import date

import pytest

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import Status, measure
from sapat.check.measuring.trial import forgotten, trial
from sapat.core.refusal import Refused
from sapat.plan.indicators.proposals import changes
from sapat.plan.indicators.proposals.changes import Idea, Meeting
from sapat.plan.indicators.proposals.rules import About, NotSo
from sapat.plan.indicators.system import Decision, system_at
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from tests.check.conftest import Q1, Q2
from tests.conftest import AT

LAST_YEAR = AT.replace(year=2025)


@pytest.fixture
def decide(school, union, council):
    """Lead a proposal the whole way: decide(About.OFF, "R-02", Q2)."""

    def decide(about, code, since, content=None, at=LAST_YEAR):
        day = at.date()
        idea = Idea(about, "Керек", code, content)
        with within(school):
            row = changes.propose(school, idea, person=None, by=None, at=at)
            changes.discuss(row, Meeting(union, "1", day), "Макул", by=None, at=at)
            return changes.approve(row, Meeting(council, "2", day), since, by=None, at=at)

    return decide


def figure(school, term, code="M-01"):
    return measure(school, term, indicators=[code])[0]


def test_it_is_computed_from_its_term_on_and_not_before(marked, sketch, decide):
    decide(About.NEW, "", Q2, sketch().record)

    before, now = figure(marked, Q1), figure(marked, Q2)
    assert (before.status, before.value) == (Status.NOT_APPLICABLE, None)
    assert (now.num, now.den, now.value, now.status) == (3, 10, 30.0, Status.ATTENTION)
    assert "M-01" in {reading.indicator for reading in measure(marked, Q2)}


def test_it_is_broken_down_like_the_others(marked, sketch, decide):
    decide(About.NEW, "", Q1, sketch().record)
    (line,) = measure(marked, Q1, indicators=["M-01"], by=["class"])
    assert (line.label, line.value) == ("8А", 70.0)


def test_a_new_version_never_changes_earlier_figures(marked, sketch, decide):
    decide(About.NEW, "", Q1, sketch().record)
    first = figure(marked, Q1)
    decide(About.CHANGE, "M-01", Q2, sketch(num="category = 'excellent' and grade = 5").record)

    assert figure(marked, Q1) == first
    second = figure(marked, Q2)
    assert (second.value, second.version != first.version) == (0.0, True)


def test_a_catalogue_indicator_is_switched_off_and_on_by_decision(marked, decide):
    decide(About.OFF, "R-02", Q2)
    assert figure(marked, Q1, "R-02").value == 70.0
    assert "R-02" not in {reading.indicator for reading in measure(marked, Q2)}

    decide(About.ON, "R-02", Q2)
    assert figure(marked, Q2, "R-02").value == 30.0


def test_a_constant_is_set_within_its_limits(marked, decide):
    code = next(c for c, one in ground_of(marked).current.indicators.items() if one.params)
    param = next(iter(ground_of(marked).current.indicators[code].params.values()))
    with pytest.raises(Refused) as no:
        decide(About.PARAMS, code, Q2, {param.code: param.most + 1})
    assert no.value.reason == NotSo.OUT_OF_RANGE

    decide(About.PARAMS, code, Q2, {param.code: param.least})

    ground = ground_of(marked)
    assert ground.book(Q1).definitions[code].version != ground.book(Q2).definitions[code].version


def test_weights_hold_from_their_term(marked, decide):
    decide(About.WEIGHTS, "", Q2, {"R-01": 3.0})
    ground = ground_of(marked)
    weights = [ground.book(term).system.weight("R-01") for term in (Q1, Q2)]
    assert weights == [1, 3.0]


def test_a_decision_cannot_reach_back(marked, sketch, decide):
    with pytest.raises(Refused) as no:
        decide(About.NEW, "", Q1, sketch().record, at=AT.replace(year=2026, month=1))
    assert no.value.reason == NotSo.PAST_TERM


@pytest.mark.parametrize(
    ("more", "reason"), [({"tool": ""}, NotSo.NO_TOOL), ({"role": ""}, NotSo.NO_OWNER)]
)
def test_without_tool_or_owner_it_cannot_be_in_force(marked, sketch, decide, more, reason):
    with pytest.raises(Refused) as no:
        decide(About.NEW, "", Q2, sketch(**more).record)
    assert no.value.reason == reason


def test_the_catalogue_is_not_rewritten_and_a_mistake_is_refused(marked, sketch, decide):
    for about, code, record in (
        (About.CHANGE, "R-02", sketch().record),
        (About.NEW, "", sketch(num="nothing = 1").record),
        (About.OFF, "Z-99", None),
    ):
        with pytest.raises(Refused):
            decide(about, code, Q2, record)


def test_a_trial_shows_the_last_terms_and_decides_nothing(marked, sketch):
    ground = ground_of(marked)
    with within(marked):
        made = trial(ground, sketch())
    assert [(each.term, each.value) for each in made.readings][-2:] == [(Q2, 30.0), (Q1, 70.0)]
    assert "M-00" not in ground.current.indicators


def test_a_trial_says_when_there_is_nothing_to_divide_by(marked, sketch):
    with within(marked):
        assert trial(ground_of(marked), sketch(den="grade = 3")).divides_by_nothing


def test_the_figures_of_others_stay_when_one_is_added(marked, sketch, decide):
    before = measure(marked, Q1)
    decide(About.NEW, "", Q1, sketch().record)
    after = [reading for reading in measure(marked, Q1) if reading.indicator != "M-01"]
    assert after == before


def test_what_nobody_fills_for_two_periods_is_found(marked):
    with within(marked):
        codes = {each.code for each, _last in forgotten(ground_of(marked))}
    assert "P-10" in codes
    assert "R-02" not in codes


def test_a_decision_of_another_school_is_not_ours(other_school, marked, sketch, decide):
    decide(About.NEW, "", Q1, sketch().record)
    assert "M-01" not in ground_of(other_school).current.indicators


def test_what_the_catalogue_no_longer_knows_is_left_out(sketch):
    lost = Decision("new", "M-07", sketch(criterion="gone").record, (2025, 1), 1)
    assert "M-07" not in system_at([lost], 2025, 1).indicators


def test_the_year_as_a_whole_follows_its_last_term(sketch):
    late = Decision("new", "M-01", sketch().record, (2025, 4), 1, decided_on=date(2026, 3, 1))
    year = TermCode(2025, 0, TermKind.YEAR)
    assert "M-01" not in system_at([late], year.year, year.number).off
    assert "M-01" in system_at([late], 2025, 3).off
