"""The weekly digest, the monthly note, and what they prove."""

from datetime import UTC, date, datetime

import pytest

from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.control import changes
from sapat.plan.control.models import ControlNote, WeeklyDigest
from sapat.plan.control.rules import Month, NotSo

MONDAY = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
SEPTEMBER = Month(2026, 9)


def ask(school, rule, day, **parameters):
    return found(rule).ask(Question(school, day), parameters)


@pytest.fixture
def digest(school, edition, deputy, inside):
    return changes.keep_digest(school, by=None, at=MONDAY)


def test_a_digest_is_kept_once_a_week_for_the_deputy(digest, deputy):
    assert changes.keep_digests(at=MONDAY.replace(day=16)) == 0
    assert changes.keep_digests(at=MONDAY.replace(day=21)) == 1
    assert digest.holder == deputy.person
    assert WeeklyDigest.objects.count() == 2


def test_a_school_without_a_regulation_gets_no_digest(school):
    assert changes.keep_digest(school, by=None, at=MONDAY) is None


def test_the_digest_speaks_three_languages(digest):
    one = digest.content["clauses"][0]
    assert set(one["reason"]) == {"ky", "ru", "en"}
    assert digest.content["counts"]["waiting"] > 0


def test_the_deputy_reads_the_digest(browser_of, deputy, digest, school):
    answer = browser_of(deputy).get(f"/schools/{school.code}/plan/regulation/weeks/", follow=True)
    assert "Week from 14.09.2026" in answer.text
    assert "Deputy" in answer.text


def test_only_the_controller_is_told_that_the_digest_is_ready(
    browser_of, deputy, teacher, digest, school, monkeypatch
):
    monkeypatch.setattr("sapat.web.pages.plan.clauses.localdate", lambda: date(2026, 9, 16))
    place, words = f"/schools/{school.code}/plan/regulation/", "ready for you"
    assert words in browser_of(deputy).get(place).text
    assert words not in browser_of(teacher).get(place).text


def test_without_a_digest_nobody_watches(school, edition, inside):
    answer = ask(school, "regulations.in_order", date(2026, 9, 2))
    assert answer.state == State.MISSING
    assert "no weekly digest" in answer.sentence


def test_the_digest_proves_that_the_system_is_watched(school, digest, monkeypatch):
    monkeypatch.setattr("sapat.plan.control.proofs.everything_due", lambda _question: [])
    answer = ask(school, "regulations.in_order", date(2026, 9, 16))
    assert (answer.state, answer.since) == (State.PROVED, date(2026, 9, 14))


def test_an_old_digest_proves_nothing(school, digest):
    assert ask(school, "regulations.in_order", date(2026, 9, 28)).state == State.MISSING


@pytest.fixture
def note(school, edition, digest):
    return changes.draft_note(school, SEPTEMBER, by=None, at=OCTOBER)


def test_a_note_is_drafted_from_the_digests(note):
    assert "1 " in note.text
    assert len(note.text) > 200


def test_no_note_for_a_month_that_runs(school, edition):
    with pytest.raises(Refused) as no:
        changes.draft_note(school, Month(2026, 10), by=None, at=OCTOBER)
    assert no.value.reason == NotSo.NOT_OVER


def test_one_note_a_month(school, note):
    with pytest.raises(Refused) as no:
        changes.draft_note(school, SEPTEMBER, by=None, at=OCTOBER)
    assert no.value.reason == NotSo.EXISTS


@pytest.fixture
def place(school):
    return f"/schools/{school.code}/plan/regulation/control-notes/"


def test_the_deputy_writes_and_signs(browser_of, deputy, note, place):
    browser = browser_of(deputy)
    browser.post(f"{place}{note.pk}/write/", {"text": "Баары жайында."})
    assert browser.post(f"{place}{note.pk}/sign/").status_code == 302
    note.refresh_from_db()
    assert (note.text, note.signed_by) == ("Баары жайында.", deputy.person)


def test_the_director_cannot_sign_for_the_deputy(browser_of, director, deputy, note, place):
    answer = browser_of(director).post(f"{place}{note.pk}/sign/")
    assert answer.status_code == 409
    assert str(NotSo.NOT_DEPUTY.label) in answer.text


def test_a_signed_note_stays(browser_of, deputy, note, place):
    browser = browser_of(deputy)
    browser.post(f"{place}{note.pk}/sign/")
    assert browser.post(f"{place}{note.pk}/write/", {"text": "Башкача."}).status_code == 409


def test_the_note_is_printed(browser_of, teacher, note, place):
    answer = browser_of(teacher).get(f"{place}{note.pk}/", {"form": "docx"})
    assert answer.status_code == 200


def test_a_signed_note_proves_the_month(browser_of, school, deputy, note, place):
    ControlNote.objects.filter(pk=note.pk).update(
        signed_on=date(2026, 10, 5), signed_by=deputy.person
    )
    proved = ask(school, "regulations.control_note", date(2026, 10, 31))
    assert (proved.state, proved.since) == (State.PROVED, date(2026, 10, 5))
    assert ask(school, "regulations.control_note", date(2026, 11, 10)).state == State.DUE
    assert ask(school, "regulations.control_note", date(2026, 11, 11)).state == State.MISSING


def test_before_the_first_month_is_over_no_note_is_there(school, edition, inside):
    assert ask(school, "regulations.control_note", date(2026, 9, 2)).state == State.MISSING


def dues(school, day):
    return [one.key for one in due_in(school, day) if one.key.startswith("control_note")]


def test_the_deputy_is_asked_for_the_note(school, edition, inside):
    assert dues(school, date(2026, 9, 20)) == []
    assert dues(school, date(2026, 10, 1)) == ["control_note:2026-09"]


def test_the_wheel_counts_what_stands_in_each_quarter(browser_of, teacher, edition, school):
    answer = browser_of(teacher).get(f"/schools/{school.code}/plan/regulation/wheel/")
    assert sum(each.whole for each in answer.context["quarters"]) == 90


def test_the_wheel_asks_the_database_few_questions(
    browser_of, teacher, edition, school, django_assert_max_num_queries
):
    browser = browser_of(teacher)
    with django_assert_max_num_queries(180):
        browser.get(f"/schools/{school.code}/plan/regulation/wheel/")
