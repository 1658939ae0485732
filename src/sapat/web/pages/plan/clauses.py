"""The clause map: the regulation, clause by clause, and whether the school lives by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sapat.act.loop.chains import around_clause
from sapat.core.proofs import Question, found
from sapat.plan.control import reads as control
from sapat.plan.regulations import reads
from sapat.plan.regulations.parameters import in_words
from sapat.plan.regulations.reads import Reading
from sapat.plan.regulations.records import address_of
from sapat.plan.regulations.rules import notes, regulations
from sapat.plan.regulations.standing import (
    Line,
    Standing,
    count,
    judge,
    standing,
    without_names,
)
from sapat.plan.regulations.states import EditionState
from sapat.plan.regulations.wording import SchoolClause
from sapat.plan.regulations.words import Phase, Priority, Rhythm, role_name
from sapat.school.people.models import Person
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, found_or_404, right
from sapat.web.forms.regulations import MapFilter
from sapat.web.pages.plan.bars import bar
from sapat.web.pages.plan.regulation_tabs import tabs

FEW = 3
"""Records shown beside a line; the rest stand on the clause's own page."""

Holders = Mapping[str, list[Person]]


@dataclass(frozen=True)
class Row:
    """A line of the map as it is drawn."""

    line: Line
    who: str
    names: str
    rhythm: str
    records: list[tuple[str, str]]
    more: int


@right("clause.read")
@require_safe
def clauses(request: SchoolRequest) -> HttpResponse:
    """Show every clause with its state; before adoption, as the catalogue has them."""
    day = localdate()
    found = standing(request.school, day)
    preview = not found
    if preview:
        found = standing(request.school, day, every=True)
    named = request.may("people.read")  # an inspector sees posts, no names
    if not named:
        found = without_names(found)
    form = MapFilter(request.GET, found)
    wanted = form.wanted()
    holders = reads.holders_of_roles(day) if named else {}
    people = _named_holders(found) if named else {}
    parts = [_part(each, wanted, holders, people, request.school.code) for each in found]
    context = {
        "tabs": tabs(request),
        "day": day,
        "preview": preview,
        "parts": [part for part in parts if part["chapters"] or not wanted],
        "form": form,
        "narrowed": bool(wanted),
        "digest": control.digest_for(request.member.person_id, day),
        "can_change": request.may("clause.change"),
        "left": [one for code, one in regulations().items() if code not in _codes(found, preview)],
    }
    return render(request, "plan/clauses.html", context)


@right("clause.read")
@require_safe
def clause(request: SchoolRequest, clause: str) -> HttpResponse:
    """Show one clause: what it asks, how it stands, its rule, its history."""
    day = localdate()
    read = found_or_404(
        next((one for one in reads.readings(day, every=True) if one.clause(clause)), None)
    )
    own = found_or_404(read.clause(clause))
    line = judge(own, Question(request.school, day))
    named = request.may("people.read")
    if not named:
        line = replace(line, answer=line.answer.without_names())
    holders = reads.holders_of_roles(day) if named else {}
    people = _people([own]) if named else {}
    context = {
        "named": named,
        "reading": read,
        "chapter": read.regulation.chapter(own.chapter),
        "row": _row(line, holders, people, request.school.code, most=99),
        "words": _words(own),
        "catalogue": reads.plain_clause(read.regulation, clause, read.edition),
        "note": notes().get(own.note),
        "rule": found(own.rule) if own.rule else None,
        "settings": _settings(own),
        "history": reads.history_of(read.adopted, clause) if read.adopted else [],
        "draft": reads.draft_of(read.adopted) if read.adopted else None,
        "can_change": request.may("clause.change"),
        "chain": linked(request, around_clause(clause)) if request.may("finding.read") else [],
        **_neighbours(read, clause),
    }
    return render(request, "plan/clause.html", context)


def _part(
    each: Standing,
    wanted: Mapping[str, str],
    holders: Holders,
    people: Mapping[int, str],
    code: str,
) -> dict[str, Any]:
    """Return a regulation with its chapters, narrowed to what was asked for."""
    lines = [line for line in each.lines if _fits(line, wanted)]
    chapters = []
    for chapter in each.reading.regulation.chapters:
        own = [line for line in lines if line.clause.chapter == chapter.code]
        rows = [_row(line, holders, people, code) for line in own]
        if rows:
            chapters.append({"chapter": chapter, "rows": rows, "counts": bar(count(own))})
    return {
        "reading": each.reading,
        "state": EditionState(each.reading.edition.state).label if each.reading.edition else "",
        "counts": bar(each.counts),
        "whole": len(each.lines),
        "shown": len(lines),
        "chapters": chapters,
    }


def _fits(line: Line, wanted: Mapping[str, str]) -> bool:
    clause = line.clause
    facts = {
        "regulation": clause.regulation,
        "chapter": clause.chapter,
        "role": clause.role,
        "state": line.state,
        "priority": clause.priority,
    }
    return all(facts[name] == value for name, value in wanted.items())


def _row(
    line: Line, holders: Holders, people: Mapping[int, str], code: str, *, most: int = FEW
) -> Row:
    clause = line.clause
    every = list(line.answer.records)
    records = [(str(each.label), address_of(each, code)) for each in every[:most]]
    named = people.get(clause.holder or 0)
    names = named or ", ".join(one.short_name for one in holders.get(clause.role, [])[:FEW])
    return Row(
        line=line,
        who=role_name(clause.role),
        names=names,
        rhythm=str(Rhythm(clause.rhythm).label) if clause.rhythm in Rhythm.values else "",
        records=records,
        more=max(0, len(every) - most),
    )


def _named_holders(found: Iterable[Standing]) -> dict[int, str]:
    return _people(line.clause for each in found for line in each.lines)


def _people(found: Iterable[SchoolClause]) -> dict[int, str]:
    ids = {each.holder for each in found if each.holder}
    return reads.short_names(ids) if ids else {}


def _codes(found: Iterable[Standing], preview: bool) -> set[str]:
    return set() if preview else {each.reading.regulation.code for each in found}


def _words(clause: SchoolClause) -> dict[str, Any]:
    return {
        "priority": Priority(clause.priority).label,
        "phase": Phase(clause.phase).label,
    }


def _settings(clause: SchoolClause) -> list[tuple[str, str]]:
    rule = found(clause.rule) if clause.rule else None
    return in_words(rule, clause.parameters) if rule else []


def _neighbours(read: Reading, code: str) -> dict[str, SchoolClause | None]:
    codes = [one.code for one in read.clauses]
    at = codes.index(code)
    return {
        "before": read.clauses[at - 1] if at else None,
        "after": read.clauses[at + 1] if at + 1 < len(codes) else None,
    }
