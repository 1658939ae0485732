"""An inspector reads how a school stands, and no name of anybody."""

from datetime import date

from sapat.core.proofs import Answer, Record, State
from sapat.plan.acknowledgements.rules import Reason
from sapat.plan.training import changes as training
from sapat.plan.training.changes import Course, Trust
from sapat.school.boundary import within
from sapat.school.people.models import Person
from tests.conftest import AT

DAY = date(2026, 9, 1)


def test_an_answer_without_names_keeps_what_is_so():
    answer = Answer(
        State.MISSING,
        Reason.UNREAD,
        {"names": "Осмонова А."},
        DAY,
        [Record("Осмонова А.", "plan:newcomer", (1,), "person", 1), Record("№ 1", "plan:policy")],
        frozenset({"names"}),
    )
    hidden = answer.without_names()
    assert "Осмонова" not in hidden.sentence
    assert [record.label for record in hidden.records] == ["№ 1"]
    assert (hidden.state, hidden.since) == (answer.state, answer.since)


def test_an_inspector_sees_no_assessor_by_name(browser_of, school, teacher, deputy, inspector):
    with within(school):
        person = Person.objects.get(user=teacher)
        person.family_name = "Кайыпова"
        person.save()
    row = training.plan(school, Course("audit", "Аудит", 2026, DAY), by=None, at=AT)
    row = training.hold(row, DAY, valid_until=None, by=None, at=AT)
    training.take_part(row, [person], by=None, at=AT)
    training.appoint(person, Trust("audit", DAY, "7"), by=None, at=AT)
    page = "/schools/S12/plan/regulation/"
    assert person.short_name in browser_of(deputy).get(page).text
    for address in (page, f"{page}clauses/B3.4-6/", f"{page}wheel/"):
        assert person.short_name not in browser_of(inspector).get(address).text
