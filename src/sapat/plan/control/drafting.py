"""The draft of a control note, from the digests of its month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.plan.control.models import WeeklyDigest
from sapat.plan.control.rules import Month

STATES = ("proved", "due", "missing")
SHOWN = 12
"""Lines of one list in a draft; the deputy adds what matters."""


def draft_of(month: Month, digests: Sequence[WeeklyDigest], language: str) -> str:
    """Return the text of the note as the system knows it; the deputy completes and signs it."""
    with translation.override(language):
        if not digests:
            return _("No weekly digest was kept in the month. What the control found:") + "\n\n"
        first, last = digests[0].content, digests[-1].content
        parts = [
            _("Checked: whether the quality system is in working order, %(month)s.")
            % {"month": month.name},
            _weeks(len(digests)),
            _counts(first, last),
            _listed(_("Late at the end of the month:"), last, "late", language),
            _listed(_("Clauses that do not hold:"), last, "clauses", language),
            _("Conclusion:"),
            _("To be done, by whom and by when:"),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"


def _weeks(number: int) -> str:
    words = ngettext(
        "%(number)s weekly digest was kept.", "%(number)s weekly digests were kept.", number
    )
    return words % {"number": number}


def _counts(first: dict[str, Any], last: dict[str, Any]) -> str:
    before, after = first.get("counts", {}), last.get("counts", {})
    facts = {
        f"{name}_{when}": each.get(name, 0)
        for name in STATES
        for when, each in (("before", before), ("after", after))
    }
    return (
        _(
            "Clauses at the beginning and at the end of the month: proved %(proved_before)s and "
            "%(proved_after)s, due soon %(due_before)s and %(due_after)s, missing "
            "%(missing_before)s and %(missing_after)s."
        )
        % facts
    )


def _listed(heading: str, content: dict[str, Any], name: str, language: str) -> str:
    lines = [_line(one, language) for one in content.get(name, ())[:SHOWN]]
    return "\n".join([heading, *(f"- {line}" for line in lines)]) if lines else ""


def _line(one: dict[str, Any], language: str) -> str:
    if "code" in one:
        return f"{one['code']} {one['heading'][language]}: {one['reason'][language]}"
    day = date_format(date.fromisoformat(one["by"]), "SHORT_DATE_FORMAT")
    return f"{one['sentence'][language]} ({day})"
