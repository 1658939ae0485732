"""Broken chains are found, whole ones are not, and a chain is read in both directions."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sapat.act.actions import changes as actions
from sapat.act.actions.changes import Ground, Intent
from sapat.act.actions.models import Action
from sapat.act.actions.rules import ActionState, Kind
from sapat.act.decisions import changes as decisions
from sapat.act.decisions.wording import Aim, Reason
from sapat.act.loop import chains, reads
from sapat.act.loop.rules import Break, Broken, by_kind, speed
from sapat.act.orders import changes as orders
from sapat.check.findings.changes import Source
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Grade, Origin
from sapat.check.monitoring.models import Signal
from sapat.core.facts import facts_of
from sapat.core.proofs import Question
from sapat.school.boundary import within
from tests.act.conftest import AT, DAY
from tests.act.meetings.conftest import resolution

LATER = DAY + timedelta(days=60)


@pytest.fixture
def breaks(school):
    """Return kind -> labels of what is broken on a day."""

    def find(day=LATER):
        with within(school):
            found = by_kind(reads.broken(day))
        return {kind: [one.label for one in rows] for kind, rows in found.items()}

    return find


@pytest.fixture
def corrected(school, rooted, person, teacher, director):
    """A finding of which one case was put right."""
    row = rooted()
    intent = Intent(Kind.CORRECTION, "Оңдоо", person(teacher), date(2026, 10, 1), finding=row)
    actions.open_action(school, intent, person=None, by=director, at=AT)
    return row


def test_nothing_is_broken_in_an_empty_school(breaks, year):
    assert breaks() == {}


def test_a_confirmed_finding_without_action_breaks_the_chain(breaks, confirmed):
    row = confirmed()
    assert breaks() == {Break.NO_ACTION: [f"{row.name} {row.title}"]}
    assert breaks(DAY + timedelta(days=3)) == {}


def test_good_practice_needs_no_action(breaks, confirmed):
    confirmed(grade=Grade.GOOD)
    assert breaks() == {}


def test_a_correction_without_prevention_breaks_it_until_the_reason_is_written(
    breaks, corrected, director
):
    assert list(breaks()) == [Break.NO_PREVENTION]
    actions.need_no_prevention(corrected, "Бир жолку окуя", person=None, by=director, at=AT)
    assert breaks() == {}


def test_an_effect_that_nobody_judged_breaks_it(breaks, corrected, school):
    with within(school):
        Action.objects.update(state=ActionState.DONE, done_on=DAY, kind=Kind.CORRECTIVE)
    assert Break.NOT_JUDGED in breaks(DAY + timedelta(days=120))
    assert Break.NOT_JUDGED not in breaks(DAY + timedelta(days=61))


def test_a_failed_action_with_nothing_after_it_breaks_it(breaks, corrected, school):
    with within(school):
        Action.objects.update(state=ActionState.FAILED, ended_on=DAY, kind=Kind.CORRECTIVE)
    assert Break.FAILED in breaks()


def test_the_oldest_break_stands_first():
    old = Broken(Break.STILL, "б", DAY, "", ())
    new = Broken(Break.STILL, "а", LATER, "", ())
    assert by_kind([new, old]) == {Break.STILL: [old, new]}


def test_the_speed_of_answers_is_a_median():
    assert (speed([1, 2, 30]).days, speed([]).days) == (2, None)


def test_the_page_names_what_is_broken(browser_of, teacher, school, confirmed, monkeypatch):
    row = confirmed()
    monkeypatch.setattr("sapat.web.pages.act.loop.localdate", lambda: LATER)
    page = browser_of(teacher).get(reverse("act:loop", args=[school.code]))
    assert row.title in page.text


def test_a_finding_shows_what_led_to_it_and_what_it_led_to(browser_of, teacher, school, corrected):
    page = browser_of(teacher).get(reverse("act:finding", args=[school.code, corrected.pk]))
    for words in ("Коңгуроо бузулган", "Оңдоо"):
        assert words in page.text


def test_a_finding_from_a_signal_answers_it(browser_of, deputy, school, year):
    with within(school):
        signal = Signal.objects.create(
            school=school, key="k", indicator="R-01", side="bad", term="2026-Q1", year=2026,
            number=1, seen_year=2026, seen_number=1, raised_at=AT,
        )  # fmt: skip
    given = {"title": "Төмөн", "grade": "minor", "origin": "signal", "found_on": f"{DAY}"}
    address = reverse("act:write_finding", args=[school.code])
    told = f"?origin=signal&source=signal:{signal.pk}&page=check:signal&args={signal.pk}"
    browser_of(deputy).post(address + told, given)
    signal.refresh_from_db()
    with within(school):
        assert Finding.objects.get().source == signal.finding_key
    assert (signal.state, signal.answered_at is not None) == ("acted_on", True)


@pytest.fixture
def carried(school, rooted, person, teacher, director, deputy):
    """A decision that stands on a finding, its order, and the action that carries it out."""
    row = rooted(clause="A5-7", indicator="R-01")
    reason = Reason("finding", row.title, f"{row.pk}")
    aim = Aim("R-01", "97 %", date(2027, 2, 1))
    words = resolution(
        person(teacher), person(deputy), reasons=[reason], term=date(2026, 12, 20), aim=aim
    )
    taken = decisions.decide_alone(school, words, on=DAY, by=director, at=AT)
    order = orders.draft_from(taken, drafter=None, by=director, at=AT)
    ground = Ground(taken.text, "act:decision", (str(taken.pk),))
    intent = Intent(
        Kind.IMPROVEMENT, "Коңгуроону алмаштыруу", person(teacher), date(2026, 10, 1), ground=ground
    )
    action = actions.open_action(school, intent, person=None, by=director, at=AT)
    return {"finding": row, "decision": taken, "order": order, "action": action}


WHOLE = ["clause", "indicator", "finding", "cause", "action", "decision", "order"]


@pytest.mark.parametrize("around", ["finding", "action", "decision", "order"])
def test_the_whole_chain_is_read_from_any_of_its_links(
    school, carried, around, django_assert_max_num_queries
):
    with within(school), django_assert_max_num_queries(20):
        found = getattr(chains, f"around_{around}")(carried[around])
    assert [str(one.stage) for one in found if str(one.stage) in WHOLE] == WHOLE
    assert [one.page for one in found if one.is_here] == [f"act:{around}"]


@pytest.mark.parametrize("around", ["finding", "action", "decision", "order"])
def test_every_page_of_a_chain_leads_to_the_others(browser_of, director, school, carried, around):
    page = browser_of(director).get(
        reverse(f"act:{around}", args=[school.code, carried[around].pk])
    )
    for other in carried.keys() - {around}:
        assert (
            f'href="{reverse(f"act:{other}", args=[school.code, carried[other].pk])}"' in page.text
        )


def test_the_chain_of_a_clause_leads_down_to_the_order(
    browser_of, director, inspector, school, carried
):
    address = reverse("plan:clause", args=[school.code, "A5-7"])
    order = reverse("act:order", args=[school.code, carried["order"].pk])
    assert order in browser_of(director).get(address).text
    assert carried["finding"].title not in browser_of(inspector).get(address).text


def test_a_decision_shows_its_actions_and_opens_another(browser_of, director, school, carried):
    address = reverse("act:decision", args=[school.code, carried["decision"].pk])
    page = browser_of(director).get(address)
    assert "Коңгуроону алмаштыруу" in page.text
    assert reverse("act:open_improvement", args=[school.code]) in page.text


@pytest.fixture
def signal(school):
    """A signal that a figure became worse, raised on the day."""
    with within(school):
        return Signal.objects.create(
            school=school, key="k", indicator="R-01", side="worse", term="2026-Q1", year=2026,
            number=1, seen_year=2026, seen_number=1, raised_at=AT,
        )  # fmt: skip


@pytest.fixture
def waited(school, signal):
    """Return the days a signal has waited for a decision, as the facts say them."""

    def count(day=DAY + timedelta(days=30)):
        with within(school):
            (fact,) = facts_of("signals", Question(school, day))
        return fact["days"]

    return count


def test_an_undecided_signal_goes_on_waiting(waited):
    assert (waited(), waited(DAY + timedelta(days=34)), waited(DAY + timedelta(days=35))) == (
        28,
        28,
        35,
    )


def test_a_finding_decides_once_management_has_spoken(school, waited, signal, found, confirmed):
    later = {"on": DAY, "source": Source(signal.finding_key, "R-01")}
    row = found(origin=Origin.SIGNAL, **later)
    with within(school):
        Signal.objects.update(state="acted_on", answered_at=AT)
    assert waited() == 28
    confirmed(row)
    assert waited() == 0


def test_a_decision_on_the_signal_counts(school, waited, signal, person, teacher, deputy, director):
    on = DAY + timedelta(days=9)
    reason = Reason("signal", "Төмөн", f"{signal.pk}")
    aim = Aim("R-01", "97 %", date(2027, 2, 1))
    words = resolution(
        person(teacher), person(deputy), reasons=[reason], term=date(2026, 12, 20), aim=aim
    )
    decisions.decide_alone(school, words, on=on, by=director, at=AT + timedelta(days=9))
    assert waited() == 9


def test_the_page_of_chains_tells_how_long_a_decision_takes(browser_of, teacher, school, signal):
    with within(school):
        Signal.objects.update(state="explained", answered_at=AT + timedelta(days=3))
    page = browser_of(teacher).get(reverse("act:loop", args=[school.code]))
    assert reverse("check:indicator", args=[school.code, "Q-12"]) in page.text
