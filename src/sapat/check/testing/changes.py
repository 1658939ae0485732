"""Keep a test's answers, and put a corrected one in the place of another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from sapat.analytics.testing.answers import one_alphabet
from sapat.check.testing import reads
from sapat.check.testing.analysis import Answers, analysed
from sapat.check.testing.models import AnswerSheet, SatTest
from sapat.check.testing.roster import Seat
from sapat.check.testing.rules import NotSo, digest, is_code
from sapat.check.testing.sheets import Line, Table
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject


@dataclass(frozen=True)
class Sitting:
    """What a test was: its title, when it was sat, in which subject and by which classes."""

    title: str
    held_on: date
    subject: Subject | None = None
    label: str = ""
    """Class of everybody whose row names none."""
    why: str = ""
    seats: Mapping[int, Seat] = field(default_factory=dict)
    """Row of the table -> pupil of the school."""


@transaction.atomic
def keep(
    school: Organisation,
    sitting: Sitting,
    table: Table,
    *,
    author: Person | None,
    by: User | None,
    at: datetime,
) -> SatTest:
    """Keep the answers of a test; the same answers are kept once."""
    given = Answers(table.items, table.key, table.most, tuple(line.cells for line in table.lines))
    with within(school):
        sheets = [_sheet(line, sitting) for line in table.lines]
        row = _kept(school, sitting, given, sheets, author=author, at=at)
    _note("test.kept", row, by=by, at=at)
    return row


@transaction.atomic
def replace(
    row: SatTest, sitting: Sitting, table: Table, *, by: User | None, at: datetime
) -> SatTest:
    """Keep corrected answers in the place of those of an earlier test."""
    row = _locked(row)
    given = Answers(table.items, table.key, table.most, tuple(line.cells for line in table.lines))
    with within(row.school):
        sheets = [_sheet(line, sitting) for line in table.lines]
        later = _kept(row.school, sitting, given, sheets, author=row.author, at=at, replaces=row)
    _note("test.replaced", later, by=by, at=at)
    return later


@transaction.atomic
def correct_key(
    row: SatTest, key: Sequence[str], *, why: str, by: User | None, at: datetime
) -> SatTest:
    """Keep the same answers with another key, in the place of the test with the wrong one."""
    row = _locked(row)
    if not row.has_options:
        raise Refused(NotSo.NO_KEY)
    with within(row.school):
        old = reads.sheets(row)
        *_, right = one_alphabet([*(sheet.answers for sheet in old), list(key)])
        for item, option in zip(row.items, right, strict=True):
            if not option:
                raise Refused(NotSo.KEY_GAP, item=item)
        if right == row.key:
            raise Refused(NotSo.SAME_KEY)
        given = Answers(tuple(row.items), tuple(right), (), tuple(tuple(s.answers) for s in old))
        sitting = Sitting(row.title, row.held_on, row.subject, row.classes, why)
        copies = [_copy(sheet) for sheet in old]
        later = _kept(row.school, sitting, given, copies, author=row.author, at=at, replaces=row)
    _note("test.key_corrected", later, by=by, at=at)
    return later


def _locked(row: SatTest) -> SatTest:
    """Return the row, held until the end, or refuse if another already took its place."""
    with within(row.school):
        found: SatTest = SatTest.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if reads.replacement(found):
            raise Refused(NotSo.REPLACED)
    return found


def _kept(
    school: Organisation,
    sitting: Sitting,
    given: Answers,
    sheets: list[AnswerSheet],
    *,
    author: Person | None,
    at: datetime,
    replaces: SatTest | None = None,
) -> SatTest:
    mark = digest(given.items, given.key, given.most, given.rows)
    if twin := SatTest.objects.filter(digest=mark).first():
        raise Refused(NotSo.KEPT_ALREADY, title=twin.title)
    found = analysed(given)
    alpha, sem = found.test.alpha, found.test.sem
    row: SatTest = SatTest.objects.create(
        school=school,
        title=sitting.title,
        subject=sitting.subject,
        held_on=sitting.held_on,
        classes=_classes(sheets, sitting.label),
        author=author,
        items=list(given.items),
        key=list(given.key),
        most=list(given.most),
        digest=mark,
        replaces=replaces,
        why=sitting.why,
        kept_at=at,
        pupils=found.test.n,
        verdict=found.test.verdict.value,
        alpha=alpha if alpha == alpha else None,
        sem=sem if sem == sem else None,
        wrong_keys=len(found.wrong_keys),
        flagged=found.flagged,
    )
    for number, sheet in enumerate(sheets, 1):
        sheet.school, sheet.test, sheet.number = school, row, number
    AnswerSheet.objects.bulk_create(sheets, batch_size=500)
    return row


def _sheet(line: Line, sitting: Sitting) -> AnswerSheet:
    """Return one pupil's answers; a name that belongs to nobody of the school is not kept."""
    seat = sitting.seats.get(line.row)
    if seat:
        return AnswerSheet(
            person_id=seat.person,
            sex=seat.sex,
            language=seat.language,
            label=seat.label,
            answers=list(line.cells),
        )
    return AnswerSheet(
        code=line.who if is_code(line.who) else "",
        sex=line.sex,
        language=line.language,
        label=(line.label or sitting.label)[:12],
        answers=list(line.cells),
    )


def _copy(sheet: AnswerSheet) -> AnswerSheet:
    return AnswerSheet(
        code=sheet.code,
        person_id=sheet.person_id,
        sex=sheet.sex,
        language=sheet.language,
        label=sheet.label,
        answers=sheet.answers,
    )


def _classes(sheets: Sequence[AnswerSheet], label: str) -> str:
    found = sorted(
        {sheet.label for sheet in sheets if sheet.label}, key=lambda one: (len(one), one)
    )
    return ", ".join(found)[:200] or label


def _note(what: str, row: SatTest, *, by: User | None, at: datetime) -> None:
    facts = {"name": row.title, "pupils": row.pupils, "content": row.digest[:16]}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
