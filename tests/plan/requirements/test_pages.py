"""The register as its keepers use it."""

import pytest

from sapat.plan.processes import changes as processes
from sapat.plan.requirements import changes
from sapat.plan.requirements.models import Requirement
from sapat.plan.stakeholders import reads as groups
from tests.plan.requirements.conftest import AT, AUTUMN

pytestmark = pytest.mark.usefixtures("inside")
PAGE = "/schools/S12/plan/requirements/"
NEW = {"group": "pupil", "origin": "talk", "found_on": "2025-09-01"}


def test_an_empty_register_says_what_to_do(browser_of, deputy, school):
    answer = browser_of(deputy).get(PAGE)
    assert "Write the first ones down" in answer.text


def test_a_whole_meeting_is_written_down_at_once(browser_of, deputy, school):
    lines = {**NEW, "text": "Спорт зал ачык болсун\n\n  Китептер жаңылансын \n"}
    answer = browser_of(deputy).post(f"{PAGE}several/", lines)
    assert answer.status_code == 302
    assert [row.text for row in Requirement.objects.order_by("number")] == [
        "Спорт зал ачык болсун",
        "Китептер жаңылансын",
    ]


def test_it_is_led_through_the_pages_to_the_end(browser_of, deputy, requirement):
    browser = browser_of(deputy)
    one = f"{PAGE}{requirement.pk}/"
    day = {"on": "2025-09-02"}
    browser.post(f"{one}analyse/", {"text": "Көпчүлүк колдойт", **day})
    browser.post(f"{one}decide/", {"accepted": "yes", "content": "on", "paper": "№ 2", **day})
    browser.post(
        f"{one}account/",
        {"side": "content", "place": "other", "words": "2 саат", "proof": "№ 5", **day},
    )
    browser.post(f"{one}ask/", {"satisfied": "yes", "answer": "Ыраазы", **day})
    assert Requirement.objects.get().state == "satisfied"
    assert "2 саат" in browser.get(one).text


def test_a_refused_step_says_why(browser_of, deputy, requirement):
    given = {"accepted": "yes", "content": "on", "paper": "№ 2", "on": "2025-09-02"}
    answer = browser_of(deputy).post(f"{PAGE}{requirement.pk}/decide/", given)
    assert answer.status_code == 409
    assert "not its next one" in answer.text


def test_the_page_finds_whatever_the_case(browser_of, deputy, requirement):
    assert "ЭСЕП" in browser_of(deputy).get(PAGE, {"q": "эсеп саба"}).text
    assert "ЭСЕП" not in browser_of(deputy).get(PAGE, {"q": "химия"}).text


def test_a_long_register_asks_no_more_questions(
    browser_of, deputy, school, heard, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    for number in range(30):
        changes.write_down(school, heard(text=f"Талап {number}"), by=deputy, at=AT)
    with django_assert_max_num_queries(26):
        browser.get(PAGE)


def test_a_school_adds_a_group_and_switches_one_off(browser_of, deputy, school):
    browser = browser_of(deputy)
    browser.post(f"{PAGE}groups/new/", {"group": "sponsors", "name_ky": "Демөөрчүлөр"})
    off = {"reason": "Биз 9 жылдык мектеппиз", "since": "2025-09-01"}
    browser.post(f"{PAGE}groups/applicant/off/", off)
    kept = {one.code: one.is_on for one in groups.groups()}
    assert kept["sponsors"]
    assert not kept["applicant"]
    page = browser.get(f"{PAGE}groups/").text
    assert "Биз 9 жылдык мектеппиз" in page
    browser.post(f"{PAGE}groups/applicant/on/")
    assert groups.group("applicant").is_on


def test_an_inspector_reads_no_names(browser_of, inspector, requirement):
    page = browser_of(inspector).get(f"{PAGE}{requirement.pk}/").text
    assert "ЭСЕП" in page
    assert "Owner" not in page


def test_it_may_be_taken_into_account_in_a_process(browser_of, deputy, school, requirement, lead):
    row = processes.take_over(school, since=AUTUMN, by=deputy, at=AT)[0]
    lead(requirement, "accepted", sides=("management",))
    page = f"{PAGE}{requirement.pk}/"
    browser = browser_of(deputy)
    assert row.title in browser.get(f"{page}account/").text
    given = {"side": "management", "place": f"process:{row.pk}", "words": "Кирүү", "proof": "№ 3"}
    browser.post(f"{page}account/", {**given, "on": "2025-09-02"})
    assert f"/plan/processes/{row.pk}/" in browser.get(page).text
