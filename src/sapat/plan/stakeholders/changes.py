"""Keep the groups: where they are heard, groups of the school's own, groups it does not have."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.stakeholders import reads
from sapat.plan.stakeholders.groups import known_groups
from sapat.plan.stakeholders.models import StakeholderGroup
from sapat.plan.stakeholders.rules import NotSo
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

CODE = re.compile(r"[a-z0-9-]{1,20}\Z")


@dataclass(frozen=True)
class Description:
    """What the school calls a group, whom it talks to and where it hears the group."""

    name: Text
    contact: str = ""
    heard: str = ""


@transaction.atomic
def describe_group(
    school: Organisation, code: str, said: Description, *, by: User | None, at: datetime
) -> StakeholderGroup:
    """Write what the school knows of a group it works with."""
    row = _row(school, code)
    row.set_name(said.name)
    row.contact, row.heard = said.contact.strip(), said.heard.strip()
    with within(school):
        row.save()
    facts = {"code": code, "heard": row.heard}
    trail.note("stakeholder.described", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def add_group(
    school: Organisation, code: str, said: Description, *, by: User | None, at: datetime
) -> StakeholderGroup:
    """Add a group of the school's own."""
    if not CODE.match(code):
        raise Refused(NotSo.BAD_CODE)
    with within(school):
        if reads.group(code):
            raise Refused(NotSo.TAKEN, group=code)
        row: StakeholderGroup = StakeholderGroup.objects.create(
            school=school,
            code=code,
            contact=said.contact.strip(),
            heard=said.heard.strip(),
            **StakeholderGroup.names(said.name),
        )
    facts = {"code": code, "name": said.name.ky}
    trail.note("stakeholder.added", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def switch_off(
    school: Organisation, code: str, reason: str, *, since: date, by: User | None, at: datetime
) -> None:
    """Say that the school does not work with a group, and why; its requirements stay."""
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row = _row(school, code)
    if row.off_since:
        raise Refused(NotSo.OFF_ALREADY, group=row.name)
    row.off_since, row.off_reason = since, reason.strip()
    with within(school):
        row.save()
    facts = {"code": code, "reason": row.off_reason}
    trail.note("stakeholder.switched_off", row, chain=school.chain, by=by, at=at, facts=facts)


@transaction.atomic
def switch_on(school: Organisation, code: str, *, by: User | None, at: datetime) -> None:
    """Work with a group again."""
    row = _row(school, code)
    if not row.off_since:
        raise Refused(NotSo.ON_ALREADY, group=row.name)
    row.off_since, row.off_reason = None, ""
    with within(school):
        row.save()
    trail.note(
        "stakeholder.switched_on", row, chain=school.chain, by=by, at=at, facts={"code": code}
    )


def _row(school: Organisation, code: str) -> StakeholderGroup:
    """Return the school's row of a group; one of the catalogue is written when first needed."""
    with within(school):
        row: StakeholderGroup | None = StakeholderGroup.objects.filter(code=code).first()
    if row is not None:
        return row
    return StakeholderGroup(
        school=school, code=code, **StakeholderGroup.names(known_groups()[code].name)
    )
