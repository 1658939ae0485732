"""Section 7: every indicator with a figure, by block, with norm, status, doubt and completeness."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.check.measuring.picture import Index, index_of
from sapat.check.measuring.readings import Reading, Status
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators import rules as indicators
from sapat.publish.exports.readings import heads, indicator_row, status_words, too_small
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table
from sapat.publish.papers.content import Block, Paragraph, Section
from sapat.publish.quarter import doubts
from sapat.publish.quarter.material import Material
from sapat.publish.quarter.over_time import main_indicators


def figures(material: Material) -> Section:
    """Return the section with all indicators that have a figure, and the index of each block."""
    known = indicators.catalogue()
    blocks: list[Block] = []
    for code, name in known.blocks.items():
        found = [material.of_the_term[each.code] for each in material.system.of_block(code)]
        if any(reading.judged for reading in found):
            blocks.append(block_table(str(name), index_of(found, material.system)))
    every = list(material.of_the_term.values())
    if not blocks:
        blocks.append(Paragraph(_("No indicator of this term has a figure yet.")))
    else:
        blocks += doubts.notice(every)
        blocks.append(Paragraph(_counted(every), is_conclusion=True))
    over = main_indicators(material)
    return Section(_("Indicators of the term by block"), [*blocks, *over, *_without(every)])


def block_table(title: str, index: Index) -> Table:
    """Return the indicators of a block that have a figure, and the index they make together."""
    columns = [
        *heads(),
        Column(_("Score, 0–100"), Kind.FIGURE, width=8, digits=0),
        Column(_("Share in the index, %"), Kind.FIGURE, width=9),
    ]
    rows: list[list[Cell]] = []
    for part in index.components:
        if part.reading.judged:
            score: Cell = Blank.NOTHING if part.score is None else part.score
            rows.append([*indicator_row(part.reading), score, 100 * part.share])
    whole: Cell = Blank.NOTHING if index.value is None else index.value
    blank: list[Cell] = [""] * (len(columns) - 4)
    rows.append(["", _("Index of the block"), *blank, whole, 100.0])
    notes = [
        _(
            "Norm: the level from which an indicator is normal. Beyond doubt: the whole interval"
            " has the same status. Score: 50 at the alarm level, 100 at the target."
        ),
        _("The index stands on %(measured)s of %(applicable)s indicators of the block.")
        % {"measured": index.measured, "applicable": index.applicable},
    ]
    return Table(title, columns, rows, notes, frozenset({len(rows) - 1}))


def _counted(found: Sequence[Reading]) -> str:
    """Say how many indicators stand where."""
    words = status_words()
    parts = []
    for status in (Status.HIGH, Status.NORMAL, Status.ATTENTION, Status.CRITICAL):
        number = sum(1 for each in found if each.judged and each.status == status)
        if number:
            parts.append(f"{words[status]} – {number}")
    running = sum(1 for each in found if each.judged and each.is_running)
    unsure = sum(1 for each in found if each.judged and not each.sure) - running
    sentence = _("Of the indicators with a figure: %(parts)s.") % {"parts": ", ".join(parts)}
    doubt = ngettext(
        "For %(number)d of them the interval crosses a level of the norm: it is in doubt.",
        "For %(number)d of them the interval crosses a level of the norm: they are in doubt.",
        unsure,
    )
    ahead = ngettext(
        "%(number)d counts a year or half-year that is not over.",
        "%(number)d count a year or half-year that is not over.",
        running,
    )
    more = [words % {"number": n} for words, n in ((doubt, unsure), (ahead, running)) if n]
    return " ".join([sentence, *more])


def _without(found: Sequence[Reading]) -> list[Block]:
    """Return what has no figure, and which evidence it waits for."""
    waiting: dict[str, list[str]] = {}
    hidden: list[str] = []
    for reading in found:
        if reading.is_hidden:
            hidden.append(reading.indicator)
        elif reading.value is None and reading.status != Status.NOT_APPLICABLE:
            lacking = reading.lacking or reading.known.source
            names = ", ".join(str(datasets.datasets()[code].name) for code in lacking)
            waiting.setdefault(names, []).append(reading.indicator)
    items = "; ".join(f"{names} ({', '.join(codes)})" for names, codes in waiting.items())
    blocks: list[Block] = []
    if items:
        words = _("These indicators have no figure until their evidence comes in: %(evidence)s.")
        blocks.append(Paragraph(words % {"evidence": items}))
    if hidden:
        blocks.append(Paragraph(f"{', '.join(hidden)}: {too_small()}"))
    return blocks
