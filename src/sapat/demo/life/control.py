"""Control at the fictional schools: some weekly digests, one note signed, the next one not yet."""

from datetime import UTC, datetime, timedelta

from sapat.core.rights import Role
from sapat.plan.control import changes
from sapat.plan.control.rules import Month
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people

SEPTEMBER = datetime(2026, 9, 28, 5, 0, tzinfo=UTC)
SIGNED = datetime(2026, 10, 6, 10, 0, tzinfo=UTC)
DRAFTED = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)


def live(school: Organisation, *, at: datetime) -> None:
    """Keep the digest of a week in September and of this one; sign the note of September alone."""
    for moment in (SEPTEMBER, at - timedelta(days=at.weekday())):
        if moment <= at:
            changes.keep_digest(school, by=None, at=moment)
    if at >= SIGNED:
        _sign(school)
    if at >= DRAFTED:
        changes.draft_note(school, Month(2026, 10), by=None, at=DRAFTED)


def _sign(school: Organisation) -> None:
    note = changes.draft_note(school, Month(2026, 9), by=None, at=SIGNED)
    with within(school):
        deputy = people.holders(school, Role.DEP_ACADEMIC, SIGNED.date()).first()
    if deputy is not None and deputy.user is not None:
        member = people.member(deputy.user, SIGNED.date())
        changes.sign_note(note, member, by=deputy.user, at=SIGNED)
