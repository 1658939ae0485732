"""What waits in the room of the policy."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.policy import reads, rules

MONTHS, REMIND, UPDATE = 12, timedelta(days=30), 60


@due("policy.review")
def review(question: Question) -> Iterable[Due]:
    """Remind the director 30 days before the anniversary of the last look."""
    _found, now = question.once(reads.now, question.school, question.day)
    due_on = rules.next_review(now, MONTHS)
    if due_on and due_on <= question.day + REMIND:
        yield Due(
            key=f"policy.review:{now.number}:{due_on}",
            sentence=_("Review the quality policy: changed or not, the day and a note are kept."),
            by=due_on,
            page="plan:policy",
            roles=frozenset({Role.DIRECTOR.value}),
            phase="plan",
            clause="A5-8",
        )


@due("policy.update")
def update(question: Question) -> Iterable[Due]:
    """List the update that a review asked for, to the deputy."""
    found, now = question.once(reads.now, question.school, question.day)
    asked = [one for one in now.reviews if one.to_change and one.of_number == now.number]
    if not asked:
        return
    last = max(asked, key=lambda one: one.day)
    person = found.draft.prepared_by_id if found.draft else None
    yield Due(
        key=f"policy.update:{now.number}:{last.day}",
        sentence=_("Update the quality policy, as the review of %(day)s asked.")
        % {"day": f"{last.day:%d.%m.%Y}"},
        by=last.day + timedelta(days=UPDATE),
        page="plan:policy",
        persons=frozenset({person} if person else ()),
        roles=frozenset() if person else frozenset({Role.DEP_ACADEMIC.value}),
        phase="plan",
        clause="A5-9",
    )
