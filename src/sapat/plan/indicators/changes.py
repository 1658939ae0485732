"""Set a norm: from a school year on, by the decision of a body."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.indicators.frames import Unsaid
from sapat.plan.indicators.models import Frame, Norm
from sapat.plan.indicators.norms import Approval, NotSo, why_not_norm
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import Levels
from sapat.plan.indicators.system import system_at
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@transaction.atomic
def set_norm(
    school: Organisation,
    indicator: str,
    levels: Levels,
    approval: Approval,
    *,
    since_year: int,
    basis: str = "regulation",
    by: User | None,
    at: datetime,
) -> Norm:
    """Put the school's own levels in force from a school year on; earlier years keep theirs."""
    with within(school):
        known = system_at(proposals.decisions(), 9999, 1).indicators.get(indicator)
    if known is None:
        raise Refused(NotSo.UNKNOWN, code=indicator)
    today = timezone.localdate(at)
    if objection := why_not_norm(levels, known.better, approval, today=today):
        raise Refused(objection, day=f"{approval.decided_on:%d.%m.%Y}")
    with within(school):
        norm: Norm = Norm.objects.create(
            school=school,
            indicator=indicator,
            since_year=since_year,
            basis=basis,
            noted_at=at,
            **asdict(levels),
            **asdict(approval),
        )
    facts = {"indicator": indicator, "since_year": since_year, **asdict(levels)}
    facts |= {"body": approval.body, "protocol": approval.protocol}
    trail.note("norm.set", norm, chain=school.chain, by=by, at=at, facts=facts)
    return norm


@transaction.atomic
def set_frame(
    school: Organisation,
    indicator: str,
    standard: str,
    need: str,
    *,
    by: User | None,
    at: datetime,
) -> Frame:
    """Write down the norm an indicator is held to and whose need it serves."""
    with within(school):
        if indicator not in system_at(proposals.decisions(), 9999, 1).indicators:
            raise Refused(Unsaid.UNKNOWN, code=indicator)
        if not standard.strip() or not need.strip():
            raise Refused(Unsaid.BOTH)
        said = {"standard": standard, "need": need, "noted_on": timezone.localdate(at)}
        row, _made = Frame.objects.update_or_create(
            school=school, indicator=indicator, defaults=said
        )
    facts = {"indicator": indicator}
    trail.note("indicator.framed", row, chain=school.chain, by=by, at=at, facts=facts)
    return row
