"""Section 2: the deputy head's table, how it compares, what follows from it, two pictures."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from sapat.analytics.classes import DeputyRow
from sapat.analytics.suppression import suppress
from sapat.check.measuring.readings import PUBLIC_GROUP
from sapat.check.measuring.table import Line
from sapat.check.measuring.table import Table as DeputyTable
from sapat.plan.indicators import rules as indicators
from sapat.publish.exports.readings import too_small
from sapat.publish.exports.tables import Beyond, Blank, Cell, Column, Kind, Table, figure
from sapat.publish.papers.content import Block, Paragraph, Section
from sapat.publish.pictures.distribution import distribution
from sapat.publish.pictures.history import history
from sapat.publish.pictures.pictures import NormLine, Picture, Pile, Point
from sapat.publish.quarter import doubts, sentences
from sapat.publish.quarter.material import QUALITY, Material, Variant
from sapat.publish.quarter.sentences import Share
from sapat.school.calendar.rules import ROMAN, year_label


def attainment(material: Material) -> Section:
    """Return the section on how pupils study, by class."""
    title = _("Attainment and quality by class")
    table = table_for(material)
    if table is None:
        waiting = _("The table will stand here once the marks of the term have come in.")
        return Section(title, [Paragraph(waiting)])
    blocks: list[Block] = [
        Paragraph(str(indicators.catalogue().denominator)),
        deputy_table(table, with_teachers=material.variant is Variant.INTERNAL),
        comparison(table),
        *doubts.notice([material.school(QUALITY)]),
        Paragraph(conclusion(table), is_conclusion=True),
    ]
    if material.variant is not Variant.PUBLIC:
        blocks.append(piles(table))
    return Section(title, blocks)


def table_for(material: Material) -> DeputyTable | None:
    """Return the table as the readers of this edition may see it."""
    if material.table is None or material.variant is not Variant.PUBLIC:
        return material.table
    return without_classes(material.table)


def without_classes(table: DeputyTable) -> DeputyTable:
    """Return the table as it may leave the school: levels and school, by the larger threshold."""
    sizes = {level.label: level.row.pupils for level, _ in table.levels if level.row}
    whole = table.school.row.pupils if table.school.row else None
    away = suppress(sizes, whole, PUBLIC_GROUP)
    empty: dict[str, Any] = {"row": None, "before": None, "year_ago": None}
    levels = [
        replace(level, **empty) if level.label in away else level for level, _ in table.levels
    ]
    school = replace(table.school, **empty) if (whole or 0) < PUBLIC_GROUP else table.school
    return replace(table, levels=tuple((level, ()) for level in levels), school=school)


def deputy_table(table: DeputyTable, *, with_teachers: bool) -> Table:
    """Return the table as schools print it: a line a class, then its level, then the school."""
    heads = [
        Column(_("Class"), width=10), Column(_("Pup."), Kind.COUNT, width=6),
        Column("5", Kind.COUNT, width=5), Column("4", Kind.COUNT, width=5),
        Column(_("one 4"), Kind.COUNT, width=6), Column("3", Kind.COUNT, width=5),
        Column(_("one 3"), Kind.COUNT, width=6), Column(_("Fail."), Kind.COUNT, width=7),
        Column(_("N/a"), Kind.COUNT, width=8),
        Column(_("N/a, ill"), Kind.COUNT, width=7),
        Column(_("Pass rate, %"), Kind.FIGURE, width=8),
        Column(_("Quality, %"), Kind.FIGURE, width=8),
        Column(_("SOU, %"), Kind.FIGURE, width=7),
        Column(_("Mean mark"), Kind.FIGURE, width=7, digits=2),
    ]  # fmt: skip
    if with_teachers:
        heads.insert(1, Column(_("Class teacher"), width=15))
    rows, totals = _rows(table, lambda line: _cells(line, with_teachers=with_teachers))
    notes = [
        _(
            "5: only 5s; 4: only 4s and 5s; 3: with a 3 and nothing lower; one 4 and one 3 are part"
            " of them. Each pupil is counted once; percentages are ratios of sums."
        )
    ]
    notes += [too_small()] if any(line.row is None for line in table.lines) else []
    return Table(_("Results by class"), heads, rows, notes, totals)


def comparison(table: DeputyTable) -> Table:
    """Return quality and pass rate beside the term before and the same term a year ago."""
    heads = [Column(_("Class"), width=14)]
    for over in (_("Quality, %"), _("Pass rate, %")):
        heads += [
            Column(_("now"), Kind.FIGURE, over=over, width=9),
            Column(_("term before"), Kind.FIGURE, over=over, width=10),
            Column("±", Kind.CHANGE, over=over, width=9),
            Column(_("a year ago"), Kind.FIGURE, over=over, width=10),
            Column("±", Kind.CHANGE, over=over, width=9),
        ]
    rows, totals = _rows(table, _compared)
    now, then = table.before, table.year_ago
    notes = [_("Term before: %(term)s.") % {"term": now.label}] if now else []
    notes += [_("A year ago: %(term)s; the same pupils.") % {"term": then.label}] if then else []
    notes.append(sentences.star())
    title = _("Comparison with the term before and with the same term a year ago")
    return Table(title, heads, rows, notes, totals)


def conclusion(table: DeputyTable) -> str:
    """Say what the two tables show: of the school, then of classes that really changed."""
    quality, passed = (sentences.share_of(table.school.row, share) for share in Share)
    if quality is None or passed is None:
        return ""
    facts = {
        "when": sentences.by_results_of(table.term),
        "quality": figure(quality.value),
        "passed": figure(passed.value),
    }
    found = [
        _(
            "%(when)s %(quality)s %% of the pupils had only 4s and 5s (knowledge quality), the"
            " pass rate was %(passed)s %%."
        )
        % facts,
        *(
            sentences.compared(quality, sentences.share_of(row, Share.QUALITY), term)
            for row, term in (
                (table.school.before, table.before),
                (table.school.year_ago, table.year_ago),
            )
        ),
        changed_classes(table),
    ]
    return " ".join(filter(None, found))


def changed_classes(table: DeputyTable) -> str:
    """Name the classes whose quality moved by more than chance since the term before."""
    moved = [
        (line.label, cell.value)
        for line in _classes(table)
        if isinstance(cell := _change(line, Share.QUALITY, line.before), Beyond)
    ]
    if table.before is None or not _classes(table):
        return ""
    if not moved:
        return _(
            "In no class does quality differ from the term before by more than chance explains."
        )
    words = ", ".join(f"{label} ({figure(by, signed=True)})" for label, by in moved)
    return _(
        "Quality differs from the term before by more than chance explains in: %(classes)s."
    ) % {"classes": words}


def piles(table: DeputyTable) -> Picture:
    """Return how the pupils of each class study, as a picture."""
    names = [_("only 5"), _("4 and 5"), _("with a 3"), _("failing"), _("not attested")]
    found = [Pile(line.label, _parts(line.row) if line.row else None) for line in _classes(table)]
    return distribution(_("How the pupils of each class study"), found, names)


def quality_history(material: Material) -> Picture:
    """Return the school's quality over the terms, with its interval and its norm."""
    indicator = indicators.indicators()[QUALITY]
    points = [
        Point(
            label=ROMAN[reading.term.number],
            value=reading.value if reading.shown else None,
            low=reading.low,
            high=reading.high,
            year=year_label(reading.term.year),
            hidden=reading.value is not None and not reading.shown,
        )
        for reading in material.history
    ]
    levels = material.history[-1].norm.levels
    norms = [
        NormLine(
            levels.target, _("target %(level)s") % {"level": figure(levels.target, 0)}, "target"
        ),
        NormLine(levels.ok, _("normal %(level)s") % {"level": figure(levels.ok, 0)}, "ok"),
        NormLine(levels.alarm, _("alarm %(level)s") % {"level": figure(levels.alarm, 0)}, "alarm"),
    ]
    return history(str(indicator.name), points, norms, unit="%", bounds=(0, 100))


