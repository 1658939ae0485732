"""The quality policy from its draft to its review."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from sapat.core.language import Text
from sapat.core.proofs import Question, State, found
from sapat.plan.documents.rules import EditionState
from sapat.plan.objectives import changes as objectives
from sapat.plan.objectives.changes import Wording
from sapat.plan.planning import changes as planning
from sapat.plan.planning.drafts import Frame
from sapat.plan.planning.reads import running_year
from sapat.plan.planning.rules import PlanLevel, Subject
from sapat.plan.policy import changes, reads
from sapat.plan.policy.rules import NotSo, SectionCode
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.boundary import within
from tests.conftest import FIRST_DAY


@pytest.fixture
def strategy(school):
    wording = Wording("Миссия", "Сапаттуу билим", 2024, 2030, values="Ак ниет", goals=("Билим",))
    return objectives.lay_down(school, wording, by=None, at=now())


@pytest.fixture
def draft(school, deputy, strategy):
    return changes.begin(school, by=None, at=now())


@pytest.fixture
def plan(school):
    with within(school):
        year = running_year(localdate())
    frame = Frame(PlanLevel.ANNUAL, "Сапат планы", year, subject=Subject.QUALITY)
    return planning.make(school, frame, by=None, at=now())


@pytest.fixture
def council(school):
    mandate = Mandate("ped_council", Text("Педагогикалык кеңеш"), FIRST_DAY)
    return bodies.set_up(school, mandate, by=None, at=now())


def address(name, school, *args):
    return reverse(f"plan:{name}", args=[school.code, *args])


def filled(draft):
    for code in SectionCode.values:
        changes.write_section(draft, code, "Сөз", taken=["Далил"], by=None, at=now())


def approval(row, **more):
    day = str(localdate())
    form = {"agrees": "on", "plan": row.pk, "order_number": "45", "note": "Максатка кызмат"}
    return {**form, "approved_on": day, "since": day, **more}


def adopted(browser_of, deputy, school, draft, council):
    form = {"body": council.pk, "protocol_number": "1", "adopted_on": str(localdate())}
    browser_of(deputy).post(address("adopt_policy", school, draft.pk), form)


def test_a_draft_has_five_inputs_and_shows_mission_and_values(browser_of, deputy, school, draft):
    text = browser_of(deputy).get(address("policy", school)).text
    for words in ("Миссия", "Ак ниет", "The long-term goal", "Resources needed"):
        assert words in text
    assert "Waits for surveys: no satisfaction is measured yet." in text


def test_a_section_takes_over_what_the_records_say(browser_of, deputy, school, draft):
    with within(school):
        row = draft.sections.get(code=SectionCode.LONG_TERM)
    page = address("policy_section", school, row.pk)
    assert "To 2030: Сапаттуу билим" in browser_of(deputy).get(page).text
    browser_of(deputy).post(page, {"text": "Биздин сөз", "take": "on"})
    row.refresh_from_db()
    assert row.taken == ["To 2030: Сапаттуу билим", "Goal 1. Билим"]
    assert row.taken_on == localdate()


def test_a_policy_that_disagrees_or_has_no_plan_is_not_approved(
    browser_of, director, deputy, school, draft, plan, council
):
    filled(draft)
    adopted(browser_of, deputy, school, draft, council)
    page = address("approve_policy", school, draft.pk)
    for more, reason in (({"agrees": ""}, NotSo.NOT_AGREED), ({"plan": ""}, NotSo.NO_PLAN)):
        answer = browser_of(director).post(page, approval(plan, **more))
        assert answer.status_code == 409
        assert str(reason.label) in answer.text


def test_an_empty_section_is_named_at_approval(
    browser_of, director, deputy, school, draft, plan, council
):
    adopted(browser_of, deputy, school, draft, council)
    page = address("approve_policy", school, draft.pk)
    answer = browser_of(director).post(page, approval(plan))
    assert "These sections are still empty: The long-term goal" in answer.text


@pytest.fixture
def in_force(browser_of, director, deputy, school, draft, plan, council):
    filled(draft)
    adopted(browser_of, deputy, school, draft, council)
    browser_of(director).post(address("approve_policy", school, draft.pk), approval(plan))
    draft.edition.refresh_from_db()
    assert draft.edition.state == EditionState.IN_FORCE
    return draft


def asked(school, name, **parameters):
    with within(school):
        return found(name).ask(Question(school, localdate()), parameters)


def test_an_approved_policy_proves_its_clauses(school, in_force):
    for name in ("policy.agrees_with_goal", "policy.approved", "policy.reviewed"):
        assert asked(school, name).state == State.PROVED, name
    for code in SectionCode.values:
        assert asked(school, "policy.section", section=code).state == State.PROVED
    assert asked(school, "policy.updated").state == State.NOT_APPLICABLE


def test_no_change_is_a_review_too(browser_of, director, school, in_force):
    form = {"verdict": "same", "note": "Баары күчүндө"}
    answer = browser_of(director).post(address("review_policy", school), form, follow=True)
    assert "Reviewed, no change" in answer.text
    with within(school):
        assert reads.policy(localdate()).draft is None


def test_a_change_is_given_to_the_deputy_as_a_draft(browser_of, director, deputy, school, in_force):
    form = {"verdict": "change", "note": "Талаптар өзгөрдү"}
    browser_of(director).post(address("review_policy", school), form)
    with within(school):
        policy = reads.policy(localdate())
        assert policy.draft.prepared_by == policy.in_work.assigned_to == deputy.person
        assert [row.text for row in reads.sections_of(policy.in_work)] == ["Сөз"] * 5
    assert asked(school, "policy.updated").state == State.DUE
    text = browser_of(deputy).get(address("policy", school) + "?show=draft").text
    assert "The update was given to Deputy" in text


def test_only_the_director_reviews(browser_of, deputy, school, in_force):
    assert browser_of(deputy).get(address("review_policy", school)).status_code == 403


def test_a_signed_text_is_locked(browser_of, deputy, school, in_force):
    page = address("policy_opening", school, in_force.pk)
    assert browser_of(deputy).post(page, {"text": "Башка"}).status_code == 409


def test_a_new_goal_asks_for_the_agreement_anew(school, in_force):
    wording = Wording("Миссия", "Башка максат", 2025, 2031)
    objectives.lay_down(school, wording, by=None, at=now())
    assert asked(school, "policy.agrees_with_goal").state == State.DUE
