"""Records on which a decision may stand; a registry by kind of ground."""

from collections.abc import Callable, Iterable

from sapat.act.decisions.rules import GroundKind
from sapat.act.proposals import reads as proposals
from sapat.act.reviews import reads as reviews
from sapat.check.expertises import reads as expertises
from sapat.check.findings import reads as findings
from sapat.check.monitoring import reads as signals
from sapat.plan.requirements import reads as requirements

MOST = 50
"""The newest records of a kind that are offered."""
LONG = 110

Rows = Iterable[tuple[object, str]]

OFFERS: dict[GroundKind, Callable[[], Rows]] = {}
"""Kind of ground -> its records as (id, words); rooms that come later add theirs."""


def offers(kind: GroundKind) -> Callable[[Callable[[], Rows]], Callable[[], Rows]]:
    """Register the records of a kind that a decision may stand on."""

    def register(rows: Callable[[], Rows]) -> Callable[[], Rows]:
        OFFERS[kind] = rows
        return rows

    return register


def offered() -> list[tuple[str, object]]:
    """Return what the form of a decision offers: nothing, then the records by kind."""
    found: list[tuple[str, object]] = [("", "—")]
    for kind, rows in OFFERS.items():
        if lines := [(f"{kind}:{pk}", words[:LONG]) for pk, words in rows()]:
            found.append((str(kind.label).capitalize(), lines))
    return found


def known() -> frozenset[str]:
    """Return the values that are offered."""
    groups = [rows for _kind, rows in offered() if isinstance(rows, list)]
    return frozenset(value for rows in groups for value, _words in rows)


@offers(GroundKind.FINDING)
def _findings() -> Rows:
    rows = findings.open_findings()[:MOST]
    return [(row.pk, f"{row.name} {row.title}") for row in rows]


@offers(GroundKind.SIGNAL)
def _signals() -> Rows:
    rows = [row for row in signals.open_signals() if row.person_id is None][:MOST]
    return [
        (row.pk, " · ".join(filter(None, [row.name, row.group_label, row.term]))) for row in rows
    ]


@offers(GroundKind.PROPOSAL)
def _proposals() -> Rows:
    return [(row.pk, row.text) for row in proposals.proposals()[:MOST]]


@offers(GroundKind.REQUIREMENT)
def _requirements() -> Rows:
    return [(row.pk, f"№ {row.number} {row.text}") for row in requirements.register()[:MOST]]


@offers(GroundKind.REVIEW)
def _reviews() -> Rows:
    return [(row.pk, str(row)) for row in reviews.held_rows()[:MOST]]


@offers(GroundKind.EXPERTISE)
def _expertises() -> Rows:
    return [(row.pk, f"{row}") for row in expertises.expertises()[:MOST]]
