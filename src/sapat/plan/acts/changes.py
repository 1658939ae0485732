"""Keep the register of cited acts: write down, check, replace."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.acts import reads, shipped
from sapat.plan.acts.models import CitedAct
from sapat.plan.acts.rules import NotSo
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Act:
    """What an act is called and how it is found."""

    kind: str
    name: Text
    number: str = ""
    dated: date | None = None
    edition: str = ""


@transaction.atomic
def write_down(
    school: Organisation, act: Act, *, code: str = "", by: User | None, at: datetime
) -> CitedAct:
    """Write an act into the register; whoever relies on it checks it afterwards."""
    _refuse_wrong(school, act)
    with within(school):
        row: CitedAct = CitedAct.objects.create(school=school, code=code, **_columns(act))
    trail.note("act.written", row, chain=school.chain, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def correct(row: CitedAct, act: Act, *, by: User | None, at: datetime) -> CitedAct:
    """Correct what is written about an act; it has to be checked anew."""
    _refuse_wrong(row.school, act, but=row.pk)
    for name, value in {**_columns(act), "checked_on": None, "checked_by": None}.items():
        setattr(row, name, value)
    with within(row.school):
        row.save()
    trail.note("act.corrected", row, chain=row.school.chain, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def check(
    row: CitedAct, person: Person | None, *, checked_on: date, by: User | None, at: datetime
) -> CitedAct:
    """Record that somebody compared the act with its official text."""
    if checked_on > localdate(at):
        raise Refused(NotSo.FUTURE, day=checked_on)
    row.checked_on, row.checked_by = checked_on, person
    with within(row.school):
        row.save(update_fields=["checked_on", "checked_by"])
    facts = {**_facts(row), "checked_on": f"{checked_on:%Y-%m-%d}"}
    trail.note("act.checked", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def replace(
    row: CitedAct, by_act: CitedAct | None, *, on: date, by: User | None, at: datetime
) -> CitedAct:
    """Record that an act lost its force on a day, and what stands in its place, if anything."""
    if row.replaced_on:
        raise Refused(NotSo.REPLACED, day=row.replaced_on)
    if on > localdate(at):
        raise Refused(NotSo.FUTURE, day=on)
    _refuse_circle(row, by_act)
    row.replaced_by, row.replaced_on = by_act, on
    with within(row.school):
        row.save(update_fields=["replaced_by", "replaced_on"])
    facts = {**_facts(row), "by": by_act.pk if by_act else None, "on": f"{on:%Y-%m-%d}"}
    trail.note("act.replaced", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def take_over_acts(school: Organisation, *, by: User | None, at: datetime) -> list[CitedAct]:
    """Write the shipped acts into the register; those that are there stay as they are."""
    rows: dict[str, CitedAct] = {}
    for act in shipped.acts():
        with within(school):
            known = reads.act(act.code)
        rows[act.code] = known or _take_over(school, act, rows, by=by, at=at)
    trail.note("act.taken_over", school, chain=school.chain, by=by, at=at)
    return list(rows.values())


def _take_over(
    school: Organisation,
    act: shipped.ShippedAct,
    rows: dict[str, CitedAct],
    *,
    by: User | None,
    at: datetime,
) -> CitedAct:
    content = Act(act.kind, act.name, act.number, act.dated, act.edition)
    with within(school):
        row: CitedAct = CitedAct.objects.create(school=school, code=act.code, **_columns(content))
    if act.replaced_on:
        replace(row, rows.get(act.replaced_by), on=act.replaced_on, by=by, at=at)
    return row


def _refuse_wrong(school: Organisation, act: Act, *, but: int = 0) -> None:
    if not act.name.ky.strip():
        raise Refused(NotSo.NO_NAME)
    with within(school):
        if act.number and reads.same_number(act.kind, act.number, but=but):
            raise Refused(NotSo.KNOWN, number=act.number)


def _refuse_circle(row: CitedAct, by_act: CitedAct | None) -> None:
    later = by_act
    while later is not None:
        if later.pk == row.pk:
            raise Refused(NotSo.ITSELF if by_act == row else NotSo.CIRCLE)
        later = later.replaced_by


def _columns(act: Act) -> dict[str, object]:
    return {
        "kind": act.kind,
        "number": act.number,
        "dated": act.dated,
        "edition": act.edition,
        **CitedAct.names(act.name),
    }


def _facts(row: CitedAct) -> dict[str, object]:
    return {"name": row.name_ky, "number": row.number}
