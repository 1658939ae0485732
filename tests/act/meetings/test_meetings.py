"""A meeting goes its way: planned, invited, held, minuted, signed; nothing skips a step."""

from datetime import date, timedelta

import pytest

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.rules import NotSo as NotDecided
from sapat.act.decisions.wording import Vote
from sapat.act.meetings import changes, reads
from sapat.act.meetings.changes import Guest, Heard, Point, When
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import NotSo, Told, Votes, is_carried
from sapat.act.minutes import changes as minutes
from sapat.act.minutes import reads as written
from sapat.core import dues
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Sitting
from sapat.school.boundary import within
from sapat.school.people.models import Person
from tests.act.meetings.conftest import AT, DAY, hold, mark, resolution

pytestmark = pytest.mark.usefixtures("inside")

HOME = "/schools/S12/act/meetings/"


def test_it_goes_its_whole_way_through_the_pages(browser_of, school, council, director, deputy):
    browser = browser_of(deputy)
    today = date.today()  # noqa: DTZ011
    given = {"body": council.pk, "day": today.isoformat(), "begins": "14:00", "place": "207"}
    page = browser.post(f"{HOME}new/", given, follow=True)
    assert "How earlier decisions were carried out" in page.text
    row = reads.meetings().get()
    one = f"{HOME}{row.pk}/"
    browser.post(f"{one}invite/", {"told": "message", "guests": "Айыл өкмөтү"})
    marks = {f"mark_{each.pk}": "present" for each in reads.attendances(row)}
    leaders = {"chair": director.person.pk, "secretary": deputy.person.pk}
    assert browser.post(f"{one}came/", {**marks, **leaders}).status_code == 302
    for item in reads.items(row):
        browser.post(f"{HOME}questions/{item.pk}/heard/", {"heard": "Угулду"})
    browser.post(f"{one}close/")
    for user, hand in ((director, "chair"), (deputy, "secretary")):
        browser_of(user).post(f"{one}sign/{hand}/", {"shown": mark(row)})
    row.refresh_from_db()
    assert (row.state, row.protocol_number) == ("signed", 1)
    assert "protocol № 1" in browser.get(one).text


def test_a_signature_needs_both(minuted, director, deputy):
    minutes.sign(minuted, "chair", director.person, mark(minuted), by=director, at=AT)
    minuted.refresh_from_db()
    assert (minuted.state, minuted.protocol_number) == ("minuted", None)


def test_nobody_signs_for_another(browser_of, minuted, deputy):
    page = browser_of(deputy).post(f"{HOME}{minuted.pk}/sign/chair/", {"shown": mark(minuted)})
    assert page.status_code == 409
    assert "Only Director signs here." in page.text


def test_a_chair_without_a_sign_in_signs_on_paper(minuted, director, deputy):
    Person.objects.filter(pk=director.person.pk).update(user=None)
    minutes.sign(minuted, "chair", deputy.person, mark(minuted), by=deputy, at=AT)
    minuted.refresh_from_db()
    assert minuted.chair_signed_at
    assert minuted.signed_on_paper


def test_who_signs_has_read_what_stands_there(minuted, director):
    with pytest.raises(Refused) as no:
        minutes.sign(minuted, "chair", director.person, "0" * 64, by=director, at=AT)
    assert no.value.reason == NotSo.CHANGED_SINCE


def test_a_second_signature_of_the_same_hand_is_refused(minuted, director):
    minutes.sign(minuted, "chair", director.person, mark(minuted), by=director, at=AT)
    with pytest.raises(Refused) as no:
        minutes.sign(minuted, "chair", director.person, mark(minuted), by=director, at=AT)
    assert no.value.reason == NotSo.SIGNED_ALREADY


def test_returned_minutes_lose_their_signature(minuted, director):
    minutes.sign(minuted, "chair", director.person, mark(minuted), by=director, at=AT)
    minutes.return_minutes(minuted, "Добуштар туура эмес", by=director, at=AT)
    minuted.refresh_from_db()
    assert (minuted.state, minuted.chair_signed_at, minuted.digest) == ("held", None, "")


def test_signed_minutes_show_when_they_were_touched(browser_of, signed, deputy):
    assert written.is_intact(signed)
    item = reads.items(signed).first()
    item.heard = "Башкача"
    item.save()
    assert not written.is_intact(signed)
    assert "no longer as they were signed" in browser_of(deputy).get(f"{HOME}{signed.pk}/").text


def test_protocols_are_numbered_by_body_and_school_year(council, director, deputy):
    def meet(day):
        row = changes.plan_meeting(council, When(day), [Point("Маселе")], by=None, at=AT)
        changes.invite(row, [], Told.PAPER, by=None, at=AT)
        hold(row, director, deputy)
        changes.write(reads.items(row).first(), Heard("Угулду"), by=None, at=AT)
        minutes.close_minutes(row, by=None, at=AT)
        for hand in ("chair", "secretary"):
            row = minutes.sign(row, hand, None, mark(row), by=None, at=AT)
        return row.protocol_number

    assert [meet(DAY), meet(DAY - timedelta(days=20))] == [1, 2]
    Sitting.objects.update(since=date(2024, 1, 1))
    council.since = date(2024, 1, 1)
    council.save()
    assert meet(date(2025, 7, 31)) == 1


