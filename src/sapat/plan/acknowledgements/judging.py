"""What readings prove, in plain judgements over campaigns and newcomers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sapat.core.proofs import Answer, Record, State
from sapat.core.rights import Role
from sapat.plan.acknowledgements.reads import Campaign, Newcomer
from sapat.plan.acknowledgements.rules import Arrival, Reason, day_reached
from sapat.plan.documents.models import DocumentEdition

SHOWN = 20
"""Names or records that an answer tells; the page has the rest."""


def not_in_force(about: str) -> Answer:
    """Answer that there is nothing to read."""
    return Answer(State.MISSING, Reason.NOT_IN_FORCE, {"about": about})


def campaign_or_lack(
    edition: DocumentEdition | None, campaign: Campaign | None, about: str
) -> Campaign | Answer:
    """Return the campaign, or what is missing before anybody can have read it."""
    if edition is None:
        return not_in_force(about)
    if campaign and campaign.lines:
        return campaign
    return Answer(State.MISSING, Reason.NOBODY_ASKED, {"about": about}, records=[_edition(edition)])


def reached(campaign: Campaign, *, share: int, days: int, day: date) -> Answer:
    """Judge whether the edition has reached the share of those it concerns."""
    reach, by = campaign.reach, _term(campaign, days)
    read_on = [one.entry.on for one in campaign.lines if one.entry and not one.missing]
    facts: dict[str, object] = {"read": reach.read, "asked": reach.asked, "by": by}
    since = day_reached(read_on, reach.asked, share)
    records = [_edition(campaign.edition)]
    if since:
        return Answer(State.PROVED, Reason.REACHED, facts, since, records)
    if day <= by:
        return Answer(State.DUE, Reason.UNDER_WAY, facts, records=records)
    return Answer(State.MISSING, Reason.NOT_REACHED, facts, by + timedelta(days=1), records)


def by_position(
    campaign: Campaign, notes: Mapping[str, str], *, share: int, days: int, day: date
) -> Answer:
    """Judge whether every post has its note, and enough in each post have read it."""
    posts, by = campaign.by_post(), _term(campaign, days)
    records = [_edition(campaign.edition)]
    bare = [role for role, _reach in posts if not notes.get(role)]
    if bare:
        told = {"posts": _names(bare)}
        return Answer(State.MISSING, Reason.NO_NOTES, told, records=records)
    behind = [role for role, reach in posts if reach.share < share]
    facts: dict[str, object] = {"posts": _names(behind), "by": by, "count": len(posts)}
    if not behind:
        last = max(one.entry.on for one in campaign.lines if one.entry and not one.missing)
        return Answer(State.PROVED, Reason.EVERY_POST, facts, last, records)
    if day <= by:
        return Answer(State.DUE, Reason.POSTS_WAIT, facts, records=records)
    return Answer(State.MISSING, Reason.POSTS_BEHIND, facts, by + timedelta(days=1), records)


NAMES = frozenset({"names"})


def newcomers(found: Sequence[Newcomer], *, months: int, day: date) -> Answer:
    """Judge whether everybody hired in the last months read before the first day."""
    if not found:
        return Answer(State.NOT_APPLICABLE, Reason.NO_NEWCOMERS, {"months": months})
    of = {state: [one for one in found if one.arrival == state] for state in Arrival}
    for state, reason in ((Arrival.UNREAD, Reason.UNREAD), (Arrival.LATE, Reason.CAME_LATE)):
        if of[state]:
            since = min(one.colleague.first_day for one in of[state])
            told = {"names": _people(of[state])}
            return Answer(State.MISSING, reason, told, since, _records(of[state]), NAMES)
    if of[Arrival.WAITING]:
        first = min(one.colleague.first_day for one in of[Arrival.WAITING])
        facts = {"names": _people(of[Arrival.WAITING]), "day": first}
        records = _records(of[Arrival.WAITING])
        return Answer(State.DUE, Reason.COMING, facts, records=records, personal=NAMES)
    last = max(paper.entry.on for one in found for paper in one.papers if paper.entry)
    count = {"count": len(found)}
    return Answer(State.PROVED, Reason.IN_TIME, count, min(last, day), _records(found))


def _term(campaign: Campaign, days: int) -> date:
    since = campaign.edition.effective_from
    return since + timedelta(days=days) if days and since else campaign.due_on


def _names(roles: Sequence[str]) -> str:
    return ", ".join(str(Role(role).label) for role in roles)


def _people(found: Sequence[Newcomer]) -> str:
    names = [one.colleague.short_name for one in found]
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def _edition(edition: DocumentEdition) -> Record:
    label = f"{edition.document.title}, № {edition.number}"
    return Record(label, "plan:campaign", (edition.pk,), kind="documentedition", pk=edition.pk)


def _records(found: Sequence[Newcomer]) -> list[Record]:
    return [
        Record(
            one.colleague.short_name,
            "plan:newcomer",
            (one.colleague.person_id,),
            kind="person",
            pk=one.colleague.person_id,
        )
        for one in list(found)[:SHOWN]
    ]
