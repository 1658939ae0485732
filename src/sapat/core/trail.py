"""Write and prove the trail: a hash chain per school, tamper-evident, never edited.

It never says who answered an anonymous survey: no change of a survey room may note a person.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Model, QuerySet

from sapat.core.models import TrailChain, TrailEntry, User

BEGINNING = "0" * 64


def seal_of(entry: TrailEntry) -> str:
    """Return the entry's seal: SHA-256 over its length-prefixed fields and the seal before it."""
    fields = (
        entry.chain,
        str(entry.number),
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.by_id or ""),
        entry.what,
        entry.about,
        json.dumps(entry.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        entry.before,
    )
    digest = hashlib.sha256()
    for field in fields:
        data = field.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


@transaction.atomic
def note(
    what: str,
    about: Model,
    *,
    chain: str,
    by: User | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> TrailEntry:
    """Add one line to the chain; `by` None means the system itself."""
    TrailChain.objects.get_or_create(name=chain, defaults={"seal": BEGINNING})
    end = TrailChain.objects.select_for_update().get(name=chain)
    entry = TrailEntry(
        chain=chain,
        number=end.length + 1,
        at=at,
        by=by,
        what=what,
        about=f"{about._meta.label_lower}:{about.pk}",
        facts=dict(facts or {}),
        before=end.seal,
    )
    entry.seal = seal_of(entry)
    entry.save()
    end.length, end.seal = entry.number, entry.seal
    end.save(update_fields=["length", "seal"])
    return entry


def first_break(entries: Iterable[TrailEntry]) -> TrailEntry | None:
    """Return the first entry of one chain that was edited, moved or follows a gap, or None."""
    before = BEGINNING
    for number, entry in enumerate(entries, 1):
        if entry.number != number or entry.before != before or entry.seal != seal_of(entry):
            return entry
        before = entry.seal
    return None


def told(chain: str, about: str = "") -> QuerySet[TrailEntry]:
    """Return the lines of a chain, newest first; only those of one kind of thing if asked."""
    lines = TrailEntry.objects.filter(chain=chain).select_related("by").order_by("-number")
    return lines.filter(what__startswith=f"{about}.") if about else lines


def is_whole(chain: str) -> bool:
    """Answer whether no line was edited, moved or cut off; reads the whole chain."""
    lines = TrailEntry.objects.filter(chain=chain).order_by("number").iterator()
    end = TrailChain.objects.filter(name=chain).first()
    if first_break(lines) is not None:
        return False
    last = TrailEntry.objects.filter(chain=chain).order_by("-number").first()
    return (last.seal if last else BEGINNING) == (end.seal if end else BEGINNING)


def head(chain: str) -> str:
    """Return the newest seal of the chain, printed on reports so that a cut tail shows."""
    end = TrailChain.objects.filter(name=chain).first()
    return end.seal if end else BEGINNING
