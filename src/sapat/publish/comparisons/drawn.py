"""Comparison and progress as pictures, one description for page and paper."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sapat.check.comparing.funnels import Funnel
from sapat.check.comparing.progress import Line
from sapat.check.comparing.rules import Basis
from sapat.plan.indicators.rules import catalogue
from sapat.publish.comparisons import words
from sapat.publish.pictures.caterpillar import Against, Held, caterpillar
from sapat.publish.pictures.funnel import Member, Scale, funnel
from sapat.publish.pictures.pictures import Picture


def funnel_picture(found: Funnel) -> Picture:
    """Draw groups by their size between the limits of chance."""
    indicator = found.indicator
    members = [
        Member(
            group.label,
            group.n,
            group.figure,
            group.low95,
            group.high95,
            group.low998,
            group.high998,
            ("99.8" if group.far else "95") if group.side else "",
        )
        for group in found.groups
    ]
    of_pupils = all(group.n == group.persons for group in found.groups)
    percent = indicator.unit == "percent"
    scale = Scale(
        sized=_("pupils") if of_pupils else _("counted"),
        unit=str(catalogue().units[indicator.unit]),
        digits=words.DIGITS.get(indicator.unit, 1),
        least=0,
        most=100 if percent else None,
    )
    return funnel(str(indicator.name), members, found.centre, scale)


def progress_picture(lines: Sequence[Line], names: Sequence[str], basis: Basis) -> Picture:
    """Draw groups with their doubt beside what is usual for pupils with the same start."""
    held = [
        Held(name, line.estimate, line.low, line.high)
        for line, name in zip(lines, names, strict=True)
    ]
    unit = _("percentage points") if basis == Basis.TESTS else _("marks")
    against = Against(name=_("as is usual"), unit=unit, digits=words.digits(basis))
    return caterpillar(_("Beyond what is usual for the same start"), held, against)
