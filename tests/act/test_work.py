"""Reminders exactly once, letters, substitutes, leavers, and the page itself."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

import pytest
from django.core import mail
from django.urls import reverse

from sapat.act.work import changes, reads
from sapat.act.work.models import Letter, Reminder
from sapat.act.work.rules import NotSo, rings
from sapat.check.findings.models import Finding
from sapat.core.dues import Due
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from tests.act.conftest import AT

START = datetime(2026, 9, 1, 6, 0, tzinfo=UTC)
RUNS = 1000


@pytest.fixture
def planted(monkeypatch, person, teacher):
    """Things of one teacher, spread over a year; each is done some time after its day."""
    mine = frozenset({person(teacher).pk})
    days = [date(2026, 9, 10) + timedelta(days=9 * number) for number in range(30)]
    dues = [
        Due(f"action.do:{number}", f"Иш {number}", by, "act:work", persons=mine)
        for number, by in enumerate(days)
    ]

    def waiting(_school, day):
        return [one for one in dues if day <= one.by + timedelta(days=20)]

    monkeypatch.setattr(reads, "everything", waiting)
    return dues


def test_a_thousand_runs_with_crashes_send_each_reminder_once(
    school, year, planted, person, teacher, deputy, monkeypatch
):
    chance = random.Random(7)
    moments = sorted(chance.uniform(0, 364 * 86400) for _ in range(RUNS))
    real = changes._write_letters

    def crash(*args):
        real(*args)
        if chance.random() < 0.1:
            raise OSError("the power went")

    monkeypatch.setattr(changes, "_write_letters", crash)
    crashes = 0
    for seconds in moments:
        try:
            changes.remind(school, at=START + timedelta(seconds=seconds))
        except OSError:
            crashes += 1
    monkeypatch.setattr(changes, "_write_letters", real)
    changes.remind(school, at=START + timedelta(days=364))
    with within(school):
        rows = list(Reminder.objects.values_list("key", "person_id", "step"))
        is_free = reads.free_days(date(2026, 8, 1), date(2027, 12, 31))
    assert crashes > 50
    assert max(Counter(rows).values()) == 1
    sure = {
        (one.key, ring.code)
        for one in planted
        for ring in rings(one.by, is_free)
        if ring.on <= one.by + timedelta(days=18)
    }
    own = {(key, step) for key, who, step in rows if who == person(teacher).pk}
    heads = {(key, "head") for key, who, _step in rows if who == person(deputy).pk}
    assert sure <= own | heads
    assert heads


def test_letters_go_once_and_what_failed_goes_later(
    school, year, planted, person, teacher, monkeypatch
):
    wish = {"address": "t@example.org", "language": "ru", "rhythm": "day"}
    changes.wish_for_mail(person(teacher), **wish, by=teacher, at=AT)
    at = START + timedelta(days=10)
    changes.remind(school, at=at)
    changes.remind(school, at=at)
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda _self: (_ for _ in ()).throw(OSError())
    )
    assert changes.send_letters(school, at=at) == 0
    monkeypatch.undo()
    assert [changes.send_letters(school, at=at) for _ in range(2)] == [1, 0]
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject.startswith("Сапат")
    with within(school):
        assert Letter.objects.get().tries == 2


def test_nobody_is_written_to_without_wishing_it(school, year, planted):
    changes.remind(school, at=START + timedelta(days=10))
    with within(school):
        assert not Letter.objects.exists()


def at(school, page, *args):
    return reverse(f"act:{page}", args=[school.code, *args])


def test_everybody_sees_what_waits_for_them(browser_of, teacher, director, school, confirmed):
    row = confirmed()
    assert row.title in browser_of(teacher).get(at(school, "work")).text
    assert row.title not in browser_of(director).get(at(school, "work")).text


def test_a_substitute_sees_the_work_of_the_one_who_is_away(
    browser_of, teacher, director, person, school, confirmed
):
    row = confirmed()
    today = date.today()  # noqa: DTZ011 (the page asks the clock as well)
    given = {
        "person": person(teacher).pk,
        "substitute": person(director).pk,
        "since": f"{today}",
        "until": f"{today + timedelta(days=3)}",
    }
    browser_of(director).post(at(school, "stand_in"), given)
    assert row.title in browser_of(director).get(at(school, "work")).text
    again = browser_of(director).post(at(school, "stand_in"), given)
    assert again.status_code == HTTPStatus.CONFLICT


def test_everything_passes_in_one_step(browser_of, teacher, director, person, school, confirmed):
    row = confirmed()
    page = at(school, "hand_everything", person(teacher).pk)
    assert row.title in browser_of(director).get(page).text
    browser_of(director).post(page, {"to": person(director).pk})
    with within(school):
        assert Finding.objects.get(pk=row.pk).owner_id == person(director).pk
    assert browser_of(director).post(page, {"to": person(director).pk}).status_code == 409


def test_nobody_stands_in_for_themselves(person, teacher, year):
    me = person(teacher)
    with pytest.raises(Refused) as no:
        changes.stand_in(me, me, since=AT.date(), until=AT.date(), reason="", by=teacher, at=AT)
    assert no.value.reason == NotSo.SAME_PERSON


def test_letters_are_set_on_the_page(browser_of, teacher, school, person):
    given = {"rhythm": "week", "address": "t@example.org", "language": "ky"}
    browser_of(teacher).post(at(school, "work_letters"), given)
    with within(school):
        assert reads.wish_of(person(teacher).pk).address == "t@example.org"
    refused = browser_of(teacher).post(at(school, "work_letters"), {**given, "address": ""})
    assert refused.status_code == HTTPStatus.CONFLICT


def test_a_teacher_hands_over_nobody(browser_of, teacher, person, school):
    page = at(school, "hand_everything", person(teacher).pk)
    assert browser_of(teacher).get(page).status_code == HTTPStatus.FORBIDDEN


def test_the_page_is_asked_once_and_then_kept(
    browser_of, teacher, school, confirmed, django_assert_max_num_queries
):
    confirmed()
    client = browser_of(teacher)
    client.get(at(school, "work"))
    with django_assert_max_num_queries(20):
        client.get(at(school, "work"))
