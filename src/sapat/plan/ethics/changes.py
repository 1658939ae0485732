"""Lay down the rules of ethics, promise to keep them, receive and answer complaints."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.ethics import reads
from sapat.plan.ethics.models import EthicsCode, EthicsPromise, ProcedureComplaint
from sapat.plan.ethics.rules import NotSo, digest
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@transaction.atomic
def lay_down(
    school: Organisation, texts: Sequence[str], *, since: date, by: User | None, at: datetime,
    decided: tuple[str, str] = ("", ""),
) -> EthicsCode:  # fmt: skip
    """Put an edition of the rules in force; `decided` is the body and its protocol number."""
    kept = [text.strip() for text in texts if text.strip()]
    if not kept:
        raise Refused(NotSo.EMPTY)
    with within(school):
        if EthicsCode.objects.filter(since=since).exists():
            raise Refused(NotSo.THERE)
        row: EthicsCode = EthicsCode.objects.create(
            school=school,
            texts=kept,
            digest=digest(kept),
            since=since,
            body=decided[0],
            protocol_number=decided[1],
        )
    facts = {"code": row.digest[:12]}
    trail.note("ethics.laid_down", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def promise(
    code: EthicsCode, person: Person, *, on: date, by: User | None, at: datetime
) -> EthicsPromise:
    """Write down a person's promise; only the person gives it."""
    with within(code.school):
        if person.pk in reads.promised(code):
            raise Refused(NotSo.PROMISED)
        row: EthicsPromise = EthicsPromise.objects.create(
            school=code.school, code=code, person=person, on=on
        )
    facts = {"person": person.pk, "code": code.digest[:12]}
    trail.note("ethics.promised", row, chain=code.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def receive(
    school: Organisation, procedure: str, text: str, *, on: date, by: User | None, at: datetime
) -> ProcedureComplaint:
    """Write a complaint into the register; the trail does not say who wrote it."""
    if on > at.date():
        raise Refused(NotSo.LATER)
    with within(school):
        row: ProcedureComplaint = ProcedureComplaint.objects.create(
            school=school, procedure=procedure, text=text, received_on=on
        )
    # A complaint may come from anybody: to name the writer here would give them away.
    trail.note("ethics.complaint_received", row, chain=school.chain, by=None, at=at)
    return row


@transaction.atomic
def answer(
    row: ProcedureComplaint, words: str, *, breach: bool, on: date, by: User | None, at: datetime
) -> ProcedureComplaint:
    """Answer a complaint and say whether a rule was broken."""
    with within(row.school):
        row = ProcedureComplaint.objects.select_for_update().get(pk=row.pk)
        if row.answered_on:
            raise Refused(NotSo.ANSWERED, day=row.answered_on)
        if on < row.received_on:
            raise Refused(NotSo.BEFORE)
        row.answer, row.answered_on, row.breach = words, on, breach
        row.save()
    facts = {"breach": breach}
    trail.note("ethics.complaint_answered", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row
