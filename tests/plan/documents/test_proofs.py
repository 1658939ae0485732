"""What documents prove: on records that prove, nearly prove and disprove."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sapat.core.dues import due_in
from sapat.core.language import Text
from sapat.core.proofs import Question, State, found
from sapat.plan.acts import changes as acts
from sapat.plan.acts.changes import Act
from sapat.plan.documents import changes
from sapat.plan.documents.judging import Reason
from sapat.plan.documents.upkeep import changes as upkeep
from sapat.plan.nomenclature import changes as nomenclature
from tests.plan.documents.conftest import DAY, NOTED

LAW = Act("law", Text("«Билим берүү жөнүндө» Мыйзам"), "179", date(2023, 8, 11))
A = "regulation:A"


@pytest.fixture
def ask(school, inside):
    def ask(rule, day=DAY, **parameters):
        answer = found(f"documents.{rule}").ask(Question(school, day), parameters)
        assert answer.sentence
        assert "%(" not in answer.sentence
        return answer.state, answer.reason

    return ask


def test_a_regulation_with_both_stamps_is_signed_off(ask, in_force):
    assert ask("signed_off", about=A) == (State.MISSING, Reason.NOT_THERE)
    in_force(about=A, wording="agreed")

    assert ask("signed_off", about=A) == (State.PROVED, Reason.SIGNED)
    assert ask("signed_off", about=A, wording="agreed")[0] == State.PROVED
    assert ask("signed_off", about=A, wording="adopted") == (State.MISSING, Reason.OTHER_WORDING)
    assert ask("signed_off", day=DAY - timedelta(days=1), about=A)[0] == State.MISSING


def test_an_approved_document_proves_nothing_before_its_day(ask, approved):
    changes.put_in_force(approved(about=A), since=date(2026, 9, 2), **NOTED)

    assert ask("signed_off", about=A)[0] == State.MISSING
    assert ask("in_force", day=date(2026, 9, 2), about=A)[0] == State.PROVED


def test_a_document_stands_on_acts_that_hold_and_were_checked(ask, in_force, school, author):
    edition = in_force(about=A)
    assert ask("legal_basis", about=A) == (State.MISSING, Reason.NO_BASIS)

    act = acts.write_down(school, LAW, **NOTED)
    upkeep.cite(edition, act, **NOTED)
    assert ask("legal_basis", about=A) == (State.DUE, Reason.UNCHECKED)
    acts.check(act, author, checked_on=DAY, **NOTED)
    assert ask("legal_basis", about=A) == (State.PROVED, Reason.BASIS)
    acts.replace(act, None, on=DAY, **NOTED)
    assert ask("legal_basis", about=A) == (State.MISSING, Reason.OUTDATED)
    assert ask("legal_basis", day=DAY - timedelta(days=1), about=A)[0] == State.MISSING


def test_the_register_is_kept_when_each_document_has_its_place(ask, in_force, school):
    assert ask("register_kept") == (State.MISSING, Reason.NO_NOMENCLATURE)
    nomenclature.take_over_nomenclature(school, **NOTED)
    assert ask("register_kept") == (State.MISSING, Reason.NO_DOCUMENTS)

    in_force(index="01-03")
    assert ask("register_kept") == (State.PROVED, Reason.KEPT)
    assert ask("register_kept", day=date(2027, 8, 20))[0] == State.DUE
    assert ask("register_kept", day=date(2027, 9, 2)) == (State.MISSING, Reason.NOT_MOVED)
    in_force(title="Орду жок")
    assert ask("register_kept") == (State.MISSING, Reason.NO_PLACE)


def test_documents_are_controlled_while_the_audit_finds_nothing(ask, in_force, school):
    nomenclature.take_over_nomenclature(school, **NOTED)
    assert ask("controlled") == (State.MISSING, Reason.NO_DOCUMENTS)
    edition = in_force(index="01-03", review_months=12)

    assert ask("controlled") == (State.PROVED, Reason.CONTROLLED)
    assert ask("controlled", day=date(2027, 8, 5)) == (State.DUE, Reason.REVIEW_SOON)
    assert ask("controlled", day=date(2027, 9, 2)) == (State.MISSING, Reason.PROBLEMS)
    at = datetime(2027, 9, 2, 8, tzinfo=ZoneInfo("Asia/Bishkek"))
    upkeep.review(edition.document, reviewed_on=date(2027, 9, 2), person=None, by=None, at=at)
    assert ask("controlled", day=date(2027, 9, 2))[0] == State.PROVED


def test_local_acts_count_with_their_annexes(ask, in_force, begun):
    from sapat.plan.documents.texts import changes as texts
    from sapat.plan.documents.texts.changes import Sent
    from sapat.plan.documents.texts.files import Kept

    in_force()
    assert ask("local_acts", least=1) == (State.MISSING, Reason.FEW_ACTS)
    edition = begun("Эреже", kind="local_act")
    texts.add_annex(edition, Sent("a.pdf", "Тиркеме", Kept("0" * 64, 1, "pdf")), **NOTED)
    in_force(edition)

    assert ask("local_acts", least=1) == (State.PROVED, Reason.ACTS)
    assert ask("local_acts", least=2)[0] == State.MISSING


def test_local_acts_are_current_by_share(ask, in_force):
    assert ask("local_acts_current") == (State.MISSING, Reason.NOT_THERE)
    in_force(review_months=12)
    in_force(title="Башка", review_months=24)

    assert ask("local_acts_current") == (State.PROVED, Reason.CURRENT)
    late = date(2027, 9, 2)
    assert ask("local_acts_current", day=late) == (State.MISSING, Reason.NOT_CURRENT)
    assert ask("local_acts_current", day=late, share=50)[0] == State.PROVED


def test_a_method_needs_a_union_and_a_round(ask, in_force, begun, school):
    from sapat.school.bodies import changes as bodies
    from sapat.school.bodies.changes import Mandate

    assert ask("method_co_authored") == (State.MISSING, Reason.NOT_THERE)
    union = bodies.set_up(school, Mandate("mo", Text("Так илимдер"), date(2020, 9, 1)), **NOTED)
    edition = begun("Баалоо усулу", kind="method")
    opened = {"by": None, "at": datetime(2026, 8, 10, 8, tzinfo=ZoneInfo("Asia/Bishkek"))}
    edition = changes.open_round(edition, until=date(2026, 8, 20), co_author=union, **opened)
    assert ask("method_co_authored")[0] == State.MISSING
    in_force(edition)

    assert ask("method_co_authored") == (State.PROVED, Reason.TOGETHER)


def test_what_waits_is_told_to_those_who_act(school, inside, adopted, in_force, begun):
    in_force(review_months=12)
    adopted(title="Күтүп турат")

    told = {due.key.split(":")[0]: due for due in due_in(school, date(2027, 8, 15))}

    assert told["document.review"].by == date(2027, 9, 1)
    assert told["document.approval"].roles == {"director"}
    assert told["document.approval"].is_late(date(2027, 8, 15))


def test_the_whole_room_is_read_in_few_questions(
    school, inside, in_force, django_assert_max_num_queries
):
    for number in range(6):
        in_force(title=f"Жобо {number}")
    question = Question(school, DAY)

    with django_assert_max_num_queries(22):
        for name in ("signed_off", "legal_basis", "register_kept", "controlled", "local_acts"):
            found(f"documents.{name}").ask(question, {})
