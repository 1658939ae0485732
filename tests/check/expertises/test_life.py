"""A review goes its way step by step; no step can be left out, on no way."""

from datetime import date, timedelta

import pytest

from sapat.check.expertises import changes, reads
from sapat.check.expertises.changes import Heard, Said
from sapat.check.expertises.models import ExpertiseMember
from sapat.check.expertises.rules import ExpertiseState, Kind, Mark, NotSo, Outcome, Seat
from sapat.core.refusal import Refused
from sapat.plan.programmes import changes as programmes
from sapat.plan.programmes.rules import ProgrammeKind
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from tests.check.expertises.conftest import AT, marked


def refusal(change, *args, **more):
    with pytest.raises(Refused) as no:
        change(*args, by=None, at=AT, **more)
    return no.value.reason


STEPS = {
    "begin": lambda row: changes.begin(row, by=None, at=AT),
    "judge": lambda row: changes.judge(row, {}, by=None, at=AT),
    "advise": lambda row: changes.advise(row, "Оңдоо", by=None, at=AT),
    "conclude": lambda row: changes.conclude(row, Outcome.AFTER, "Болот", by=None, at=AT),
    "reopen": lambda row: changes.reopen(row, by=None, at=AT),
    "give_up": lambda row: changes.give_up(row, "Мөөнөт жылды", by=None, at=AT),
    "hear": lambda row: changes.hear(
        row, Heard(row.body, AT.date(), "1", "Эске алынды"), by=None, at=AT
    ),
}
ALLOWED = {
    ExpertiseState.PLANNED: {"begin", "give_up"},
    ExpertiseState.JUDGING: {"judge", "advise", "conclude", "give_up"},
    ExpertiseState.CONCLUDED: {"reopen"},
    ExpertiseState.SIGNED: {"hear"},
    ExpertiseState.DROPPED: set(),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ExpertiseState)
def test_every_step_that_is_not_the_next_one_is_refused(state, step, staffed, request):
    row = staffed()
    if state in {ExpertiseState.JUDGING, ExpertiseState.CONCLUDED, ExpertiseState.SIGNED}:
        row = changes.begin(row, by=None, at=AT)
        marked(row)
    with within(row.school):
        ends = {"signed_on": AT.date()} if state == ExpertiseState.SIGNED else {}
        type(row).objects.filter(pk=row.pk).update(state=state, **ends)
    if step in ALLOWED[state]:
        STEPS[step](row)
    else:
        with pytest.raises(Refused) as no:
            STEPS[step](row)
        assert no.value.reason == NotSo.WRONG_STATE


def test_an_author_cannot_review_their_own_work(planned, person, teacher):
    row = planned()
    changes.name(row, person(teacher), Seat.AUTHOR, by=None, at=AT)
    assert refusal(changes.name, row, person(teacher), Seat.EXPERT) == NotSo.CONFLICT
    assert refusal(changes.lead, row, person(teacher)) == NotSo.CONFLICT


def test_an_expert_cannot_be_named_author_later(staffed, person, teacher):
    row = staffed()
    assert refusal(changes.name, row, person(teacher), Seat.AUTHOR) == NotSo.CONFLICT


def test_the_author_of_a_programme_is_named_by_itself(planned, school, person, teacher):
    card = programmes.Outline(ProgrammeKind.BASIC, "Математика", 2026, author=person(teacher))
    programme = programmes.draft(school, card, by=None, at=AT)
    row = planned(kind=Kind.PROGRAMME, programme=programme)
    assert refusal(changes.name, row, person(teacher), Seat.EXPERT) == NotSo.CONFLICT


def test_one_pair_of_eyes_is_no_review(planned, person, deputy):
    row = planned()
    assert refusal(changes.begin, row) == NotSo.NO_LEAD
    changes.name(row, person(deputy), Seat.LEAD, by=None, at=AT)
    assert refusal(changes.begin, row) == NotSo.FEW
    changes.name(row, None, Seat.EXPERT, outside="Сыдыков Б., облустук усулчу", by=None, at=AT)
    assert changes.begin(row, by=None, at=AT).state == ExpertiseState.JUDGING


def test_what_is_lacking_needs_words_and_a_recommendation(begun):
    row = begun()
    assert refusal(changes.conclude, row, Outcome.FIT, "Баары жайында") == NotSo.UNJUDGED
    marked(row, tasks=Said(Mark.NOT_MET))
    assert refusal(changes.conclude, row, Outcome.UNFIT, "Болбойт") == NotSo.NO_WORDS
    marked(row, tasks=Said(Mark.NOT_MET, "Эскирген"))
    assert refusal(changes.conclude, row, Outcome.FIT, "Баары жайында") == NotSo.TOO_GOOD
    assert refusal(changes.conclude, row, Outcome.UNFIT, "Болбойт") == NotSo.NO_ADVICE


def test_the_last_signature_ends_the_review(concluded):
    row = concluded()
    with within(row.school):
        first, second = ExpertiseMember.objects.filter(expertise=row).order_by("pk")
    assert changes.sign(first, by=None, at=AT).state == ExpertiseState.CONCLUDED
    assert refusal(changes.sign, first) == NotSo.SIGNED_ALREADY
    ended = changes.sign(second, opinion="Башкача ойлойм", by=None, at=AT)
    assert (ended.state, ended.signed_on) == (ExpertiseState.SIGNED, date(2026, 9, 21))


def test_signatures_fall_away_when_a_conclusion_is_taken_back(concluded):
    row = concluded()
    with within(row.school):
        first = ExpertiseMember.objects.filter(expertise=row).order_by("pk")[0]
    changes.sign(first, by=None, at=AT)
    changes.reopen(row, by=None, at=AT)
    first.refresh_from_db()
    assert first.signed_on is None


def test_a_council_hears_only_what_is_signed_and_not_tomorrow(signed, body):
    row = signed()
    council = body(BodyKind.PED_COUNCIL, "Педагогикалык кеңеш")
    tomorrow = Heard(council, AT.date() + timedelta(days=1), "3", "Эске алынды")
    assert refusal(changes.hear, row, tomorrow) == NotSo.NOT_YET
    early = Heard(council, AT.date() - timedelta(days=9), "3", "Эске алынды")
    assert refusal(changes.hear, row, early) == NotSo.BEFORE_END
    heard = changes.hear(row, Heard(council, AT.date(), "3", "Эске алынды"), by=None, at=AT)
    assert heard.council_protocol == "3"


def test_somebody_else_takes_the_lead(staffed, person, director):
    row = staffed()
    changes.lead(row, person(director), by=None, at=AT)
    with within(row.school):
        assert [str(one) for one in reads.led_by(person(director).pk)] == [row.title]
