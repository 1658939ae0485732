"""Records of other rooms in which a requirement can be taken into account."""

from collections.abc import Callable, Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from sapat.plan.planning import reads as planning
from sapat.plan.processes import reads as processes
from sapat.plan.programmes import reads as programmes
from sapat.plan.requirements import reads
from sapat.plan.requirements.models import Reflection
from sapat.plan.requirements.rules import Place
from sapat.web.doors import SchoolRequest

Rows = Iterable[tuple[int, str]]


def _technologies() -> Rows:
    names = programmes.technologies()
    return [
        (use.pk, f"{use.subject.name}: {names.get(use.technology, use.technology)}")
        for use in programmes.uses()
    ]


def _measures() -> Rows:
    """Return the measures of the running school year; older ones are done or moved."""
    year = planning.running_year(localdate())
    return [(row.pk, row.text) for row in planning.leaves().filter(plan__year=year)]


ROOMS: dict[Place, tuple[Callable[[], Rows], str]] = {
    Place.PROGRAMME: (
        lambda: ((row.pk, row.title) for row in programmes.programmes()),
        "plan:programme",
    ),
    Place.TECHNOLOGY: (_technologies, "plan:technologies"),
    Place.DOCUMENT: (
        lambda: ((row.pk, row.title) for row in reads.documents()),
        "plan:document",
    ),
    Place.PLAN_ITEM: (_measures, "plan:item"),
    Place.PROCESS: (
        lambda: ((row.pk, row.title) for row in processes.processes(localdate())),
        "plan:process",
    ),
}
"""Kind of record -> what the school has of it, and the page on which one stands."""


def offered() -> list[tuple[str, object]]:
    """Return what a form offers: records by kind, and anything else."""
    found: list[tuple[str, object]] = [(Place.OTHER.value, Place.OTHER.label)]
    for place, (rows, _page) in ROOMS.items():
        if lines := [(f"{place.value}:{pk}", words[:120]) for pk, words in rows()]:
            found.append((str(place.label).capitalize(), lines))
    return found


def parsed(chosen: str) -> tuple[str, int | None]:
    """Return the kind and the number of what was chosen."""
    place, _colon, pk = chosen.partition(":")
    return place, int(pk) if pk else None


def address(request: SchoolRequest, reflection: Reflection) -> str:
    """Return where the record stands; empty where it has no page of its own."""
    room = ROOMS.get(Place(reflection.place))
    if room is None or reflection.place_id is None:
        return ""
    for args in ([request.school.code, reflection.place_id], [request.school.code]):
        try:
            return reverse(room[1], args=args)
        except NoReverseMatch:
            continue
    return ""
