"""When a report may be written, signed, confirmed or refused."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.findings.rules import NONCONFORMING, Grade


class NotSo(TextChoices):
    """Why a report cannot change like that."""

    EMPTY = "empty", _("Write the conclusions: a report without them is unfinished.")
    SIGNED = "signed", _("The lead auditor has signed the report: it stays as it is.")
    NO_REPORT = "no_report", _("Write the report first.")
    NOT_LEAD = "not_lead", _("The lead auditor signs for the auditing side.")
    NOT_AUDITED = "not_audited", _("Somebody who is audited signs for the other side.")
    LEAD_FIRST = "lead_first", _("The lead auditor signs first.")
    TWICE = "twice", _("That side has signed already.")
    CHANGED = "changed", _("The report has been changed since you read it: read it once more.")
    NO_REASON = "no_reason", _("Write the reason.")
    UNDECIDED = "undecided", _("Confirm or refuse every finding: %(name)s.")
    NO_OWNER = "no_owner", _("Say who answers for the finding and by when: %(name)s.")
    NO_WHY = "no_why", _("Say why the finding is not confirmed: %(name)s.")
    BEFORE_SIGNED = "before_signed", _("The report was signed on %(day)s; this cannot be earlier.")
    ALL_REFUSED = (
        "all_refused",
        _("No finding would be confirmed: refuse the report with a reason instead."),
    )


@dataclass(frozen=True)
class Verdict:
    """What management says of one finding of a report."""

    finding: int
    name: str
    grade: str
    confirmed: bool | None
    owner: int | None = None
    due_on: date | None = None
    reason: str = ""


def why_not_confirm(
    verdicts: Iterable[Verdict], waiting: Collection[int]
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to confirming a report with these verdicts, or None.

    >>> why_not_confirm([Verdict(1, "№ 1", "minor", True)], [1])[0]
    NotSo.NO_OWNER
    """
    told = {one.finding: one for one in verdicts}
    for pk in waiting:
        one = told.get(pk)
        if one is None or one.confirmed is None:
            return NotSo.UNDECIDED, {"name": one.name if one else f"№ {pk}"}
        if not one.confirmed and not one.reason.strip():
            return NotSo.NO_WHY, {"name": one.name}
        if one.confirmed and _needs_answer(one):
            return NotSo.NO_OWNER, {"name": one.name}
    faults = [one for one in told.values() if one.grade in NONCONFORMING]
    if faults and len(told) == len(waiting) and not any(one.confirmed for one in told.values()):
        return NotSo.ALL_REFUSED, {}
    return None


def _needs_answer(one: Verdict) -> bool:
    """Answer whether owner or term is lacking; good practice needs neither."""
    if one.grade == Grade.GOOD:
        return False
    return one.owner is None or (one.grade in NONCONFORMING and one.due_on is None)
