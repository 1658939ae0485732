"""Duties of a fictional school: laid out, partly re-assigned by order, mostly read."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from sapat.core.rights import Role
from sapat.plan.duties import changes, reads
from sapat.plan.duties.changes import Holder, OrderLine
from sapat.plan.duties.models import Duty, DutyMatrix
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people

SINCE = date(2025, 9, 1)
LACKS = "Мектепте өндүрүштүк практика бөлүмү жана карьера борбору жок"
BY_NAME = "Сапат боюнча милдеттер жыл башында бөлүштүрүлдү"
ORDERED = OrderLine("31/1", date(2026, 8, 28), LACKS)
LED = OrderLine("31/2", date(2026, 8, 28), BY_NAME)
APPROVED = OrderLine("36", date(2026, 9, 4))
WHOLE = "correspondence"
"""The school whose matrix has no gap and is signed."""


def live(school: Organisation, *, at: datetime) -> None:
    """Lay the duties out as in the autumn, re-assign those of units the school lacks, approve."""
    changes.lay_out(school, ["A", "B"], since=SINCE, by=None, at=at)
    with within(school):
        known = {duty.code: duty for duty in Duty.objects.all()}
        _reassign(known, at=at)
        if school.edition(SINCE).school_type == WHOLE:
            _fill_gaps(at=at)
        else:
            _leave_doubtful(known, at=at)
        matrix = changes.approve(school, APPROVED, by=None, at=at)
        _sign(matrix, at=at)
    _read(school, at=at)


def _reassign(known: dict[str, Duty], *, at: datetime) -> None:
    """Pass feedback on to the social teacher, and give quality its head, by orders."""
    day = ORDERED.day or SINCE
    social = Holder(role=Role.SOCIAL_TEACHER)
    changes.reassign(known["feedback"], social, ORDERED, since=day, by=None, at=at)
    deputy = Holder(role=Role.DEP_ACADEMIC)
    for code in ("head_of_quality", "controller"):
        changes.reassign(known[code], deputy, LED, since=day, by=None, at=at)


def _fill_gaps(*, at: datetime) -> None:
    """Give every duty of a vacant post to the deputy, by the same order."""
    deputy, day = Holder(role=Role.DEP_ACADEMIC), ORDERED.day or SINCE
    for line in reads.matrix(day + timedelta(days=1)).lines:
        if line.row.troubles and not line.duty.process_id:
            changes.reassign(line.duty, deputy, ORDERED, since=day, by=None, at=at)


def _leave_doubtful(known: dict[str, Duty], *, at: datetime) -> None:
    """Leave one process with two owners: nobody has noticed yet."""
    duty = known["process:support"]
    second = Holder(role=Role.DEP_UPBRINGING)
    changes.give(duty, "R", second, since=date(2026, 9, 1), by=None, at=at)


def _sign(matrix: DutyMatrix, *, at: datetime) -> None:
    """Let the heads sign, all but the last."""
    day = localdate(at)
    heads = list(reads.heads(reads.matrix(day).rows, people.held(day)).values())
    for person in heads[:-1]:
        changes.sign(matrix, person, by=person.user, at=at)


def _read(school: Organisation, *, at: datetime) -> None:
    """Let most of the staff sign their printed contribution; every sixth has not yet."""
    with within(school):
        staff = list(people.staff(localdate(at)))
    signed = [person for place, person in enumerate(staff) if place % 6 and not person.user_id]
    changes.confirm_on_paper(school, signed, by=None, at=at)
