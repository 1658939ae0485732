"""What waits in the room of data quality."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.check.data_quality import reads
from sapat.check.data_quality.checks import Severity, limit
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.paper_checks import reads as paper_checks
from sapat.check.data_quality.paper_checks.rules import Standing
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

TOLD = frozenset({Severity.HIGH.value, Severity.MIDDLE.value})
"""What is only worth knowing waits for nobody."""


@due("data_quality.answers")
def answers(question: Question) -> Iterator[Due]:
    """List for each person what of their data needs checking: one line a term."""
    waiting: dict[tuple[int | None, int, int], list[QualityIssue]] = {}
    for row in question.once(reads.followed):
        if row.is_open and row.severity in TOLD:
            waiting.setdefault((row.teacher_id, row.year, row.term), []).append(row)
    for (person, year, term), rows in waiting.items():
        yield _due(person, f"{year}.{term}", rows)


@due("data_quality.paper_checks")
def comparisons(question: Question) -> Iterator[Due]:
    """List what was typed by hand and waits to be compared with the paper: one line in all."""
    waits = (Standing.UNCONFIRMED, Standing.DRAWN)
    rows = [row for row in question.once(paper_checks.typed, question.day) if row.standing in waits]
    if not rows:
        return
    oldest = min(rows, key=lambda row: row.at)
    yield Due(
        key=f"paper_checks:{oldest.at:%Y%m%d}:{oldest.name}",
        sentence=ngettext(
            "Compare with the paper what was typed by hand: %(count)s file",
            "Compare with the paper what was typed by hand: %(count)s files",
            len(rows),
        )
        % {"count": len(rows)},
        by=localdate(oldest.at) + timedelta(days=limit("confirm_days")),
        page="check:paper_checks",
        roles=frozenset({Role.DEP_ACADEMIC.value}),
        phase="check",
        clause="B2.1-2",
    )


def _due(person: int | None, when: str, rows: list[QualityIssue]) -> Due:
    first = rows[0]
    one = len(rows) == 1
    facts = {"count": len(rows), "name": first.name, "place": first.place or first.about}
    return Due(
        key=f"quality_issues:{person or 0}:{when}",
        sentence=_("Check the data: %(name)s (%(place)s)") % facts
        if one
        else ngettext(
            "Check the data: %(count)s entry waits for an answer",
            "Check the data: %(count)s entries wait for an answer",
            len(rows),
        )
        % facts,
        by=min(localdate(row.opened_at) for row in rows) + timedelta(days=limit("answer_days")),
        page="check:quality_issue" if one else "check:quality_issues",
        args=(first.pk,) if one else (),
        persons=frozenset({person}) if person else frozenset(),
        roles=frozenset() if person else frozenset({Role.DEP_ACADEMIC.value}),
        phase="check",
        clause="B2.1-2",
    )