def test_no_quorum_no_decision(invited, director, deputy, teacher, council):
    changes.set_quorum(council, "two_thirds", by=None, at=AT)
    Sitting.objects.filter(person=teacher.person).update(since=date(2024, 1, 1))
    row = hold(invited, director, deputy, {teacher.person.pk: "absent"})
    assert reads.turnout(row).is_enough
    changes.set_quorum(council, "half", by=None, at=AT)
    row = hold(row, director, deputy)
    Meeting.objects.filter(pk=row.pk).update(least=4)
    words = resolution(teacher.person, deputy.person)
    with pytest.raises(Refused) as no:
        decisions.decide(reads.items(row).first(), words, Vote(Votes(3)), by=None, at=AT)
    assert no.value.reason == NotDecided.NO_QUORUM


def test_of_every_member_it_is_said_whether_they_came(invited, director, deputy):
    with pytest.raises(Refused) as no:
        changes.hold(invited, {}, chair=director.person, secretary=deputy.person, by=None, at=AT)
    assert no.value.reason == NotSo.NOT_THERE
    invited.refresh_from_db()
    assert invited.state == "invited"


def test_who_is_away_does_not_chair(invited, director, deputy):
    with pytest.raises(Refused) as no:
        hold(invited, director, deputy, {director.person.pk: "excused"})
    assert no.value.reason == NotSo.NOT_THERE


def test_a_meeting_is_not_held_before_its_day(council, director, deputy):
    tomorrow = When(DAY + timedelta(days=1))
    row = changes.plan_meeting(council, tomorrow, [Point("Маселе")], by=None, at=AT)
    changes.invite(row, [], Told.PAPER, by=None, at=AT)
    with pytest.raises(Refused) as no:
        hold(row, director, deputy)
    assert no.value.reason == NotSo.TOMORROW


def test_nothing_stays_unwritten(held, decided):
    with pytest.raises(Refused) as no:
        minutes.close_minutes(held, by=None, at=AT)
    assert no.value.facts == {"number": 2}


def test_a_question_taken_off_lets_the_others_move_up(planned):
    changes.drop_item(reads.items(planned).first(), by=None, at=AT)
    assert [(row.number, row.title) for row in reads.items(planned)] == [(1, "Талаптар")]


def test_a_guest_is_asked_once(invited, director):
    with pytest.raises(Refused) as no:
        changes.add_guest(invited, Guest(director.person), by=None, at=AT)
    assert no.value.reason == NotSo.KNOWN_GUEST


@pytest.mark.parametrize(
    ("votes", "may_vote", "carried"),
    [
        (Votes(6, 5), 11, True),
        (Votes(5, 4, 1), 10, True),
        (Votes(5, 5, chair_in_favour=False), 10, False),
        (Votes(4, 1, 5), 10, False),
        (Votes(0, 0, 0), 0, False),
    ],
)
def test_more_than_half_of_those_who_may_vote_carry(votes, may_vote, carried):
    assert is_carried(votes, may_vote) is carried


def test_what_waits_is_due(school, minuted):
    keys = {one.key for one in dues.due_in(school, DAY) if one.key.startswith("minutes:")}
    assert len(keys) == 2


def test_the_list_asks_few_questions(browser_of, council, deputy, django_assert_max_num_queries):
    for number in range(20):
        when = When(DAY + timedelta(days=number))
        changes.plan_meeting(council, when, [Point("Бир"), Point("Эки")], by=None, at=AT)
    browser = browser_of(deputy)
    with django_assert_max_num_queries(16):
        assert browser.get(f"{HOME}?year=2025").status_code == 200


def test_the_page_of_a_meeting_asks_few_questions(
    browser_of, signed, deputy, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    with django_assert_max_num_queries(36):
        assert browser.get(f"{HOME}{signed.pk}/").status_code == 200


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("paper", ["protocol", "invitation", "attendance"])
def test_every_paper_is_handed_out(browser_of, signed, deputy, paper, language):
    browser = browser_of(deputy, language=language)
    address = f"{HOME}{signed.pk}/{paper}/?language={language}"
    assert browser.get(address).status_code == 200
    assert browser.get(f"{address}&form=docx").content.startswith(b"PK")


def test_the_protocol_says_who_came_what_was_decided_and_how_they_voted(browser_of, signed, deputy):
    text = browser_of(deputy).get(f"{HOME}{signed.pk}/protocol/?language=en").text
    for words in ("PROTOCOL № 1", "3 of 3 members came", "DECIDED: 1)", "for 3, against 0"):
        assert words in text
    with within(signed.school):
        assert signed.digest == mark(signed)
