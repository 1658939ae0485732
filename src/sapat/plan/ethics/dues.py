"""What waits in the ethics room."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.days import in_words
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.plan.ethics import reads
from sapat.plan.training import reads as training

ANSWER_WITHIN = 14
"""Days; a school sets its own term in the clause."""


@due("ethics.promises")
def promises(question: Question) -> Iterator[Due]:
    """Assessors who have not promised to keep the rules in force."""
    code = question.once(reads.in_force, question.day)
    if code is None:
        return
    known = question.once(reads.promised, code)
    appointed = question.once(training.assessors, question.day)
    starts = {each.assessor.person_id: each.assessor.since for each in appointed}
    for person, since in starts.items():
        if person not in known:
            yield Due(
                f"ethics.promise:{code.pk}:{person}",
                _("Read the rules of ethics and promise to keep them"),
                max(since, code.since),
                "plan:ethics",
                persons=frozenset({person}),
                clause="B2.3-10",
            )


@due("ethics.complaints")
def complaints(question: Question) -> Iterator[Due]:
    """Complaints about a procedure that wait for an answer."""
    for row in reads.complaints().filter(answered_on__isnull=True):
        yield Due(
            f"ethics.answer:{row.pk}",
            _("Answer the complaint of %(day)s about a procedure")
            % {"day": in_words(row.received_on)},
            row.received_on + timedelta(days=ANSWER_WITHIN),
            "plan:complaint",
            (row.pk,),
            phase="act",
            roles=frozenset({"director", "dep_academic"}),
            clause="B2.3-10",
        )
