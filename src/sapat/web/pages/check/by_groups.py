"""One indicator by its groups over the terms: many little lines, the reader chooses by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sapat.check.measuring.ground import Ground
from sapat.check.measuring.labels import PEOPLE, dim_name
from sapat.check.measuring.readings import Reading, Request
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.small_multiples import Grid, Little, small_multiples
from sapat.school.calendar.rules import ROMAN, TermCode, year_label
from sapat.school.classes import reads as classes
from sapat.web.doors import SchoolRequest
from sapat.web.pages.check.words import DIGITS

FIRST = ("class", "subject")
"""What is looked at first; other breakdowns follow as the indicator has them."""
OWN = "own"


@dataclass(frozen=True)
class Choice:
    """One way to part the indicator, or one scale, and the address that shows it."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True)
class Wish:
    """By what the reader wants the indicator parted, and whether on scales of their own."""

    dim: str
    dims: Sequence[str]
    own: bool


def wish(request: SchoolRequest, found: Indicator) -> Wish | None:
    """Return what the address asks for; None where there is nothing to part by.

    People are never offered: whoever teaches is not drawn beside others.
    """
    offered = [dim for dim in found.dims if dim not in PEOPLE]
    dims = sorted(offered, key=lambda dim: FIRST.index(dim) if dim in FIRST else len(FIRST))
    if not dims:
        return None
    dim = request.GET.get("by", dims[0])
    if dim not in dims:
        raise Http404
    return Wish(dim, dims, request.GET.get("scale") == OWN)


def requests(ground: Ground, found: Indicator, wish: Wish | None) -> list[Request]:
    """Return what has to be asked: each term of the history, parted."""
    if wish is None:
        return []
    return [Request(found.code, term, (wish.dim,)) for term in ground.history(found.window)]


def context(
    request: SchoolRequest, found: Indicator, wish: Wish, readings: Mapping[Request, list[Reading]]
) -> dict[str, object]:
    """Return what the template `check/_by_groups.html` needs; nothing where no line is long."""
    readings = _known(readings)
    groups = _groups(wish, readings) if readings else []
    if sum(len(group.known) > 1 for group in groups) == 0:
        return {}
    name = dim_name(wish.dim, found.datasets)
    title = _("%(indicator)s, by %(group)s") % {"indicator": found.name, "group": name}
    grid = Grid(
        terms=[_term(each.term) for each in readings],
        unit=str(catalogue().units[found.unit]),
        digits=DIGITS.get(found.unit, 1),
        common=not wish.own,
    )
    drawn = for_page(small_multiples(title, groups, grid), (get_language() or "ky")[:2])
    return {"by_groups": drawn, "by_choices": _choices(request, found, wish)}


def _known(readings: Mapping[Request, list[Reading]]) -> dict[Request, list[Reading]]:
    """Return the terms without those before the first and after the last that has figures."""
    at = [place for place, parts in enumerate(readings.values()) if parts]
    return dict(list(readings.items())[at[0] : at[-1] + 1]) if at else {}


def _groups(wish: Wish, readings: Mapping[Request, list[Reading]]) -> list[Little]:
    """Return a line for each group of the last term; a class has the figures of its pupils."""
    last = list(readings)[-1]
    same = classes.followed(last.term.year) if wish.dim == "class" else {}
    lines: dict[object, dict[TermCode, Reading]] = {}
    for asked, parts in readings.items():
        for reading in parts:
            value = reading.breakdown[wish.dim].value
            own = same.get(value) if same and isinstance(value, int) else value
            lines.setdefault(own, {}).setdefault(asked.term, reading)
    return [
        _line(reading, lines[reading.breakdown[wish.dim].value], readings)
        for reading in readings[last]
    ]


def _line(
    now: Reading, of: Mapping[TermCode, Reading], readings: Mapping[Request, list[Reading]]
) -> Little:
    known = [of.get(asked.term) for asked in readings]
    values = [reading.value if reading and reading.judged else None for reading in known]
    hidden = not any(value is not None for value in values) and any(
        reading is not None and reading.is_hidden for reading in known
    )
    return Little(now.label, values, hidden=hidden)


def _term(term: TermCode) -> str:
    return f"{ROMAN[term.number]} {year_label(term.year)}" if term.number else year_label(term.year)


def _choices(request: SchoolRequest, found: Indicator, wish: Wish) -> dict[str, list[Choice]]:
    def url(**given: str) -> str:
        asked = request.GET.copy()
        for name, value in given.items():
            asked[name] = value
        return f"?{asked.urlencode()}#by-groups"

    scales = ((False, "", _("One scale")), (True, OWN, _("Own scales")))
    return {
        "dims": [
            Choice(dim_name(dim, found.datasets), url(by=dim), dim == wish.dim) for dim in wish.dims
        ],
        "scales": [Choice(words, url(scale=code), own is wish.own) for own, code, words in scales],
    }
