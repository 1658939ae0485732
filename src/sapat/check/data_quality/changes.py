"""Look at the data; answer what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.data_quality import looking
from sapat.check.data_quality.looking import Found, Owed, Seen
from sapat.check.data_quality.models import QualityIssue, QualityLook, QualityTurn
from sapat.check.data_quality.rules import (
    ANSWERS,
    IssueState,
    NotSo,
    Turn,
    state_after,
    turn_of,
)
from sapat.check.measuring.ground import ground_of
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.evidence.store.reads import live
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

AT_A_TIME = 500
ATTEMPTS = 3
"""How often a look begins anew when facts come in while it lasts."""


@dataclass(frozen=True)
class Looked:
    """What a look changed: how many issues took which turn."""

    turns: dict[str, int]

    @property
    def news(self) -> int:
        """Return how many issues were found, grew or came back."""
        return sum(self.turns.get(turn, 0) for turn in (Turn.FOUND, Turn.GREW, Turn.CAME_BACK))


def look(school: Organisation, *, by: User | None, at: datetime, source: str = "") -> Looked:
    """Check all data of a school; do nothing if neither they nor the day have changed.

    `source` names what brought the change, such as the file of an import: it is told of what is
    fixed. Facts are read before anything is locked; of two looks at once the later one waits and
    then finds its work done.
    """
    for _attempt in range(ATTEMPTS):
        with within(school):
            mark = looking.state_of_facts(live(school))
            if QualityLook.objects.filter(fingerprint=mark, day=localdate(at)).exists():
                break
            seen = looking.look(ground_of(school), Owed(), localdate(at))
        looked = _keep(school, seen, mark=mark, by=by, at=at, source=source)
        if looked is not None:
            return looked
    return Looked({})


@transaction.atomic
def _keep(
    school: Organisation, seen: Seen, *, mark: str, by: User | None, at: datetime, source: str
) -> Looked | None:
    """Write down what was seen, or nothing (None) if the facts have changed meanwhile."""
    Organisation.objects.select_for_update().get(pk=school.pk)  # two at once: one waits
    with within(school):
        if looking.state_of_facts(live(school)) != mark:
            return None
        known = {row.key: row for row in QualityIssue.objects.all()}
        turned: list[tuple[QualityIssue, Turn]] = []
        for key, found in seen.found.items():
            row = known.get(key) or QualityIssue(school=school, key=key, state="")
            turn = turn_of(row.state or None, row.answered, found.wrong)
            if _changed(row, found, turn, at):
                row.save()
            if turn:
                turned.append((row, turn))
        for key, row in known.items():
            if key not in seen.found and (turn := turn_of(row.state, row.answered, None)):
                row.state = state_after(turn)
                row.save(update_fields=["state"])
                turned.append((row, turn))
        _tell(school, turned, by=by, at=at, source=source)
        _remember(school, seen, mark=mark, at=at)
    counted: dict[str, int] = {}
    for _row, turn in turned:
        counted[turn.value] = counted.get(turn.value, 0) + 1
    if counted:
        facts: dict[str, object] = {**counted, "source": source}
        trail.note("quality_issue.looked", school, chain=school.chain, by=by, at=at, facts=facts)
    return Looked(counted)


def _changed(row: QualityIssue, found: Found, turn: Turn | None, at: datetime) -> bool:
    """Write onto the row what is known now; answer whether that changed anything."""
    before = dict(row.__dict__)
    row.rule, row.data_set, row.severity = found.check.code, found.data, found.check.severity
    row.year, row.term, row.kind = found.year, found.term, found.kind
    row.school_class_id, row.subject_id = found.school_class, found.subject
    row.teacher_id = found.teacher
    row.wrong, row.out_of, row.shown = found.wrong, found.out_of, list(found.shown)
    if turn:
        row.state, row.opened_at = state_after(turn), at
        row.answered = 0
        row.times += turn == Turn.CAME_BACK
    return row.pk is None or before != row.__dict__


def _tell(
    school: Organisation,
    turned: Iterable[tuple[QualityIssue, Turn]],
    *,
    by: User | None,
    at: datetime,
    source: str,
) -> None:
    QualityTurn.objects.bulk_create(
        [
            QualityTurn(
                school=school,
                issue=row,
                turn=turn,
                wrong=0 if turn == Turn.FIXED else row.wrong,
                words=source,
                at=at,
                by=by,
            )
            for row, turn in turned
        ],
        batch_size=AT_A_TIME,
    )


def _remember(school: Organisation, seen: Seen, *, mark: str, at: datetime) -> None:
    QualityLook.objects.update_or_create(
        school=school,
        defaults={
            "fingerprint": mark,
            "day": localdate(at),
            "at": at,
            "filled": {
                f"{code}:{year}.{term}": list(cells)
                for (code, year, term), cells in sorted(seen.filled.items())
            },
        },
    )


@transaction.atomic
def answer(
    row: QualityIssue, state: str, words: str, *, may_accept: bool, by: User | None, at: datetime
) -> QualityIssue:
    """Explain an issue, or accept the data as they are; always in words."""
    with within(row.school):
        found: QualityIssue = QualityIssue.objects.select_for_update().get(pk=row.pk)
        if found.state == IssueState.FIXED:
            raise Refused(NotSo.GONE)
        if state == IssueState.FIXED:
            raise Refused(NotSo.STILL_THERE)
        if state == IssueState.ACCEPTED and not may_accept:
            raise Refused(NotSo.NOT_YOURS)
        if not words.strip():
            raise Refused(NotSo.NEEDS_WORDS)
        turn = ANSWERS[IssueState(state)]
        found.state, found.words = state_after(turn), words.strip()
        found.answered, found.answered_at, found.answered_by = found.wrong, at, by
        found.save()
        QualityTurn.objects.create(
            school=found.school, issue=found, turn=turn, wrong=found.wrong, words=found.words,
            at=at, by=by,
        )  # fmt: skip
    accepted = turn == Turn.ACCEPTED
    trail.note(
        "quality_issue.accepted" if accepted else "quality_issue.explained",
        found,
        chain=found.school.chain,
        by=by,
        at=at,
        facts={"name": str(found), "words": found.words},
    )
    return found
