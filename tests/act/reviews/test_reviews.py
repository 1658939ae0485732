"""A review gathers its inputs, freezes them, is judged, decides and is approved."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.models import Decision
from sapat.act.reviews import changes, reads
from sapat.act.reviews.changes import Conclusion, Plan
from sapat.act.reviews.effectiveness import MEASURES, trend
from sapat.act.reviews.gathering import gather
from sapat.act.reviews.models import Review, ReviewInput
from sapat.act.reviews.rules import FROM, NotSo, ReviewState, Step
from sapat.core import dues
from sapat.core.facts import facts_of
from sapat.core.inputs import inputs
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.resources.changes import Wish
from sapat.school.people import changes as people
from tests.act.conftest import AT
from tests.act.reviews.conftest import DAY, SINCE

pytestmark = pytest.mark.usefixtures("inside")

HOME = "/schools/S12/act/reviews/"
WISH = Wish("training", "Аудит боюнча окуу", "Аудитор жетишпейт", DAY, DAY + timedelta(days=90),
            Decimal(9000))  # fmt: skip


def input_of(review, code):
    return next(one for one in reads.inputs_of(reads.edition_of(review)) if one.code == code)


STEPS = {
    Step.MOVE: lambda r, d, s: changes.move(r, Plan(DAY, SINCE), by=d, at=AT),
    Step.CALL_OFF: lambda r, d, s: changes.call_off(r, "Ооруп калды", by=d, at=AT),
    Step.DECIDE: lambda r, d, s: changes.decide(r, s, on=DAY, by=d, at=AT),
    Step.CONCLUDE: lambda r, d, s: changes.conclude(
        r, Conclusion("yes", "yes", "Жакшы", "Керек эмес"), by=d, at=AT
    ),
    Step.JUDGE: lambda r, d, s: changes.judge(
        input_of(r, "findings"), "good", "Жакшы", person=d.person, by=d, at=AT
    ),
    Step.APPROVE: lambda r, d, s: changes.approve(r, reads.digest(r), person=d.person, by=d, at=AT),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_possible_from_its_states_alone(ready, director, resolution, step):
    for state in ReviewState:
        Review.objects.filter(pk=ready.pk).update(state=state)
        ready.refresh_from_db()
        if state in FROM[step]:
            STEPS[step](ready, director, resolution)
            continue
        with pytest.raises(Refused) as no:
            STEPS[step](ready, director, resolution)
        assert no.value.reason == NotSo.WRONG_STEP, state
        ready.refresh_from_db()
        assert ready.state == state


@pytest.mark.parametrize("state", [ReviewState.APPROVED, ReviewState.CALLED_OFF])
def test_inputs_are_not_frozen_after_the_end(frozen, deputy, state):
    Review.objects.filter(pk=frozen.pk).update(state=state)
    with pytest.raises(Refused) as no:
        changes.freeze(frozen, {}, reason="Дагы", person=deputy.person, by=deputy, at=AT)
    assert no.value.reason == NotSo.WRONG_STEP
    assert frozen.editions.count() == 1


def test_every_room_gives_its_input_or_says_what_it_lacks(school, planned):
    gathered = gather(school, SINCE, DAY)
    assert {one.code for one in gathered} >= {
        "policy", "objectives", "audits", "satisfaction", "requirements", "indicators", "signals",
        "findings", "actions", "changes", "resources", "data_quality", "decisions", "earlier",
        "clauses", "breaches",
    }  # fmt: skip
    for one in gathered:
        for language in ("ky", "ru", "en"):
            told = one.told[language]
            assert told["figures"] or told["lacks"], (one.code, language)
    assert len({one.place for one in inputs()}) == len(inputs())


def test_what_changes_later_does_not_change_the_review(frozen, later):
    before = input_of(frozen, "findings")
    later()
    after = input_of(frozen, "findings")
    assert (after.told, after.digest) == (before.told, before.digest)
    assert gather(frozen.school, SINCE, DAY, languages=("ky",)) != []


def test_a_second_freezing_needs_a_reason_and_makes_an_edition(judged, later, deputy):
    with pytest.raises(Refused) as no:
        changes.freeze(judged, {}, person=deputy.person, by=deputy, at=AT)
    assert no.value.reason == NotSo.NO_REASON
    later()
    changes.freeze(judged, {}, reason="Ката оңдолду", person=None, by=deputy, at=AT)
    numbers = [one.number for one in reads.editions(judged)]
    assert numbers == [2, 1]
    assert input_of(judged, "findings").judgement == "", "it changed, so it is judged again"
    assert input_of(judged, "policy").judgement == "improve", "it did not change"


def test_the_old_edition_is_kept_and_not_judged_any_more(judged, later, deputy, director):
    old = input_of(judged, "findings")
    later()
    changes.freeze(judged, {}, reason="Ката", person=None, by=deputy, at=AT)
    with pytest.raises(Refused) as no:
        changes.judge(old, "good", "Жакшы", person=director.person, by=director, at=AT)
    assert no.value.reason == NotSo.OLD_EDITION
    assert ReviewInput.objects.get(pk=old.pk).judgement == "improve"


def test_inputs_are_frozen_on_the_day_and_not_before(school, year, deputy):
    tomorrow = Plan(DAY + timedelta(days=1), SINCE)
    row = changes.plan(school, tomorrow, by=deputy, at=AT)
    with pytest.raises(Refused) as no:
        changes.freeze(row, {}, person=None, by=deputy, at=AT)
    assert no.value.reason == NotSo.TOMORROW


def test_two_freeze_at_once_and_the_second_is_told(planned, deputy, director):
    same = Review.objects.get(pk=planned.pk)
    changes.freeze(planned, {}, person=deputy.person, by=deputy, at=AT)
    with pytest.raises(Refused) as no:
        changes.freeze(same, {}, person=director.person, by=director, at=AT)
    assert no.value.reason == NotSo.NO_REASON
    assert planned.editions.count() == 1


def test_only_the_director_approves_what_they_have_read(ready, director, deputy):
    shown = reads.digest(ready)
    with pytest.raises(Refused) as no:
        changes.approve(ready, shown, person=deputy.person, by=deputy, at=AT)
    assert no.value.reason == NotSo.NOT_DIRECTOR
    changes.judge(
        input_of(ready, "policy"), "bad", "Башкача", person=deputy.person, by=deputy, at=AT
    )
    with pytest.raises(Refused) as no:
        changes.approve(ready, shown, person=director.person, by=director, at=AT)
    assert no.value.reason == NotSo.CHANGED_SINCE


def test_an_approved_review_that_is_tampered_with_says_so(approved, browser_of, director):
    page = f"{HOME}{approved.pk}/"
    assert "its mark does not fit" not in browser_of(director).get(page).text
    ReviewInput.objects.filter(code="policy").update(words="Башка сөз")
    assert "its mark does not fit" in browser_of(director).get(page).text


def test_a_decision_of_a_review_stands_on_it_and_counts_as_its_own(ready, school, director):
    row = Decision.objects.get()
    ground = row.grounds.get()
    assert (ground.kind, ground.reference) == ("review", str(ready.pk))
    assert [one["body"] for one in facts_of("decisions", Question(school, DAY))] == [
        "management_review"
    ]


def test_a_resource_of_a_review_goes_its_usual_way(judged, director):
    link = changes.ask_resource(judged, WISH, asker=director.person, by=director, at=AT)
    assert (link.request.state, link.request.title) == ("asked", WISH.title)
    assert [one.pk for one in reads.resources(judged)] == [link.pk]


def test_the_next_review_shows_what_became_of_the_last(approved, school, deputy, teacher):
    row = Decision.objects.get()
    decisions.report_done(row, "Текшерилди", person=teacher.person, by=teacher, at=AT)
    day = DAY + timedelta(days=100)
    gathered = {one.code: one for one in gather(school, DAY, day, languages=("en",))}
    told = gathered["earlier"].told["en"]["figures"]
    assert [(one["name"], one["said"]) for one in told] == [(row.text, "reported as done")]


def test_a_decision_past_its_term_is_told_as_overdue(approved, school):
    late = DAY + timedelta(days=61)
    gathered = {one.code: one for one in gather(school, DAY, late, languages=("en",))}
    assert gathered["earlier"].told["en"]["figures"][0]["said"] == "overdue"


def test_reviews_prove_the_clause_once_approved(ready, school, director):
    question = Question(school, DAY)
    assert found("reviews.held").ask(question, {}).state == State.DUE
    changes.approve(ready, reads.digest(ready), person=director.person, by=director, at=AT)
    answer = found("reviews.held").ask(Question(school, DAY), {})
    assert (answer.state, answer.since) == (State.PROVED, DAY)


def test_the_joint_analysis_names_what_is_lacking(approved, school):
    answer = found("reviews.annual_analysis").ask(Question(school, DAY), {})
    assert answer.state == State.MISSING
    assert "Internal audits" in answer.sentence
    few = found("reviews.annual_analysis").ask(Question(school, DAY), {"required": "findings"})
    assert few.state == State.PROVED


def test_what_waits_is_told_to_who_prepares_and_to_the_director(planned, school, deputy):
    mine = [one for one in dues.due_in(school, DAY) if one.key.startswith("review.")]
    assert [(one.persons, one.by) for one in mine] == [(frozenset({deputy.person.pk}), DAY)]
    changes.freeze(planned, {}, person=None, by=deputy, at=AT)
    mine = [one for one in dues.due_in(school, DAY) if one.key.startswith("review.")]
    assert [(one.roles, one.by) for one in mine] == [
        (frozenset({"director"}), DAY + timedelta(days=14))
    ]


def test_who_leaves_hands_a_review_on(planned, teacher, deputy):
    row = changes.hand(planned, teacher.person, by=deputy, at=AT)
    assert list(reads.kept_by(teacher.person.pk)) == [row]


def test_a_school_sets_its_own_rhythm(school, year, deputy):
    changes.set_rhythm(school, 4, by=deputy, at=AT)
    assert reads.rhythm(DAY).times == 4


def test_effectiveness_says_no_data_where_there_is_none(school, planned):
    told = trend(Question(school, DAY))
    assert set(told) == {one.code for one in MEASURES}
    assert told["objectives"] == [[2026, None, 0]]


def test_effectiveness_counts_what_fell_due(approved, school, teacher):
    after = DAY + timedelta(days=61)
    assert trend(Question(school, after))["decisions"] == [[2026, 0.0, 1]]


def test_an_earlier_year_shows_what_its_review_has_kept(planned, school, deputy):
    kept = {"clauses": [[2026, 40.0, 160]]}
    changes.freeze(planned, kept, person=None, by=deputy, at=AT)
    assert trend(Question(school, date(2026, 12, 1)))["clauses"] == [[2026, 40.0, 160]]


def test_a_review_goes_its_way_in_the_browser(browser_of, school, year, director, deputy, teacher):
    head, browser = browser_of(director), browser_of(deputy)
    today = f"{localdate()}"
    answer = browser.post(f"{HOME}plan/", {"day": today, "since": "2026-03-01"})
    assert answer.status_code == 302
    row = Review.objects.get()
    page = f"{HOME}{row.pk}/"
    assert "not frozen yet" in browser.get(page).text
    assert browser.post(f"{page}freeze/").status_code == 302
    for one in reads.inputs_of(reads.edition_of(row)):
        given = {"judgement": "good", "words": "Жакшы"}
        assert head.post(f"{HOME}inputs/{one.pk}/judge/", given).status_code == 302
    assert head.post(f"{page}approve/", {"shown": "0"}).status_code == 409
    given = {
        "text": "Текшерүү", "owner": teacher.person.pk, "controller": deputy.person.pk,
        "term": "2099-01-01", "on": today,
    }  # fmt: skip
    assert head.post(f"{page}decision/", given).status_code == 302
    given = {"kind": "training", "title": "Окуу", "why": "Керек", "needed_by": "2099-01-01"}
    assert head.post(f"{page}resource/", given).status_code == 302
    given = {"suits": "yes", "works": "yes", "words": "Иштейт"}
    assert head.post(f"{page}conclusion/", given).status_code == 302
    row.refresh_from_db()
    assert browser.post(f"{page}approve/", {"shown": reads.digest(row)}).status_code == 403
    assert head.post(f"{page}approve/", {"shown": reads.digest(row)}).status_code == 302
    row.refresh_from_db()
    assert row.state == ReviewState.APPROVED
    for form in ("pdf", "docx"):
        for language in ("ky", "ru", "en"):
            paper = browser.get(f"{page}paper/?form={form}&language={language}")
            assert paper.status_code == 200


def test_the_list_does_not_ask_a_question_a_row(
    browser_of, school, approved, deputy, django_assert_max_num_queries
):
    for days in range(1, 12):
        wanted = Plan(DAY + timedelta(days=days), SINCE)
        changes.plan(school, wanted, by=deputy, at=AT)
    browser = browser_of(deputy)
    with django_assert_max_num_queries(22):
        assert browser.get(HOME).status_code == 200


def test_a_teacher_reads_a_review_and_changes_nothing(browser_of, teacher, frozen):
    browser = browser_of(teacher)
    assert browser.get(f"{HOME}{frozen.pk}/").status_code == 200
    for step in ("freeze/", "conclusion/", "decision/", "resource/", "approve/"):
        assert browser.post(f"{HOME}{frozen.pk}/{step}").status_code == 403


def test_a_keeper_who_is_erased_does_not_break_the_page(browser_of, frozen, deputy, director):
    people.erase(deputy.person, by=director, at=AT)
    assert browser_of(director).get(f"{HOME}{frozen.pk}/").status_code == 200


def test_a_deputy_prepares_and_only_the_director_judges_and_decides(browser_of, deputy, frozen):
    browser = browser_of(deputy)
    one = reads.inputs_of(reads.edition_of(frozen))[0]
    assert browser.get(f"{HOME}{frozen.pk}/conclusion/").status_code == 200
    assert browser.get(f"{HOME}inputs/{one.pk}/judge/").status_code == 403
    assert browser.get(f"{HOME}{frozen.pk}/decision/").status_code == 403
    assert "Judge</a>" not in browser.get(f"{HOME}{frozen.pk}/").text