def _rows(
    table: DeputyTable, cells: Callable[[Line], list[Cell]]
) -> tuple[list[list[Cell]], frozenset[int]]:
    rows: list[list[Cell]] = []
    totals: set[int] = set()
    alone = len(table.levels) == 1
    for level, of_level in table.levels:
        rows += [[line.label, *cells(line)] for line in of_level]
        if not alone:
            totals.add(len(rows))
            rows.append([_("Level: %(level)s") % {"level": level.label}, *cells(level)])
    totals.add(len(rows))
    rows.append([_("School"), *cells(table.school)])
    return rows, frozenset(totals)


def _cells(line: Line, *, with_teachers: bool) -> list[Cell]:
    teacher: list[Cell] = [line.teacher] if with_teachers else []
    row = line.row
    if row is None:
        return [*teacher, *[Blank.HIDDEN] * 13]
    figures = (row.pass_rate, row.quality, row.sou, row.mean)
    return [
        *teacher, row.pupils, row.excellent, row.good, row.with_one_4, row.satisfactory,
        row.with_one_3, row.failing, row.not_attested, row.ill,
        *(Blank.NOTHING if each is None else each for each in figures),
    ]  # fmt: skip


def _compared(line: Line) -> list[Cell]:
    found: list[Cell] = []
    for share in Share:
        for place, row in enumerate((line.row, line.before, line.year_ago)):
            known = sentences.share_of(row, share)
            empty = Blank.HIDDEN if line.row is None else Blank.NOTHING
            found.append(known.value if known else empty)
            if place:
                found.append(_change(line, share, row))
    return found


def _change(line: Line, share: Share, then: DeputyRow | None) -> Cell:
    return sentences.change(sentences.share_of(line.row, share), sentences.share_of(then, share))


def _classes(table: DeputyTable) -> list[Line]:
    return [line for _, of_level in table.levels for line in of_level]


def _parts(row: DeputyRow) -> list[int]:
    return [row.excellent, row.good, row.satisfactory, row.failing, row.not_attested]
