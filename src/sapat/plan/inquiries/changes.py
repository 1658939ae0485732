"""Write requests for information down, match them to reports, study what is needed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.inquiries.models import Inquiry, NeedsStudy
from sapat.plan.inquiries.rules import InquiryState, NotSo
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Need:
    """Who needs what information, how often and in what form."""

    group: str
    text: str
    rhythm: str
    form: str
    asked_on: date
    asker: str = ""


@dataclass(frozen=True)
class Match:
    """The report that answers a request, or the one to be made by a day."""

    report: str
    page: str = ""
    make_by: date | None = None


@dataclass(frozen=True)
class Finding:
    """How the needs were studied on a day and what was found."""

    on: date
    method: str
    findings: str


@transaction.atomic
def ask(school: Organisation, need: Need, *, by: User | None, at: datetime) -> Inquiry:
    """Write a request for information down."""
    if not need.text.strip():
        raise Refused(NotSo.NO_TEXT)
    _not_tomorrow(need.asked_on, at)
    with within(school):
        if need.group not in stakeholders.names():
            raise Refused(NotSo.NO_GROUP, group=need.group)
        row: Inquiry = Inquiry.objects.create(school=school, **vars(need))
    _note("inquiry.asked", row, by=by, at=at, group=need.group)
    return row


@transaction.atomic
def match(inquiry: Inquiry, found: Match, *, by: User | None, at: datetime) -> None:
    """Say which report answers a request, or that one is to be made by a day."""
    row = _taken(inquiry)
    if not found.report.strip() or not (found.page or found.make_by):
        raise Refused(NotSo.NO_REPORT)
    row.report, row.report_page = found.report.strip(), found.page
    row.make_by = None if found.page else found.make_by
    row.state = InquiryState.MATCHED if found.page else InquiryState.TO_MAKE
    row.answered_on, row.answer = None, ""
    _save(row)
    _note("inquiry.matched", row, by=by, at=at, report=row.report)


@transaction.atomic
def answer(
    inquiry: Inquiry, words: str, *, satisfied: bool, on: date, by: User | None, at: datetime
) -> None:
    """Record whether the asker found the information sufficient."""
    row = _taken(inquiry)
    _not_tomorrow(on, at)
    if row.state == InquiryState.NEW:
        raise Refused(NotSo.NOT_MATCHED)
    if on < row.asked_on:
        raise Refused(NotSo.BEFORE, day=row.asked_on)
    row.state = InquiryState.SATISFIED if satisfied else InquiryState.UNSATISFIED
    row.answered_on, row.answer = on, words.strip()
    _save(row)
    _note(f"inquiry.{row.state}", row, by=by, at=at, on=f"{on}")


@transaction.atomic
def study(school: Organisation, finding: Finding, *, by: User | None, at: datetime) -> NeedsStudy:
    """Record that the needs of the main users were studied."""
    _not_tomorrow(finding.on, at)
    if not finding.method.strip() or not finding.findings.strip():
        raise Refused(NotSo.NO_METHOD)
    with within(school):
        person = Person.objects.filter(user=by).first() if by else None
        row: NeedsStudy = NeedsStudy.objects.create(school=school, person=person, **vars(finding))
    facts = {"on": f"{finding.on}"}
    trail.note("inquiry.studied", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def hear(row: NeedsStudy, protocol: str, *, on: date, by: User | None, at: datetime) -> None:
    """Record that the pedagogical council heard the study and the list of requests."""
    if not protocol.strip():
        raise Refused(NotSo.NO_PROTOCOL)
    _not_tomorrow(on, at)
    if on < row.on:
        raise Refused(NotSo.BEFORE, day=row.on)
    row.protocol_number, row.heard_on = protocol.strip(), on
    with within(row.school):
        row.save(update_fields=["protocol_number", "heard_on"])
    facts = {"protocol": row.protocol_number, "on": f"{on}"}
    trail.note("inquiry.heard", row, chain=row.school.chain, by=by, at=at, facts=facts)


def _taken(inquiry: Inquiry) -> Inquiry:
    with within(inquiry.school):
        row: Inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    return row


def _save(row: Inquiry) -> None:
    with within(row.school):
        row.save()


def _not_tomorrow(on: date, at: datetime) -> None:
    if on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=on)


def _note(what: str, row: Inquiry, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
