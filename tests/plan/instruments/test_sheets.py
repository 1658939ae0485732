"""The shipped instruments: whole in three languages, and what a hash says of a text."""

import copy
import json

import pytest

from sapat.core.entry import CatalogueError
from sapat.core.rights import Role
from sapat.plan.indicators.rules import indicators
from sapat.plan.instruments.rules import Kept, differences, free_code, why_not_code
from sapat.plan.instruments.sheets import scales, sheet_of, shipped, shipped_content

SIZES = {
    "LO": 18, "PA": 17, "PU": 15, "GR": 14, "EM": 13, "TS": 17, "CP": 16, "CS": 12, "SC": 34,
    "AE": 6, "IA": 34, "AC-S": 22, "AC-I": 12, "AD": 9, "IN": 6, "EV": 8, "PO": 6, "EX": 7,
    "PC": 3, "TE": 12,
}  # fmt: skip


def test_every_instrument_of_the_domain_is_there():
    assert {code: len(sheet.items) for code, sheet in shipped().items()} == SIZES


def test_every_item_speaks_three_languages():
    spoken = [item.words for sheet in shipped().values() for item in sheet.items.values()]
    assert all(words.ky and words.ru and words.en for words in spoken)


def test_every_instrument_feeds_indicators_there_are_and_has_a_post():
    fed = {code for sheet in shipped().values() for code in sheet.feeds}
    assert fed <= set(indicators())
    assert {sheet.role for sheet in shipped().values()} <= set(Role.values)


def test_every_code_begins_with_the_instruments():
    wrong = [
        item
        for sheet in shipped().values()
        for item in sheet.items
        if not item.startswith(sheet.code)
    ]
    assert not wrong


def test_questionnaires_are_anonymous_and_say_so():
    asked = [sheet for sheet in shipped().values() if sheet.kind == "questionnaire"]
    assert all(sheet.anonymous and sheet.preamble and sheet.min_group >= 5 for sheet in asked)


def test_scales_run_from_the_best_answer_down():
    for scale in scales().values():
        points = [answer.points for answer in scale.answers if answer.points is not None]
        assert points == sorted(points, reverse=True)


def changed(code, item, **more):
    content = json.loads(json.dumps(shipped_content()[code]))
    content["items"][item] |= more
    return sheet_of(content)


@pytest.mark.parametrize("more", [{"ky": "Башка"}, {"ru": "Другое"}, {"off": True}])
def test_the_hash_changes_with_any_word_that_is_asked(more):
    assert changed("PA", "PA-01", **more).digest != shipped()["PA"].digest


def test_the_hash_does_not_change_with_what_nobody_reads():
    assert changed("PA", "PA-01", topic="results").digest == shipped()["PA"].digest
    content = {**copy.deepcopy(dict(shipped_content()["PA"])), "role": "psychologist"}
    assert sheet_of(content).digest == shipped()["PA"].digest


@pytest.mark.parametrize(
    ("more", "kept", "breaks"),
    [
        ({"ky": "Башкача айтканда"}, Kept.REWORDED, False),
        ({"ky": "Таптакыр башка", "meaning": True}, Kept.MEANING, True),
        ({"off": True}, Kept.OFF, True),
    ],
)
def test_what_a_change_does_to_comparing(more, kept, breaks):
    (found,) = differences(shipped()["PA"], changed("PA", "PA-05", **more))
    assert (found.code, found.what, found.breaks_comparison) == ("PA-05", kept, breaks)


def test_an_edition_without_changes_differs_in_nothing():
    assert not any(differences(sheet, sheet) for sheet in shipped().values())


@pytest.mark.parametrize("code", ["PA-01", "PB-77", "PA", "PA-ө", "PA-1234567890123456789"])
def test_a_code_is_never_given_twice_and_is_plain(code):
    assert why_not_code(code, shipped()["PA"])
    assert why_not_code(free_code(shipped()["PA"]), shipped()["PA"]) is None


def test_an_unknown_key_of_an_item_is_named():
    with pytest.raises(CatalogueError, match=r"PA\.items\.PA-01: unknown key mark"):
        changed("PA", "PA-01", mark=1)
