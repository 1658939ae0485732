"""A case of breach goes its way: fact, explanation, measure, reply, end, erasure."""

from datetime import date, datetime, timedelta

import pytest

from sapat.act.breaches import changes, outcomes, reads
from sapat.act.breaches.changes import Choice, Fact, GivenBy
from sapat.act.breaches.models import Breach, BreachFile, BreachStep
from sapat.act.breaches.rules import FROM, BreachState, NotSo, Step, measures
from sapat.check.findings.models import Finding
from sapat.core.models import TrailEntry
from sapat.core.refusal import Refused
from sapat.core.trail import is_whole
from sapat.school.people import changes as people
from tests.act.conftest import AT

pytestmark = pytest.mark.usefixtures("year", "inside")

DAY = AT.date()
FACT = Fact("Баалоонун ачыктыгы", "Бааларды эки ай журналга койгон эмес", DAY)
PAPER = b"%PDF-1.7 ..."


def on(days: int) -> datetime:
    return AT + timedelta(days=days)


@pytest.fixture
def case(teacher, director):
    """A case about the teacher."""
    return changes.open_case(teacher.person, FACT, person=director.person, by=director, at=AT)


@pytest.fixture
def asked(case, director):
    until = DAY + timedelta(days=3)
    return changes.ask_explanation(case, until, person=director.person, by=director, at=AT)


@pytest.fixture
def explained(asked, teacher):
    return changes.explain(asked, "Ооруп калгам", person=teacher.person, at=on(1))


def choose(case, user, measure="talk", at=None):
    choice = Choice(measure, "Биринчи жолу")
    return changes.decide(case, choice, person=user.person, by=user, at=at or on(2))


@pytest.fixture
def decided(explained, director):
    return choose(explained, director)


@pytest.fixture
def closed(decided, director):
    return changes.close(decided, person=director.person, by=director, at=on(20))


STEPS = {
    Step.WRITE: lambda c, d, t: changes.correct(c, FACT, person=d.person, by=d, at=on(30)),
    Step.ATTACH: lambda c, d, t: changes.attach(c, "a", PAPER, person=d.person, by=d, at=on(30)),
    Step.ASK: lambda c, d, t: changes.ask_explanation(
        c, DAY + timedelta(days=60), person=d.person, by=d, at=on(30)
    ),
    Step.EXPLAIN: lambda c, d, t: changes.explain(c, "Сөз", person=t.person, at=on(30)),
    Step.REFUSE: lambda c, d, t: changes.record_refusal(c, "", person=d.person, by=d, at=on(30)),
    Step.DECIDE: lambda c, d, t: choose(c, d, at=on(30)),
    Step.ORDER: lambda c, d, t: changes.name_order(
        c, GivenBy(None, "12-К", DAY), person=d.person, by=d, at=on(30)
    ),
    Step.REPLY: lambda c, d, t: changes.reply(c, "Макул", person=t.person, at=on(30)),
    Step.CLOSE: lambda c, d, t: changes.close(c, person=d.person, by=d, at=on(30)),
    Step.DROP: lambda c, d, t: changes.drop(c, "Далил жок", person=d.person, by=d, at=on(30)),
    Step.FIND: lambda c, d, t: outcomes.write_finding(
        c, "Журнал көзөмөлсүз", "minor", person=d.person, by=d, at=on(30)
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_possible_from_its_states_alone(case, director, teacher, step):
    for state in set(BreachState) - {BreachState.ERASED}:
        Breach.objects.filter(pk=case.pk).update(
            state=state, explain_by=DAY, measure="talk", reply_by=DAY, replied_on=None
        )
        case.refresh_from_db()
        if state in FROM[step]:
            STEPS[step](case, director, teacher)
            Finding.objects.update(state="refused")
            continue
        with pytest.raises(Refused) as no:
            STEPS[step](case, director, teacher)
        assert no.value.reason == NotSo.WRONG_STEP, state
        case.refresh_from_db()
        assert case.state == state


def test_an_erased_case_takes_no_step_at_all(closed, director, teacher):
    changes.erase_over(closed.school, at=on(800))
    closed.refresh_from_db()
    for step, take in STEPS.items():
        with pytest.raises(Refused) as no:
            take(closed, director, teacher)
        assert no.value.reason == NotSo.WRONG_STEP, step


def test_nobody_handles_a_case_about_themselves(school, deputy, director):
    with pytest.raises(Refused) as no:
        changes.open_case(deputy.person, FACT, person=deputy.person, by=deputy, at=AT)
    assert no.value.reason == NotSo.OWN_CASE
    case = changes.open_case(deputy.person, FACT, person=director.person, by=director, at=AT)
    with pytest.raises(Refused) as no:
        changes.drop(case, "Жок", person=deputy.person, by=deputy, at=AT)
    assert no.value.reason == NotSo.OWN_CASE


def test_only_the_person_concerned_explains_and_replies(asked, deputy):
    with pytest.raises(Refused) as no:
        changes.explain(asked, "Мен эмес", person=deputy.person, at=AT)
    assert no.value.reason == NotSo.NOT_YOURS


def test_silence_is_recorded_only_after_the_term(asked, director):
    with pytest.raises(Refused) as no:
        changes.record_refusal(asked, "", person=director.person, by=director, at=on(3))
    assert no.value.reason == NotSo.TERM_RUNS
    row = changes.record_refusal(asked, "", person=director.person, by=director, at=on(4))
    assert (row.state, row.explanation_kind) == ("explained", "silent")


def test_a_refusal_in_words_is_recorded_at_once(asked, director):
    row = changes.record_refusal(asked, "Акт № 1", person=director.person, by=director, at=on(1))
    assert row.explanation_kind == "refused"


def test_no_measure_needs_its_reason(explained, director):
    with pytest.raises(Refused) as no:
        changes.decide(
            explained, Choice("none", " "), person=director.person, by=director, at=on(2)
        )
    assert no.value.reason == NotSo.NO_REASON


def test_a_disciplinary_measure_is_not_closed_without_its_order(explained, director):
    row = choose(explained, director, "reprimand")
    with pytest.raises(Refused) as no:
        changes.close(row, person=director.person, by=director, at=on(20))
    assert no.value.reason == NotSo.NEEDS_ORDER
    outcomes.draft_order(row, person=director.person, by=director, at=on(3))
    row = changes.close(row, person=director.person, by=director, at=on(20))
    assert row.state == BreachState.CLOSED


def test_the_drafted_order_names_nobody(explained, director, teacher):
    row = choose(explained, director, "remark")
    order = outcomes.draft_order(row, person=director.person, by=director, at=on(3))
    said = f"{order.title} {order.preamble} {[one.text for one in order.points.all()]}"
    assert teacher.person.family_name not in said
    assert not order.notices.filter(person=teacher.person).exists()


def test_the_right_of_reply_keeps_a_case_open_until_its_term(decided, director, teacher):
    with pytest.raises(Refused) as no:
        changes.close(decided, person=director.person, by=director, at=on(12))
    assert no.value.reason == NotSo.REPLY_RUNS
    changes.reply(decided, "Макул эмесмин", person=teacher.person, at=on(12))
    row = changes.close(decided, person=director.person, by=director, at=on(12))
    assert row.reply == "Макул эмесмин"


def test_a_reply_is_given_once(decided, teacher):
    changes.reply(decided, "Бир", person=teacher.person, at=on(3))
    with pytest.raises(Refused) as no:
        changes.reply(decided, "Эки", person=teacher.person, at=on(3))
    assert no.value.reason == NotSo.REPLIED


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"MZ\x90", NotSo.BAD_FILE), (b"%PDF" + b"0" * 5_000_001, NotSo.BIG_FILE)],
)
def test_only_small_papers_and_pictures_are_evidence(case, director, content, reason):
    with pytest.raises(Refused) as no:
        changes.attach(case, "a.pdf", content, person=director.person, by=director, at=AT)
    assert no.value.reason == reason


