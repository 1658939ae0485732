"""Sections 5 and 6: attendance, and the hours that were not given and why."""

from django.utils.translation import gettext as _

from sapat.analytics.cells import Dim
from sapat.check.measuring import labels
from sapat.check.measuring.readings import Reading, Status
from sapat.publish.exports.readings import too_small
from sapat.publish.exports.tables import Blank, Cell, Column, Kind, Table, figure
from sapat.publish.papers.content import Block, Paragraph, Section
from sapat.publish.quarter import sentences
from sapat.publish.quarter.material import ATTENDANCE, HOURS, LOST, Material, Variant

BEHIND = 100.0
"""Percent of the planned hours below which a subject is named."""


def attendance(material: Material) -> Section:
    """Return the section on attendance."""
    title = _("Attendance")
    school = material.school(ATTENDANCE)
    if school.value is None:
        return Section(title, [Paragraph(_waiting(school, _("attendance")))])
    past = [material.school(ATTENDANCE, term) if term else None for term in material.past]
    blocks: list[Block] = [_by_class(material, school, past)]
    blocks.append(Paragraph(_attended(material, school, past), is_conclusion=True))
    if reasons := _reasons(material):
        blocks.insert(1, reasons)
    return Section(title, blocks)


def _by_class(material: Material, school: Reading, past: list[Reading | None]) -> Table:
    columns = [
        Column(_("Class"), width=14),
        Column(_("Lessons planned"), Kind.COUNT, width=12),
        Column(_("Lessons missed"), Kind.COUNT, width=12),
        Column(_("Attendance, %"), Kind.FIGURE, width=12),
        Column(_("± term before"), Kind.CHANGE, width=12),
        Column(_("± a year ago"), Kind.CHANGE, width=12),
    ]
    of_past = [material.by("class", ATTENDANCE, term) if term else {} for term in material.past]
    rows: list[list[Cell]] = [
        [reading.label, *_attendance_of(reading, [then.get(group) for then in of_past])]
        for group, reading in material.by("class", ATTENDANCE).items()
        if material.variant is not Variant.PUBLIC
    ]
    hidden = any(Blank.HIDDEN in row for row in rows)
    rows.append([_("School"), *_attendance_of(school, past)])
    notes = [too_small()] if hidden else []
    return Table(_("Attendance by class"), columns, rows, notes, frozenset({len(rows) - 1}))


def _attendance_of(reading: Reading, past: list[Reading | None]) -> list[Cell]:
    now = sentences.figure_of(reading)
    if reading.num is None or reading.den is None or now is None:
        return [Blank.HIDDEN if reading.is_hidden else Blank.NOTHING] * (3 + len(past))
    changes = [sentences.change(now, sentences.figure_of(then), exact=True) for then in past]
    return [reading.den, reading.den - reading.num, now.value, *changes]


def _attended(material: Material, school: Reading, past: list[Reading | None]) -> str:
    facts = {
        "when": sentences.by_results_of(material.term),
        "value": figure(school.value or 0.0),
        "normal": figure(school.norm.levels.ok, 0),
    }
    found = [_("%(when)s attendance was %(value)s %% (norm: %(normal)s %%).") % facts]
    for then, term in zip(past, material.past, strict=True):
        if then is not None and then.value is not None and school.value is not None and term:
            words = _("Compared with %(term)s the difference is %(signed)s percentage points.")
            signed = figure(school.value - then.value, signed=True)
            found.append(words % {"term": term.label, "signed": signed})
    found.append(sentences.preliminary(school.completeness))
    return " ".join(filter(None, found))


def _reasons(material: Material) -> Table | None:
    """Return the missed lessons by reason; lateness is no absence."""
    term = material.term
    sql = (
        'SELECT "reason", SUM("lessons_missed") FROM "attendance" '  # noqa: S608
        f'WHERE "year" = {term.year:d} AND "term" = {term.number:d} AND "lessons_missed" > 0 '
        "GROUP BY ALL"
    )
    name = f"absences-{term.year:d}-{term.number:d}"
    rows_told = material.ground.sums.rows(name, "attendance", sql)
    told: dict[Dim, int] = {reason: int(str(count)) for reason, count in rows_told}
    whole = sum(told.values())
    if not whole:
        return None
    named = labels.labels("reason", told, ["attendance"])
    columns = [
        Column(_("Reason"), width=40),
        Column(_("Lessons missed"), Kind.COUNT, width=14),
        Column(_("Share, %"), Kind.FIGURE, width=12),
    ]
    found = sorted(((count, named[reason]) for reason, count in told.items()), reverse=True)
    rows: list[list[Cell]] = [[name, count, 100 * count / whole] for count, name in found]
    rows.append([_("Together"), whole, 100.0])
    return Table(_("Missed lessons by reason"), columns, rows, totals=frozenset({len(rows) - 1}))


