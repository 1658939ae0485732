"""What the fictional schools have laid down: a part for each room, in the order of the list.

Each part is a module with `live(school, *, at)`: it writes through the changes of its room.
"""

from datetime import datetime
from importlib import import_module

from sapat.school.organisations.models import Organisation

PARTS: list[str] = [
    "documents",
    "requirements",
    "programmes",
    "resources",
    "indicators",
    "planning",
    "bodies",
    "control",
    "expertises",
    "outside",
    "proposals",
    "signals",
    "processes",
    "duties",
    "regulations",
    "acknowledgements",
    "data_quality",
    "testing",
    "findings",
    "audits",
    "assessments",
    "ratings",
    "meetings",
    "orders",
    "reviews",
    "breaches",
]


def live(school: Organisation, *, at: datetime) -> None:
    """Write the life of a fictional school whose files are in."""
    for part in PARTS:
        import_module(f"{__name__}.{part}").live(school, at=at)
