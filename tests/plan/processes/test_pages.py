"""The pages of the processes, as people use them."""

from datetime import date

import pytest
from django.urls import reverse

from sapat.core.dues import due_in
from sapat.core.proofs import Question, State, found
from sapat.plan.processes import changes, reads
from sapat.plan.processes.models import Process
from sapat.plan.processes.rules import Direction, LinkKind, NotSo, Reason
from sapat.plan.requirements.models import Requirement
from tests.conftest import AT

DAY = date(2026, 10, 1)


def page(name, *args):
    return reverse(f"plan:{name}", args=["S12", *args])


def asked(school, rule, **parameters):
    return found(rule).ask(Question(school, DAY), parameters)


def test_an_empty_school_is_told_what_to_do(browser_of, deputy):
    answer = browser_of(deputy).get(page("processes"))
    assert "No process card yet." in answer.text
    assert page("take_over_processes") in answer.text


def test_the_usual_cards_come_in_one_step(browser_of, deputy, inside):
    browser = browser_of(deputy)
    browser.post(page("take_over_processes"), {"since": "2026-09-01"})
    answer = browser.get(page("processes"))
    assert answer.text.count('class="map-box') >= 26
    assert "Review and improvement" in answer.text


def test_a_card_is_written_and_edited(browser_of, deputy, inside):
    browser = browser_of(deputy)
    said = {"name_ky": "Тамактануу", "purpose": "Ысык тамак", "outputs": "тамак\nменю"}
    browser.post(page("new_process"), {**said, "since": "2026-09-01"})
    row = Process.objects.get()
    answer = browser.get(page("process", row.pk))
    assert "nobody receives it" in answer.text
    browser.post(page("edit_process", row.pk), {**said, "owner_role": "director"})
    row.refresh_from_db()
    assert row.owner_role == "director"


def test_an_output_finds_its_receiver(browser_of, deputy, cards):
    output = cards["teaching"].flows.filter(direction=Direction.OUT).first()
    browser = browser_of(deputy)
    far = f"process:{cards['improvement'].pk}"
    answer = browser.post(page("link_flow", output.pk), {"far": far, "kind": "work"})
    assert answer.status_code == 302
    assert cards["improvement"].flows.filter(name=output.name).exists()


def test_a_circle_gets_a_sentence(browser_of, deputy, cards):
    output = cards["improvement"].flows.filter(direction=Direction.OUT).first()
    far = f"process:{cards['planning'].pk}"
    answer = browser_of(deputy).post(page("link_flow", output.pk), {"far": far, "kind": "work"})
    assert answer.status_code == 409
    assert "This would close a circle" in answer.text


def test_a_risk_and_a_measuring_come_and_go(browser_of, deputy, cards):
    browser, card = browser_of(deputy), cards["teaching"]
    risk = {"text": "Кар жаайт", "likelihood": "3", "consequence": "3"}
    browser.post(page("new_risk", card.pk), risk)
    measure = {"what": "Сабактар", "unit": "саат", "frequency": "term", "method": "эсеп"}
    browser.post(page("new_measure", card.pk), measure)
    assert "9 of 9" in browser.get(page("process", card.pk)).text
    browser.post(page("drop_risk", card.risks.last().pk))
    browser.post(page("drop_measure", card.measures.last().pk))
    assert "Кар жаайт" not in browser.get(page("process", card.pk)).text


def test_an_earlier_edition_is_read(browser_of, teacher, cards):
    edition = cards["support"].editions.first()
    answer = browser_of(teacher).get(page("process_edition", edition.pk))
    assert "Кысым кеч байкалат" in answer.text


def test_a_teacher_reads_and_does_not_write(browser_of, teacher, cards):
    browser = browser_of(teacher)
    assert browser.get(page("process", cards["teaching"].pk)).status_code == 200
    assert browser.post(page("end_process", cards["teaching"].pk)).status_code == 403


def test_the_list_asks_as_much_for_a_dozen_cards_as_for_one(
    browser_of, deputy, cards, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    browser.get(page("processes"))
    with django_assert_max_num_queries(24):
        browser.get(page("processes"))


@pytest.fixture
def requirement(inside):
    """Something a parent asks for."""
    fields = {field.name for field in Requirement._meta.fields}
    more = {"number": 1, "state": "accepted", "state_since": date(2026, 9, 1)}
    return Requirement.objects.create(
        school=inside, group="parent", text="Ысык тамак", origin="survey",
        found_on=date(2026, 8, 1), **{name: more[name] for name in fields & set(more)},
    )  # fmt: skip


def test_the_chain_is_broken_until_a_process_answers_the_requirement(
    browser_of, deputy, cards, requirement, school
):
    browser = browser_of(deputy)
    assert "no process" in browser.get(page("chains")).text
    assert asked(school, "processes.traced").reason == Reason.BROKEN
    ground = {"requirements": [requirement.pk]}
    browser.post(page("process_ground", cards["resources"].pk), ground)
    assert "no measure in a plan" in browser.get(page("chains")).text


def test_the_usual_cards_prove_links_and_methods(school, cards):
    assert asked(school, "processes.linked").state == State.PROVED
    assert asked(school, "processes.methods").state == State.PROVED
    most = "purpose, owner, outputs, customers, resources, indicators, risks"
    assert asked(school, "processes.cards", parts=most).state == State.PROVED
    assert asked(school, "processes.cards").reason == Reason.INCOMPLETE
    assert asked(school, "processes.measured").reason == Reason.NOT_MEASURED


def test_one_missing_receiver_disproves(school, cards):
    link = next(one for one in reads.live_links() if one.flow.process == cards["planning"])
    changes.unlink(link, by=None, at=AT)
    assert asked(school, "processes.linked").state == State.MISSING


def test_the_heads_hear_of_a_process_without_owner(school, cards, deputy):
    sentences = [one.sentence for one in due_in(school, DAY) if one.key.startswith("processes.")]
    owned = cards["planning"].name
    assert not [sentence for sentence in sentences if owned in sentence]
    assert [sentence for sentence in sentences if cards["improvement"].name in sentence]


def test_the_refusals_read_as_sentences():
    for reason in (*NotSo, *Reason, *LinkKind):
        assert str(reason.label)
