"""What a weekly digest says: counts, what is late, what comes, clauses that do not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import translation

from sapat.core.dues import Due, everything_due
from sapat.core.language import LANGUAGES
from sapat.core.proofs import Question, State
from sapat.plan.regulations.reads import readings
from sapat.plan.regulations.standing import Standing, count, judged
from sapat.plan.regulations.words import Phase
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

AHEAD = timedelta(days=14)
"""How far ahead a digest looks."""
MOST = 200
"""Lines of one list that are kept; the counts say how many there were."""


@dataclass(frozen=True)
class Told:
    """One thing that waits, told in three languages."""

    key: str
    sentence: dict[str, str]
    by: str
    late: int
    phase: str
    page: str
    args: list[Any]
    roles: list[str]
    persons: list[int]


def content_of(school: Organisation, day: date) -> dict[str, Any]:
    """Return what the digest of the day says, in three languages."""
    question = Question(school, day)
    with within(school):
        found = judged(question, readings(day))
        waits = told(question)
    lines = [line for each in found for line in each.lines]
    return {
        "day": f"{day:%Y-%m-%d}",
        "counts": count(lines),
        "late": [asdict(one) for one in waits if one.late > 0][:MOST],
        "soon": [asdict(one) for one in waits if one.late <= 0][:MOST],
        "clauses": _failing(found)[:MOST],
    }


def told(question: Question) -> list[Told]:
    """Return what is late or comes within the digest's look ahead, the most urgent first."""
    day = question.day
    by_language: dict[str, list[Due]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            by_language[language] = [
                one for one in everything_due(question) if one.by <= day + AHEAD
            ]
    sentences: dict[str, dict[str, str]] = {}
    for language, dues in by_language.items():
        for one in dues:
            sentences.setdefault(one.key, {})[language] = str(one.sentence)
    return [_told(one, sentences[one.key], day) for one in by_language["ky"]]


def _told(one: Due, sentence: dict[str, str], day: date) -> Told:
    return Told(
        key=one.key,
        sentence=sentence,
        by=f"{one.by:%Y-%m-%d}",
        late=(day - one.by).days,
        phase=one.phase if one.phase in Phase.values else str(Phase.PLAN),
        page=one.page,
        args=list(one.args),
        roles=sorted(one.roles),
        persons=sorted(one.persons),
    )


def _failing(found: Iterable[Standing]) -> list[dict[str, Any]]:
    failing = []
    for line in (line for each in found for line in each.lines):
        if line.state not in {State.DUE, State.MISSING}:
            continue
        heading = line.clause.heading
        failing.append(
            {
                "code": line.clause.code,
                "state": line.state,
                "heading": {one: heading.in_language(one) for one in LANGUAGES},
                "reason": _in_each(line.answer),
            }
        )
    return failing


def _in_each(answer: Any) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(answer.sentence)
    return said


def late_by_phase(content: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return what is late, by the quarter of the wheel."""
    found: dict[str, list[dict[str, Any]]] = {phase: [] for phase in Phase.values}
    for one in content.get("late", ()):
        found[one["phase"]].append(one)
    return found