def hours(material: Material) -> Section:
    """Return the section on the hours of the curriculum."""
    title = _("Hours of the curriculum: given, not given, and why")
    school, lost = material.school(HOURS), material.school(LOST)
    if school.value is None and lost.value is None:
        return Section(title, [Paragraph(_waiting(school, _("the curriculum and the lessons")))])
    blocks: list[Block] = []
    if school.value is not None:
        blocks.append(_by_subject(material, school))
        blocks.append(Paragraph(_given(material, school), is_conclusion=True))
    else:
        blocks.append(Paragraph(_waiting(school, _("the curriculum"))))
    blocks += _lost(material, lost)
    return Section(title, blocks)


def _by_subject(material: Material, school: Reading) -> Table:
    columns = [
        Column(_("Subject"), width=34),
        Column(_("Hours planned"), Kind.COUNT, width=12),
        Column(_("Hours given"), Kind.COUNT, width=12),
        Column(_("Not given"), Kind.COUNT, width=12),
        Column(_("Fulfilment, %"), Kind.FIGURE, width=12),
    ]
    found = [*material.by("subject", HOURS).values(), school]
    rows = [
        [reading.label or _("School"), *_hours_of(reading)]
        for reading in found
        if reading.num is not None and reading.den is not None
    ]
    notes = [_("Lessons made up count as given; more hours than planned make up for nothing.")]
    title = _("Fulfilment of the curriculum by subject")
    return Table(title, columns, rows, notes, frozenset({len(rows) - 1}))


def _hours_of(reading: Reading) -> list[Cell]:
    planned, given = reading.den or 0.0, reading.num or 0.0
    missing = max(0.0, planned - given)
    percent: Cell = Blank.NOTHING if reading.value is None else reading.value
    return [planned, given, missing, percent]


def _given(material: Material, school: Reading) -> str:
    behind = [
        reading
        for reading in material.by("subject", HOURS).values()
        if reading.value is not None and reading.value < BEHIND
    ]
    facts = {"value": figure(school.value or 0.0), "when": sentences.by_results_of(material.term)}
    opening = _("%(when)s the curriculum was fulfilled by hours to %(value)s %%.") % facts
    if not behind:
        return f"{opening} " + _("No subject is behind the plan.")
    words = ", ".join(f"{each.label} ({figure(each.value or 0.0)} %)" for each in behind)
    return f"{opening} " + _("Behind the plan are: %(subjects)s.") % {"subjects": words}


def _lost(material: Material, lost: Reading) -> list[Block]:
    """Return which lessons were lost for good, by reason."""
    if lost.value is None:
        return [Paragraph(_waiting(lost, _("the lessons held")))]
    facts = {
        "number": figure(lost.num or 0.0, 0),
        "planned": figure(lost.den or 0.0, 0),
        "value": figure(lost.value),
    }
    words = _(
        "Of %(planned)s planned lessons %(number)s were neither held, substituted nor made up"
        " (%(value)s %%)."
    )
    sentence = words % facts
    rows: list[list[Cell]] = [
        [reading.label, reading.num]
        for reading in material.by("reason", LOST).values()
        if reading.num
    ]
    if not rows:
        return [Paragraph(sentence, is_conclusion=True)]
    columns = [Column(_("Reason"), width=44), Column(_("Lessons lost"), Kind.COUNT, width=14)]
    table = Table(_("Lessons lost and not made up, by reason"), columns, rows)
    return [table, Paragraph(sentence, is_conclusion=True)]


def _waiting(reading: Reading, what: str) -> str:
    """Say plainly which evidence a part waits for."""
    if reading.status == Status.NOT_APPLICABLE:
        return _("This part does not apply to a school of this type.")
    return _("This part waits for evidence: %(what)s of the term has not come in.") % {"what": what}
