"""Processes of a fictional school: the usual cards, and at one school a few loose ends."""

from datetime import date, datetime
from typing import Any

from sapat.core.language import Text
from sapat.plan.processes import changes, reads
from sapat.plan.processes.changes import CardText, Ground
from sapat.plan.processes.models import Process
from sapat.plan.processes.rules import Direction
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

SINCE = date(2025, 9, 1)
WHOLE = "correspondence"
"""The school whose processes have no loose ends."""

TRANSPORT = Text("Окуучуларды ташуу", "Подвоз учащихся", "Taking pupils to school")


def live(school: Organisation, *, at: datetime) -> None:
    """Take over the usual cards; the day school adds one that nobody owns."""
    made = {row.code: row for row in changes.take_over(school, since=SINCE, by=None, at=at)}
    with within(school):
        offered = reads.grounds(next(iter(made.values())))
        for place, row in enumerate(made.values()):
            changes.set_ground(row, _ground(offered, place), by=None, at=at)
    if school.edition(SINCE).school_type != WHOLE:
        _leave_loose(school, made, at=at)


def _ground(offered: dict[str, list[Any]], place: int) -> Ground:
    """Give each process some of the school's papers, requirements and plan items, in turn."""
    return Ground(**{name: rows[place::12] for name, rows in offered.items()})


def _leave_loose(school: Organisation, made: dict[str, Process], *, at: datetime) -> None:
    text = CardText(
        name=TRANSPORT,
        purpose="Алыс айылдардагы окуучуларды мектепке коопсуз жеткирүү.",
        inputs=["Жолдун графиги"],
        outputs=["Убагында келген окуучулар"],
        customers=["pupil", "parent"],
    )
    row = changes.lay_down(school, text, since=date(2026, 9, 1), code="transport", by=None, at=at)
    with within(school):
        inputs = row.flows.get(direction=Direction.IN)
        changes.link(None, inputs, outside="public", by=None, at=at)
        support = made["support"]
        changes.restate(support, _reworded(support), by=None, at=at)


def _reworded(row: Process) -> CardText:
    """Return the card with one more output, which nobody receives yet."""
    card = reads.card(row, SINCE)
    return CardText(
        name=Text(row.name_ky, row.name_ru, row.name_en),
        purpose=row.purpose,
        owner_role=row.owner_role,
        inputs=[flow.name for flow in card.inputs],
        outputs=[*(flow.name for flow in card.outputs), "Үй-бүлөлөр боюнча маалымат"],
        customers=row.customers,
        resources=row.resources,
        indicators=row.indicators,
    )
