"""Define scales and say where they hold."""

from datetime import datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.scales.models import MarkScale, ScaleUse
from sapat.school.scales.rules import NotSo, Scale


@transaction.atomic
def define(
    school: Organisation, scale: Scale, name: Text, *, by: User | None, at: datetime
) -> MarkScale:
    """Write a scale, or bring its definition up to date."""
    with within(school):
        row, _created = MarkScale.objects.update_or_create(
            school=school,
            code=scale.code,
            defaults={
                "lowest": scale.lowest,
                "highest": scale.highest,
                "whole": scale.whole,
                "bands": [list(band) for band in scale.bands],
                "not_attested": sorted(scale.not_attested),
                "exempt": sorted(scale.exempt),
                **MarkScale.names(name),
            },
        )
    trail.note("scale.defined", row, chain=school.chain, by=by, at=at, facts={"code": scale.code})
    return row


@transaction.atomic
def use(
    scale: MarkScale, grades: tuple[int, int], *, from_year: int, by: User | None, at: datetime
) -> ScaleUse:
    """Say that a scale holds in these grades from a school year on."""
    first, last = grades
    if first > last:
        raise Refused(NotSo.GRADES)
    with within(scale.school):
        row, _created = ScaleUse.objects.update_or_create(
            school=scale.school,
            from_year=from_year,
            first_grade=first,
            last_grade=last,
            defaults={"scale": scale},
        )
    trail.note(
        "scale.used",
        row,
        chain=scale.school.chain,
        by=by,
        at=at,
        facts={"scale": scale.code, "grades": [first, last], "from": from_year},
    )
    return row
