"""Duties are laid out, re-assigned by order, approved, signed and read."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from sapat.core.dues import Due, due_in
from sapat.core.language import Text
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.duties import changes, reads
from sapat.plan.duties.changes import DutyText, Holder, OrderLine
from sapat.plan.duties.contribution import contribution
from sapat.plan.duties.models import ContributionReading, Duty, DutyHolder
from sapat.plan.duties.rules import Letter, NotSo, Reason, Trouble
from sapat.plan.processes import changes as processes
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from tests.conftest import AT, FIRST_DAY

ORDER = OrderLine("48/2", date(2026, 8, 28), "Мындай бөлүм жок")
DAY = date(2026, 9, 20)


@pytest.fixture
def duties(inside):
    """The duties of regulation A and of the usual processes."""
    processes.take_over(inside, since=FIRST_DAY, by=None, at=AT)
    changes.lay_out(inside, ["A"], since=FIRST_DAY, by=None, at=AT)
    return {duty.code: duty for duty in Duty.objects.all()}


def page(name, *args):
    return reverse(f"plan:{name}", args=["S12", *args])


def line_of(duty):
    return reads.line(duty, DAY)


def asked(school, rule, day=DAY, **parameters):
    return found(rule).ask(Question(school, day), parameters)


def refused(change, *given, **more):
    with pytest.raises(Refused) as no:
        change(*given, **{"by": None, "at": AT, **more})
    return no.value.reason


def test_each_clause_of_an_adopted_regulation_becomes_a_duty(duties):
    assert len([code for code in duties if code.startswith("A")]) == 90
    assert line_of(duties["A2-5"]).row.letters["role:dep_academic"] == "R"
    assert not [code for code in duties if code.startswith("B")]


def test_laying_out_again_changes_nothing(inside, duties):
    assert changes.lay_out(inside, ["A"], since=FIRST_DAY, by=None, at=AT) == 0
    assert changes.lay_out(inside, ["A", "B"], since=FIRST_DAY, by=None, at=AT) == 70


def test_no_clause_shows_a_place_to_fill(duties):
    assert not [line for line in reads.matrix(DAY).lines if "{" in line.text]


def test_a_process_lies_on_its_owner_and_tells_the_next(duties):
    letters = line_of(duties["process:planning"]).row.letters
    assert letters["role:dep_academic"] == "R"
    assert letters["role:director"] == "A"
    assert letters["role:facilities"] == "I"


def test_a_vacant_post_is_a_gap(duties, deputy):
    assert line_of(duties["A2-5"]).row.troubles == []
    assert line_of(duties["feedback"]).row.troubles == [Trouble.VACANT]


def test_a_second_owner_beside_the_card_is_a_double_owner(duties, deputy):
    duty = duties["process:planning"]
    changes.give(duty, "R", Holder(role="clerk"), since=FIRST_DAY, by=None, at=AT)
    assert Trouble.DOUBLE in line_of(duty).row.troubles


def test_a_duty_of_a_unit_the_school_lacks_passes_on_by_order(school, duties, deputy):
    assert asked(school, "duties.held").reason == Reason.POST_VACANT
    holder = Holder(role=Role.DEP_ACADEMIC)
    changes.reassign(duties["feedback"], holder, ORDER, since=ORDER.day, by=None, at=AT)
    answer = asked(school, "duties.held")
    assert (answer.state, answer.since) == (State.PROVED, ORDER.day)
    before = DutyHolder.objects.get(duty=duties["feedback"], letter="R", until__isnull=False)
    assert (before.role, before.until) == (Role.PRACTICE_DEPT, ORDER.day)


def test_a_duty_passes_on_only_by_a_whole_order(duties, deputy):
    duty, holder = duties["feedback"], Holder(role=Role.DEP_ACADEMIC)
    since = date(2026, 9, 1)
    for order in (OrderLine(), OrderLine("1", since), OrderLine("", since, "x")):
        assert refused(changes.reassign, duty, holder, order, since=since) == NotSo.NO_ORDER
    late = OrderLine("1", date(2026, 9, 2), "x")
    assert refused(changes.reassign, duty, holder, late, since=since) == NotSo.NOT_YET


def test_a_duty_does_not_pass_on_before_it_was_given(duties):
    early = date(2019, 1, 1)
    no = refused(changes.reassign, duties["feedback"], Holder(role="clerk"), ORDER, since=early)
    assert no == NotSo.BEFORE


def test_a_holder_is_one_post_unit_or_person(duties, deputy):
    duty = duties["A2-5"]
    for holder in (Holder(), Holder(role="clerk", person=deputy.person)):
        assert refused(changes.give, duty, "C", holder, since=DAY) == NotSo.NO_HOLDER
    again = Holder(role="dep_academic")
    assert refused(changes.give, duty, "R", again, since=DAY) == NotSo.HELD


def all_there(school, duties, deputy):
    """Give every duty with a gap to the deputy, by order."""
    holder = Holder(person=deputy.person)
    for line in reads.matrix(DAY).lines:
        if line.row.troubles and not line.duty.process_id:
            changes.reassign(line.duty, holder, ORDER, since=ORDER.day, by=None, at=AT)


def test_the_matrix_proves_once_it_has_no_gap_and_an_order(inside, director, deputy):
    changes.lay_out(inside, ["A"], since=FIRST_DAY, by=None, at=AT)
    assert asked(inside, "duties.matrix").reason == Reason.VACANT
    all_there(inside, None, deputy)
    assert asked(inside, "duties.matrix").reason == Reason.NO_MATRIX
    changes.approve(inside, ORDER, by=None, at=AT)
    assert asked(inside, "duties.matrix").state == State.PROVED
    assert refused(changes.approve, inside, ORDER) == NotSo.APPROVED


def test_a_change_after_the_order_makes_the_matrix_due(inside, director, deputy):
    changes.lay_out(inside, [], since=FIRST_DAY, by=None, at=AT)
    all_there(inside, None, deputy)
    changes.approve(inside, ORDER, by=None, at=AT)
    duty = Duty.objects.get(code="controller")
    changes.give(duty, "C", Holder(role="clerk"), since=FIRST_DAY, by=None, at=AT)
    assert asked(inside, "duties.matrix").reason == Reason.CHANGED


def test_heads_sign_and_others_do_not(inside, director, deputy, teacher):
    changes.lay_out(inside, [], since=FIRST_DAY, by=None, at=AT)
    matrix = changes.approve(inside, ORDER, by=None, at=AT)
    changes.sign(matrix, deputy.person, by=deputy, at=AT)
    assert refused(changes.sign, matrix, deputy.person) == NotSo.SIGNED
    assert refused(changes.sign, matrix, teacher.person) == NotSo.NOT_A_HEAD
    assert refused(changes.sign, matrix, director.person) == NotSo.NOT_A_HEAD


@pytest.fixture
def year(school):
    """The running school year and the one before."""
    for number in (2025, 2026):
        calendar.lay_out(school, layout_for(number, TermKind.QUARTER), by=None, at=AT)


def test_a_person_confirms_exactly_what_was_shown(duties, year, deputy, browser_of):
    shown = contribution(deputy.person, localdate())
    assert shown.duties
    answer = browser_of(deputy).post(page("confirm_contribution"), {"digest": "other"})
    assert str(NotSo.CHANGED.label) in answer.text
    answer = browser_of(deputy).post(page("confirm_contribution"), {"digest": shown.digest})
    assert answer.status_code == 302
    assert ContributionReading.objects.get().person == deputy.person


def test_nobody_confirms_for_somebody_else(duties, year, deputy, director):
    digest = contribution(deputy.person, AT.date()).digest
    assert refused(changes.confirm, deputy.person, digest, by=director) == NotSo.NOT_YOURS


def test_the_staff_is_asked_and_counted(inside, duties, year, deputy, teacher):
    waiting = [one for one in due_in(inside, DAY) if one.key == "duties.contribution.2026"]
    assert waiting[0].persons == {deputy.person.pk, teacher.person.pk}
    assert asked(inside, "duties.contribution").state == State.DUE
    late = date(2026, 10, 2)
    assert asked(inside, "duties.contribution", late).state == State.MISSING
    digest = contribution(deputy.person, AT.date()).digest
    changes.confirm(deputy.person, digest, by=deputy, at=AT)
    assert asked(inside, "duties.contribution", late, share=50).state == State.PROVED


def test_a_new_school_year_asks_again(inside, duties, year, deputy):
    at = AT.replace(month=8, day=20)
    digest = contribution(deputy.person, at.date()).digest
    changes.confirm(deputy.person, digest, by=deputy, at=at)
    share = {"share": 100}
    assert asked(inside, "duties.contribution", date(2026, 8, 31), **share).state == State.PROVED
    assert asked(inside, "duties.contribution", date(2026, 9, 1), **share).state == State.DUE


def test_my_contribution_is_in_plain_words(duties, year, deputy, browser_of):
    answer = browser_of(deputy).get(page("contribution"))
    assert "I am responsible for" in answer.text
    assert "Planning the work" in answer.text
    assert "not confirmed yet in this school year" in answer.text


def test_somebody_without_duties_is_told_what_that_means(year, teacher, browser_of):
    answer = browser_of(teacher).get(page("contribution"))
    assert "Nothing has been given to you yet." in answer.text


def test_the_matrix_is_shown_in_parts(duties, deputy, browser_of):
    answer = browser_of(deputy).get(page("duties"))
    assert "General leadership in quality" in answer.text
    answer = browser_of(deputy).get(page("duties") + "?part=A")
    assert "A1.2-1" in answer.text


def test_the_matrix_asks_little_however_many_duties(
    duties, deputy, browser_of, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    browser.get(page("duties"))
    with django_assert_max_num_queries(40):
        browser.get(page("duties") + "?part=A")


def test_a_head_reassigns_by_the_page(duties, deputy, browser_of):
    duty = duties["feedback"]
    given = {
        "role": "dep_academic", "order_number": "5", "ordered_on": "2026-08-28",
        "reason": "Бөлүм жок", "since": "2026-08-28",
    }  # fmt: skip
    browser = browser_of(deputy)
    assert browser.post(page("reassign_duty", duty.pk), given).status_code == 302
    assert "Бөлүм жок" in browser.get(page("duty", duty.pk)).text
    answer = browser.post(page("reassign_duty", duty.pk), given)
    assert answer.status_code == 409


def test_the_school_writes_a_duty_of_its_own(inside, deputy, teacher, browser_of):
    given = {"name_ky": "Музей", "said": "Музейди карайт", "person": teacher.person.pk}
    browser_of(deputy).post(page("new_duty"), {**given, "since": "2026-09-01"})
    assert "Музейди карайт" in browser_of(teacher).get(page("contribution")).text


def test_only_the_director_approves(duties, deputy, director, browser_of):
    given = {"order_number": "48/2", "ordered_on": localdate(now()).isoformat()}
    assert browser_of(deputy).post(page("approve_matrix"), given).status_code == 403
    assert browser_of(director).post(page("approve_matrix"), given).status_code == 302


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_paper_stands_in_every_language(duties, director, deputy, browser_of, language):
    answer = browser_of(deputy).get(page("duties_paper") + f"?language={language}&form=docx")
    assert answer.status_code == 200
    answer = browser_of(deputy).get(page("duties_paper") + f"?language={language}")
    assert str(Letter.RESPONSIBLE.value) in answer.text


def test_own_words_stand_before_those_of_the_regulation(duties):
    duty = changes.reword(duties["A2-5"], DutyText(text="Өз сөзүбүз"), by=None, at=AT)
    assert line_of(duty).text == "Өз сөзүбүз"
    assert line_of(duty).powers


def test_a_duty_without_a_name_is_refused(inside):
    no = refused(changes.write, inside, Text(ky=""), DutyText(), Holder(role="clerk"), since=DAY)
    assert no == NotSo.NO_NAME


def test_staff_without_a_sign_in_sign_on_paper(duties, year, deputy, teacher, browser_of):
    browser = browser_of(deputy)
    browser.post(page("contributions_on_paper"), {"persons": [teacher.person.pk]})
    row = ContributionReading.objects.get()
    assert (row.person, row.on_paper) == (teacher.person, True)
    assert "1 of 2 have confirmed" in browser.get(page("contributions")).text


def test_what_a_council_answers_for_its_members_take_part_in(duties, teacher, school):
    mandate = Mandate("ped_council", Text(ky="Кеңеш"), since=FIRST_DAY)
    council = bodies.set_up(school, mandate, by=None, at=AT)
    bodies.seat(council, teacher.person, "member", since=FIRST_DAY, by=None, at=AT)
    changes.lay_out(school, ["B"], since=FIRST_DAY, by=None, at=AT)
    shown = dict(contribution(teacher.person, DAY).duties)
    codes = {letter: [line.duty.code for line in lines] for letter, lines in shown.items()}
    assert "B3.6-1" in codes[Letter.TAKES_PART]
    assert "B3.6-1" not in codes.get(Letter.RESPONSIBLE, [])


def test_what_waits_in_a_room_without_a_page_is_told_all_the_same(
    duties, year, deputy, browser_of, monkeypatch
):
    due = Due("x", "Read the paper", DAY, "plan:nowhere", persons=frozenset({deputy.person.pk}))
    monkeypatch.setattr("sapat.web.pages.plan.duties.due_in", lambda _school, _day: [due])
    assert "Read the paper" in browser_of(deputy).get(page("contribution")).text
