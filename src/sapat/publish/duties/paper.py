"""What the paper of the responsibility matrix consists of, in one language."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.core.rights import Role
from sapat.plan.duties import reads
from sapat.plan.duties.models import DutyMatrix
from sapat.plan.duties.reads import Line, Matrix
from sapat.plan.duties.rules import Letter, Source
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table
from sapat.publish.papers.content import (
    Block,
    Paper,
    Paragraph,
    Points,
    Section,
    Signature,
    Stamp,
)
from sapat.publish.papers.stamps import approved
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person

ROOM = 134
"""Widths of posts, in characters, beside each other on a page held sideways."""
NARROWEST, BOLD = 11, 1.28
"""The width of a column with short words, and how much wider the bold letters of a head are."""


def matrix_paper(school: Organisation, language: str, *, at: datetime) -> Paper:
    """Return the matrix as it stands, as an annex to the order that approves it."""
    day = localdate(at)
    with translation.override(language), within(school):
        found, posts = reads.matrix(day), people.held(day)
        last = reads.approved()
        current = last if last and last.digest == found.digest else None
        director = people.director(day)
        name = director.short_name if director else ""
        heads = reads.heads(found.rows, posts)
        return Paper(
            language=language,
            title=_("Responsibility matrix"),
            school=school.edition(day).name,
            frozen_at=at,
            kind=_("Responsibility matrix"),
            stamps=[_stamp(name, current)],
            facts=[(_("Duties"), str(len(found.lines)))],
            sections=[
                _legend(found, last, current),
                *_parts(found),
                _powers(found),
                _signing(list(heads.values()), posts),
            ],
            signatures=[Signature(_head(str(Role.DIRECTOR.label)), name)],
            watermark="" if current else _("Draft"),
        )


def _stamp(director: str, current: DutyMatrix | None) -> Stamp:
    order = current.order_number if current else ""
    day = current.ordered_on if current else None
    return approved(_("Director of the school"), director, order=order, day=day)


def _legend(found: Matrix, last: DutyMatrix | None, current: DutyMatrix | None) -> Section:
    """Explain the letters, say how many duties there are and what is to be settled."""
    points = [f"{letter.value}: {letter.label}" for letter in Letter]
    rows = [line for line in found.lines if not line.row.troubles]
    told = _("Of %(all)s duties, %(count)s have one owner who is there.")
    facts: dict[str, object] = {"all": len(found.lines), "count": len(rows)}
    blocks: list[Block] = [Points(points), Paragraph(told % facts)]
    if last and current is None:
        told = _("The duties have changed since order № %(order)s of %(day)s.")
        facts = {"order": last.order_number, "day": f"{last.ordered_on:%d.%m.%Y}"}
        blocks.append(Paragraph(told % facts, is_conclusion=True))
    wrong = [line for line in found.lines if line.row.troubles]
    if wrong:
        told = _("To be settled: %(count)s duties without an owner who is there, or with two.")
        blocks.append(Paragraph(told % {"count": len(wrong)}, is_conclusion=True))
        blocks.append(Points([_trouble(line) for line in wrong]))
    return Section(_("What the letters mean"), blocks)


def _trouble(line: Line) -> str:
    words = ", ".join(str(trouble.label) for trouble in line.row.troubles)
    names = ", ".join(one.label for one in line.row.responsible)
    return f"{line.duty.name}: {words}" + (f" ({names})" if names else "")


def _parts(found: Matrix) -> list[Section]:
    """Return a section for each part of the matrix, its table broken where it is too wide."""
    groups = dict.fromkeys(line.group for line in found.lines)
    return [Section(_head(reads.group_name(group)), _tables(found, group)) for group in groups]


def _tables(found: Matrix, group: str) -> list[Table]:
    lines = [line for line in found.lines if line.group == group]
    used = {key for line in lines for key in line.row.letters}
    columns = [(key, label) for key, label, _there in found.columns if key in used]
    pieces: list[list[tuple[str, str]]] = [[]]
    for column in columns:
        if sum(_wide(label) for _key, label in [*pieces[-1], column]) > ROOM:
            pieces.append([])
        pieces[-1].append(column)
    return [
        _table(lines, piece, number if len(pieces) > 1 else 0)
        for number, piece in enumerate(pieces, 1)
    ]


def _wide(label: str) -> float:
    """Return how wide the column of a post has to be: its longest word is never broken."""
    return max(NARROWEST, BOLD * max(map(len, label.split()), default=0) + 2.5)


def _table(lines: Sequence[Line], columns: Sequence[tuple[str, str]], number: int) -> Table:
    title = _("Who answers for what")
    if number:
        title = _("%(title)s, sheet %(number)s") % {"title": title, "number": number}
    heads = [Column("№", Kind.TEXT, 9), Column(_("Duty"), Kind.TEXT, 42)]
    heads += [Column(_head(label), Kind.TEXT, _wide(label)) for _key, label in columns]
    rows = [
        [
            _code(line),
            line.duty.name,
            *(line.row.letters.get(key, "") for key, _label in columns),
        ]
        for line in lines
        if not number or any(key in line.row.letters for key, _label in columns)
    ]
    return Table(title, heads, rows)


def _code(line: Line) -> str:
    """Return the number of a row: the clause, or its place among its kind."""
    if line.duty.source == Source.CLAUSE:
        return line.duty.code
    return str(line.duty.place + (line.duty.source == Source.NAMED))


def _powers(found: Matrix) -> Section:
    """Return powers and relations of what is more than a line of a regulation."""
    lines = [line for line in found.lines if line.duty.source != Source.CLAUSE or line.duty.powers]
    heads = [
        Column(_("Duty"), Kind.TEXT, 34),
        Column(_("Responsible"), Kind.TEXT, 26),
        Column(_("Powers"), Kind.TEXT, 50),
        Column(_("Relations with others"), Kind.TEXT, 60),
    ]
    rows = [
        [
            line.duty.name,
            ", ".join(one.label for one in line.row.responsible) or "—",
            line.powers,
            line.interfaces,
        ]
        for line in lines
    ]
    return Section(_("Powers and relations"), [Table(_("Powers and relations"), heads, rows)])


def _signing(heads: Sequence[Person], posts: dict[str, list[Person]]) -> Section:
    """Return the sheet that the heads sign."""
    roles = {
        person.pk: role for role, held in posts.items() if role in reads.HEADS for person in held
    }
    columns = [
        Column("№", Kind.COUNT, 4),
        Column(_("Name"), Kind.TEXT, 28),
        Column(_("Post"), Kind.TEXT, 34),
        Column(_("Signature"), Kind.TEXT, 22),
        Column(_("Date"), Kind.TEXT, 16),
    ]
    rows: list[list[Cell]] = [
        [number, person.short_name, reads.role_label(roles.get(person.pk, "")), "", ""]
        for number, person in enumerate(heads, 1)
    ]
    title = _("The heads have read it")
    return Section(title, [Table(title, columns, rows, row_height=TO_SIGN)])


def _head(words: str) -> str:
    return words[:1].upper() + words[1:]
