"""Who may be recorded as having read an edition on a day."""

from dataclasses import dataclass
from datetime import date

from sapat.core.refusal import Refused
from sapat.plan.acknowledgements import reads, staffing
from sapat.plan.acknowledgements.rules import (
    READ,
    Audience,
    NotSo,
    Whom,
    awaits_newcomer,
    concerns,
    why_not_recorded,
)
from sapat.plan.acknowledgements.staffing import Colleague
from sapat.plan.documents.models import DocumentEdition
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Look:
    """Everything that says who may read an edition, asked once for many people."""

    audience: Audience
    people: dict[int, Colleague]
    entries: dict[tuple[int, int], list[reads.Entry]]
    assessors: frozenset[int]

    def concerned(self, person_id: int) -> Colleague | None:
        """Return the colleague if the edition concerns them, at work or before the first day."""
        one = self.people.get(person_id)
        if one is None:
            return None
        given = {"is_assessor": person_id in self.assessors}
        own = concerns(self.audience, one.roles, one.unit.key, **given)
        return one if own or awaits_newcomer(self.audience, one.roles, one.unit.key) else None


def look_at(edition: DocumentEdition, day: date, *, person_id: int | None = None) -> Look:
    """Look at an edition for one person or for everybody."""
    audience = reads.audience_of(edition.document)
    return Look(
        audience,
        {one.person_id: one for one in staffing.people(day, person_id=person_id)},
        reads.entries([edition], person_id=person_id),
        reads.assessors(day) if audience.whom == Whom.ASSESSORS else frozenset(),
    )


def asked_colleague(
    edition: DocumentEdition, look: Look, person: Person, *, on: date, day: date
) -> Colleague:
    """Return the member of staff who reads the edition on a day, or refuse with a sentence.

    Newcomers may read what is marked for them before their first day.
    """
    objection = why_not_recorded(on, since=edition.effective_from, today=day)
    if objection is None and not edition.holds(on):
        objection = NotSo.NOT_IN_FORCE
    if objection:
        raise Refused(objection, day=on, since=edition.effective_from)
    colleague = look.concerned(person.pk)
    if colleague is None:
        raise Refused(NotSo.NOT_ASKED, name=person.short_name)
    if not colleague.employment.covers(on):
        raise Refused(NotSo.LEFT_BEFORE, name=person.short_name, day=colleague.employment.before)
    noted = look.entries.get((edition.pk, person.pk), ())
    entry = reads.counting(noted, colleague, day)
    if entry and entry.way in READ:
        raise Refused(NotSo.READ_ALREADY, name=person.short_name)
    return colleague
