"""Nobody reads a case but the office and the person concerned; no list or page leaks it."""

import pytest
from django.urls import reverse

from sapat.act.breaches import changes, outcomes
from sapat.act.breaches.changes import Choice, Fact
from sapat.act.breaches.rules import shown_count
from sapat.act.work import changes as work
from sapat.act.work import reads as waiting
from sapat.act.work.models import Reminder
from sapat.core import dues
from sapat.core.rights import Role
from sapat.school.people import changes as people
from tests.act.breaches.test_breaches import (  # noqa: F401 (fixtures)
    AT,
    DAY,
    PAPER,
    asked,
    case,
    closed,
    decided,
    explained,
    on,
)
from tests.conftest import join

pytestmark = pytest.mark.usefixtures("year", "inside")

HOME = "/schools/S12/act/breaches/"
SECRET = "ЖАШЫРУУН"
ELSEWHERE = (
    "act:work", "act:findings", "act:actions", "act:orders", "act:decisions", "act:loop",
    "act:breach_counts", "act:own_breaches", "act:reviews", "act:review_effectiveness",
    "plan:wheel", "plan:clauses", "plan:contribution", "plan:digests", "school:trail",
)  # fmt: skip


@pytest.fixture
def secret(teacher, director):
    """A case full of words nobody else may read, waiting for the explanation."""
    fact = Fact(f"{SECRET} пункт", f"{SECRET} факт", DAY)
    row = changes.open_case(teacher.person, fact, person=director.person, by=director, at=AT)
    changes.attach(row, f"{SECRET}.pdf", PAPER, person=director.person, by=director, at=AT)
    return changes.ask_explanation(row, on(3).date(), person=director.person, by=director, at=AT)


OFFICE = {Role.DIRECTOR, Role.DEP_ACADEMIC, Role.CLERK}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.INSPECTOR}))
def test_only_the_office_opens_a_case(browser_of, school, secret, role):
    browser = browser_of(join("somebody", school, role))
    expected = 200 if role in OFFICE else 403
    file = secret.files.get()
    for address in (HOME, f"{HOME}{secret.pk}/", f"{HOME}files/{file.pk}/"):
        assert browser.get(address).status_code == expected, address
    for address in (f"{HOME}own/{secret.pk}/", f"{HOME}own/files/{file.pk}/"):
        assert browser.get(address).status_code == 404, address


def test_an_inspector_opens_nothing_of_it(browser_of, inspector, secret):
    browser = browser_of(inspector)
    for end in ("", f"{secret.pk}/", "own/", f"own/{secret.pk}/", "counts/"):
        assert browser.get(f"{HOME}{end}").status_code == 403


def test_another_school_does_not_find_it(browser_of, stranger, secret):
    assert browser_of(stranger).get(f"{HOME}{secret.pk}/").status_code == 404


def test_the_person_concerned_reads_explains_and_replies(browser_of, teacher, director, secret):
    browser = browser_of(teacher)
    page = f"{HOME}own/{secret.pk}/"
    assert SECRET in browser.get(page).text
    assert browser.get(f"{HOME}own/files/{secret.files.get().pk}/").content == PAPER
    answer = browser.post(f"{page}explain/", {"words": "Ооруп калгам"})
    assert answer.status_code == 302
    secret.refresh_from_db()
    assert (secret.explanation, secret.explanation_kind) == ("Ооруп калгам", "own")
    choice = Choice("talk", "Биринчи жолу", DAY.replace(year=2099))
    changes.decide(secret, choice, person=director.person, by=director, at=AT)
    assert browser.post(f"{page}reply/", {"words": "Макул"}).status_code == 302
    assert browser.post(f"{page}reply/", {"words": "Дагы"}).status_code == 409


def test_the_person_concerned_does_not_read_a_case_before_they_are_asked(
    browser_of,
    teacher,
    case,  # noqa: F811
):
    assert browser_of(teacher).get(f"{HOME}own/{case.pk}/").status_code == 404


