"""What a test was worth, as a methodical union reads it: no pupil is named."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.testing import reads
from sapat.check.testing.analysis import scaled
from sapat.check.testing.models import SatTest
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, day, figure
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature
from sapat.publish.tests_sat import drawn, words
from sapat.publish.tests_sat.fairness import sides


def test_paper(row: SatTest, *, language: str, at: datetime) -> Paper:
    """Return the verdict, what to do, and every item of a test."""
    with translation.override(language):
        lines, found = reads.analysis_of(row)
        items = words.item_lines(row, found)
        scale = scaled(reads.answers_of(row, lines))
        verdict: list[Block] = [Paragraph(str(words.VERDICTS[row.verdict]), is_conclusion=True)]
        margin = words.margin(row, found)
        verdict += [Paragraph(text) for text in (margin, words.looked_at(found)) if text]
        todo = [f"{item.name}: {advice}" for item in items for _r, advice, _g in item.remarks]
        if todo:
            verdict.append(Points(todo))
        sections = [Section(_("Verdict"), verdict), Section(_("Test items"), [_table(row, items)])]
        if row.has_options:
            sections.append(Section(_("Options"), [_options(items)]))
        if scale:
            picture = drawn.items_drawn(row, found, scale)
            sections.append(Section(_("Was it hard enough, and easy enough?"), [picture]))
        for side in sides(row, lines):
            told = side.unfair or [_("No item is harder for one side.")]
            sections.append(Section(side.title, [Paragraph(side.compared), Points(told)]))
        return Paper(
            language=language,
            title=row.title,
            school=row.school.edition(localdate(at)).name,
            frozen_at=at,
            kind=_("Analysis of a test"),
            facts=_facts(row, found.test.mean),
            sections=sections,
            signatures=[
                Signature(_("Teacher"), row.author.short_name if row.author else ""),
                Signature(_("Head of the methodical union")),
            ],
            watermark=_("REPLACED") if reads.replacement(row) else "",
        )


def _facts(row: SatTest, mean: float) -> list[tuple[str, str]]:
    found = [(_("Subject"), str(row.subject.name))] if row.subject else []
    found += [(_("Held on"), day(row.held_on)), (_("Classes"), row.classes or "—")]
    found.append((_("Pupils"), str(row.pupils)))
    score = _("%(mean)s of %(most)s") % {"mean": figure(mean, 1), "most": f"{row.most_points:g}"}
    found.append((_("Mean score"), score))
    if row.alpha is not None:
        found.append((_("Reliability (alpha)"), figure(row.alpha, 2)))
    if row.sem is not None:
        found.append((_("Standard error of a score, points"), figure(row.sem, 1)))
    return found


def _table(row: SatTest, items: list[words.ItemLine]) -> Table:
    columns = [
        Column(_("Test item"), width=10),
        Column(_("Right, %%") % (), Kind.FIGURE, digits=0),
        Column(_("Link with the rest"), Kind.FIGURE, width=12, digits=2),
        Column(pgettext("of an item", "Remark"), width=30),
    ]
    rows: list[list[Cell]] = [
        [
            item.name,
            item.difficulty,
            Blank.NOTHING if item.rest is None else item.rest,
            ", ".join(str(remark.label) for remark, _advice, _grave in item.remarks) or "—",
        ]
        for item in items
    ]
    return Table(_("Items of “%(title)s”") % {"title": row.title}, columns, rows)


def _options(items: list[words.ItemLine]) -> Table:
    """Return a row an item: of each option how many chose it, and how that goes with the rest."""
    names = sorted({each.option for item in items for each in item.options})
    columns = [Column(_("Test item"), width=10), Column(_("Key"), width=8)]
    for name in names:
        columns += [
            Column("%", Kind.FIGURE, digits=0, over=name),
            Column("r", Kind.FIGURE, digits=2, over=name),
        ]
    rows: list[list[Cell]] = []
    for item in items:
        chosen = {each.option: each for each in item.options}
        row: list[Cell] = [item.name, item.key]
        for name in names:
            each = chosen.get(name)
            row.append(100 * each.share if each else Blank.NOTHING)
            known = each is not None and each.rest == each.rest
            row.append(each.rest if each and known else Blank.NOTHING)
        rows.append(row)
    notes = [_("Share of the pupils who chose it, and how choosing it goes with the rest.")]
    return Table(_("Options pupils chose"), columns, rows, notes)
