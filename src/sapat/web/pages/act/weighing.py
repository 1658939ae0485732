"""What the figures say since something was done, beside the question whether it worked."""

from datetime import date

from sapat.check.effects.reads import Part, effect_of
from sapat.check.effects.rules import Effect
from sapat.check.measuring.ground import ground_of
from sapat.school.classes import reads as classes
from sapat.web.doors import SchoolRequest


def weighed(request: SchoolRequest, indicator: str, since: date, group: str = "") -> Effect | None:
    """Return what the figures say since a day: of the class that is named, beside the others."""
    ground = ground_of(request.school)
    own, others = None, None
    known = ground.current.indicators.get(indicator)
    if known is None:  # it is no longer defined
        return None
    if group and ground.latest:
        rows = list(classes.classes(ground.latest.year))
        named = [row.pk for row in rows if str(row) == group]
        if named and "class" in known.dims:
            own = Part("class", tuple(named))
            others = Part("class", tuple(row.pk for row in rows if row.pk not in named))
    return effect_of(
        request.school,
        indicator=indicator,
        since=since,
        group=own,
        compared_with=others if others and others.values else None,
        ground=ground,
    )
