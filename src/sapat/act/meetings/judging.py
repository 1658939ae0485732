"""Whether standing items were on the agenda where and when they belong; no rows here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after
from sapat.core.proofs import State


class Reason(TextChoices):
    """What agendas show, in one sentence."""

    NO_BODY = "no_body", _("The school has no body that takes up this question.")
    NEVER = "never", _("“%(item)s” was on no agenda yet of: %(names)s.")
    OLD = "old", _("“%(item)s” was on no agenda within %(months)s months of: %(names)s.")
    SOON = "soon", _("“%(item)s” is to be on an agenda again by %(day)s.")
    CARRIED = "carried", _("“%(item)s” was on the agenda at all levels, last on %(day)s.")


@dataclass(frozen=True)
class Level:
    """A kind of bodies: what it is called, and when one of them last took the question up."""

    name: str
    last: date | None


Judged = tuple[State, Reason, Mapping[str, object], date | None]


def judge(item: str, levels: Sequence[Level], day: date, months: int, soon: int) -> Judged:
    """Judge whether every level took the question up within the months before the day."""
    if not levels:
        return State.MISSING, Reason.NO_BODY, {}, None
    never = [one.name for one in levels if one.last is None]
    if never:
        return State.MISSING, Reason.NEVER, {"item": item, "names": ", ".join(never)}, None
    ends = {one.name: months_after(one.last, months) for one in levels if one.last}
    old = [name for name, end in ends.items() if end < day]
    if old:
        facts = {"item": item, "months": months, "names": ", ".join(old)}
        return State.MISSING, Reason.OLD, facts, None
    nearest = min(ends.values())
    last = max(one.last for one in levels if one.last)
    if nearest <= day + timedelta(days=soon):
        return State.DUE, Reason.SOON, {"item": item, "day": nearest}, None
    return State.PROVED, Reason.CARRIED, {"item": item, "day": last}, last
