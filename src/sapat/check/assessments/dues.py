"""What waits in self-assessment, and of what others found."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.cycles.rules import CycleState
from sapat.check.assessments.joint import reads as joint
from sapat.check.assessments.outside import reads as others
from sapat.check.assessments.outside.rules import GIVEN
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.school.bodies import reads as bodies

HEAD = frozenset({Role.DEP_ACADEMIC.value})
AGAIN = timedelta(days=180)
"""How long before an accreditation ends one applies for the next (practice of agencies)."""
TO_WRITE = timedelta(days=7)
"""In how many days the conclusions of a discussion are written down."""


@due("self_assessment.cycles")
def cycles(question: Question) -> Iterator[Due]:
    """List what the school and its commission still have to judge."""
    rows = question.once(reads.open_cycles)
    ids = tuple(row.pk for row in rows)
    to_judge = question.once(reads.to_judge, ids)
    to_agree = question.once(reads.to_agree, ids)
    seated = question.once(bodies.seated, question.day)
    for row in rows:
        if row.state == CycleState.PREPARED:
            yield _due(row, "start", _("Start the self-assessment: %(name)s"), roles=HEAD)
            continue
        for (cycle, owner), count in to_judge.items():
            if cycle == row.pk:
                yield _to_judge(row, owner, count)
        waiting = to_agree.get(row.pk, 0)
        persons = frozenset(one.person_id for one in seated.get(row.commission_id or 0, ()))
        if waiting:
            words = ngettext(
                "Judge %(count)s criterion for the commission: %(name)s",
                "Judge %(count)s criteria for the commission: %(name)s",
                waiting,
            )
            yield _due(row, "agree", words, persons=persons, count=waiting)
        elif not any(cycle == row.pk for cycle, _owner in to_judge):
            yield _due(row, "close", _("Close the self-assessment: %(name)s"), roles=HEAD)


def _to_judge(row: Assessment, owner: int | None, count: int) -> Due:
    words = ngettext(
        "Judge %(count)s criterion of the self-assessment: %(name)s",
        "Judge %(count)s criteria of the self-assessment: %(name)s",
        count,
    )
    persons = frozenset({owner} if owner else ())
    roles = frozenset() if owner else HEAD
    return _due(row, f"judge:{owner or 0}", words, persons=persons, roles=roles, count=count)


def _due(
    row: Assessment,
    what: str,
    words: str,
    *,
    persons: frozenset[int] = frozenset(),
    roles: frozenset[str] = frozenset(),
    count: int = 0,
) -> Due:
    return Due(
        f"self_assessment.{what}:{row.pk}:{row.due_on}",
        words % {"name": row.name, "count": count},
        row.due_on,
        "check:assessment",
        (row.pk,),
        persons=persons,
        roles=roles,
        phase="check",
        clause="A9-1",
    )


@due("self_assessment.outside")
def outside(question: Question) -> Iterator[Due]:
    """List the points others gave a term, and the accreditations that end."""
    for point in question.once(others.open_points):
        if point.due_on:
            yield Due(
                f"outside.point:{point.pk}:{point.due_on}",
                _("Carry out what %(assessor)s asked: %(text)s")
                % {"assessor": point.outside.assessor, "text": point.text},
                point.due_on,
                "check:outside_assessment",
                (point.outside_id,),
                persons=frozenset({point.owner_id} if point.owner_id else ()),
                roles=frozenset() if point.owner_id else HEAD,
                phase="act",
                clause="A9-3a",
            )
    given = [one for one in question.once(others.accredited) if one.decision in GIVEN]
    last = max(given, key=lambda one: (one.valid_until or one.decided_on, one.pk), default=None)
    if last and last.valid_until:
        yield Due(
            f"outside.again:{last.pk}:{last.valid_until}",
            _("Apply for accreditation again: %(name)s is valid until %(day)s")
            % {"name": last.name, "day": f"{last.valid_until:%d.%m.%Y}"},
            last.valid_until - AGAIN,
            "check:outside_assessment",
            (last.pk,),
            roles=HEAD,
            phase="check",
            clause="A9-3a",
        )


@due("self_assessment.joint")
def discussions(question: Question) -> Iterator[Due]:
    """List the discussions whose conclusions are not written down."""
    for row in question.once(joint.without_conclusions, question.day):
        yield Due(
            f"joint.conclusions:{row.pk}",
            _("Write down what came of the discussion: %(topic)s") % {"topic": row.topic},
            row.held_on + TO_WRITE,
            "check:joint_discussions",
            (),
            persons=frozenset({row.kept_by_id} if row.kept_by_id else ()),
            roles=frozenset() if row.kept_by_id else HEAD,
            phase="act",
            clause="A9-3b",
        )
