"""What waits before progress can be told."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sapat.check.comparing import reads
from sapat.check.comparing.rules import end_tests_wanted
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.school.calendar.rules import year_label


@due("comparing.end_tests")
def end_tests(question: Question) -> Iterator[Due]:
    """List the year whose pupils wrote a test at the start and none yet at the end."""
    ground = question.once(reads.ground_on, question.school, question.day)
    for year, (starts, ends) in ground.years.items():
        if not _is_near(starts, ends, question.day):
            continue
        waves = question.once(reads.test_waves, ground.sums, year)
        has_start, has_end = "start" in waves, "end" in waves
        day = question.day
        if end_tests_wanted(has_start=has_start, has_end=has_end, ends=ends, day=day):
            yield Due(
                f"comparing.end_tests:{year}",
                _("Bring in the tests of the end of %(year)s, so that progress can be told")
                % {"year": year_label(year)},
                ends,
                "evidence:imports",
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="do",
                clause="B2.3-2",
            )


def _is_near(starts: date, ends: date, day: date) -> bool:
    """Answer whether the year runs or has ended within the last three months."""
    return starts <= day and (day - ends).days <= 90
