"""The small demonstration, brought in through the importer and measured."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils.translation import override

from sapat.act.actions import reads as actions
from sapat.act.actions.models import Action
from sapat.act.loop import chains
from sapat.check.audits import reads as audits
from sapat.check.audits.models import Audit
from sapat.check.audits.rules import AuditState, Kind
from sapat.check.comparing import reads as progress
from sapat.check.comparing.rules import Basis
from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.objectivity import objectivity_of
from sapat.check.measuring.readings import measure
from sapat.check.monitoring.models import Signal, SignalFactor
from sapat.check.testing.analysis import difference
from sapat.check.testing.models import SatTest
from sapat.check.testing.reads import analysis_of, answers_of
from sapat.core.proofs import Question, State, found
from sapat.demo import changes, opening
from sapat.demo.cast import PASSWORD, cast
from sapat.demo.day_school import CODE, day_school
from sapat.school.boundary import within
from sapat.school.calendar.rules import parse_term
from sapat.school.classes import reads as classes
from sapat.school.classes.models import SchoolClass
from tests.rows import school_models
from tests.test_access import filled, school_pages

pytestmark = pytest.mark.django_db

PAPER = re.compile(r"(paper|sheet|protocol|extract|dossier|attendance|invitation)/$")
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
"""After the first term of the running year, whose data the demonstration has."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder of its own for everything kept."""
    folder = tmp_path_factory.mktemp("home")
    with override_settings(SAPAT_HOME=folder):
        yield folder


