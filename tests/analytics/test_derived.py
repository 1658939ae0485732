"""Data sets made of others: grouped and joined, with equal rows on every engine."""

import pytest

from sapat.analytics.definitions import DefinitionError
from sapat.analytics.derived import compile_derived
from tests.analytics.conftest import MARKS, SCHEMA, many_marks, mark, place

PUPIL_TERMS = {
    "from": "period_marks",
    "per": ["year", "term", "class", "pupil"],
    "states": {
        "n5": {"count": "category = 'excellent' and not exempt"},
        "nna": {"count": "category = 'not_attested' and not exempt"},
        "all": {"count": True},
        "total": {"sum": "value", "where": "not exempt"},
        "terms": {"sum": "term"},
    },
}
ANNUAL = {
    "from": "period_marks",
    "where": "term > 0",
    "join": {
        "data": "period_marks", "on": ["pupil", "subject"], "where": "term = 0",
        "take": {"annual": "value", "annual_category": "category"}, "kind": "inner",
    },
}  # fmt: skip


def rows_of(engine, derived, relation="made"):
    engine.keep(relation, *derived.sql(engine.dialect))
    names = sorted(derived.columns)
    listed = ", ".join(f'"{name}"' for name in names)
    rows = engine.run(f'SELECT {listed} FROM "{relation}"', {})
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_grouped_rows_are_the_same_everywhere_and_as_by_hand(all_engines):
    facts = many_marks(pupils=20)
    derived = compile_derived("pupil_terms", PUPIL_TERMS, SCHEMA)

    found = []
    for engine in all_engines:
        rows = rows_of(place(engine, "period_marks", MARKS, facts), derived)
        found.append({(row["pupil"], row["term"]): row for row in rows})

    assert all(each == found[0] for each in found)
    mine = [row for row in facts if row["pupil"] == 3 and row["term"] == 2]
    due = [row for row in mine if not row["exempt"]]
    assert found[0][3, 2] == {
        "year": 2025, "term": 2, "class": 80, "pupil": 3, "all": 3, "terms": 6,
        "n5": sum(row["category"] == "excellent" for row in due),
        "nna": sum(row["category"] == "not_attested" for row in due),
        "total": sum(row["value"] or 0 for row in due),
    }  # fmt: skip


def test_without_the_term_rows_belong_to_the_year(sqlite):
    raw = {"from": "period_marks", "per": ["year", "pupil"], "states": {"n": {"count": True}}}
    place(sqlite, "period_marks", MARKS, [mark(term=1), mark(term=2)])

    assert rows_of(sqlite, compile_derived("years", raw, SCHEMA)) == [
        {"n": 2, "pupil": 1, "term": 0, "year": 2025}
    ]


def test_a_join_pairs_rows_of_the_same_year(all_engines):
    facts = [mark(1, 5), mark(1, 4, term=0), mark(2, 3), mark(1, 3, term=0, year=2024)]
    derived = compile_derived("annual", ANNUAL, SCHEMA)

    for engine in all_engines:
        rows = rows_of(place(engine, "period_marks", MARKS, facts), derived)
        assert [(row["pupil"], row["value"], row["annual"], row["annual_category"])
                for row in rows] == [(1, 5, 4, "good")]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "kind", "annual"),
    [("same", "left", [4, None]), ("previous", "inner", [3]), ("any", "inner", [3, 4])],
)
def test_a_join_may_look_back_and_may_keep_what_has_no_partner(sqlite, year, kind, annual):
    facts = [mark(1, 5), mark(1, 4, term=0), mark(2, 3), mark(1, 3, term=0, year=2024)]
    raw = {**ANNUAL, "join": {**ANNUAL["join"], "year": year, "kind": kind}}
    place(sqlite, "period_marks", MARKS, facts)

    rows = rows_of(sqlite, compile_derived("annual", raw, SCHEMA))

    assert sorted((row["annual"] for row in rows), key=str) == annual


def test_a_derived_data_set_can_be_derived_from(sqlite):
    first = compile_derived("pupil_terms", PUPIL_TERMS, SCHEMA)
    raw = {"from": "pupil_terms", "where": "n5 > 0", "per": ["year"],
           "states": {"n": {"sum": "n5 + nna"}}}  # fmt: skip
    second = compile_derived("years", raw, {**SCHEMA, "pupil_terms": first.columns})
    place(sqlite, "period_marks", MARKS, [mark(1), mark(2), mark(3, 4)])
    sqlite.keep("pupil_terms", *first.sql("sqlite"))

    assert [row["n"] for row in rows_of(sqlite, second)] == [2]
    assert second.columns["n"].whole
    assert second.needs == ("pupil_terms",)
    assert first.columns["n5"].whole
    assert not first.columns["total"].whole


def test_columns_may_be_joined_under_different_names(sqlite):
    join = {"data": "tests", "on": {"subject": "grade"}, "take": {"score": "score"}, "kind": "left"}
    derived = compile_derived("odd", {"from": "period_marks", "join": join}, SCHEMA)

    assert derived.needs == ("period_marks", "tests")
    assert '"ours"."subject" = "theirs"."grade"' in derived.sql("sqlite")[0]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"from": "marks"}, "from"),
        ({"join": ANNUAL["join"]}, "derived"),
        ({"per": ["class"]}, "per"),
        ({"per": ["year", "name"]}, "per"),
        ({"states": {"n": {"count": True, "sum": "value"}}}, "states.n"),
        ({"states": {"n": {"count": "values"}}}, "states.n"),
        ({"where": "value"}, "where"),
    ],
)
def test_a_slip_in_a_group_is_refused_by_its_place(changes, place):
    with pytest.raises(DefinitionError) as refused:
        compile_derived("made", PUPIL_TERMS | changes, SCHEMA)

    assert (refused.value.code, refused.value.place) == ("made", place)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"data": "marks"}, "join.data"),
        ({"on": []}, "join.on"),
        ({"on": ["name"]}, "join.on"),
        ({"on": {"pupil": "category"}}, "join.on"),
        ({"take": {"annual": "name"}}, "join.take"),
        ({"take": {"value": "value"}}, "join.take"),
        ({"kind": "cross"}, "join.kind"),
        ({"year": "next"}, "join.year"),
        ({"where": "sen = 1"}, "join.where"),
    ],
)
def test_a_slip_in_a_join_is_refused_by_its_place(changes, place):
    with pytest.raises(DefinitionError) as refused:
        compile_derived("made", {**ANNUAL, "join": ANNUAL["join"] | changes}, SCHEMA)

    assert refused.value.place == place


def test_the_version_follows_the_meaning():
    base = compile_derived("made", PUPIL_TERMS, SCHEMA)
    renamed = compile_derived("made", {**PUPIL_TERMS, "name": {"en": "Other"}}, SCHEMA)
    other = compile_derived("made", {**PUPIL_TERMS, "where": "sen"}, SCHEMA)

    assert base.version == renamed.version != other.version
