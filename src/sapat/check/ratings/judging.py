"""What the ratings of a school prove: plain values in, an answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.ratings.rules import STANDING
from sapat.core.days import months_after
from sapat.core.proofs import State


class Reason(TextChoices):
    """What was found when ratings were looked for."""

    NO_TERM = "no_term", _("No term has ended yet; the first rating follows.")
    KEPT = "kept", _("The rating of %(term)s was published on %(day)s.")
    EXPECTED = "expected", _("The rating of %(term)s is published by %(day)s.")
    NOT_KEPT = "not_kept", _("The rating of %(term)s was not published.")
    NO_SCHEME = "no_scheme", _("No weights of a rating have been approved.")
    NONE = "none", _("No rating of programmes was published since %(since)s.")
    GROWS_OLD = (
        "grows_old",
        _("The rating of programmes of %(day)s grows old; the next one is due."),
    )
    NO_NOTE = "no_note", _("The rating of programmes is not explained in plain words.")
    PUBLISHED = (
        "published",
        _("The rating of programmes was published on %(day)s with its method in plain words."),
    )
    NOTHING = "nothing", _("No rating was published since %(since)s.")
    UNANSWERED = (
        "unanswered",
        _("%(count)s of %(all)s groups that fell or are low have no measure yet."),
    )
    TO_ANSWER = (
        "to_answer",
        _("%(count)s groups that fell or are low wait for a measure by %(day)s."),
    )
    ANSWERED = "answered", _("All %(all)s groups that fell or are low have a measure.")
    STEADY = "steady", _("No group fell or is low beyond doubt in the ratings since %(since)s.")


@dataclass(frozen=True)
class Told:
    """A rating as the proof rules see it."""

    pk: int
    name: str
    kind: str
    term: tuple[int, int]
    state: str
    published_on: date | None
    plain: bool
    called: tuple[str, ...] = ()
    """Sources of the findings that would answer the groups that fell or are low."""


Verdict = tuple[State, Reason, dict[str, object], date | None, tuple[int, ...]]


def _published(found: Sequence[Told]) -> list[Told]:
    rows = [one for one in found if one.state in STANDING and one.published_on]
    return sorted(rows, key=lambda one: (one.published_on or date.min, one.pk), reverse=True)


def judge_kept(
    found: Sequence[Told],
    ended: tuple[tuple[int, int], str, date] | None,
    day: date,
    *,
    days: int,
    has_scheme: bool,
) -> Verdict:
    """Judge whether the last term that ended has a rating; `ended` is its code, words and end."""
    if not has_scheme:
        return State.MISSING, Reason.NO_SCHEME, {}, None, ()
    if ended is None:
        return State.DUE, Reason.NO_TERM, {}, None, ()
    code, words, end = ended
    rows = [one for one in _published(found) if one.term == code]
    if rows:
        facts: dict[str, object] = {"term": words, "day": rows[0].published_on}
        keys = tuple(one.pk for one in rows)
        return State.PROVED, Reason.KEPT, facts, rows[0].published_on, keys
    by = end + timedelta(days=days)
    if day <= by:
        return State.DUE, Reason.EXPECTED, {"term": words, "day": by}, None, ()
    return State.MISSING, Reason.NOT_KEPT, {"term": words}, None, ()


def judge_published(
    found: Sequence[Told], day: date, *, kind: str, months: int, soon: int
) -> Verdict:
    """Judge whether a rating of programmes serves its readers: published, in plain words."""
    since = months_after(day, -months)
    rows = [one for one in _published(found) if one.kind == kind]
    newest = next((one for one in rows if one.published_on and one.published_on >= since), None)
    if newest is None or newest.published_on is None:
        return State.MISSING, Reason.NONE, {"since": since}, None, ()
    facts: dict[str, object] = {"day": newest.published_on}
    if not newest.plain:
        return State.MISSING, Reason.NO_NOTE, {}, None, (newest.pk,)
    if months_after(newest.published_on, months) <= day + timedelta(days=soon):
        return State.DUE, Reason.GROWS_OLD, facts, None, (newest.pk,)
    return State.PROVED, Reason.PUBLISHED, facts, newest.published_on, (newest.pk,)


def judge_improvements(
    found: Sequence[Told],
    answered: Mapping[str, object],
    day: date,
    *,
    months: int,
    days: int,
) -> Verdict:
    """Judge whether a low place or a fall leads to a measure."""
    since = months_after(day, -months)
    rows = [one for one in _published(found) if one.published_on and one.published_on >= since]
    if not rows:
        return State.MISSING, Reason.NOTHING, {"since": since}, None, ()
    every = [(one, source) for one in rows for source in one.called]
    keys = tuple(one.pk for one in rows)
    first = min(one.published_on for one in rows if one.published_on)
    if not every:
        return State.PROVED, Reason.STEADY, {"since": since}, first, keys
    bare = [one for one, source in every if source not in answered]
    if not bare:
        return State.PROVED, Reason.ANSWERED, {"all": len(every)}, first, keys
    by = min(one.published_on for one in bare if one.published_on) + timedelta(days=days)
    keys = tuple(dict.fromkeys(one.pk for one in bare))
    facts: dict[str, object] = {"count": len(bare), "all": len(every), "day": by}
    if day <= by:
        return State.DUE, Reason.TO_ANSWER, facts, None, keys
    return State.MISSING, Reason.UNANSWERED, facts, None, keys
