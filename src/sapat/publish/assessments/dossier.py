"""The dossier of a self-assessment, as handed in: criterion, result, evidence, annexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.act.actions import reads as actions
from sapat.act.actions.models import Action
from sapat.check.assessments.criteria.rules import Standing
from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.models import (
    AssessedCriterion,
    Assessment,
    AssessmentEvidence,
)
from sapat.check.assessments.cycles.rules import CycleState, Line, readiness
from sapat.check.assessments.outside import reads as outside
from sapat.check.assessments.outside.rules import PointKind
from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.core.rights import Role
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, day
from sapat.publish.papers import stamps
from sapat.publish.papers.content import (
    Block,
    Paper,
    Paragraph,
    Points,
    Section,
    Signature,
    Stamp,
)
from sapat.school.bodies.models import Sitting
from sapat.school.bodies.rules import Seat
from sapat.school.people import reads as people

SHOWN_DIGEST = 16
"""Letters of a mark that the list of annexes prints; the file with the annexes has them whole."""
UNBROKEN = "\u2011"


@dataclass(frozen=True)
class Material:
    """Everything a dossier says, read once."""

    row: Assessment
    lines: list[AssessedCriterion]
    plain: list[Line]
    annexes: list[AssessmentEvidence]
    before: dict[str, str]
    found: dict[str, Finding]
    done: dict[int, list[Action]]
    members: list[Sitting]

    def name(self, level: str) -> str:
        """Return what the set calls a level."""
        names = {one.code: str(one.name) for one in self.row.criteria_set.levels}
        return names.get(level, "")

    def numbers(self, line: AssessedCriterion) -> str:
        """Return the numbers of the annexes that show a criterion."""
        beside = (one for one in self.annexes if line.pk in {each.pk for each in one.lines.all()})
        return ", ".join(f"№\u00a0{one.number}" for one in beside)


def material(row: Assessment) -> Material:
    """Read what a dossier says; inside the boundary."""
    lines = list(reads.lines(row))
    found = findings.of_sources(line.source for line in lines)
    day_of = row.started_on or row.prepared_on
    return Material(
        row,
        lines,
        reads.plain(row.criteria_set, lines),
        reads.evidence(row),
        reads.levels_before(row),
        found,
        actions.of_findings(one.pk for one in found.values()),
        reads.members(row.commission, day_of) if row.commission else [],
    )


def dossier(row: Assessment, *, language: str, at: datetime) -> Paper:
    """Return the dossier in a language."""
    known = material(row)
    with translation.override(language):
        day_of = row.closed_on or localdate(at)
        return Paper(
            language=language,
            title=_("Self-assessment report"),
            school=row.school.edition(day_of).name,
            frozen_at=at,
            kind=_("Self-assessment report"),
            subject=row.name,
            stamps=_stamps(row),
            facts=_facts(known),
            sections=[
                Section(_("Result in short"), _short(known)),
                *_sections(known),
                Section(_("Strengths"), _strengths(known)),
                Section(_("Weak points and what is done about them"), _weak(known)),
                *_advised(),
                *([Section(_("Conclusion"), [Paragraph(row.conclusion)])] if row.closed_on else []),
            ],
            signatures=_signatures(known),
            annexes=[
                Section(_("Levels of judgement"), [_levels(known)]),
                Section(_("List of annexes"), _list(known)),
            ],
            watermark="" if row.state == CycleState.CLOSED else _("DRAFT"),
        )


def _stamps(row: Assessment) -> list[Stamp]:
    director = people.director(row.closed_on or row.prepared_on)
    heard = (
        Stamp(_("CONSIDERED"), [row.heard_at])
        if row.heard_at
        else stamps.considered(_("Pedagogical council"))
    )
    name = director.short_name if director else ""
    return [heard, stamps.approved(str(Role.DIRECTOR.label).capitalize(), name)]


def _facts(known: Material) -> list[tuple[str, str]]:
    row, criteria = known.row, known.row.criteria_set
    edition = _("%(name)s, edition %(edition)s of %(day)s") % {
        "name": criteria.name, "edition": criteria.edition, "day": day(criteria.dated),
    }  # fmt: skip
    found = [(_("Set of criteria"), edition), (_("Where it comes from"), criteria.source)]
    if row.programme:
        found.append((_("Programme"), row.programme))
    found.append((_("Assessed period"), f"{day(row.since)} – {day(row.until)}"))
    if row.order_on:
        found.append((_("Order"), f"№\u00a0{row.order_number}, {day(row.order_on)}"))
    if known.members:
        names = ", ".join(
            f"{one.person.short_name} ({one.get_seat_display()})" for one in known.members
        )
        found.append((_("Commission"), names))
    return found


def _short(known: Material) -> list[Block]:
    """Return how many criteria stand where, by section, with last time beside."""
    now = readiness(known.plain)
    words = _(
        "Criteria: %(all)s. Judged by the school: %(judged)s; by the commission: %(agreed)s; "
        "with evidence: %(evidenced)s of the %(applies)s that apply. Judged differently by the "
        "school and the commission: %(differing)s."
    ) % {
        "all": now.all, "judged": now.judged, "agreed": now.agreed, "evidenced": now.evidenced,
        "applies": now.applies, "differing": len(now.differing),
    }  # fmt: skip
    columns = [
        Column(_("Section"), width=40),
        *(Column(str(one.label), Kind.COUNT, width=14) for one in Standing),
        Column(_("Not judged"), Kind.COUNT, width=14),
    ]
    counted: dict[str, list[str]] = {}
    for line, one in zip(known.lines, known.plain, strict=True):
        counted.setdefault(line.criterion.section, []).append(one.last)
    rows: list[list[Cell]] = [
        [section or _("Criteria"), *(several.count(each) for each in Standing), several.count("")]
        for section, several in counted.items()
    ]
    every = [one.last for one in known.plain]
    total: list[Cell] = [_("In all"), *(every.count(each) for each in Standing), every.count("")]
    return [
        Paragraph(words, is_conclusion=True),
        Table(_("Result by section"), columns, [*rows, total]),
    ]


def _sections(known: Material) -> list[Section]:
    """Return a table for each section: criterion, result, evidence."""
    columns = [
        Column("№", width=11),
        Column(_("Criterion"), width=30),
        Column(_("Result of self-assessment"), width=58),
        Column(_("Evidence, annexes"), width=14),
    ]
    if known.before:
        columns.insert(2, Column(_("Last time"), width=15))
    rows: dict[str, list[list[Cell]]] = {}
    for line in known.lines:
        cells: list[Cell] = [
            line.criterion.code.replace("-", UNBROKEN),
            line.criterion.text,
            _result(known, line),
            known.numbers(line) or Blank.NOTHING,
        ]
        if known.before:
            last = known.name(known.before.get(line.criterion.code, ""))
            cells.insert(2, last or Blank.NOTHING)
        rows.setdefault(line.criterion.section, []).append(cells)
    return [
        Section(section or _("Criteria"), [Table(section or _("Criteria"), columns, cells)])
        for section, cells in rows.items()
    ]


def _result(known: Material, line: AssessedCriterion) -> Cell:
    """Return what both sides say, the school first."""
    said = []
    if line.own_level:
        said.append(_side(_("School"), known.name(line.own_level), line.own_words))
    if line.commission_level:
        said.append(
            _side(_("Commission"), known.name(line.commission_level), line.commission_words)
        )
    return "\n".join(said) or _("not judged yet")


def _side(who: str, level: str, words: str) -> str:
    return f"{who}: {level}. {words}"


def _strengths(known: Material) -> list[Block]:
    said = [f"{line.criterion.code}. {line.strengths}" for line in known.lines if line.strengths]
    return [Points(said)] if said else [Paragraph(_("None is named."))]


def _weak(known: Material) -> list[Block]:
    """Return the weak criteria with their findings and actions."""
    weak = [line for line, one in zip(known.lines, known.plain, strict=True) if one.is_weak]
    if not weak:
        return [Paragraph(_("No criterion is judged as weak."))]
    columns = [
        Column("№", width=11),
        Column(_("What is lacking"), width=42),
        Column(_("Finding"), width=22),
        Column(_("What is done"), width=40),
    ]
    rows: list[list[Cell]] = []
    for line in weak:
        finding = known.found.get(line.source)
        rows.append([
            line.criterion.code.replace("-", UNBROKEN),
            line.gaps or line.commission_words or line.own_words,
            f"{finding.name}, {finding.get_state_display()}" if finding else _("none yet"),
            _done(known.done.get(finding.pk, [])) if finding else Blank.NOTHING,
        ])  # fmt: skip
    return [Table(_("Weak points and what is done about them"), columns, rows)]


def _done(rows: Sequence[Action]) -> Cell:
    said = [f"{one.title} ({one.owner.short_name}, {day(one.due_on)})" for one in rows]
    return "\n".join(said) or Blank.NOTHING


def _advised() -> list[Section]:
    """Return what was advised from outside before, and how far it is carried out."""
    points = [
        (row, point)
        for row in outside.outside()
        for point in row.points.all()
        if point.kind != PointKind.STRENGTH
    ]
    if not points:
        return []
    columns = [
        Column(_("Who assessed"), width=30),
        Column(_("What the paper says"), width=45),
        Column(pgettext("deadline", "Term"), Kind.DATE, width=14),
        Column(_("Carried out"), width=34),
    ]
    rows: list[list[Cell]] = [
        [
            f"{row.assessor}, {row.since:%Y}",
            point.text,
            point.due_on or Blank.NOTHING,
            f"{day(point.settled_on)}. {point.settled_words}" if point.settled_on else _("not yet"),
        ]
        for row, point in points
    ]
    title = _("What was advised before, and what was done")
    return [Section(title, [Table(title, columns, rows)])]


def _levels(known: Material) -> Table:
    columns = [
        Column(_("Level"), width=30),
        Column(_("Points"), width=10),
        Column(_("When it is chosen"), width=70),
    ]
    rows: list[list[Cell]] = [
        [str(one.name), "—" if one.points is None else f"{one.points:g}", str(one.words)]
        for one in known.row.criteria_set.levels
    ]
    return Table(_("Levels of judgement"), columns, rows)


def _list(known: Material) -> list[Block]:
    if not known.annexes:
        return [Paragraph(_("Nothing is laid beside the criteria."))]
    columns = [
        Column("№", width=6),
        Column(_("Annex"), width=50),
        Column(pgettext("evidence", "Period"), width=24),
        Column(_("Criteria"), width=22),
        Column("SHA-256", width=22),
    ]
    rows: list[list[Cell]] = [
        [
            str(one.number),
            f"{one.label} ({one.get_kind_display()})",
            _period(one) or Blank.NOTHING,
            ", ".join(line.criterion.code.replace("-", UNBROKEN) for line in one.lines.all()),
            one.digest[:SHOWN_DIGEST] or Blank.NOTHING,
        ]
        for one in known.annexes
    ]
    note = _("The mark is the beginning of the SHA-256 of what was laid beside the criteria.")
    return [Table(_("List of annexes"), columns, rows, notes=[note])]


def _period(one: AssessmentEvidence) -> str:
    ends = [day(on) for on in (one.since, one.until) if on]
    return " – ".join(dict.fromkeys(ends))


def _signatures(known: Material) -> list[Signature]:
    first = [one for one in known.members if one.seat == Seat.CHAIR]
    others = [one for one in known.members if one.seat != Seat.CHAIR]
    if not known.members:
        return [Signature(_("Chair of the commission"))]
    return [
        *(Signature(_("Chair of the commission"), one.person.short_name) for one in first),
        *(Signature(_("Member of the commission"), one.person.short_name) for one in others),
    ]
