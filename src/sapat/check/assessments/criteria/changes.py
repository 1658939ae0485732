"""Take over sets of criteria, and replace them by a new edition."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.assessments.criteria.models import CriteriaSet, Criterion
from sapat.check.assessments.criteria.rules import Content, NotSo
from sapat.check.assessments.criteria.shipped import ShippedSet
from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class About:
    """What a set is: whose question it answers, which edition, from where."""

    code: str
    kind: str
    edition: str
    dated: date
    name: Text
    source: Text
    is_shipped: bool = False


@transaction.atomic
def take_over(
    school: Organisation,
    about: About,
    content: Content,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> CriteriaSet:
    """Keep a set; an earlier edition of the same set ends, the cycles that used it keep it."""
    if not about.source.ky.strip():
        raise Refused(NotSo.NO_SOURCE)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one edition at a time
    day = localdate(at)
    with within(school):
        editions = CriteriaSet.objects.filter(code=about.code)
        if editions.filter(edition=about.edition).exists():
            raise Refused(NotSo.HAS_EDITION, edition=about.edition)
        editions.filter(replaced_on__isnull=True).update(replaced_on=day)
        row = _kept(school, about, content, person, day)
    facts = {"name": str(row), "edition": row.edition, "criteria": len(content.criteria)}
    facts["digest"] = row.digest
    trail.note("criteria.taken_over", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


def take_over_shipped(
    school: Organisation,
    shipped: ShippedSet,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> CriteriaSet:
    """Take over a set that comes with Sapat."""
    about = About(
        shipped.code, shipped.kind, shipped.edition, shipped.dated, shipped.name, shipped.source,
        is_shipped=True,
    )  # fmt: skip
    return take_over(school, about, shipped.content, person=person, by=by, at=at)


@transaction.atomic
def retire(row: CriteriaSet, *, by: User | None, at: datetime) -> CriteriaSet:
    """Put a set away: no new cycle begins by it."""
    with within(row.school):
        taken: CriteriaSet = CriteriaSet.objects.select_for_update().get(pk=row.pk)
        if taken.replaced_on:
            raise Refused(NotSo.REPLACED, day=taken.replaced_on)
        taken.replaced_on = localdate(at)
        taken.save(update_fields=["replaced_on"])
    facts = {"name": str(taken), "edition": taken.edition}
    trail.note("criteria.retired", taken, chain=row.school.chain, by=by, at=at, facts=facts)
    return taken


def _kept(
    school: Organisation, about: About, content: Content, person: Person | None, day: date
) -> CriteriaSet:
    row: CriteriaSet = CriteriaSet.objects.create(
        school=school,
        code=about.code,
        kind=about.kind,
        edition=about.edition,
        dated=about.dated,
        source_ky=about.source.ky,
        source_ru=about.source.ru,
        source_en=about.source.en,
        is_shipped=about.is_shipped,
        stated_levels=[asdict(level) for level in content.levels],
        digest=_digest(content),
        taken_on=day,
        taken_by=person,
        **CriteriaSet.names(about.name),
    )
    Criterion.objects.bulk_create(
        Criterion(
            school=school,
            criteria_set=row,
            number=number,
            code=one.code,
            section_code=one.section[:120],
            section_names=asdict(content.sections[one.section]) if one.section else {},
            text_ky=one.text.ky,
            text_ru=one.text.ru,
            text_en=one.text.en,
            clauses=list(one.clauses),
            indicators=list(one.indicators),
            is_proposed=one.proposed,
        )
        for number, one in enumerate(content.criteria, 1)
    )
    return row


def _digest(content: Content) -> str:
    said = json.dumps(asdict(content), ensure_ascii=False, sort_keys=True, default=dict)
    return hashlib.sha256(said.encode()).hexdigest()
