"""Draft an agenda: the standing items that are due, and what is put before the meeting."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.act.agendas.figures import headline
from sapat.act.decisions import reads as decisions
from sapat.act.decisions.models import Decision
from sapat.act.meetings import reads as meetings
from sapat.act.meetings.changes import Point
from sapat.act.meetings.standing import due_at
from sapat.plan.inquiries import reads as inquiries
from sapat.plan.objectives import reads as objectives
from sapat.plan.requirements import reads as requirements
from sapat.plan.requirements.rules import WAITING
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.bodies.models import Body

MOST = 10
"""Lines of a brief: a meeting reads a page, not a register."""


def draft(body: Body, day: date) -> list[Point]:
    """Return the questions due at a meeting of the body on the day, old decisions first."""
    last = meetings.last_taken_up(body, day)
    return [
        Point(str(item.name), item.code, brief_of(item.brief, body, day))
        for item in due_at(body.kind, last, day)
    ]


def brief_of(name: str, body: Body, day: date) -> str:
    """Return what is put before the meeting on a question, or nothing."""
    write = BRIEFS.get(name)
    return "\n".join(write(body, day)) if write else ""


def _old_decisions(body: Body, day: date) -> list[str]:
    rows = decisions.earlier(body, day)
    if not rows:
        return [_("No earlier decision of this body is open.")]
    lines = [_told(row, day) for row in rows]
    return _cut(lines)


def _told(row: Decision, day: date) -> str:
    late = row.state == "open" and row.term < day
    state = _("not carried out, overdue") if late else row.get_state_display()
    facts = {
        "day": date_format(row.taken_on, "SHORT_DATE_FORMAT"),
        "text": row.text,
        "name": row.owner.short_name if row.owner else "—",
        "term": date_format(row.term, "SHORT_DATE_FORMAT"),
        "state": state,
    }
    return _("%(day)s: %(text)s — %(name)s, by %(term)s: %(state)s.") % facts


def _requirements(_body: Body, _day: date) -> list[str]:
    names = stakeholders.names()
    rows = [row for row in requirements.register() if row.state in WAITING]
    if not rows:
        return [_("No requirement waits: every one is taken into account or answered.")]
    head = ngettext(
        "%(count)s requirement of stakeholders waits for its next step.",
        "%(count)s requirements of stakeholders wait for their next step.",
        len(rows),
    ) % {"count": len(rows)}
    lines = [
        f"№ {row.number}. {row.text} — {names.get(row.group, row.group)}; {row.get_state_display()}"
        for row in rows
    ]
    return [head, *_cut(lines)]


def _term_results(body: Body, _day: date) -> list[str]:
    return headline(body.school) or [_("No figure of the term is there yet.")]


def _objectives(_body: Body, day: date) -> list[str]:
    known = objectives.known_indicators()
    rows = objectives.open_objectives(day)
    lines = [
        f"{row.title} ({known[row.indicator].name if row.indicator in known else row.indicator}): "
        f"{row.target:g}, {date_format(row.due_on, 'SHORT_DATE_FORMAT')}"
        for row in rows
    ]
    return _cut(lines) or [_("No objective has been set yet.")]


def _indicators(_body: Body, _day: date) -> list[str]:
    active = objectives.known_indicators(active=True)
    words = ngettext(
        "The school uses %(count)s indicator.", "The school uses %(count)s indicators.", len(active)
    )
    return [words % {"count": len(active)}]


def _inquiries(_body: Body, _day: date) -> list[str]:
    lines = [row.text for row in inquiries.wanted()]
    return _cut(lines) or [_("No request for information is written down.")]


def _cut(lines: list[str]) -> list[str]:
    if len(lines) <= MOST:
        return lines
    more = _("… and %(count)s more") % {"count": len(lines) - MOST}
    return [*lines[:MOST], more]


BRIEFS: Final[Mapping[str, Callable[[Body, date], list[str]]]] = {
    "old_decisions": _old_decisions,
    "requirements": _requirements,
    "term_results": _term_results,
    "objectives": _objectives,
    "indicators": _indicators,
    "inquiries": _inquiries,
}
