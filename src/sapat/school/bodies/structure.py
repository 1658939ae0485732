"""Whether the bodies of a school are set up, staffed and in term; no rows here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State
from sapat.core.rights import Role
from sapat.school.bodies.rules import TEMPORARY_KINDS, BodyKind


class Reason(TextChoices):
    """What was found when the bodies were looked at."""

    NO_POST = "no_post", _("Nobody holds the post: %(roles)s.")
    NO_BODY = "no_body", _("There is no body of this kind: %(kinds)s.")
    TERM_OVER = "term_over", _("The term of “%(name)s” ended on %(day)s, and nothing replaced it.")
    NO_END = "no_end", _("“%(name)s” is a temporary body without the day on which it ends.")
    NO_CHAIR = "no_chair", _("These bodies have no chair: %(names)s.")
    TOO_FEW = "too_few", _("“%(name)s” has %(count)s members in office; %(least)s are needed.")
    ENDS_SOON = "ends_soon", _("The term of “%(name)s” ends on %(day)s.")
    STAFFED = "staffed", _("The posts are held, and all %(count)s bodies have a chair and members.")


@dataclass(frozen=True)
class Bench:
    """A body as somebody who checks it sees it on the day."""

    kind: str
    name: str
    since: date
    until: date | None
    chaired_since: date | None
    """None: nobody is in the chair."""
    members: int

    @property
    def complete_since(self) -> date:
        """Return the day from which it exists with a chair."""
        return max(self.since, self.chaired_since or self.since)


@dataclass(frozen=True)
class Wanted:
    """What a school needs: posts, kinds of bodies, how many sit in each, how early to warn."""

    roles: Collection[str]
    kinds: Collection[str]
    members: int
    soon: int


Judged = tuple[State, Reason, dict[str, object]]


def judge(
    held: Collection[str],
    benches: Sequence[Bench],
    past: Sequence[Bench],
    wanted: Wanted,
    day: date,
) -> Judged:
    """Return what the posts and bodies prove on the day; `past` are bodies that have ended."""
    lack = _missing(held, benches, past, wanted) or _unsound(benches, wanted)
    if lack:
        return State.MISSING, *lack
    near = day + timedelta(days=wanted.soon)
    ending = [bench for bench in benches if bench.until and bench.until <= near]
    if ending:
        first = min(ending, key=lambda bench: bench.until or day)
        return State.DUE, Reason.ENDS_SOON, {"name": first.name, "day": first.until}
    return State.PROVED, Reason.STAFFED, {"count": len(benches)}


def _missing(
    held: Collection[str], benches: Sequence[Bench], past: Sequence[Bench], wanted: Wanted
) -> tuple[Reason, dict[str, object]] | None:
    """Return the first post or kind of body that is not there."""
    vacant = [role for role in wanted.roles if role not in held]
    if vacant:
        return Reason.NO_POST, {"roles": ", ".join(str(Role(role).label) for role in vacant)}
    there = {bench.kind for bench in benches}
    absent = [kind for kind in wanted.kinds if kind not in there]
    ended = [bench for bench in past if bench.kind in absent and bench.until]
    if ended:
        last = max(ended, key=lambda bench: bench.until or bench.since)
        return Reason.TERM_OVER, {"name": last.name, "day": last.until}
    if absent:
        return Reason.NO_BODY, {"kinds": ", ".join(str(BodyKind(kind).label) for kind in absent)}
    return None


def _unsound(benches: Iterable[Bench], wanted: Wanted) -> tuple[Reason, dict[str, object]] | None:
    """Return the first fault of a body that is there."""
    found = list(benches)
    endless = [one for one in found if one.kind in TEMPORARY_KINDS and one.until is None]
    if endless:
        return Reason.NO_END, {"name": endless[0].name}
    headless = [bench.name for bench in found if bench.chaired_since is None]
    if headless:
        return Reason.NO_CHAIR, {"names": ", ".join(headless)}
    small = [bench for bench in found if bench.members < wanted.members]
    if small:
        facts = {"name": small[0].name, "count": small[0].members, "least": wanted.members}
        return Reason.TOO_FEW, facts
    return None
