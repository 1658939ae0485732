"""The state machines of deciding: meetings, decisions, proposals, orders, findings, actions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sapat.act.actions import changes as actions
from sapat.act.actions.changes import Intent, Look
from sapat.act.actions.changes import Step as Task
from sapat.act.actions.rules import ActionState, Kind
from sapat.act.decisions import changes as decisions
from sapat.act.decisions.rules import FROM as DECIDING
from sapat.act.decisions.rules import DecisionState
from sapat.act.decisions.rules import Step as Deciding
from sapat.act.decisions.wording import Judgement
from sapat.act.meetings import changes as meetings
from sapat.act.meetings import reads as met
from sapat.act.meetings.changes import Came, Guest, Heard, Point, When
from sapat.act.meetings.rules import FROM as MEETING
from sapat.act.meetings.rules import MeetingState, Told
from sapat.act.meetings.rules import Step as Meeting
from sapat.act.minutes import changes as minutes
from sapat.act.minutes import reads as written
from sapat.act.orders import changes as orders
from sapat.act.orders import reads as ordered
from sapat.act.orders.rules import FROM as ORDERING
from sapat.act.orders.rules import OrderState, PointState
from sapat.act.orders.rules import Step as Ordering
from sapat.act.orders.wording import Item, Wording
from sapat.act.proposals import changes as proposals
from sapat.act.proposals.changes import Reply
from sapat.act.proposals.rules import ProposalState
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Why
from sapat.check.findings.rules import FindingState
from tests.machines import Machine, Move

NOW = datetime.now(UTC)
TODAY = NOW.date()
SOON, LATE = TODAY + timedelta(days=30), TODAY + timedelta(days=400)
BY: dict[str, Any] = {"by": None, "at": NOW}


@dataclass(frozen=True)
class Cast:
    """Who acts in a machine."""

    director: Any
    deputy: Any
    teacher: Any


def _came(row, cast):
    marks = {f"mark_{one.pk}": "present" for one in met.attendances(row)}
    return {**marks, "chair": cast.director.person.pk, "secretary": cast.deputy.person.pk}


def _hold(row, cast):
    came = {one.pk: Came("present") for one in met.attendances(row)}
    return meetings.hold(row, came, chair=cast.director.person, secretary=cast.deputy.person, **BY)


def _sign(row, cast):
    return minutes.sign(row, "chair", cast.director.person, written.digest(row), **BY)


MEETINGS = Machine(
    "meeting", "held_with_words", tuple(MeetingState.values),
    (
        Move("move", MEETING[Meeting.PLAN],
             lambda row, cast: meetings.move_meeting(row, When(row.day), **BY),
             "act/meetings/{pk}/when/", lambda row, cast: {"day": f"{row.day}"}),
        Move("question", MEETING[Meeting.PLAN] | {MeetingState.HELD},
             lambda row, cast: meetings.add_item(row, Point("Дагы"), **BY),
             "act/meetings/{pk}/question/", lambda row, cast: {"title": "Дагы"}),
        Move("restate", MEETING[Meeting.PLAN],
             lambda row, cast: meetings.restate_item(row.items.first(), Point("Башка"), **BY),
             "act/meetings/questions/{first}/", lambda row, cast: {"title": "Башка"}),
        Move("drop", MEETING[Meeting.PLAN],
             lambda row, cast: meetings.drop_item(row.items.first(), **BY),
             "act/meetings/questions/{first}/drop/"),
        Move("invite", MEETING[Meeting.INVITE],
             lambda row, cast: meetings.invite(row, [], Told.PAPER, **BY),
             "act/meetings/{pk}/invite/", lambda row, cast: {"told": "paper"}),
        Move("guest", MEETING[Meeting.PLAN] | {MeetingState.HELD},
             lambda row, cast: meetings.add_guest(row, Guest(name="Конок"), **BY),
             "act/meetings/{pk}/guest/", lambda row, cast: {"name": "Конок"}),
        Move("came", MEETING[Meeting.HOLD], _hold, "act/meetings/{pk}/came/", _came),
        Move("heard", MEETING[Meeting.WRITE],
             lambda row, cast: meetings.write(row.items.first(), Heard("Угулду"), **BY),
             "act/meetings/questions/{first}/heard/", lambda row, cast: {"heard": "Угулду"}),
        Move("close", MEETING[Meeting.MINUTE],
             lambda row, cast: minutes.close_minutes(row, **BY), "act/meetings/{pk}/close/"),
        Move("return", MEETING[Meeting.RETURN],
             lambda row, cast: minutes.return_minutes(row, "Ката", **BY),
             "act/meetings/{pk}/return/", lambda row, cast: {"reason": "Ката"}),
        Move("sign", MEETING[Meeting.SIGN], _sign, "act/meetings/{pk}/sign/chair/",
             lambda row, cast: {"shown": written.digest(row)}),
        Move("off", MEETING[Meeting.CALL_OFF],
             lambda row, cast: meetings.call_off(row, "Каникул", **BY),
             "act/meetings/{pk}/off/", lambda row, cast: {"reason": "Каникул"}),
    ),
    hangs_on="items",
)  # fmt: skip

WORDS: dict[str, Any] = {"person": None, **BY}
ONE = "act/meetings/decisions/{pk}/"
DECISIONS = Machine(
    "decision", "binding", tuple(DecisionState.values),
    (
        Move("report", DECIDING[Deciding.REPORT],
             lambda row, cast: decisions.report_done(row, "Болду", **WORDS),
             f"{ONE}report/", lambda row, cast: {"words": "Болду"}, who="teacher"),
        Move("confirm", DECIDING[Deciding.CONFIRM],
             lambda row, cast: decisions.confirm(row, "Көрдүм", **WORDS),
             f"{ONE}confirm/", lambda row, cast: {"words": "Көрдүм"}, who="deputy"),
        Move("return", DECIDING[Deciding.RETURN],
             lambda row, cast: decisions.send_back(row, "Толук эмес", **WORDS),
             f"{ONE}back/", lambda row, cast: {"words": "Толук эмес"}, who="deputy"),
        Move("carry over", DECIDING[Deciding.CARRY_OVER],
             lambda row, cast: decisions.carry_over(row, LATE, "Убакыт", **WORDS),
             f"{ONE}term/", lambda row, cast: {"term": f"{LATE}", "words": "Убакыт"}),
        Move("hand over", DECIDING[Deciding.HAND_OVER],
             lambda row, cast: decisions.hand_over(row, cast.director.person, "Кетти", **BY),
             f"{ONE}owner/", lambda row, cast: {"owner": cast.director.person.pk}),
        Move("check", DECIDING[Deciding.CHECK],
             lambda row, cast: decisions.check_effect(row, Judgement("reached", "46 %"), **WORDS),
             f"{ONE}effect/", lambda row, cast: {"effect": "reached", "words": "46 %"}),
        Move("cancel", DECIDING[Deciding.CANCEL],
             lambda row, cast: decisions.cancel(row, "№ 12 буйрук", **WORDS),
             f"{ONE}cancel/", lambda row, cast: {"words": "№ 12 буйрук"}),
        Move("order", frozenset({DecisionState.OPEN, DecisionState.REPORTED, DecisionState.DONE}),
             lambda row, cast: orders.draft_from(row, drafter=None, **BY),
             "act/orders/from/{pk}/"),
    ),
)  # fmt: skip


def _reply(row, cast):
    return proposals.answer(
        row, Reply(True, "Туура", cast.deputy.person, SOON), person=cast.director.person, **BY
    )


PROPOSAL = "act/meetings/proposals/{pk}/"
PROPOSALS = Machine(
    "proposal", "proposal", tuple(ProposalState.values),
    (
        Move("answer", frozenset({ProposalState.MADE}), _reply, f"{PROPOSAL}answer/",
             lambda row, cast: {"accepted": "yes", "reason": "Туура", "do_by": f"{SOON}",
                                "owner": cast.deputy.person.pk}),
        Move("carry out", frozenset({ProposalState.ACCEPTED}),
             lambda row, cast: proposals.carry_out(row, "Болду", on=TODAY, **BY),
             f"{PROPOSAL}done/", lambda row, cast: {"outcome": "Болду", "on": f"{TODAY}"}),
        Move("take back", frozenset({ProposalState.MADE}),
             lambda row, cast: proposals.take_back(row, **BY), f"{PROPOSAL}back/"),
    ),
)  # fmt: skip


def _sign_order(row, cast):
    shown = ordered.digest(row)
    return orders.sign(row, shown, person=cast.director.person, on=TODAY, **BY)


def _reword(row):
    return Wording("main", "Башка", "Максатында", row.control)


def _cancel_by_another(row, cast):
    wording = Wording("main", "Жокко чыгаруу", "Максатында", row.control, row)
    other = orders.draft(row.school, wording, [Item("Бүттү")], drafter=None, **BY)
    return _sign_order(other, cast)


ORDER, POINT = "act/orders/{pk}/", "act/orders/points/{first}/"
ORDERS = Machine(
    "order", "order", tuple(OrderState.values),
    (
        Move("reword", ORDERING[Ordering.WRITE],
             lambda row, cast: orders.restate(row, _reword(row), **BY), f"{ORDER}text/",
             lambda row, cast: {"series": "main", "title": "Башка", "preamble": "Үчүн"}),
        Move("add point", ORDERING[Ordering.WRITE],
             lambda row, cast: orders.add_point(row, Item("Дагы"), **BY),
             f"{ORDER}point/", lambda row, cast: {"text": "Дагы"}),
        Move("reword point", ORDERING[Ordering.WRITE],
             lambda row, cast: orders.restate_point(row.points.first(), Item("Башка"), **BY),
             POINT, lambda row, cast: {"text": "Башка"}),
        Move("drop point", ORDERING[Ordering.WRITE],
             lambda row, cast: orders.drop_point(row.points.first(), **BY), f"{POINT}drop/"),
        Move("name people", ORDERING[Ordering.WRITE],
             lambda row, cast: orders.name_people(row, [cast.teacher.person], **BY),
             f"{ORDER}people/", lambda row, cast: {"people": [cast.teacher.person.pk]}),
        Move("sign", ORDERING[Ordering.SIGN], _sign_order, f"{ORDER}sign/",
             lambda row, cast: {"on": f"{TODAY}", "shown": ordered.digest(row)}),
        Move("drop", ORDERING[Ordering.DROP],
             lambda row, cast: orders.drop(row, **BY), f"{ORDER}drop/"),
        Move("know", ORDERING[Ordering.KNOW],
             lambda row, cast: orders.take_note(
                 row, cast.teacher.person, "screen", acting=cast.teacher.person, on=TODAY, **BY),
             f"{ORDER}note/", who="teacher", ready={"signed_on": TODAY}),
        Move("carry out", ORDERING[Ordering.CARRY],
             lambda row, cast: orders.report_point(row.points.first(), "Болду", **WORDS),
             f"{POINT}report/", lambda row, cast: {"words": "Болду"}, who="teacher"),
        Move("cancel", ORDERING[Ordering.CANCEL], _cancel_by_another, f"{ORDER}cancel/",
             lambda row, cast: {"series": "main", "title": "Жокко чыгаруу", "preamble": "Үчүн",
                                "items": "Бүттү", "cancels": row.pk}),
    ),
    hangs_on="points",
)  # fmt: skip

OF_POINT = "act/orders/points/{pk}/"
POINTS = Machine(
    "point", "point", tuple(PointState.values),
    (
        Move("report", frozenset({PointState.OPEN}),
             lambda row, cast: orders.report_point(row, "Болду", **WORDS),
             f"{OF_POINT}report/", lambda row, cast: {"words": "Болду"}, who="teacher"),
        Move("confirm", frozenset({PointState.REPORTED}),
             lambda row, cast: orders.confirm_point(row, **WORDS), f"{OF_POINT}confirm/",
             who="deputy"),
        Move("send back", frozenset({PointState.REPORTED}),
             lambda row, cast: orders.send_back_point(row, "Толук эмес", **WORDS),
             f"{OF_POINT}back/", lambda row, cast: {"words": "Толук эмес"}, who="deputy"),
    ),
)  # fmt: skip

FINDING = "act/findings/{pk}/"
WRITTEN, CONFIRMED = frozenset({FindingState.WRITTEN}), frozenset({FindingState.CONFIRMED})
FINDINGS = Machine(
    "finding", "finding", tuple(FindingState.values),
    (
        Move("reword", WRITTEN,
             lambda row, cast: findings.correct(
                 row, title="Башка", text="", grade="minor", **WORDS),
             f"{FINDING}reword/", lambda row, cast: {"title": "Башка", "grade": "minor"}),
        Move("confirm", WRITTEN,
             lambda row, cast: findings.confirm(
                 row, owner=cast.teacher.person, due_on=None, **WORDS),
             f"{FINDING}confirm/", lambda row, cast: {"owner": cast.teacher.person.pk}),
        Move("refuse", WRITTEN, lambda row, cast: findings.refuse(row, "Андай эмес", **WORDS),
             f"{FINDING}refuse/", lambda row, cast: {"reason": "Андай эмес"}),
        Move("hand", CONFIRMED,
             lambda row, cast: findings.hand(row, cast.deputy.person, **WORDS),
             f"{FINDING}hand/", lambda row, cast: {"owner": cast.deputy.person.pk}),
        Move("cause", CONFIRMED,
             lambda row, cast: findings.name_cause(row, Why("Анткени"), **WORDS),
             f"{FINDING}cause/", lambda row, cast: {"text": "Анткени"}),
        Move("drop cause", CONFIRMED,
             lambda row, cast: findings.drop_cause(row.causes.first(), **BY),
             "act/findings/causes/{first}/drop/"),
        Move("excuse", CONFIRMED,
             lambda row, cast: actions.need_no_prevention(row, "Бир жолку", **WORDS),
             f"{FINDING}no-prevention/", lambda row, cast: {"reason": "Бир жолку"}),
        Move("open action", CONFIRMED,
             lambda row, cast: actions.open_action(
                 row.school,
                 Intent(Kind.CORRECTION, "Оңдоо", cast.teacher.person, SOON, finding=row), **WORDS),
             f"{FINDING}action/",
             lambda row, cast: {"kind": "correction", "title": "Оңдоо", "due_on": f"{SOON}",
                                "owner": cast.teacher.person.pk, "wait_days": 0}),
        Move("close", CONFIRMED, lambda row, cast: findings.close(row, "Бүттү", **WORDS),
             f"{FINDING}close/", lambda row, cast: {"words": "Бүттү"}, ready={"grade": "remark"}),
        Move("reopen", frozenset({FindingState.CLOSED}),
             lambda row, cast: findings.reopen(row, "Кайра чыкты", **WORDS),
             f"{FINDING}reopen/", lambda row, cast: {"reason": "Кайра чыкты"}),
    ),
    hangs_on="causes",
)  # fmt: skip

ACTION = "act/findings/actions/{pk}/"
PLANNED, STARTED = frozenset({ActionState.PLANNED}), frozenset({ActionState.STARTED})
AGO = date(2026, 1, 1)
ACTIONS = Machine(
    "action", "action", tuple(ActionState.values),
    (
        Move("plan", PLANNED, lambda row, cast: actions.plan(row, [Task("Бир")], **BY),
             f"{ACTION}plan/", lambda row, cast: {"steps": "Бир"}),
        Move("expect", PLANNED,
             lambda row, cast: actions.expect(
                 row, indicator="R-01", expected="", target=None, effect_by=LATE, **BY),
             f"{ACTION}expect/", lambda row, cast: {"indicator": "R-01", "effect_by": f"{LATE}"}),
        Move("begin", PLANNED, lambda row, cast: actions.begin(row, **BY), f"{ACTION}begin/"),
        Move("tick", STARTED,
             lambda row, cast: actions.tick_off(row.steps.first(), done=False, **BY),
             "act/findings/action-steps/{first}/tick/"),
        Move("finish", STARTED, lambda row, cast: actions.finish(row, "Бүттү", **BY),
             f"{ACTION}finish/", lambda row, cast: {"report": "Бүттү"}),
        Move("give up", PLANNED | STARTED, lambda row, cast: actions.give_up(row, "Жок", **BY),
             f"{ACTION}drop/", lambda row, cast: {"reason": "Жок"}),
        Move("hand", PLANNED | STARTED,
             lambda row, cast: actions.hand(row, cast.deputy.person, **BY),
             f"{ACTION}hand/", lambda row, cast: {"owner": cast.deputy.person.pk}),
        Move("judge", frozenset({ActionState.DONE}),
             lambda row, cast: actions.judge(
                 row, Look("worked", "Көрүнөт"), person=cast.director.person, **BY),
             f"{ACTION}judge/", lambda row, cast: {"verdict": "worked", "words": "Көрүнөт"},
             ready={"done_on": AGO}),
    ),
    hangs_on="steps",
)  # fmt: skip

MACHINES = (MEETINGS, DECISIONS, PROPOSALS, ORDERS, POINTS, FINDINGS, ACTIONS)
