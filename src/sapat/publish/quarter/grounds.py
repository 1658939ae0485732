"""Section 8: what the figures stand on, so that anybody can check them."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from sapat.check.measuring.definitions import book
from sapat.core import trail
from sapat.evidence.store import reads as store
from sapat.evidence.store.models import Batch
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators import rules as indicators
from sapat.plan.regulations.reads import followed
from sapat.plan.regulations.rules import regulations
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table
from sapat.publish.papers.content import Paragraph, Points, Section
from sapat.publish.quarter import doubts
from sapat.publish.quarter.material import Material, Variant

DIGITS_OF_HASH = 12


def grounds(material: Material) -> Section:
    """Return the section that names the evidence, the definitions and the trail."""
    items = [
        *_regulations(material),
        *doubts.open_issues(material),
        _("Definitions of the indicators: version %(version)s; as compiled: %(book)s.")
        % {"version": indicators.catalogue().version, "book": book().version},
        _("Newest seal of the school's trail: %(seal)s.")
        % {"seal": trail.head(material.ground.school.chain)},
    ]
    opening = _(
        "Every figure can be computed again from the evidence named here. An import that"
        " is undone or"
        " corrected later does not change this report."
    )
    table = by_data_set(material)
    return Section(_("What the figures stand on"), [Paragraph(opening), table, Points(items)])


def _regulations(material: Material) -> list[str]:
    """Return which editions of the school's regulations the report follows."""
    words = _("Regulation: %(name)s, edition %(number)s, in force from %(day)s.")
    return [
        words
        % {
            "name": regulations()[one.regulation.code].name,
            "number": one.number,
            "day": f"{one.effective_from:%d.%m.%Y}",
        }
        for one in followed(material.ground.today)
        if one.regulation.code in regulations()
    ]


def annex(material: Material) -> Section:
    """Return the list of everything that came in and is counted in the term."""
    return Section(_("Evidence received"), [evidence_table(material)])


def by_data_set(material: Material) -> Table:
    """Return how much evidence of each kind the figures of the term stand on."""
    columns = [
        Column(_("Data"), width=40),
        Column(_("Batches"), Kind.COUNT, width=10),
        Column(_("Rows"), Kind.COUNT, width=12),
        Column(_("Last received"), Kind.DATE, width=14),
        Column(_("Completeness, %"), Kind.FIGURE, width=14, digits=0),
    ]
    rows: list[list[Cell]] = []
    for name, group in groupby(_batches(material), key=lambda batch: batch.data_set):
        of_set = list(group)
        expected = sum(batch.expected for batch in of_set)
        filled = sum(batch.filled for batch in of_set)
        percent: Cell = 100 * filled / expected if expected else Blank.NOTHING
        last = timezone.localdate(max(batch.made_at for batch in of_set))
        count = sum(batch.rows for batch in of_set)
        rows.append([str(datasets.datasets()[name].name), len(of_set), count, last, percent])
    notes = [_("Each batch with its file and its hash stands in the annex.")]
    return Table(_("Evidence received, by kind"), columns, rows, notes)


def evidence_table(material: Material) -> Table:
    """Return the batches that the report's figures stand on."""
    columns = [
        Column("№", Kind.COUNT, width=5),
        Column(_("Data"), width=26),
        Column(_("File"), width=30),
        Column(_("Received"), Kind.DATE, width=11),
        Column(_("Rows"), Kind.COUNT, width=8),
        Column(_("Completeness, %"), Kind.FIGURE, width=10, digits=0),
        Column("SHA-256", width=14),
    ]
    named = material.variant is Variant.INTERNAL
    rows = [_line(batch, named=named) for batch in _batches(material)]
    return Table(_("Evidence received"), columns, rows)


def _batches(material: Material) -> list[Batch]:
    """Return the batches by kind and number, as tables list them."""
    found = store.by_number(sorted(material.batches))
    return sorted(found, key=lambda batch: (batch.data_set, batch.number))


def _line(batch: Batch, *, named: bool) -> list[Cell]:
    """Return one batch; a file name can hold the name of a person, so it stays inside."""
    percent = batch.completeness.percent
    return [
        batch.number,
        str(datasets.datasets()[batch.data_set].name),
        batch.source.name if batch.source and named else "",
        timezone.localdate(batch.made_at),
        batch.rows,
        Blank.NOTHING if percent is None else percent,
        batch.digest[:DIGITS_OF_HASH],
    ]
