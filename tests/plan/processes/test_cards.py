"""Cards are written, linked and kept as they were."""

from datetime import date, timedelta

import pytest

from sapat.core.language import Text
from sapat.core.refusal import Refused
from sapat.plan.processes import changes, reads
from sapat.plan.processes.changes import CardText, Measuring
from sapat.plan.processes.rules import Direction, LinkKind, NotSo
from tests.conftest import AT, FIRST_DAY

DAY = date(2026, 9, 1)
LATER = AT + timedelta(days=40)


def text_of(name="Тамактануу", **more):
    return CardText(name=Text(ky=name), purpose="Ысык тамак берүү", **more)


def flow(card, direction, place=0):
    return card.flows.filter(direction=direction).order_by("place", "pk")[place]


def refused(change, *given, **more):
    with pytest.raises(Refused) as no:
        change(*given, by=None, at=AT, **more)
    return no.value


def test_the_usual_cards_are_whole_but_for_their_papers(cards):
    for card in reads.cards(DAY):
        lacking = [part for part, said in card.said.items() if not said]
        assert set(lacking) <= {"documents", "inputs"}, card.process.code
        assert not card.loose_outputs
        assert not card.loose_inputs


def test_the_usual_cards_are_taken_over_once(school, cards):
    assert refused(changes.take_over, school, since=FIRST_DAY).reason == NotSo.TAKEN_OVER


def test_an_earlier_card_stays_readable(inside):
    card = changes.lay_down(inside, text_of(outputs=["обед"]), since=DAY, by=None, at=AT)
    changes.restate(card, text_of(outputs=["түшкү тамак"]), by=None, at=LATER)
    new, old = reads.editions(card)
    assert old.content["outputs"][0]["name"] == "обед"
    assert new.content["outputs"][0]["name"] == "түшкү тамак"
    assert old.until == new.since == LATER.date()


def test_changes_of_one_day_make_one_edition(inside):
    card = changes.lay_down(inside, text_of(), since=DAY, by=None, at=AT)
    changes.add_risk(card, "Суу өчөт", 2, 3, by=None, at=AT)
    changes.add_measure(card, Measuring("Камтуу", "%", "month", "эсеп", "C-16"), by=None, at=AT)
    (only,) = reads.editions(card)
    assert only.content["risks"][0]["weight"] == 6
    assert only.content["indicators"] == ["C-16"]


def test_a_reworded_output_keeps_its_receiver(cards):
    teaching = cards["teaching"]
    before = flow(teaching, Direction.OUT)
    card = reads.card(teaching, DAY)
    outputs = ["Окутулган сабактар", *(one.name for one in card.outputs[1:])]
    said = text_of("Окутуу", outputs=outputs, inputs=[one.name for one in card.inputs])
    changes.restate(teaching, said, by=None, at=LATER)
    before.refresh_from_db()
    assert before.name == "Окутулган сабактар"
    assert before.links.count() == 2


def test_a_process_does_not_feed_itself(cards):
    output = flow(cards["teaching"], Direction.OUT)
    for kind in LinkKind.values:
        no = refused(changes.link_to, output, cards["teaching"], kind=kind)
        assert no.reason == NotSo.ITSELF


def test_work_in_a_circle_is_refused_with_its_path(cards):
    output = flow(cards["assessment"], Direction.OUT, 1)
    no = refused(changes.link_to, output, cards["teaching"])
    assert no.reason == NotSo.CYCLE
    assert cards["teaching"].name in no.facts["path"]


def test_what_was_learned_may_flow_back(cards):
    output = flow(cards["assessment"], Direction.OUT, 1)
    link = changes.link_to(output, cards["teaching"], kind=LinkKind.FEEDBACK, by=None, at=AT)
    assert link.kind == LinkKind.FEEDBACK


def test_a_refused_link_leaves_no_new_input(cards):
    output = flow(cards["assessment"], Direction.OUT, 1)
    before = cards["teaching"].flows.count()
    refused(changes.link_to, output, cards["teaching"])
    assert cards["teaching"].flows.count() == before


def test_a_link_needs_exactly_two_ends(cards):
    output = flow(cards["teaching"], Direction.OUT)
    assert refused(changes.link, output, None).reason == NotSo.NO_END
    assert refused(changes.link, None, None, outside="parent").reason == NotSo.NO_END


def test_a_link_is_made_once(cards):
    output = flow(cards["teaching"], Direction.OUT)
    changes.link(output, None, outside="public", by=None, at=AT)
    no = refused(changes.link, output, None, outside="public")
    assert no.reason == NotSo.LINKED


def test_an_ended_process_leaves_a_loose_end_behind(cards):
    changes.end(cards["strategy"], until=DAY, by=None, at=AT)
    loose = [one.name for card in reads.cards(DAY) for one in card.loose_inputs]
    assert loose == ["Сапат жаатындагы максаттар"]
    assert refused(changes.restate, cards["strategy"], text_of()).reason == NotSo.ENDED


def test_an_unknown_indicator_is_refused(inside):
    no = refused(changes.lay_down, inside, text_of(indicators=["R-99"]), since=DAY)
    assert no.reason == NotSo.UNKNOWN_INDICATOR
