"""Found a school that is ready for its first journal."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.plan.acts.changes import take_over_acts
from sapat.plan.nomenclature.changes import take_over_nomenclature
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.models import SchoolYear
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.organisations import changes as organisations
from sapat.school.organisations.changes import Standing
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import Kind, SchoolType
from sapat.school.scales import changes as scales
from sapat.school.scales.models import MarkScale
from sapat.school.scales.shipped import default_uses
from sapat.school.scales.shipped import scales as shipped_scales


@transaction.atomic
def found_school(
    code: str,
    standing: Standing,
    *,
    since: date,
    years: Iterable[int],
    by: User | None,
    at: datetime,
    demonstration: bool = False,
) -> Organisation:
    """Found a school with calendars, mark scales, nomenclature and acts from the catalogue.

    Subjects join when the first journal names them.
    """
    school = organisations.found(
        Kind.SCHOOL, code, standing, since=since, by=by, at=at, demonstration=demonstration
    )
    sessions = standing.school_type == SchoolType.CORRESPONDENCE
    kind = TermKind.SESSION if sessions else TermKind.QUARTER
    for year in years:
        calendar.lay_out(school, layout_for(year, kind), by=by, at=at)
    take_over_scales(school, by=by, at=at)
    take_over_nomenclature(school, by=by, at=at)
    take_over_acts(school, by=by, at=at)
    return school


@transaction.atomic
def take_over_scales(school: Organisation, *, by: User | None, at: datetime) -> list[MarkScale]:
    """Write the shipped scales into the school and use them where they hold by default."""
    rows: dict[str, MarkScale] = {}
    for code, shipped in shipped_scales().items():
        rows[code] = scales.define(school, shipped.scale, shipped.name, by=by, at=at)
    for use in default_uses():
        scales.use(rows[use.scale], use.grades, from_year=use.from_year, by=by, at=at)
    trail.note("scales.taken_over", school, chain=school.chain, by=by, at=at)
    return list(rows.values())


@transaction.atomic
def lay_out_default(
    school: Organisation, year: int, *, by: User | None, at: datetime
) -> SchoolYear:
    """Lay out one more school year, divided as the newest one is."""
    with within(school):
        newest = SchoolYear.objects.order_by("-year").first()
    kind = TermKind(newest.kind) if newest else TermKind.QUARTER
    return calendar.lay_out(school, layout_for(year, kind), by=by, at=at)