def test_a_finding_from_a_case_names_nobody(decided, director, teacher):
    words = f"{teacher.person.family_name}дын журналы"
    with pytest.raises(Refused) as no:
        outcomes.write_finding(
            decided, words, "minor", person=director.person, by=director, at=on(3)
        )
    assert no.value.reason == NotSo.NAMED
    row = outcomes.write_finding(
        decided, "Журнал көзөмөлсүз", "minor", person=director.person, by=director, at=on(3)
    )
    assert (row.origin, row.found_by, row.source) == ("breach", None, f"breach:{decided.pk}")
    assert Finding.objects.count() == 1


@pytest.mark.parametrize(("months", "kept"), [(6, date(2027, 4, 11)), (1, date(2026, 11, 11))])
def test_a_case_is_kept_for_the_term_of_its_measure(decided, director, school, months, kept):
    if months != measures()["talk"].months:
        changes.set_terms(school, {"talk": months}, by=director, at=AT)
    row = changes.close(decided, person=director.person, by=director, at=on(20))
    assert row.keep_until == kept


def test_a_case_is_erased_the_day_after_its_term_and_only_counted(closed, school, director):
    BreachFile.objects.create(
        school=school, breach=closed, name="a.pdf", kind="pdf", content=PAPER, digest="0",
        added_on=DAY,
    )  # fmt: skip
    last = datetime.combine(closed.keep_until, AT.time(), AT.tzinfo)
    assert changes.erase_over(school, at=last) == 0
    assert changes.erase_over(school, at=last + timedelta(days=1)) == 1
    closed.refresh_from_db()
    said = [closed.point, closed.fact, closed.explanation, closed.measure_words, closed.reply]
    assert (closed.person, said) == (None, [""] * 5)
    assert (BreachFile.objects.count(), BreachStep.objects.count()) == (0, 0)
    assert [(one.year, one.measure) for one in reads.counted()] == [(2026, "talk")]
    assert changes.erase_over(school, at=last + timedelta(days=2)) == 0


def test_the_trail_stays_whole_and_never_held_a_name(closed, school, teacher):
    changes.erase_over(school, at=on(800))
    lines = TrailEntry.objects.filter(chain=school.chain, what__startswith="breach.")
    assert is_whole(school.chain)
    assert {one.what for one in lines} >= {"breach.opened", "breach.explained", "breach.erased"}
    assert all(set(one.facts) == {"code"} for one in lines)
    assert not lines.filter(by=teacher).exists()


def test_a_person_who_is_erased_takes_the_closed_case_along(closed, school, teacher, director):
    people.erase(teacher.person, by=director, at=on(21))
    assert changes.erase_over(school, at=on(21)) == 1


def test_two_people_decide_at_once_and_the_second_is_told(explained, director, deputy):
    same = Breach.objects.get(pk=explained.pk)
    choose(explained, director, "talk")
    with pytest.raises(Refused) as no:
        choose(same, deputy, "reprimand")
    assert no.value.reason == NotSo.WRONG_STEP
    same.refresh_from_db()
    assert same.measure == "talk"
