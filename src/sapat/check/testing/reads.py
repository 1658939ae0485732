"""Questions about tests: which there are, who may see them, what they say."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from sapat.check.testing.analysis import Analysis, Answers, analysed, common_items
from sapat.check.testing.models import AnswerSheet, SatTest
from sapat.check.testing.roster import Seat
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.classes.reads import enrolled_on
from sapat.school.people.models import Person, current
from sapat.school.people.reads import names


def tests(person: Person | None, *, everybody: bool) -> QuerySet[SatTest]:
    """Return the tests in force a person may see, the latest first."""
    found: QuerySet[SatTest] = SatTest.objects.filter(replaced_by=None)
    if not everybody:
        found = found.filter(author=person) if person else found.none()
    return found.select_related("subject", "author").order_by("-held_on", "-pk")


def may_see(row: SatTest, person: Person | None, *, everybody: bool) -> bool:
    """Answer whether a person may see a test: its author, and who sees all."""
    return everybody or (person is not None and row.author_id == person.pk)


def sheets(row: SatTest) -> list[AnswerSheet]:
    """Return the answers of a test in their order."""
    return list(AnswerSheet.objects.filter(test=row).order_by("number"))


def answers_of(row: SatTest, lines: Sequence[AnswerSheet]) -> Answers:
    """Return a test as the engine takes it."""
    return Answers(
        tuple(row.items),
        tuple(row.key),
        tuple(row.most),
        tuple(tuple(line.answers) for line in lines),
    )


def analysis_of(row: SatTest) -> tuple[list[AnswerSheet], Analysis]:
    """Return the answers of a test and what the engine says of them."""
    lines = sheets(row)
    return lines, analysed(answers_of(row, lines))


def equatable(row: SatTest, rows: QuerySet[SatTest]) -> list[tuple[SatTest, int]]:
    """Return other tests that share items with this one, with how many they share."""
    mine = Answers(tuple(row.items), (), (), ())
    others = rows.exclude(pk=row.pk).filter(held_on__lte=row.held_on)
    shared = (
        (other, len(common_items(mine, Answers(tuple(other.items), (), (), ()))))
        for other in others
        if other.subject_id == row.subject_id
    )
    return [(other, count) for other, count in shared if count]


def earlier(row: SatTest) -> list[SatTest]:
    """Return the tests this one replaced, the latest first."""
    found = []
    while row.replaces_id:
        row = SatTest.objects.get(pk=row.replaces_id)
        found.append(row)
    return found


def replacement(row: SatTest) -> SatTest | None:
    """Return the test that replaced this one, or None."""
    found: SatTest | None = SatTest.objects.filter(replaces=row).first()
    return found


def pupil_names(lines: Sequence[AnswerSheet]) -> dict[int, str]:
    """Return person id -> short name of the pupils known (one query)."""
    return names(line.person_id for line in lines if line.person_id)


def seats(day: date, chosen: SchoolClass | None) -> list[Seat]:
    """Return the pupils of a class, or of the whole school, on a day (one query)."""
    if chosen:
        found = Enrolment.objects.filter(current(day), school_class=chosen)
    else:
        found = enrolled_on(day)
    return [
        Seat(
            person=row.person_id,
            name=row.person.full_name,
            number=row.person.number,
            sex=row.person.sex,
            label=row.school_class.label,
            language=row.school_class.language,
        )
        for row in found.select_related("person", "school_class").order_by("school_class", "person")
    ]
