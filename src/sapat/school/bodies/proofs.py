"""What posts and bodies prove: who assesses and interprets, and who governs the school."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.core.rights import Role
from sapat.school.bodies import reads
from sapat.school.bodies.models import Body, Sitting
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.bodies.structure import Bench, Wanted, judge
from sapat.school.people import reads as people

ROLES = tuple((role.value, role.label) for role in Role)
KINDS = tuple((kind.value, kind.label) for kind in BodyKind)
MEMBERS = Parameter("members", _("how many sit in a body at least, the chair included"), 2)
SOON = Parameter("soon", _("days before the end of a term in which to warn"), 30)


def posts(*usual: Role) -> Parameter:
    """Return the setting that names the posts which must be held."""
    return Parameter("roles", _("posts that must be held"), [one.value for one in usual], ROLES)


def kinds(*usual: BodyKind) -> Parameter:
    """Return the setting that names the bodies which must be there."""
    return Parameter("kinds", _("bodies that must be there"), [one.value for one in usual], KINDS)


@proof(
    "bodies.structure",
    _("Administration, council, unions and commissions are in office and staffed"),
    posts(Role.DIRECTOR, Role.DEP_ACADEMIC),
    kinds(BodyKind.PED_COUNCIL, BodyKind.MO, BodyKind.COMMISSION),
    MEMBERS,
    SOON,
)
def structure(question: Question) -> Answer:
    """Judge every body that assesses, and that those which must be there are."""
    assessing = {BodyKind.TEMPORARY, BodyKind.SUBJECT_COUNCIL, *question.several("kinds")}
    return _answer(question, assessing)


@proof(
    "bodies.governance",
    _("The head, the council, the parents and the pupils govern the school together"),
    posts(Role.DIRECTOR),
    kinds(BodyKind.PED_COUNCIL, BodyKind.PARENTS, BodyKind.PUPILS),
    MEMBERS,
    SOON,
)
def governance(question: Question) -> Answer:
    """Judge the bodies through which the school is governed."""
    governing = {BodyKind.TRUSTEES, *question.several("kinds")}
    return _answer(question, governing)


def _answer(question: Question, concerned: set[str]) -> Answer:
    day = question.day
    seated = question.once(reads.seated, day)
    found = [one for one in question.once(_all, day) if one.kind in concerned]
    past = [one for one in question.once(_ended, day) if one.kind in concerned]
    wanted = Wanted(
        question.several("roles"),
        question.several("kinds"),
        question.number("members"),
        question.number("soon"),
    )
    benches = [_bench(body, seated) for body in found]
    held = question.once(people.roles_held, day)
    state, reason, facts = judge(held, benches, [_bench(one, {}) for one in past], wanted, day)
    proved = state == State.PROVED
    since = max((each.complete_since for each in benches), default=None) if proved else None
    records = [Record(body.name, "school:body", (body.pk,), "body", body.pk) for body in found]
    return Answer(state, reason, facts, since=since, records=records)


def _all(day: date) -> list[Body]:
    return list(reads.bodies(day))


def _ended(day: date) -> list[Body]:
    return list(reads.ended(day))


def _bench(body: Body, seated: Mapping[int, Sequence[Sitting]]) -> Bench:
    sitting = seated.get(body.pk, ())
    chairs = [one.since for one in sitting if one.seat == Seat.CHAIR]
    return Bench(
        kind=body.kind,
        name=body.name,
        since=body.since,
        until=body.until,
        chaired_since=min(chairs, default=None),
        members=len(sitting),
    )
