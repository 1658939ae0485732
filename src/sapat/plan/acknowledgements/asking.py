"""Who may be recorded as having read an edition on a day."""

from datetime import date

from sapat.core.refusal import Refused
from sapat.plan.acknowledgements import reads
from sapat.plan.acknowledgements.reads import Look
from sapat.plan.acknowledgements.rules import READ, NotSo, why_not_recorded
from sapat.plan.acknowledgements.staffing import Colleague
from sapat.plan.documents.models import DocumentEdition
from sapat.school.people.models import Person


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
