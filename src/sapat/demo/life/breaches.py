"""Cases of breach of a fictional school: closed, waiting for an explanation, long erased."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from sapat.act.breaches import changes, outcomes
from sapat.act.breaches.changes import Choice, Fact, GivenBy
from sapat.act.breaches.models import Breach
from sapat.act.breaches.rules import measures
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

LONG_AGO = (430, 400, 380)
"""Days since cases whose term of keeping is over by now: only their count is left."""


def live(school: Organisation, *, at: datetime) -> None:
    """Lay the terms down and write the cases."""
    day = localdate(at)
    director = holders(school, Role.DIRECTOR, day).first()
    office = {Role.DIRECTOR, Role.DEP_ACADEMIC, Role.CLERK}
    handling = {one.pk for role in office for one in holders(school, role, day)}
    staff = [one for one in holders(school, Role.TEACHER, day) if one.pk not in handling]
    if not director or len(staff) < 5:
        return
    changes.set_terms(
        school, {code: one.months for code, one in measures().items()}, by=None, at=at
    )
    for days, person in zip(LONG_AGO, staff[-3:], strict=True):
        _closed(person, director, "talk", at=at - timedelta(days=days))
    closed = _closed(staff[1], director, "remark", at=at - timedelta(days=60))
    with within(school):
        outcomes.write_finding(
            closed,
            "Журналга баа коюу мөөнөтүн эч ким убагында текшербейт",
            "minor",
            person=director,
            by=None,
            at=at - timedelta(days=35),
        )
    asked = next((one for one in staff if one.user_id), staff[3])  # who can sign in reads it
    _waiting(asked, director, at=at - timedelta(days=2))
    changes.erase_over(school, at=at)


def _opened(person: Person, director: Person, point: str, fact: str, *, at: datetime) -> Breach:
    told = Fact(point, fact, localdate(at) - timedelta(days=3))
    return changes.open_case(person, told, person=director, by=None, at=at)


def _closed(person: Person, director: Person, measure: str, *, at: datetime) -> Breach:
    """Bring a case to its end: explained in time, a measure, a reply that agrees."""
    point = "Баалоонун ачыктыгы жана өз убагында болушу"
    row = _opened(person, director, point, "Жазуу иштин баалары үч жума журналга коюлган эмес.",
                  at=at)  # fmt: skip
    day = localdate(at)
    row = changes.ask_explanation(row, day + timedelta(days=3), person=director, by=None, at=at)
    later = at + timedelta(days=2)
    row = changes.explain(row, "Ооруп калгам, баалар дептерде турат.", person=person, at=later)
    choice = Choice(measure, "Биринчи жолу, бирок окуучулардын баасы кечикти.")
    row = changes.decide(row, choice, person=director, by=None, at=at + timedelta(days=5))
    if measures()[measure].needs_order:
        given = GivenBy(paper="14-К", on=day + timedelta(days=6))
        row = changes.name_order(row, given, person=director, by=None, at=at + timedelta(days=6))
    row = changes.reply(row, "Макулмун, мындан ары убагында коём.", person=person,
                        at=at + timedelta(days=8))  # fmt: skip
    return changes.close(row, person=director, by=None, at=at + timedelta(days=20))


def _waiting(person: Person, director: Person, *, at: datetime) -> None:
    fact = "Ата-энелердин суроосуна белгиленген мөөнөттө жооп берилген эмес."
    row = _opened(person, director, "Ата-энелерге урмат менен жооп берүү", fact, at=at)
    until = localdate(at) + timedelta(days=5)
    changes.ask_explanation(row, until, person=director, by=None, at=at)
