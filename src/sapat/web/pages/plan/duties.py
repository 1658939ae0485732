"""Duties: the responsibility matrix, one duty, my contribution, who has read theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sapat.core.dues import Due, due_in
from sapat.core.rights import Role
from sapat.plan.duties import reads
from sapat.plan.duties.contribution import confirmed, contribution
from sapat.plan.duties.models import Duty
from sapat.plan.duties.reads import Line, Matrix
from sapat.plan.duties.rules import Letter
from sapat.school.bodies import reads as bodies
from sapat.school.organisations import reads as organisations
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.plan.process_tabs import tabs


@dataclass(frozen=True)
class Shown:
    """A row of the matrix as the page draws it."""

    line: Line
    cells: Sequence[tuple[str, str]]
    """The letters in each column, and the column's words."""


@right("duty.read")
@require_safe
def duties(request: SchoolRequest) -> HttpResponse:
    """Show the responsibility matrix, a part at a time, with its gaps and double owners."""
    found = reads.matrix(localdate())
    posts = people.held(localdate())
    groups = list(dict.fromkeys(line.group for line in found.lines))
    part = request.GET.get("part", "")
    part = part if part in groups else (groups[0] if groups else "")
    columns, rows = laid_out(found, part)
    heads = reads.heads(found.rows, posts)
    approvals = list(reads.approvals())
    last = approvals[0] if approvals else None
    signed = {one.person_id for one in last.signatures.all()} if last else set()
    context = {
        "tabs": tabs(request),
        "groups": [(code, reads.group_name(code), code == part) for code in groups],
        "columns": columns,
        "rows": rows,
        "troubled": [line for line in found.lines if line.row.troubles],
        "letters": list(Letter),
        "approvals": approvals,
        "is_current": bool(last and last.digest == found.digest),
        "heads": [(one, one.pk in signed) for one in heads.values()],
        "must_sign": bool(last) and request.member.person_id in set(heads) - signed,
        "can_change": request.may("process.change"),
    }
    return render(request, "plan/duties.html", context)


def laid_out(found: Matrix, part: str) -> tuple[list[tuple[str, str, bool]], list[Shown]]:
    """Return the columns and rows of one part; a column nobody of the part uses is left out."""
    lines = [line for line in found.lines if line.group == part]
    used = {key for line in lines for key in line.row.letters}
    columns = [column for column in found.columns if column[0] in used]
    rows = [
        Shown(line, [(line.row.letters.get(key, ""), label) for key, label, _there in columns])
        for line in lines
    ]
    return columns, rows


@right("duty.read")
@require_safe
def duty(request: SchoolRequest, duty_id: int) -> HttpResponse:
    """Show a duty: its words, its powers and relations, who holds it and who held it."""
    row = seen(request, Duty, duty_id)
    day = localdate()
    line = reads.line(row, day)
    held = list(reads.holders(row))
    there = reads.seats(day, [row])
    context = {
        "duty": row,
        "line": line,
        "held": [(one, there.label(one.key), Letter(one.letter).label) for one in held],
        "derived": [one for one in line.row.held if one.since is None],
        "letters": {letter.value: letter.label for letter in Letter},
        "can_change": request.may("process.change") and not row.until,
    }
    return render(request, "plan/duty.html", context)


@right("reading.own")
@require_safe
def my_contribution(request: SchoolRequest) -> HttpResponse:
    """Show a member of staff what they contribute, in plain words."""
    day = localdate()
    person = seen(request, Person, request.member.person_id or 0)
    shown = contribution(person, day)
    roles = frozenset(Role(role) for role in Role.values if role in request.roles)
    context = {
        "person": person,
        "shown": shown,
        "confirmed": (row := confirmed(person, shown.year)),
        "is_current": bool(row and row.digest == shown.digest),
        "waits": _waits(request, person, roles),
        "day": day,
    }
    return render(request, "plan/contribution.html", context)


def _waits(request: SchoolRequest, person: Person, roles: frozenset[Role]) -> list[tuple[Due, str]]:
    """Return what waits for this person in any room, each with its address."""
    code = request.school.code
    return [
        (one, _address(one, code))
        for one in due_in(request.school, localdate())
        if _is_mine(one, person, roles)
    ]


def _address(one: Due, code: str) -> str:
    """Return where it is done, empty while its room has no page."""
    try:
        return reverse(one.page, args=[code, *one.args])
    except NoReverseMatch:
        return ""


def _is_mine(one: Due, person: Person, roles: frozenset[Role]) -> bool:
    """Answer whether a due waits for this person; the page itself is left out."""
    if one.page == "plan:contribution":
        return False
    return person.pk in one.persons or bool(one.roles & roles)


@right("reading.follow")
@require_safe
def contributions(request: SchoolRequest) -> HttpResponse:
    """Show by unit who has confirmed their contribution in this school year."""
    day = localdate()
    _staff, read, starts = reads.readers(day)
    units = {one.organisation_id: one.name for one in organisations.units(request.school, day)}
    unions = bodies.union_of_each(day)
    names = bodies.names(set(unions.values()))
    groups: dict[str, list[tuple[Person, bool]]] = {}
    for person in people.staff(day):
        places = [units[post.place_id] for post in person.posts.all() if post.place_id in units]
        name = places[0] if places else names.get(unions.get(person.pk, 0), "")
        groups.setdefault(name, []).append((person, person.pk in read))
    context = {
        "tabs": tabs(request),
        "groups": [
            (name, members, sum(done for _person, done in members))
            for name, members in sorted(groups.items())
        ],
        "starts": starts,
        "can_run": request.may("reading.run"),
    }
    return render(request, "plan/contributions.html", context)
