"""Section 4: who fails and who is one mark short; names only in the annex."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.measuring import labels
from sapat.core.alphabet import kyrgyz_key
from sapat.publish.exports.tables import Cell, Column, Kind, Table, figure
from sapat.publish.papers.content import Block, Paragraph, Section
from sapat.publish.quarter.material import Material, Variant
from sapat.school.people import reads as people

FAILING, SHORT_OF_GOOD, SHORT_OF_BEST, ABSENT = (
    "unsatisfactory", "satisfactory", "good", "not_attested",
)  # fmt: skip


class Kin(Enum):
    """Which list a pupil is on."""

    FAILING = "failing"
    NOT_ATTESTED = "not_attested"
    ONE_3 = "one_3"
    ONE_4 = "one_4"


@dataclass(frozen=True)
class Entry:
    """One pupil on a list, with the subjects because of which."""

    kin: Kin
    pupil: int
    of_class: int
    subjects: tuple[int, ...]
    ill: bool = False


@dataclass
class _Marks:
    of_class: int = 0
    subjects: dict[str, list[int]] = field(default_factory=dict)
    ill: int = 0


def entry_of(
    pupil: int, marks: Mapping[str, Sequence[int]], of_class: int, ill: int
) -> Entry | None:
    """Place a pupil as the deputy head's table does: each on one list at most.

    >>> entry_of(7, {"good": [1, 2], "satisfactory": [3]}, 5, 0).kin
    <Kin.ONE_3: 'one_3'>
    """
    absent, failing = marks.get(ABSENT, ()), marks.get(FAILING, ())
    threes, fours = marks.get(SHORT_OF_GOOD, ()), marks.get(SHORT_OF_BEST, ())
    if absent:
        return Entry(Kin.NOT_ATTESTED, pupil, of_class, tuple(absent), ill >= len(absent))
    if failing:
        return Entry(Kin.FAILING, pupil, of_class, tuple(failing))
    if len(threes) == 1:
        return Entry(Kin.ONE_3, pupil, of_class, tuple(threes))
    if not threes and len(fours) == 1:
        return Entry(Kin.ONE_4, pupil, of_class, tuple(fours))
    return None


def entries(material: Material) -> list[Entry]:
    """Return every pupil on a list of the term."""
    term = material.term
    sql = (
        'SELECT "pupil", "class", "subject", "category", "reason", COUNT(*) FROM "period_marks" '  # noqa: S608
        f'WHERE "year" = {term.year:d} AND "term" = {term.number:d} '
        'AND NOT coalesce("exempt", false) AND "category" IS NOT NULL AND "class" IS NOT NULL '
        "GROUP BY ALL"
    )
    rows = material.ground.sums.rows(f"lists-{term.year:d}-{term.number:d}", "period_marks", sql)
    return list(_entries(rows))


def _entries(rows: Iterable[tuple[object, ...]]) -> Iterable[Entry]:
    marks: dict[int, _Marks] = {}
    for pupil, of_class, subject, category, reason, _times in rows:
        found = marks.setdefault(int(str(pupil)), _Marks())
        found.of_class = int(str(of_class))
        found.subjects.setdefault(str(category), []).append(int(str(subject)))
        found.ill += category == ABSENT and reason == "ill"
    for pupil, found in marks.items():
        if entry := entry_of(pupil, found.subjects, found.of_class, found.ill):
            yield entry


def lists(material: Material) -> Section:
    """Return the section with the counts; for the school itself it points to the annex."""
    title = _("Pupils who fail and pupils in reserve")
    row = material.table.school.row if material.table else None
    if row is None:
        waiting = _("The lists will stand here once the marks of the term have come in.")
        return Section(title, [Paragraph(waiting)])
    columns = [
        Column(_("List"), width=44), Column(_("Pupils"), Kind.COUNT, width=10),
        Column(_("Share of all pupils, %"), Kind.FIGURE, width=16),
    ]  # fmt: skip
    counts = [
        (_("Failing: with a 2"), row.failing),
        (_("Not attested"), row.not_attested),
        (_("of them because of illness"), row.ill),
        (_("Reserve of quality: with one 3"), row.with_one_3),
        (_("Reserve of excellence: with one 4"), row.with_one_4),
    ]
    rows: list[list[Cell]] = [[name, count, 100 * count / row.pupils] for name, count in counts]
    blocks: list[Block] = [Table(_("Weak list and reserve list"), columns, rows)]
    blocks.append(
        Paragraph(_conclusion(row.with_one_3, row.pupils, row.quality), is_conclusion=True)
    )
    if material.variant is Variant.INTERNAL:
        blocks.append(
            Paragraph(_("The names stand in the annex, which is for use in the school only."))
        )
    return Section(title, blocks)


def _conclusion(reserve: int, pupils: int, quality: float | None) -> str:
    from_reserve = 100 * reserve / pupils
    facts = {"reserve": reserve, "pupils": pupils, "points": figure(from_reserve)}
    facts |= {"would": figure((quality or 0.0) + from_reserve)}
    return (
        _(
            "If each of the %(reserve)s pupils with one 3 brought that subject to a 4,"
            " knowledge quality"
            " would rise by %(points)s percentage points to %(would)s %%."
        )
        % facts
    )


def annex(material: Material) -> Section:
    """Return the lists with names: only for those who may read them."""
    found = entries(material)
    names = people.short_names({entry.pupil for entry in found})
    classes = labels.labels("class", {entry.of_class for entry in found})
    subjects = labels.labels("subject", {each for entry in found for each in entry.subjects})
    blocks: list[Block] = [
        Paragraph(_("For use in the school only. It is not handed on and not published."))
    ]
    for kin, title in _titles().items():
        of_list = [entry for entry in found if entry.kin is kin]
        of_list.sort(key=lambda entry: _place(classes[entry.of_class], names[entry.pupil]))
        rows = [
            [
                classes[entry.of_class],
                names[entry.pupil],
                ", ".join(sorted(subjects[each] for each in entry.subjects)),
                *([_("ill") if entry.ill else ""] if kin is Kin.NOT_ATTESTED else []),
            ]
            for entry in of_list
        ]
        blocks.append(_named(title, rows, kin))
    return Section(_("Pupils by name"), blocks)


def _place(of_class: str, name: str) -> tuple[object, ...]:
    return (labels.order("class", 0, of_class), kyrgyz_key(name))


def _titles() -> dict[Kin, str]:
    return {
        Kin.FAILING: _("Failing"),
        Kin.NOT_ATTESTED: _("Not attested"),
        Kin.ONE_3: _("Reserve of quality: one 3"),
        Kin.ONE_4: _("Reserve of excellence: one 4"),
    }


def _named(title: str, rows: Sequence[Sequence[Cell]], kin: Kin) -> Block:
    if not rows:
        return Paragraph(f"{title}: " + pgettext("list of pupils", "nobody") + ".")
    columns = [
        Column(_("Class"), width=10), Column(_("Pupil"), width=28), Column(_("Subjects"), width=44),
    ]  # fmt: skip
    if kin is Kin.NOT_ATTESTED:
        columns.append(Column(_("Reason"), width=12))
    return Table(f"{title} ({len(rows)})", columns, rows)
