"""When a link closes a circle, which old line became which new one, and what the cards prove."""

from datetime import date

from sapat.core.proofs import State
from sapat.plan.processes.rules import (
    Arrow,
    Chain,
    LinkKind,
    Looked,
    Reason,
    judge_cards,
    judge_chains,
    judge_links,
    judge_measured,
    judge_methods,
    paired,
    way_back,
)
from sapat.plan.processes.usual import usual

DAY = date(2026, 10, 1)
WHOLE = Looked("Teaching", has_method=True)


def test_work_that_comes_back_is_found_however_long_the_way():
    arrows = [Arrow(1, 2), Arrow(2, 3), Arrow(3, 4)]
    assert way_back(arrows, source=4, target=1) == [1, 2, 3, 4]
    assert way_back(arrows, source=1, target=4) is None


def test_feedback_is_no_way_back():
    arrows = [Arrow(1, 2, LinkKind.FEEDBACK), Arrow(2, 3)]
    assert way_back(arrows, source=3, target=1) is None


def test_a_reworded_line_is_the_same_line():
    assert paired(["a", "b", "c"], ["a", "B", "c", "d"]) == [
        ("a", "a"), ("c", "c"), ("b", "B"), (None, "d"),
    ]  # fmt: skip
    assert paired(["a", "b"], ["b"]) == [("b", "b"), ("a", None)]


def test_whole_cards_prove_and_one_lacking_part_disproves():
    assert judge_cards([WHOLE] * 5, 5)[:2] == (State.PROVED, Reason.COMPLETE)
    poor = Looked("Meals", lacking=("owner", "risks"))
    state, reason, facts = judge_cards([*[WHOLE] * 5, poor], 5)
    assert (state, reason) == (State.MISSING, Reason.INCOMPLETE)
    assert facts["process"] == "Meals"


def test_too_few_cards_are_no_process_approach():
    assert judge_cards([], 5)[1] == Reason.NO_CARDS
    assert judge_cards([WHOLE] * 4, 5)[1] == Reason.TOO_FEW


def test_one_loose_end_disproves_the_links():
    assert judge_links([WHOLE], 3)[0] == State.PROVED
    assert judge_links([WHOLE], 0)[1] == Reason.NO_LINKS
    assert judge_links([Looked("A", loose_outputs=("report",))], 3)[1] == Reason.LOOSE_OUTPUT
    assert judge_links([Looked("A", loose_inputs=("money",))], 3)[1] == Reason.LOOSE_INPUT


def test_a_process_without_a_target_is_not_measured():
    assert judge_measured([WHOLE])[0] == State.PROVED
    assert judge_measured([WHOLE, Looked("A", unserved=("target",))])[1] == Reason.NOT_MEASURED
    assert judge_methods([WHOLE])[0] == State.PROVED
    assert judge_methods([WHOLE, Looked("A")])[1] == Reason.NO_METHOD


def test_a_broken_chain_of_a_new_requirement_is_due_and_then_missing():
    whole = Chain(1, (1,), (1,), ("R-01",))
    broken = Chain(2, (1,), (), ("R-01",))
    found = date(2026, 9, 1)
    assert judge_chains([("x", found, whole)], DAY, 30)[0] == State.PROVED
    assert judge_chains([("x", found, whole), ("y", found, broken)], DAY, 30)[0] == State.DUE
    late = date(2026, 10, 2)
    assert judge_chains([("y", found, broken)], late, 30)[:2] == (State.MISSING, Reason.BROKEN)
    assert judge_chains([], DAY, 30)[1] == Reason.NO_REQUIREMENTS


def test_a_chain_breaks_at_its_first_missing_link():
    assert Chain(1).broken_at == "process"
    assert Chain(1, (1,)).broken_at == "measure"
    assert Chain(1, (1,), (2,)).broken_at == "indicator"
    assert Chain(1, (1,), (2,), ("R-01",)).broken_at == ""


def test_the_usual_processes_have_no_circle_of_work_and_no_loose_end():
    cards = usual()
    arrows: list[Arrow] = []
    for number, card in enumerate(cards.values()):
        for flow in card.outputs:
            assert flow.to or flow.back or flow.outside, (card.code, flow.name)
            arrows += [Arrow(number, list(cards).index(code)) for code in flow.to]
        assert all(flow.outside for flow in card.inputs)
    for place, arrow in enumerate(arrows):
        assert way_back(arrows[:place], arrow.source, arrow.target) is None
