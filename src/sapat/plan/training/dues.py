"""What waits in the training room."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.training import reads
from sapat.school.calendar import reads as calendar

AHEAD = 60
"""Days before a training ends on which its renewal is told."""


@due("training.planned")
def planned(question: Question) -> Iterator[Due]:
    """Trainings of the year that are to be held."""
    year = question.once(calendar.year_on, question.day)
    for row in reads.trainings(year.year) if year else ():
        if not row.held_on and not row.cancelled_on:
            yield Due(
                f"training.hold:{row.pk}",
                _("Hold the training: %(title)s") % {"title": row.title},
                row.planned_on,
                "plan:training",
                (row.pk,),
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="do",
                clause="B3.6-6",
            )


@due("training.renewal")
def renewal(question: Question) -> Iterator[Due]:
    """Assessors whose training ends."""
    for each in question.once(reads.assessors, question.day):
        until = each.until or question.day
        if until != date.max and until <= question.day + timedelta(days=AHEAD):
            yield Due(
                f"training.renew:{each.assessor.pk}:{until}",
                _("Renew the training of %(name)s (%(procedure)s)")
                % {
                    "name": each.assessor.person.short_name,
                    "procedure": each.assessor.get_procedure_display(),
                },
                until,
                "plan:assessors",
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="do",
                clause="B3.4-6",
            )