@pytest.fixture(scope="module")
def opened(django_db_setup, home, django_db_blocker):
    """The small school, opened once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield opening.small(home / "demonstration", at=AT)
        transaction.set_rollback(True)


def by(opened, code, term, *dims):
    """Return the readings of an indicator by the labels of what it is broken down by."""
    with override("en"):
        found = measure(opened, parse_term(term), indicators=[code], by=list(dims))
    return {" ".join(group.label for group in one.breakdown.values()): one for one in found}


def test_the_falling_class_falls_in_the_figures(opened):
    values = [by(opened, "R-02", f"2025-Q{n}", "class")["8А"].value for n in (1, 2, 3, 4)]
    assert min(values[:2]) > values[2] > values[3]
    assert values[0] - values[3] > 15


def test_the_small_class_is_not_shown_and_neither_is_its_neighbour(opened):
    found = by(opened, "R-02", "2025-Q4", "class")
    assert found["6Б"].why_not == "too_small"
    assert "complement" in {reading.why_not for reading in found.values()}


def test_the_exam_contradicts_the_journal_in_algebra_alone(opened):
    found = by(opened, "R-08", "2025-Y", "subject")
    shares = {label: reading.value for label, reading in found.items()}
    assert shares.pop("Algebra") < 35
    assert min(shares.values()) > 50


def test_one_subject_of_one_class_has_too_few_marks(opened):
    found = by(opened, "P-09", "2026-Q1", "class", "subject")
    assert [reading.value for reading in found.values() if reading.value < 85] == [0]


def test_the_growing_class_grows_most(opened):
    found = by(opened, "R-14", "2025-Y", "class")
    shown = {label: reading.value for label, reading in found.items() if reading.shown}
    assert max(shown, key=shown.get) == "5А"


def test_one_class_came_further_and_one_less_far_from_the_same_start(opened):
    with within(opened):
        told = progress.progress(ground_of(opened), Basis.TESTS, parse_term("2025-Y"))
        labels = classes.labels({int(line.group) for line in told.lines})
    verdicts = {labels[int(line.group)]: str(line.verdict) for line in told.shown}
    assert verdicts == {"5А": "more", "8А": "less", "9А": "like"}


def test_one_teacher_rounds_up(opened):
    with within(opened):
        told = objectivity_of(ground_of(opened), parse_term("2026-Q1"), ("teacher",))
    shares = sorted(line.rounding.mean for line in told.by["teacher"] if line.rounding)
    assert shares[-1] > 0.15 > 0.06 > shares[-2]


def test_classes_go_on_by_their_pupils(opened):
    with within(opened):
        found = {one.label: one for one in SchoolClass.objects.filter(school_year__year=2026)}
        assert found["9А"].continues.label == "8А"


def test_what_came_in_once_comes_in_no_second_time(opened, home, tmp_path):
    village = day_school(opening.SEED, small=True)
    assert opening.is_ready(home / "demonstration", village)
    for paper in list(opening.papers_of(village))[:7]:
        path = paper.write(tmp_path)
        assert changes.bring_in(opened, path, path.name, paper.data_set, at=AT) == 0


def test_the_cast_can_sign_in(opened):
    for one in cast(day_school(opening.SEED, small=True)):
        client = Client()
        client.post("/account/login/", {"login": one.login, "password": PASSWORD})
        assert client.get(f"/schools/{CODE}/").status_code == 200


def test_its_tests_are_good_and_bad_as_planted(opened):
    with within(opened):
        rows = {
            row.title.split(":")[0] + str(row.held_on.month): row for row in SatTest.objects.all()
        }
        good, poor, small = rows["Алгебра10"], rows["Физика10"], rows["Химия11"]
        lines, analysis = analysis_of(good)
        told = difference(answers_of(good, lines), [s.sex for s in lines])

    assert (good.verdict, good.wrong_keys) == ("class", 0)
    assert (poor.wrong_keys, poor.verdict) == (1, "weak")
    assert (small.verdict, small.wrong_keys) == ("too_few", 0)
    assert told is None  # a small school has too few girls and boys to tell
    assert len(analysis.flags) == 24


def test_its_bodies_assess_and_govern(opened):
    with within(opened):
        question = Question(opened, date(2026, 10, 1))
        answers = [
            found(f"bodies.{rule}").ask(question, {}) for rule in ("structure", "governance")
        ]
    assert [answer.state for answer in answers] == [State.PROVED, State.PROVED]


def test_signals_stand_in_every_state_with_their_causes(opened):
    with within(opened):
        states = set(Signal.objects.filter(part_of=None).values_list("state", flat=True))
        assert {"open", "explained", "acted_on"} <= states
        assert SignalFactor.objects.values("factor").distinct().count() > 3
        assert not Signal.objects.filter(raised_at__gt=AT).exists()
    for name in ("monitoring.changes_detected", "monitoring.causes_named"):
        with within(opened):
            assert found(name).ask(Question(opened, AT.date()), {}).state == State.PROVED


@pytest.fixture
def judged(opened):
    """The actions of the story that stands on planted figures, by their indicator."""
    with within(opened):
        rows = Action.objects.filter(indicator__in=["P-08", "P-24", "R-03"])
        return {row.indicator: row for row in rows}


def test_one_action_worked_one_did_not_and_one_is_too_early(opened, judged):
    states = {code: row.state for code, row in judged.items()}
    assert states == {"P-08": "worked", "P-24": "failed", "R-03": "done"}
    with within(opened):
        looks = actions.last_checks(row.pk for row in judged.values())
    found = {row.indicator: looks[row.pk].figures["verdict"] for row in judged.values()}
    assert found == {"P-08": "worked", "P-24": "no_change", "R-03": "too_early"}


def test_their_pages_say_so(opened, judged):
    browser = Client(headers={"accept-language": "en"})
    browser.login(username="deputy1", password=PASSWORD)
    said = {"P-08": "It worked", "P-24": "It did not work", "R-03": "It is too early to tell"}
    for code, words in said.items():
        address = f"/schools/{opened.code}/act/findings/actions/{judged[code].pk}/"
        assert words in browser.get(address).text


def test_the_whole_turn_is_read_from_the_clause_to_the_effect(opened, judged):
    with within(opened):
        found = chains.around_finding(judged["P-08"].finding)
    stages = {str(one.stage) for one in found}
    assert {"clause", "process", "indicator", "finding", "cause", "action"} <= stages
    assert {"decision", "order", "effect"} <= stages


def test_audits_stand_in_every_state_with_one_gap_and_one_refusal(opened):
    with within(opened):
        rows = list(Audit.objects.select_related("programme"))
        programme = audits.programme(Kind.INTERNAL, 2026)
        gaps = [
            one for one in audits.coverage(programme, audits.audits(programme.pk)) if one.is_gap
        ]
    assert {row.state for row in rows} == set(AuditState)
    assert {(row.programme.kind, row.programme.year) for row in rows} == {
        (kind, year) for kind in Kind for year in (2025, 2026)
    }
    assert gaps
    assert all(row.reason for row in rows if row.state == AuditState.REFUSED)


@pytest.mark.parametrize("order", ["pk", "-pk"], ids=["oldest", "newest"])
def test_every_paper_is_handed_out(opened, order):
    with within(opened):
        rows = {model: model.objects.order_by(order).first() for model in school_models()}
    rows = {model: row for model, row in rows.items() if row is not None}
    browser = Client(headers={"accept-language": "ky"})
    browser.login(username="deputy1", password=PASSWORD)
    answers = {}
    for _name, route, _page in school_pages():
        if PAPER.search(route) and (address := _address(route, opened, rows)):
            answers[address] = browser.get(f"{address}?form=pdf").status_code
    assert [address for address, status in answers.items() if status >= 500] == []
    assert list(answers.values()).count(200) > 15


def _address(route, school, rows):
    try:
        return filled(route, school, rows)
    except LookupError:
        return None
