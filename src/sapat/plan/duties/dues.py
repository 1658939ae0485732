"""What waits at the duties."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.duties import reads
from sapat.school.people import reads as people

GRACE = timedelta(days=14)
READING = timedelta(days=30)
"""A month from the first day of the school year everybody knows their contribution."""
LEADERS = frozenset({Role.DIRECTOR, Role.DEP_ACADEMIC})


@due("duties.gaps")
def gaps(question: Question) -> Iterator[Due]:
    """Say how many duties have no owner, a vacant post or two owners; one line for all."""
    found = reads.matrix_of(question)
    wrong = [line for line in found.lines if line.row.troubles]
    if not wrong:
        return
    count = len(wrong)
    sentence = ngettext(
        "%(count)s duty has no owner who is there, or two.",
        "%(count)s duties have no owner who is there, or two.",
        count,
    )
    yield Due(
        key="duties.gaps",
        sentence=sentence % {"count": count},
        by=min(line.duty.since for line in wrong) + GRACE,
        page="plan:duties",
        roles=LEADERS,
        clause="A1.4-1",
    )


@due("duties.approval")
def approval(question: Question) -> Iterator[Due]:
    """Say that the matrix is to be approved, and who has to sign it."""
    found = reads.matrix_of(question)
    if not found.lines:
        return
    last = question.once(reads.approved)
    if last is None or last.digest != found.digest:
        first = min(line.duty.since for line in found.lines)
        yield Due(
            key=f"duties.approval.{found.digest[:12]}",
            sentence=_("The responsibility matrix waits for the director's order."),
            by=first + GRACE,
            page="plan:duties",
            roles=frozenset({Role.DIRECTOR}),
            clause="A1.4-1",
        )
        return
    posts = question.once(people.held, question.day)
    signed = {one.person_id for one in last.signatures.all()}
    unsigned = set(reads.heads(found.rows, posts)) - signed
    if unsigned:
        yield Due(
            key=f"duties.signature.{last.pk}",
            sentence=_("Sign the responsibility matrix."),
            by=last.ordered_on + GRACE,
            page="plan:duties",
            persons=frozenset(unsigned),
            clause="A5-5b",
        )


@due("duties.contribution")
def contribution(question: Question) -> Iterator[Due]:
    """Ask those who have not confirmed their contribution in this school year."""
    staff, read, starts = question.once(reads.readers, question.day)
    if starts is None or not staff - read:
        return
    yield Due(
        key=f"duties.contribution.{starts.year}",
        sentence=_("Read your contribution to quality and confirm it."),
        by=starts + READING,
        page="plan:contribution",
        persons=frozenset(staff - read),
        clause="A2-7",
    )
