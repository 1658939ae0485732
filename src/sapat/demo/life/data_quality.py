"""What the checks of a fictional school's data found, and what was answered."""

from datetime import datetime

from sapat.check.data_quality import changes, reads
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.paper_checks import changes as paper_checks
from sapat.check.data_quality.paper_checks import reads as typed
from sapat.core.models import User
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.reads import holders

ANSWERS = {
    "marks_unexplained": ("explained", "Окуучу чейрек бою дарыланып жүргөн, справкасы бар."),
    "marks_too_few": ("explained", "Мугалим ооруп, алты сабак кийинки чейрекке жылдырылган."),
    "marks_against_exams": (
        "accepted",
        "Усулдук бирикмеде талданды: экзамендин тапшырмалары татаал болгон. Протокол №3.",
    ),
}
"""What is said about the first issue of a kind; the others still wait."""
CONFIRMED = 3
"""Short files that a second person has compared with the paper."""
DIFFERENT = "Кагазда башкача: 2"


def live(school: Organisation, *, at: datetime) -> None:
    """Check the data, answer some of what was found, compare short files with the paper."""
    changes.look(school, by=None, at=at)
    heads = [_user(school, role, at) for role in (Role.DEP_ACADEMIC, Role.DIRECTOR)]
    with within(school):
        found = list(reads.issues())
    _answer(found, by=heads[0], at=at)
    if heads[1] is not None:
        _compare(school, by=heads[1], at=at)
    changes.look(school, by=None, at=at)


def _answer(found: list[QualityIssue], *, by: User | None, at: datetime) -> None:
    said: set[str] = set()
    for row in found:
        if row.rule in ANSWERS and row.rule not in said:
            said.add(row.rule)
            state, words = ANSWERS[row.rule]
            changes.answer(row, state, words, may_accept=True, by=by, at=at)


def _compare(school: Organisation, *, by: User, at: datetime) -> None:
    """Confirm some short files, find one row of another that differs, begin with a third."""
    with within(school):
        files = [each for each in typed.typed(at.date()) if each.source and each.by != by.pk]
    for place, each in enumerate(files[: CONFIRMED + 2]):
        if each.source is None:
            continue
        check = paper_checks.draw(each.source, by=by, at=at)
        if place < CONFIRMED:
            paper_checks.close(check, {}, "Кагаз журнал менен салыштырылды.", by=by, at=at)
        elif place == CONFIRMED:
            paper_checks.close(check, {0: DIFFERENT}, "", by=by, at=at)


def _user(school: Organisation, role: Role, at: datetime) -> User | None:
    with within(school):
        person = holders(school, role, at.date()).select_related("user").first()
    return person.user if person else None
