"""What the records of audits prove: pure judgements of five clause lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.audits.rules import Count, Frame

Judged = tuple[str, "Reason", dict[str, object], date | None]
"""State, reason, what its sentence names, since when."""


class Reason(TextChoices):
    """What the proof rules of this room answer."""

    NO_PROGRAMME = "no_programme", _("There is no audit programme for %(year)s.")
    DRAFT = "draft", _("The audit programme for %(year)s waits for its order, due by %(day)s.")
    NOT_APPROVED = "not_approved", _("The audit programme for %(year)s is not approved by order.")
    NO_TEAM = "no_team", _("Of %(of)s audits of %(year)s %(count)s have no lead auditor yet.")
    GAPS = "gaps", _("The programme leaves out without a reason: %(names)s.")
    PROGRAMME = (
        "programme",
        _("The programme for %(year)s is approved: audits with dates and teams: %(of)s."),
    )
    OVERDUE = "overdue", _("%(count)s audits are overdue by more than %(days)s days.")
    RUNS_LATE = "runs_late", _("%(count)s audits have fallen due and are not over yet.")
    NONE_YET = "none_yet", _("No audit of %(year)s has fallen due yet; the first is on %(day)s.")
    CARRIED_OUT = (
        "carried_out",
        _("Of %(of)s audits that fell due %(count)s were held; moved with a reason: %(moved)s."),
    )
    IGNORED = "ignored", _("Nobody says how earlier results were taken into account: %(names)s.")
    NO_EARLIER = "no_earlier", _("The programme says nothing about earlier audits.")
    CONSIDERED = (
        "considered",
        _("Earlier results were looked at in %(count)s processes and units of %(year)s."),
    )
    UNFRAMED = "unframed", _("Criteria, scope, frequency or methods of %(year)s are not written.")
    OWN_WORK = "own_work", _("In %(count)s audits somebody audits work of their own.")
    FRAMED = "framed", _("Criteria, scope, frequency and methods stand in order № %(number)s.")
    NO_REPORTS = "no_reports", _("No audit has been reported since %(day)s.")
    UNDECIDED = "undecided", _("%(count)s findings of audits wait for management since %(day)s.")
    TO_DECIDE = "to_decide", _("%(count)s findings of audits are to be confirmed by %(day)s.")
    NO_TERM = "no_term", _("%(count)s confirmed findings have no term for the correction.")
    DECIDED = (
        "decided",
        _("Findings of audits confirmed: %(count)s, refused with a reason: %(refused)s."),
    )
    CLEAN = "clean", _("The audits reported since %(day)s found nothing to correct.")


@dataclass(frozen=True)
class Programme:
    """A programme as the rules judge it."""

    year: str
    approved_on: date | None
    order: str
    frame: Frame
    earlier: str
    teamless: int = 0
    audits: int = 0
    gaps: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    with_earlier: int = 0
    own_work: int = 0
    first_on: date | None = None


def _without(one: Programme | None, year: str, until: date, day: date) -> Judged | None:
    """Return the judgement while no programme is approved, or None."""
    if one is not None and one.approved_on is not None:
        return None
    if one is None:
        return "missing", Reason.NO_PROGRAMME, {"year": year}, None
    if day <= until:
        return "due", Reason.DRAFT, {"year": year, "day": until}, None
    return "missing", Reason.NOT_APPROVED, {"year": year}, None


def judge_programme(one: Programme | None, year: str, until: date, day: date) -> Judged:
    """Judge whether the programme of the year names objects, dates and teams (A7.2-1)."""
    if told := _without(one, year, until, day):
        return told
    assert one is not None
    if one.teamless:
        facts = {"count": one.teamless, "of": one.audits, "year": year}
        return "due", Reason.NO_TEAM, facts, None
    if one.gaps:
        return "due", Reason.GAPS, {"names": named(one.gaps)}, None
    return "proved", Reason.PROGRAMME, {"year": year, "of": one.audits}, one.approved_on


def judge_carried_out(
    one: Programme | None, count: Count, year: str, days: int, *, until: date, day: date
) -> Judged:
    """Judge whether the audits that fell due were held in time (A7.2-2)."""
    if told := _without(one, year, until, day):
        return told
    assert one is not None
    if count.overdue:
        return "missing", Reason.OVERDUE, {"count": count.overdue, "days": days}, None
    if not count.fell_due:
        facts: dict[str, object] = {"year": year, "day": one.first_on or day}
        return "due", Reason.NONE_YET, facts, None
    late = count.fell_due - min(count.held, count.fell_due)
    if late:
        return "due", Reason.RUNS_LATE, {"count": late}, None
    facts = {"of": count.fell_due, "count": count.held, "moved": count.moved}
    return "proved", Reason.CARRIED_OUT, facts, one.approved_on


def judge_earlier(one: Programme | None, year: str, until: date, day: date) -> Judged:
    """Judge whether earlier results steered the programme (A7.2-3)."""
    if one is None:
        return "missing", Reason.NO_PROGRAMME, {"year": year}, None
    if one.ignored:
        state = "due" if one.approved_on is None and day <= until else "missing"
        return state, Reason.IGNORED, {"names": named(one.ignored)}, None
    if not one.earlier.strip():
        state = "due" if one.approved_on is None and day <= until else "missing"
        return state, Reason.NO_EARLIER, {}, None
    if told := _without(one, year, until, day):
        return told
    return "proved", Reason.CONSIDERED, {"count": one.with_earlier, "year": year}, one.approved_on


def judge_framed(one: Programme | None, year: str, until: date, day: date) -> Judged:
    """Judge whether management set all four by order and nobody audits own work (A7.2-4)."""
    if one is not None and not one.frame.is_whole and day > until:
        return "missing", Reason.UNFRAMED, {"year": year}, None
    if told := _without(one, year, until, day):
        return told
    assert one is not None
    if one.own_work:
        return "missing", Reason.OWN_WORK, {"count": one.own_work}, None
    return "proved", Reason.FRAMED, {"number": one.order}, one.approved_on


@dataclass(frozen=True)
class Decided:
    """A finding of an audit and what management said of it."""

    found_on: date
    state: str
    faulty: bool
    decided_on: date | None = None
    due_on: date | None = None
    waits_since: date | None = None
    """The day both sides had signed; None: the report is not there yet."""


def judge_confirmed(
    found: Sequence[Decided], reported: Iterable[date], since: date, days: int, *, day: date
) -> Judged:
    """Judge whether management confirms or refuses what audits find, with terms (A3-3)."""
    waiting = [one for one in found if one.state == "written" and one.waits_since]
    late = [one for one in waiting if one.waits_since and _by(one.waits_since, days) < day]
    if late:
        first = min(one.waits_since for one in late if one.waits_since)
        return "missing", Reason.UNDECIDED, {"count": len(late), "day": first}, None
    confirmed = [one for one in found if one.state in {"confirmed", "closed"}]
    termless = [one for one in confirmed if one.faulty and one.due_on is None]
    if termless:
        return "missing", Reason.NO_TERM, {"count": len(termless)}, None
    if waiting:
        by = min(_by(one.waits_since, days) for one in waiting if one.waits_since)
        return "due", Reason.TO_DECIDE, {"count": len(waiting), "day": by}, None
    refused = sum(one.state == "refused" for one in found)
    if confirmed or refused:
        last = max((one.decided_on for one in found if one.decided_on), default=None)
        return "proved", Reason.DECIDED, {"count": len(confirmed), "refused": refused}, last
    told = sorted(reported)
    if told:
        return "proved", Reason.CLEAN, {"day": since}, told[-1]
    return "missing", Reason.NO_REPORTS, {"day": since}, None


def _by(since: date, days: int) -> date:
    return since + timedelta(days=days)


def named(names: Sequence[str], most: int = 3) -> str:
    """Return the first names of a list, and how many more there are.

    >>> named(["a", "b", "c", "d"])
    'a, b, c … (+1)'
    """
    told = ", ".join(names[:most])
    return f"{told} … (+{len(names) - most})" if len(names) > most else told
