"""Requests that wait for a report, reports to be made, and the next study of needs."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.days import months_after
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.inquiries import reads
from sapat.plan.inquiries.rules import MATCH_DAYS, InquiryState

OFFICE = frozenset({Role.ADMINISTRATION.value, Role.DEP_ACADEMIC.value})
MONTHS, AHEAD = 12, 30


@due("requirements.inquiries")
def requests(question: Question) -> Iterable[Due]:
    """List the requests that no report answers yet."""
    for one in question.once(reads.wanted):
        if one.state == InquiryState.NEW:
            yield Due(
                key=f"inquiry:{one.pk}:match",
                sentence=_("Information is asked for: %(text)s") % {"text": one.text[:120]},
                by=one.asked_on + timedelta(days=MATCH_DAYS),
                page="plan:match_inquiry",
                args=(one.pk,),
                roles=OFFICE,
                clause="B3.4-5",
            )


@due("requirements.needs_study")
def next_study(question: Question) -> Iterable[Due]:
    """Remind of the yearly study of needs."""
    studies = question.once(reads.judged_studies)
    if not studies:
        return
    by = months_after(max(one.on for one in studies), MONTHS)
    if (by - question.day).days <= AHEAD:
        yield Due(
            key=f"needs:{by:%Y%m%d}",
            sentence=_("Study what information the main users need."),
            by=by,
            page="plan:inquiries",
            roles=OFFICE,
            clause="B3.4-5",
        )
