"""Section 1: who learns here, and who came and left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import Cell, Column, Kind, Table, figure
from sapat.publish.papers.content import Block, Paragraph, Section
from sapat.publish.quarter.material import Material
from sapat.school.classes import reads as classes
from sapat.school.classes.models import SchoolClass
from sapat.school.classes.rules import Level
from sapat.school.organisations.rules import SchoolType


@dataclass(frozen=True)
class Stay:
    """One pupil's stay in one class."""

    person: int
    level: str
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Answer whether the pupil was there on the day."""
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True)
class Movement:
    """Pupils at the start and the end; start + came - left = end."""

    start: int
    came: int
    left: int
    end: int


def movement(stays: Iterable[Stay], starts: date, ends: date) -> Movement:
    """Count pupils; moving from one class to another is neither coming nor leaving."""
    known = list(stays)
    at_start = {stay.person for stay in known if stay.covers(starts)}
    at_end = {stay.person for stay in known if stay.covers(ends)}
    came = {stay.person for stay in known if starts < stay.since <= ends} - at_start
    left = (at_start | came) - at_end
    return Movement(len(at_start), len(came), len(left), len(at_end))


def general(material: Material) -> Section:
    """Return the section on the school's pupils."""
    starts, ends = material.ground.days(material.term)
    stays = [
        Stay(row.person_id, row.school_class.level, row.since, row.until)
        for row in classes.enrolments(material.term.year)
    ]
    rows = list(classes.classes(material.term.year))
    title = _("General data")
    if not stays:
        waiting = _("The number of pupils will stand here once the register of pupils has come in.")
        return Section(title, [Paragraph(waiting)])
    table = _table(rows, stays, (starts, ends))
    whole = movement(stays, starts, ends)
    blocks: list[Block] = [Paragraph(_words(material, rows)), table]
    return Section(title, [*blocks, Paragraph(_conclusion(whole), is_conclusion=True)])


def _words(material: Material, rows: list[SchoolClass]) -> str:
    starts, ends = material.ground.days(material.term)
    kind = material.ground.school_type(material.term.year)
    facts = {
        "type": SchoolType(kind).label if kind else _("school"),
        "classes": len(rows),
        "shifts": len({row.shift for row in rows}) or 1,
        "from": f"{starts:%d.%m.%Y}",
        "to": f"{ends:%d.%m.%Y}",
    }
    return (
        _(
            "Type of school: %(type)s. Classes: %(classes)s; shifts: %(shifts)s. The term ran from"
            " %(from)s to %(to)s."
        )
        % facts
    )


def _table(rows: list[SchoolClass], stays: list[Stay], days: tuple[date, date]) -> Table:
    columns = [
        Column(_("Level of schooling"), width=22),
        Column(_("Classes"), Kind.COUNT),
        Column(_("Pupils at the start"), Kind.COUNT, width=12),
        Column(_("Arrived"), Kind.COUNT, width=10),
        Column(_("Departed"), Kind.COUNT, width=10),
        Column(_("Pupils at the end"), Kind.COUNT, width=12),
    ]
    lines: list[list[Cell]] = []
    for level in Level:
        of_level = [row for row in rows if row.level == level]
        if of_level:
            found = movement([stay for stay in stays if stay.level == level], *days)
            lines.append(_line(str(level.label).capitalize(), len(of_level), found))
    lines.append(_line(_("School"), len(rows), movement(stays, *days)))
    notes = [_("A pupil who moved to another level of schooling arrived there and left here.")]
    moved = sum(int(str(line[3])) for line in lines[:-1]) != lines[-1][3]
    title = _("Number and movement of pupils")
    return Table(title, columns, lines, notes if moved else [], frozenset({len(lines) - 1}))


def _line(label: str, number: int, found: Movement) -> list[Cell]:
    return [label, number, found.start, found.came, found.left, found.end]


def _conclusion(whole: Movement) -> str:
    facts = {
        "start": figure(whole.start, 0), "end": figure(whole.end, 0),
        "came": figure(whole.came, 0), "left": figure(whole.left, 0),
    }  # fmt: skip
    if not whole.came and not whole.left:
        return _("The number of pupils did not change over the term: %(end)s.") % facts
    return (
        _(
            "At the start of the term there were %(start)s pupils, at its end %(end)s;"
            " %(came)s arrived"
            " and %(left)s left."
        )
        % facts
    )
