"""Readings that wait: for the reader, for the head of the unit, for the clerk."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.acknowledgements import reads, staffing
from sapat.plan.acknowledgements.reads import Campaign, Newcomer
from sapat.plan.acknowledgements.rules import SHEET_DAYS, TALK_DAYS, Arrival, Standing
from sapat.plan.acknowledgements.sheets import reads as sheets

AHEAD = 30
"""Days before the first working day at which a newcomer is shown to the head."""

CLAUSES = {"policy": "A5-6", "regulation:A": "A2-6", "requirements": "A4-9", "ethics": "B2.3-10"}


@due("acknowledgements.read")
def readings(question: Question) -> Iterable[Due]:
    """List the editions that somebody still has to read, one line for each last day."""
    for campaign in question.once(reads.campaigns, question.day):
        yield from _readings(campaign)


def _readings(campaign: Campaign) -> Iterator[Due]:
    waiting: dict[date, set[int]] = {}
    for line in campaign.lines:
        if line.standing in {Standing.WAITING, Standing.LATE}:
            waiting.setdefault(line.by, set()).add(line.colleague.person_id)
    edition = campaign.edition
    for by, persons in waiting.items():
        yield Due(
            key=f"reading:{edition.pk}:{by:%Y%m%d}",
            sentence=_("Read “%(title)s” and confirm it") % {"title": edition.document.title},
            by=by,
            page="plan:reading",
            args=(edition.pk,),
            persons=frozenset(persons),
            phase="do",
            clause=CLAUSES.get(edition.document.about, ""),
        )


@due("acknowledgements.newcomers")
def newcomers(question: Question) -> Iterable[Due]:
    """List the newcomers who have not read what is marked, for the heads of their units."""
    heads = question.once(staffing.heads, question.day)
    for one in question.once(reads.newcomers, question.day):
        near = one.by <= question.day + timedelta(days=AHEAD)
        if near and one.arrival in {Arrival.WAITING, Arrival.UNREAD}:
            yield _newcomer(one, heads.get(one.colleague.unit.key, frozenset()))


def _newcomer(one: Newcomer, heads: frozenset[int]) -> Due:
    told = {"name": one.colleague.short_name, "day": f"{one.colleague.first_day:%d.%m.%Y}"}
    unread = one.arrival == Arrival.UNREAD
    sentence = (
        _("%(name)s works since %(day)s without having read the policy")
        if unread
        else _("Let %(name)s read the policy before the first day, %(day)s")
    )
    return Due(
        key=f"newcomer:{one.colleague.person_id}:{one.colleague.first_day:%Y%m%d}",
        sentence=sentence % told,
        by=one.by,
        page="plan:newcomer",
        args=(one.colleague.person_id,),
        persons=heads,
        roles=frozenset() if heads else frozenset({Role.DEP_ACADEMIC.value}),
        phase="do",
        clause="A5-7",
    )


@due("acknowledgements.declined")
def refusals(question: Question) -> Iterable[Due]:
    """List those who declined and with whom nobody has talked, for the heads of their units."""
    heads = question.once(staffing.heads, question.day)
    for campaign in question.once(reads.campaigns, question.day):
        for line in campaign.lines:
            if line.standing != Standing.DECLINED or line.entry is None or line.entry.talked:
                continue
            own = heads.get(line.colleague.unit.key, frozenset()) - {line.colleague.person_id}
            title = campaign.edition.document.title
            told = {"name": line.colleague.short_name, "title": title}
            yield Due(
                key=f"declined:{line.entry.pk}",
                sentence=_("%(name)s declined to acknowledge “%(title)s”: talk it over") % told,
                by=line.entry.on + timedelta(days=TALK_DAYS),
                page="plan:declined_reading",
                args=(line.entry.pk,),
                persons=own,
                roles=frozenset() if own else frozenset({Role.DEP_ACADEMIC.value}),
                phase="act",
                clause=CLAUSES.get(campaign.edition.document.about, ""),
            )


@due("acknowledgements.sheets")
def sheets_out(question: Question) -> Iterable[Due]:
    """List the printed sheets that have not come back, for the clerk."""
    for sheet in question.once(sheets.not_returned, question.day):
        told = {"title": sheet.edition.document.title, "day": f"{sheet.printed_on:%d.%m.%Y}"}
        yield Due(
            key=f"sheet:{sheet.pk}",
            sentence=_("The sheet of %(day)s for “%(title)s” has not come back") % told,
            by=sheet.printed_on + timedelta(days=SHEET_DAYS),
            page="plan:sheet",
            args=(sheet.pk,),
            roles=frozenset({Role.CLERK.value}),
            phase="do",
        )
