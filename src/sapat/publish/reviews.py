"""The paper of a management review: what was looked at, what was said of it, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.act.reviews import reads
from sapat.act.reviews.effectiveness import MEASURES, Measure
from sapat.act.reviews.models import Review, ReviewEdition, ReviewInput
from sapat.act.reviews.rules import ReviewState
from sapat.core.figures import DASH, figure
from sapat.core.rights import Role
from sapat.publish.exports.tables import Cell, Column, Kind, Table, day
from sapat.publish.papers import stamps
from sapat.publish.papers.content import (
    Block,
    Paper,
    Paragraph,
    Section,
    Signature,
    Stamp,
)
from sapat.publish.pictures.pictures import Picture
from sapat.publish.pictures.small_multiples import Grid, Little, small_multiples
from sapat.school.calendar.rules import year_label
from sapat.school.people import reads as people

Trend = Mapping[str, Sequence[Sequence[Any]]]


@dataclass(frozen=True)
class ShownMeasure:
    """A measure with its years in words: value and n, or that there is no data."""

    measure: Measure
    cells: list[tuple[str, int]]


def years_of(trend: Trend) -> list[int]:
    """Return the school years any measure speaks of, in order."""
    return sorted({point[0] for points in trend.values() for point in points})


def rows_of(trend: Trend) -> list[ShownMeasure]:
    """Return every measure as tables show it, in the order of the measures; a cell per year."""
    years, found = years_of(trend), []
    for one in MEASURES:
        if one.code in trend:
            said = {year: (_said(one, value), n) for year, value, n in trend[one.code]}
            found.append(ShownMeasure(one, [said.get(year, (DASH, 0)) for year in years]))
    return found


def _said(one: Measure, value: float | None) -> str:
    if value is None:
        return DASH
    return f"{figure(value)}\u00a0{one.unit}" if one.unit else figure(value, 0)


def picture_of(trend: Trend) -> Picture | None:
    """Return the shares as little lines by school year; None where no two years are known."""
    drawn = [one for one in MEASURES if one.unit and one.code in trend]
    known = {one: {year: value for year, value, _n in trend[one.code]} for one in drawn}
    groups = [
        Little(str(one.name), [known[one].get(year) for year in years_of(trend)]) for one in drawn
    ]
    groups = [group for group in groups if len(group.known) > 1]
    if not groups:
        return None
    years = [year_label(year) for year in years_of(trend)]
    title = _("Effectiveness of the quality system by school year")
    return small_multiples(title, groups, Grid(years, "%", 0, common=True))


def review_paper(row: Review, *, language: str, at: datetime) -> Paper:
    """Return a review as a school keeps it; until it is approved it says that it is a draft."""
    with translation.override(language):
        edition = reads.edition_of(row)
        approved = row.state == ReviewState.APPROVED
        head = row.approved_by or people.director(row.day)
        name = head.short_name if head else ""
        post = str(Role.DIRECTOR.label).capitalize()
        return Paper(
            language=language,
            title=_("MANAGEMENT REVIEW %(name)s") % {"name": row.name},
            school=row.school.edition(row.day).name,
            frozen_at=edition.frozen_at if edition else at,
            kind=_("Management review"),
            subject=row.name,
            stamps=[_approval(post, name, row)],
            facts=_facts(row, edition),
            sections=_sections(row, edition),
            signatures=[
                Signature(post, name),
                Signature(_("Prepared by"), row.keeper.short_name if row.keeper else ""),
            ],
            watermark="" if approved else _("DRAFT"),
        )


def _approval(post: str, name: str, row: Review) -> Stamp:
    on = day(row.approved_on) if row.approved_on else stamps.DAY
    return Stamp(_("APPROVED"), [post, f"{stamps.NAME} {name}".rstrip(), on])


def _facts(row: Review, edition: ReviewEdition | None) -> list[tuple[str, str]]:
    facts = [
        (_("Day"), day(row.day)),
        (pgettext("review", "Period"), f"{day(row.since)} – {day(row.day)}"),
    ]
    if row.meeting:
        facts.append((_("Meeting"), str(row.meeting)))
    if edition:
        said = _("edition %(number)s, SHA-256 %(digest)s…")
        told = {"number": edition.number, "digest": edition.digest[:16]}
        facts.append((pgettext("review", "Inputs"), said % told))
        if edition.reason:
            facts.append((_("Frozen again because"), edition.reason))
    return facts


def _sections(row: Review, edition: ReviewEdition | None) -> list[Section]:
    if edition is None:
        return [
            Section(pgettext("review", "Inputs"), [Paragraph(_("The inputs are not frozen yet."))])
        ]
    return [
        Section(pgettext("review", "What was looked at"), [_looked_at(edition)]),
        Section(_("Effectiveness of the system"), [_trend(edition.trend)]),
        Section(_("Conclusion"), _conclusion(row)),
        Section(_("Decisions"), [_decisions(row)]),
        Section(_("Resources"), [_resources(row)]),
    ]


def _looked_at(edition: ReviewEdition) -> Table:
    columns = [
        Column(pgettext("review", "Input"), width=28),
        Column(_("What was seen"), width=57),
        Column(_("Judgement of the director"), width=38),
    ]
    cells: list[list[Cell]] = [
        [one.name, _seen(one), _judgement(one)] for one in reads.inputs_of(edition)
    ]
    return Table(_("Inputs, frozen on %(day)s") % {"day": _on(edition)}, columns, cells)


def _on(edition: ReviewEdition) -> str:
    return day(localdate(edition.frozen_at))


def _seen(one: ReviewInput) -> str:
    lines = [f"{each['name']}: {each['said']}" for each in one.shown.get("figures", [])]
    return "\n".join(lines) or str(one.shown.get("lacks") or _("No figures."))


def _judgement(one: ReviewInput) -> str:
    if not one.judgement:
        return ""
    return f"{one.get_judgement_display().capitalize()}. {one.words}"


def _trend(trend: Trend) -> Block:
    rows = rows_of(trend)
    if not rows:
        return Paragraph(_("No figures."))
    years = [year_label(year) for year in years_of(trend)]
    columns = [Column(_("What"), width=40), *(Column(year, width=18) for year in years)]
    cells: list[list[Cell]] = [
        [str(one.measure.name), *(f"{said} (n = {n})" if n else DASH for said, n in one.cells)]
        for one in rows
    ]
    return Table(_("By school year; n is how many are counted"), columns, cells)


def _conclusion(row: Review) -> list[Block]:
    if not row.conclusion:
        return [Paragraph(_("Not written yet."))]
    said = {"suits": row.get_suits_display(), "works": row.get_works_display()}
    found: list[Block] = [
        Paragraph(_("The quality system %(suits)s and %(works)s.") % said, True),
        *(Paragraph(line) for line in row.conclusion.splitlines() if line.strip()),
    ]
    return found


def _decisions(row: Review) -> Block:
    columns = [
        Column("№", Kind.COUNT, width=6),
        Column(_("What"), width=46),
        Column(_("Who"), width=20),
        Column(_("By"), Kind.DATE, width=14),
        Column(_("State"), width=18),
    ]
    cells: list[list[Cell]] = [
        [number, one.text, one.owner.short_name if one.owner else "", one.term,
         one.get_state_display()]
        for number, one in enumerate(reads.outputs(row), 1)
    ]  # fmt: skip
    return Table(_("What was decided"), columns, cells) if cells else Paragraph(_("None yet."))


def _resources(row: Review) -> Block:
    asked = reads.resources(row)
    if not asked:
        return Paragraph(row.no_resources or _("None yet."))
    columns = [
        Column(_("Kind"), width=20),
        Column(_("What"), width=50),
        Column(_("By"), Kind.DATE, width=14),
        Column(_("State"), width=20),
    ]
    cells: list[list[Cell]] = [
        [one.request.get_kind_display(), one.request.title, one.request.needed_by,
         one.request.get_state_display()]
        for one in asked
    ]  # fmt: skip
    return Table(_("What was asked for"), columns, cells)
