"""Section 3: results by subject and by level of schooling, counted in marks."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sapat.check.measuring.readings import Reading, Status
from sapat.publish.exports.readings import too_small
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.papers.content import Block, Paragraph, Section
from sapat.publish.quarter import sentences
from sapat.publish.quarter.material import MARKS, QUALITY, Material
from sapat.publish.quarter.over_time import journal_and_exam, quality_over_time


def subjects(material: Material) -> Section:
    """Return the section on subjects and levels."""
    title = _("Results by subject and by level of schooling")
    found = material.by("subject", QUALITY)
    if not found:
        waiting = _("The table will stand here once the marks of the term have come in.")
        return Section(title, [Paragraph(waiting)])
    opening = _(
        "In these tables marks are counted and not pupils: a pupil has as many marks as subjects."
    )
    blocks: list[Block] = [
        Paragraph(opening),
        by_group(material, "subject", _("Results by subject"), _("Subject")),
        Paragraph(_of_subjects(list(found.values())), is_conclusion=True),
    ]
    blocks += quality_over_time(material)
    if len(material.by("level", QUALITY)) > 1:
        title_of_levels, head = _("Results by level of schooling"), _("Level of schooling")
        blocks.append(by_group(material, "level", title_of_levels, head))
        blocks.append(Paragraph(_of_levels(material), is_conclusion=True))
    return Section(title, [*blocks, *journal_and_exam(material)])


def by_group(material: Material, dim: str, title: str, head: str) -> Table:
    """Return the four mark indicators of each group, and how quality moved."""
    columns = [
        Column(head, width=26),
        Column(_("Marks"), Kind.COUNT, width=8),
        Column(_("Pass rate, %"), Kind.FIGURE, width=9),
        Column(_("Quality, %"), Kind.FIGURE, width=9),
        Column(_("SOU, %"), Kind.FIGURE, width=8),
        Column(_("Mean mark"), Kind.FIGURE, width=8, digits=2),
        Column(_("± term before"), Kind.CHANGE, over=_("Quality"), width=10),
        Column(_("± a year ago"), Kind.CHANGE, over=_("Quality"), width=10),
    ]
    past = [material.by(dim, QUALITY, term) if term else {} for term in material.past]
    of_each = [material.by(dim, code) for code in MARKS]
    rows: list[list[Cell]] = []
    for group, reading in material.by(dim, QUALITY).items():
        now = sentences.figure_of(reading)
        rows.append(
            [
                reading.label[:1].upper() + reading.label[1:],
                _marks(reading),
                *(_cell(found.get(group)) for found in of_each),
                *(sentences.change(now, sentences.figure_of(then.get(group))) for then in past),
            ]
        )
    rows.append(_school(material))
    notes = [sentences.star()]
    hidden = any(reading.is_hidden for reading in material.by(dim, QUALITY).values())
    notes += [too_small()] if hidden else []
    return Table(title, columns, rows, notes, frozenset({len(rows) - 1}))


def _school(material: Material) -> list[Cell]:
    reading = material.school(QUALITY)
    now = sentences.figure_of(reading)
    past = [material.school(QUALITY, term) if term else None for term in material.past]
    changes = [sentences.change(now, sentences.figure_of(then)) for then in past]
    return [
        _("School"),
        _marks(reading),
        *(_cell(material.school(code)) for code in MARKS),
        *changes,
    ]


def _marks(reading: Reading) -> Cell:
    if reading.is_hidden:
        return Blank.HIDDEN
    return Blank.NOTHING if reading.den is None else reading.den


def _cell(reading: Reading | None) -> Cell:
    """Return a figure, or the dash that says why there is none."""
    if reading is None or reading.value is None:
        return Blank.NOTHING
    return reading.value if reading.shown else Blank.HIDDEN


def _of_subjects(found: Sequence[Reading]) -> str:
    """Name the subjects in which quality is surely below the alarm, in the order of the table."""
    low = [each for each in found if each.judged and each.sure and each.status == Status.CRITICAL]
    high = [each for each in found if each.judged and each.sure and each.status == Status.HIGH]
    sentences_found = []
    if low:
        words = _("Quality is beyond doubt critical (below %(alarm)s %%) in: %(subjects)s.")
        alarm = figure(low[0].norm.levels.alarm, 0)
        sentences_found.append(words % {"alarm": alarm, "subjects": _list(low)})
    if high:
        words = _("It beyond doubt reaches the target (%(target)s %%) in: %(subjects)s.")
        target = figure(high[0].norm.levels.target, 0)
        sentences_found.append(words % {"target": target, "subjects": _list(high)})
    if not sentences_found:
        return _("In no subject is quality beyond doubt above the target or below the alarm level.")
    return " ".join(sentences_found)


def _of_levels(material: Material) -> str:
    words = ", ".join(
        f"{reading.label} – {figure(reading.value)} %"
        for reading in material.by("level", QUALITY).values()
        if reading.judged and reading.value is not None
    )
    return _("Quality by level of schooling: %(levels)s.") % {"levels": words} if words else ""


def _list(found: Sequence[Reading]) -> str:
    return ", ".join(f"{each.label} ({figure(each.value or 0.0)} %)" for each in found)