def test_a_deputy_does_not_find_their_own_case_in_the_office(browser_of, deputy, director):
    fact = Fact(f"{SECRET} пункт", f"{SECRET} факт", DAY)
    row = changes.open_case(deputy.person, fact, person=director.person, by=director, at=AT)
    browser = browser_of(deputy)
    assert SECRET not in browser.get(HOME).text
    for end in ("", "measure/", "drop/", "close/", "order/", "finding/"):
        assert browser.get(f"{HOME}{row.pk}/{end}").status_code == 404
    assert browser.post(f"{HOME}{row.pk}/drop/", {"reason": "Жок"}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MO, Role.UNIT_HEAD, Role.ADMINISTRATION])
def test_no_other_page_tells_of_a_case(browser_of, school, secret, teacher, role):
    work.remind(school, at=on(40))
    browser = browser_of(join("somebody", school, role))
    for name in ELSEWHERE:
        address = reverse(name, args=[school.code])
        answer = browser.get(address)
        assert answer.status_code in {200, 403}, address
        text = answer.text
        assert SECRET not in text, address
        assert secret.name not in text, address
        assert f"breaches/{secret.pk}" not in text, address


def test_what_is_private_is_listed_for_those_alone_who_act(school, secret, teacher, director):
    private = [one for one in dues.due_in(school, DAY, private=True) if one.private]
    assert {one.page for one in private} == {"act:own_breach", "act:breach"}
    assert not [one for one in dues.due_in(school, DAY) if one.private]
    own = [one for one in waiting.mine(school, waiting.holder(teacher.person.pk, DAY), DAY)
           if one.private]  # fmt: skip
    assert [one.page for one in own] == ["act:own_breach"]
    assert "breach" not in own[0].key


def test_a_substitute_and_the_head_hear_nothing(school, secret, teacher, deputy, director):
    stands_in = join("standing", school, Role.TEACHER).person
    work.stand_in(
        teacher.person, stands_in, since=DAY, until=on(60).date(), reason="", by=director, at=AT
    )
    assert not [one for one in waiting.mine(school, waiting.holder(stands_in.pk, DAY), DAY)
                if one.private]  # fmt: skip
    work.remind(school, at=on(40))
    told = Reminder.objects.filter(key__startswith="private")
    assert {one.person_id for one in told} == {teacher.person.pk}
    assert not told.filter(step__startswith="head").exists()


def test_the_deputy_concerned_is_not_asked_to_decide_their_own_case(school, deputy, director):
    clerk = join("clerk", school, Role.CLERK).person
    fact = Fact("Пункт", "Факт", DAY)
    changes.open_case(clerk, fact, person=director.person, by=director, at=AT)
    mine = waiting.mine(school, waiting.holder(clerk.pk, DAY), DAY)
    assert not [one for one in mine if one.page == "act:breach"]


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (1, None), (2, None), (3, "3")])
def test_small_counts_are_hidden(number, shown):
    assert shown_count(number) == shown


def test_the_numbers_hide_a_single_case(browser_of, teacher, secret):
    page = browser_of(teacher).get(f"{HOME}counts/").text
    assert "fewer than 3" in page
    assert "2026" in page


def test_erasing_the_person_leaves_no_name_in_the_case(school, closed, teacher, director):  # noqa: F811
    name = teacher.person.family_name
    people.erase(teacher.person, by=director, at=on(21))
    changes.erase_over(school, at=on(22))
    closed.refresh_from_db()
    assert name not in f"{closed.fact}{closed.explanation}{closed.person}"


def test_no_page_of_a_case_offers_to_carry_its_words_into_a_finding(
    browser_of, teacher, director, secret
):
    own = browser_of(teacher).get(f"{HOME}own/{secret.pk}/").text
    office = browser_of(director).get(f"{HOME}{secret.pk}/").text
    assert "findings/new/?" not in own + office


def test_a_finding_leads_nobody_to_the_case_but_the_case_leads_to_it(
    browser_of,
    school,
    deputy,
    director,
    decided,  # noqa: F811
):
    row = outcomes.write_finding(
        decided, "Журнал көзөмөлсүз", "minor", person=director.person, by=director, at=on(3)
    )
    page = browser_of(join("somebody", school, Role.MO)).get(f"/schools/S12/act/findings/{row.pk}/")
    assert page.status_code == 200
    assert "A case of breach" in page.text
    assert f"breaches/{decided.pk}" not in page.text
    assert row.source_label == "A case of breach", "no number of the case"
    assert f"findings/{row.pk}/" in browser_of(deputy).get(f"{HOME}{decided.pk}/").text
