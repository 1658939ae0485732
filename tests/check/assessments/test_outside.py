"""What others found: decisions, points with terms, experts beside the school, joint discussions."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.utils.timezone import localdate

from sapat.check.assessments.joint import changes as joint
from sapat.check.assessments.joint.changes import Discussed
from sapat.check.assessments.joint.models import JointDiscussion
from sapat.check.assessments.joint.rules import NotSo as NotJoint
from sapat.check.assessments.outside import changes, reads
from sapat.check.assessments.outside.changes import Card, Stated
from sapat.check.assessments.outside.models import OutsideAssessment, OutsidePoint
from sapat.check.assessments.outside.rules import (
    Accredited,
    Decision,
    NotSo,
    Point,
    PointKind,
    Reason,
    agreement,
    judge_accreditation,
    judge_joint,
)
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.models import Finding
from sapat.core import dues
from sapat.core.belongings import kinds
from sapat.core.proofs import State
from sapat.core.refusal import Refused
from sapat.plan.registers import changes as registers
from sapat.plan.registers.changes import PartnerCard
from tests.check.assessments.conftest import AT, DAY, HOME, close, whole

pytestmark = pytest.mark.usefixtures("inside")

ALL = f"{HOME}outside/"
TERM = date(2026, 10, 20)


def card(**more):
    given = {
        "kind": "institutional", "assessor": "Агенттик", "since": date(2026, 9, 1),
        "decision": Decision.FULL, "decided_on": date(2026, 9, 20),
        "valid_until": date(2031, 9, 20),
    }  # fmt: skip
    return Card(**{**given, **more})


@pytest.fixture
def accreditation(school):
    return changes.keep(school, card(), person=None, by=None, at=AT)


@pytest.fixture
def inspection(school):
    given = card(kind="inspection", decision=Decision.ORDERS, valid_until=None)
    return changes.keep(school, given, person=None, by=None, at=AT)


def add(row, kind=PointKind.ORDER, text="Жарыкты оңдоо", **more):
    more.setdefault("due_on", TERM)
    return changes.add_point(row, Stated(kind, text, **more), by=None, at=AT)


def found_from(point):
    seen = Seen(point.text, "major", "external", DAY, source=Source(point.source, str(point)))
    return findings.write(point.school, seen, person=None, by=None, at=AT)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"assessor": " "}, NotSo.NO_ASSESSOR),
        ({"until": date(2026, 8, 1)}, NotSo.ENDS_BEFORE),
        ({"valid_until": date(2026, 9, 1)}, NotSo.ENDS_BEFORE),
        ({"kind": "programme"}, NotSo.NO_PROGRAMME),
        ({"decision": Decision.ORDERS}, NotSo.NOT_THEIRS),
        ({"kind": "inspection"}, NotSo.NOT_THEIRS),
        ({"decided_on": None, "valid_until": None}, NotSo.NO_DAY),
        ({"decided_on": DAY + timedelta(days=1)}, NotSo.NOT_YET),
        ({"valid_until": None}, NotSo.NO_END),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_card_that_cannot_be_is_refused(school, more, reason):
    with pytest.raises(Refused) as no:
        changes.keep(school, card(**more), person=None, by=None, at=AT)
    assert no.value.reason == reason
    assert not OutsideAssessment.objects.exists()


def test_an_order_has_a_term(inspection):
    with pytest.raises(Refused) as no:
        add(inspection, due_on=None)
    assert no.value.reason == NotSo.NO_TERM


def test_a_point_is_settled_once_its_finding_is_closed(inspection):
    point = add(inspection)
    row = found_from(point)
    with pytest.raises(Refused) as no:
        changes.settle(point, "Акт № 3", by=None, at=AT)
    assert no.value.reason == NotSo.FINDING_OPEN
    Finding.objects.filter(pk=row.pk).update(state="closed")
    assert changes.settle(point, "Акт № 3", by=None, at=AT).settled_on == DAY
    for again, reason in ((changes.settle, NotSo.SETTLED),):
        with pytest.raises(Refused) as no:
            again(point, "Акт № 3", by=None, at=AT)
        assert no.value.reason == reason


def test_a_settled_point_is_opened_again_with_a_reason(inspection):
    point = changes.settle(add(inspection), "Акт № 3", by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.reopen(point, " ", by=None, at=AT)
    assert no.value.reason == NotSo.NO_REASON
    assert changes.reopen(point, "Кайра бузулду", by=None, at=AT).settled_on is None
    with pytest.raises(Refused) as no:
        changes.reopen(point, "Дагы", by=None, at=AT)
    assert no.value.reason == NotSo.NOT_SETTLED


def test_a_strength_needs_no_settling(accreditation):
    point = add(accreditation, PointKind.STRENGTH, due_on=None)
    with pytest.raises(Refused) as no:
        changes.settle(point, "Жакшы", by=None, at=AT)
    assert no.value.reason == NotSo.STRENGTH


def test_terms_of_others_wait_for_who_answers(school, inspection, teacher):
    point = add(inspection, owner=teacher.person)
    add(inspection, text="Журнал", due_on=None, kind=PointKind.REMARK)
    found = [one for one in dues.due_in(school, DAY) if one.key.startswith("outside.point")]
    assert [(one.by, one.persons) for one in found] == [(TERM, {teacher.person.pk})]
    changes.settle(point, "Акт", by=None, at=AT)
    assert not [one for one in dues.due_in(school, DAY) if one.key.startswith("outside.point")]


def test_an_accreditation_reminds_half_a_year_before_its_end(school, accreditation):
    found = [one for one in dues.due_in(school, DAY) if one.key.startswith("outside.again")]
    assert [one.by for one in found] == [date(2031, 9, 20) - timedelta(days=180)]


def test_a_leaver_hands_points_over(inspection, teacher, deputy):
    add(inspection, owner=teacher.person)
    kind = next(one for one in kinds() if one.name == "outside_points")
    (row,) = kind.held(teacher.person.pk)
    kind.hand(row, deputy.person, None, AT)
    assert OutsidePoint.objects.get().owner == deputy.person


def test_experts_stand_beside_the_school(accreditation, running):
    lines = whole(running, ("meets", "remarks", "none"))
    close(running)
    row = changes.restate(accreditation, card(cycle=running), by=None, at=AT)
    levels = {line.criterion_id: "remarks" for line in lines}
    changes.compare(row, levels, by=None, at=AT)
    pairs = [(one.own, one.experts) for one in reads.compared(row)]
    assert pairs == [("meets", "remarks"), ("remarks", "remarks"), ("none", "remarks")]
    found = agreement(pairs)
    assert (found.all, found.same, found.stricter, found.milder) == (2, 1, 1, 0)
    with pytest.raises(Refused) as no:
        changes.compare(row, {lines[0].criterion_id: "great"}, by=None, at=AT)
    assert no.value.reason == NotSo.LEVEL


def test_without_a_cycle_nothing_is_compared(accreditation):
    with pytest.raises(Refused) as no:
        changes.compare(accreditation, {1: "meets"}, by=None, at=AT)
    assert no.value.reason == NotSo.NO_CYCLE


def accredited(*points, until=date(2031, 9, 20), decision="full", pk=1):
    return Accredited(pk, "Агенттик", decision, date(2026, 9, 20), until, tuple(points))


def judged(*held, day=DAY, soon=180):
    return judge_accreditation(held, day, soon=soon)[:2]


def advice(**more):
    return Point("advice", **more)


def test_what_an_accreditation_proves():
    assert judged() == (State.MISSING, Reason.NONE)
    assert judged(accredited(decision="refused")) == (State.MISSING, Reason.NONE)
    assert judged(accredited(advice())) == (State.MISSING, Reason.UNANSWERED)
    answered = accredited(advice(finding=True), advice(settled_on=DAY), Point("strength"))
    assert judged(answered) == (State.PROVED, Reason.LIVES)
    late = accredited(advice(finding=True, due_on=DAY - timedelta(days=1)))
    assert judged(late) == (State.DUE, Reason.LATE)
    today = accredited(advice(finding=True, due_on=DAY))
    assert judged(today) == (State.PROVED, Reason.LIVES)


def test_an_accreditation_ends_on_its_day():
    until = date(2031, 9, 20)
    assert judged(accredited(), day=until + timedelta(days=1)) == (State.MISSING, Reason.EXPIRED)
    assert judged(accredited(), day=until) == (State.DUE, Reason.ENDS)
    assert judged(accredited(), day=until - timedelta(days=181)) == (State.PROVED, Reason.LIVES)


def test_what_joint_discussions_prove():
    since = date(2025, 10, 5)
    assert judge_joint([], since, DAY)[:2] == (State.MISSING, Reason.NO_JOINT)
    assert judge_joint([(since - timedelta(days=1), True)], since, DAY)[1] == Reason.OLD_JOINT
    assert judge_joint([(since, False)], since, DAY)[:2] == (State.DUE, Reason.NO_WORDS)
    assert judge_joint([(since, True)], since, DAY)[:2] == (State.PROVED, Reason.JOINT)
    assert judge_joint([(DAY + timedelta(days=1), True)], since, DAY)[1] == Reason.NO_JOINT


@pytest.fixture
def partner(school):
    given = PartnerCard("school", "№5 мектеп", since=date(2024, 9, 1))
    return registers.keep_partner(school, given, by=None, at=AT)


def test_a_discussion_has_a_topic_and_partners(school, partner):
    for discussed, partners, reason in (
        (Discussed(" ", DAY), [partner], NotJoint.NO_TOPIC),
        (Discussed("Баалоо", DAY), [], NotJoint.NO_PARTNER),
        (Discussed("Баалоо", DAY + timedelta(days=1), conclusions="Бүттү"), [partner],
         NotJoint.WRONG_END),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            joint.keep(school, discussed, partners, person=None, by=None, at=AT)
        assert no.value.reason == reason


def test_a_discussion_is_written_down_and_its_conclusions_wait(browser_of, school, deputy, partner):
    day = localdate()
    given = {"topic": "Баалоонун адилеттиги", "held_on": day.isoformat(),
             "partners": [partner.pk]}  # fmt: skip
    browser_of(deputy).post(f"{HOME}joint/new/", given)
    row = JointDiscussion.objects.get()
    assert [one.key for one in dues.due_in(school, day)].count(f"joint.conclusions:{row.pk}") == 1
    given["conclusions"] = "Бирдиктүү критерийлер"
    browser_of(deputy).post(f"{HOME}joint/{row.pk}/change/", given)
    page = browser_of(deputy).get(f"{HOME}joint/")
    assert "Бирдиктүү критерийлер" in page.text
    assert "№5 мектеп" in page.text


def test_an_inspection_is_written_down_with_its_points(browser_of, deputy):
    given = {
        "kind": "inspection", "assessor": "Билим берүү бөлүмү", "since": "2026-09-01",
        "decision": "orders", "decided_on": "2026-09-04",
    }  # fmt: skip
    page = browser_of(deputy).post(f"{ALL}new/", given, follow=True)
    row = OutsideAssessment.objects.get()
    assert "orders were given" in page.text
    point = {"kind": "order", "text": "Жарыкты оңдоо", "due_on": "2026-09-30"}
    browser_of(deputy).post(f"{ALL}{row.pk}/point/", point)
    page = browser_of(deputy).get(f"{ALL}{row.pk}/")
    assert "origin=external" in page.text
    assert "late" in page.text


def test_a_point_is_changed_settled_and_opened_on_its_pages(browser_of, deputy, inspection):
    point = add(inspection)
    browser = browser_of(deputy)
    address = f"{ALL}points/{point.pk}/"
    browser.post(f"{address}change/", {"kind": "remark", "text": "Жарык начар"})
    browser.post(f"{address}settle/", {"words": "Лампалар алмаштырылды"})
    point.refresh_from_db()
    assert (point.kind, point.due_on, point.settled_words) == (
        "remark", None, "Лампалар алмаштырылды",
    )  # fmt: skip
    answer = browser.post(f"{address}change/", {"kind": "remark", "text": "Башкача"})
    assert answer.status_code == HTTPStatus.CONFLICT
    browser.post(f"{address}reopen/", {"reason": "Кайра күйдү"})
    point.refresh_from_db()
    assert point.settled_on is None


def test_the_experts_levels_are_entered_on_a_page(browser_of, deputy, accreditation, running):
    lines = whole(running)
    changes.restate(accreditation, card(cycle=running), by=None, at=AT)
    given = {f"level_{lines[0].criterion_id}": "fails", f"level_{lines[1].criterion_id}": "meets"}
    page = browser_of(deputy).post(f"{ALL}{accreditation.pk}/experts/", given, follow=True)
    assert "Of 2 criteria the experts judged 1 (50 %) as the school did" in page.text


def test_teachers_read_and_change_nothing(browser_of, teacher, accreditation):
    assert browser_of(teacher).get(f"{ALL}{accreditation.pk}/").status_code == HTTPStatus.OK
    assert browser_of(teacher).get(f"{ALL}new/").status_code == HTTPStatus.FORBIDDEN


def test_the_lists_ask_the_same_of_one_and_of_many(
    browser_of, school, deputy, accreditation, inspection, django_assert_max_num_queries
):
    for number in range(5):
        add(inspection, text=f"№ {number}")
    browser = browser_of(deputy)
    browser.get(ALL)
    with django_assert_max_num_queries(25):
        browser.get(ALL)
    with django_assert_max_num_queries(30):
        browser.get(f"{ALL}{inspection.pk}/")
