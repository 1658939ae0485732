"""The clauses of both regulations as data: every line, in three languages, with its rule."""

import re
from collections import Counter

import pytest

from sapat.core.catalogue import FOLDER, load
from sapat.core.language import LANGUAGES
from sapat.core.proofs import library
from sapat.core.rights import Role
from sapat.plan.indicators.rules import indicators
from sapat.school.bodies.rules import BodyKind

FILES = sorted(path.stem for path in (FOLDER / "regulations").glob("[ab].yaml"))
RHYTHMS = {"continuous", "weekly", "monthly", "term", "half_year", "year", "event", "once"}
OUTSIDE = {"employer", "graduate", "parent", "pupil", "public"}
ROLES = {*Role.values, *BodyKind.values, *OUTSIDE}
LINES = {"a": 90, "b": 70}
SHOULD = {
    "a": "A1.1-1 A2-7 A4-7 A5-1 A5-2 A5-4b A5-4e A5-5a A5-11 A5-12 A5-15 A7.5-1 A8-1 A8-2a A8-2b"
    " A8-2c A8-2d A9-3b A10-1 A10-2 A10-3 A10-4",
    "b": "B1-5 B2.2-4 B2.3-6 B2.3-8 B2.3-9 B3.5-4 B3.6-2",
}
KYRGYZ = re.compile("[өүң]")
TEXT_ONLY = {"a": "A5-13 A5-14", "b": ""}
"""What the matrix marks S and C; every other line is an M."""

pytestmark = pytest.mark.parametrize("name", FILES)


def chapters(name):
    return load(f"regulations/{name}")["chapters"]


def clauses(name):
    return [clause for chapter in chapters(name) for clause in chapter["clauses"]]


def texts(name):
    """Every text of a regulation with the place where it stands."""
    regulation = load(f"regulations/{name}")
    yield name, regulation["name"]
    for chapter in chapters(name):
        yield chapter["id"], chapter["heading"]
    for clause in clauses(name):
        yield clause["id"], clause["heading"]
        yield clause["id"], clause["meaning"]


def test_every_line_of_the_matrix_stands_once(name):
    ids = [clause["id"] for clause in clauses(name)]
    assert len(ids) == len(set(ids)) == LINES[name]


def test_a_clause_stands_in_its_chapter(name):
    for chapter in chapters(name):
        for clause in chapter["clauses"]:
            assert re.match(re.escape(chapter["id"]) + r"[.-]", clause["id"]), clause["id"]


def test_every_text_is_there_in_three_languages(name):
    for place, text in texts(name):
        assert tuple(text) == LANGUAGES, place
        assert all(words.strip() and words == words.strip() for words in text.values()), place
        assert len(set(text.values())) == len(LANGUAGES), place


def test_each_language_is_written_in_its_own_letters(name):
    own = [bool(KYRGYZ.search(clause["meaning"]["ky"].casefold())) for clause in clauses(name)]
    assert sum(own) >= 0.9 * len(own)
    for place, text in texts(name):
        assert not KYRGYZ.search(text["ru"].casefold()), place
        assert not re.search("[Ѐ-ӿ]", text["en"]), place


def test_priorities_are_those_of_the_matrix(name):
    wanted = dict.fromkeys(SHOULD[name].split(), "S") | dict.fromkeys(TEXT_ONLY[name].split(), "C")
    for clause in clauses(name):
        assert clause["priority"] == wanted.get(clause["id"], "M"), clause["id"]


def test_who_when_and_where_on_the_wheel_are_known_words(name):
    for clause in clauses(name):
        assert clause["role"] in ROLES, clause["id"]
        assert clause["rhythm"] in RHYTHMS, clause["id"]
        assert clause["phase"] in {"plan", "do", "check", "act"}, clause["id"]
        assert re.fullmatch("N[1-7]", clause.get("note", "N1")), clause["id"]


def test_no_clause_has_a_key_that_nobody_reads(name):
    needed = {"id", "heading", "meaning", "role", "rhythm", "priority", "phase", "rule"}
    for clause in clauses(name):
        assert needed <= set(clause) <= needed | {"parameters", "note"}, clause["id"]


def test_placeholders_resolve_in_every_language_and_never_begin_a_text(name):
    labels = load("regulations/labels")
    for place, text in texts(name):
        for language, words in text.items():
            assert not words.startswith("{"), place
            for forms in labels["learners"].values():
                known = {form: told[language] for form, told in forms.items()}
                told = words.format(**known, parent=labels["parent"]["name"][language])
                assert "{" not in told, place


def test_a_placeholder_of_one_language_stands_in_the_others(name):
    for place, text in texts(name):
        asked = {
            frozenset(found.split("_")[0] for found in holes(words)) for words in text.values()
        }
        assert len(asked) == 1, place


def holes(words):
    return re.findall(r"\{(\w+)\}", words)


def test_every_line_names_a_rule_of_a_room(name):
    for clause in clauses(name):
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", clause["rule"]), clause["id"]


def test_registered_rules_know_the_parameters_the_clause_gives(name):
    for clause in clauses(name):
        rule = library().get(clause["rule"])
        if rule:
            known = {parameter.name for parameter in rule.parameters}
            assert set(clause.get("parameters", {})) <= known, clause["id"]


def test_no_two_clauses_say_the_same(name):
    said = Counter(clause["meaning"]["en"] for clause in clauses(name))
    assert max(said.values()) == 1


def test_indicators_that_a_clause_names_exist(name):
    for clause in clauses(name):
        named = clause.get("parameters", {}).get("indicators", [])
        assert set(named) <= set(indicators()), clause["id"]


def test_a_clause_that_is_measured_names_every_indicator_that_judges_it(name):
    for clause in clauses(name):
        if clause["rule"] == "measuring.known":
            judging = {
                code for code, each in indicators().items() if each.criterion == clause["id"]
            }
            assert judging <= set(clause["parameters"]["indicators"]), clause["id"]
