"""Compiling the catalogue: every slip is refused by name and place, and versions mean something."""

import pytest

from sapat.analytics.columns import columns_of
from sapat.analytics.definitions import DefinitionError, compile_definition
from tests.analytics.conftest import PEOPLE, SCHEMA, indicator

COUNT = {"data": "period_marks", "count": "category is not null"}
VALUE = {"data": "period_marks", "sum": "value"}


def compiled(raw=None, params=None, **changes):
    return compile_definition(raw or indicator(**changes), SCHEMA, params, people=PEOPLE)


def measured(num, den=1, **more):
    return {"measure": {"num": num, "den": den, **more}}


def test_a_definition_says_what_it_needs():
    definition = compiled()

    assert definition.datasets == ("period_marks",)
    assert [state.operation for _, state in definition.states] == [
        "count", "count", "distinct", "count",
    ]  # fmt: skip
    assert definition.adds_up
    assert definition.people is not None
    assert definition.completeness is not None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"measure": None}, "measure"),
        ({"kind": "share"}, "kind"),
        ({"better": "bigger"}, "better"),
        ({"interval": "wald"}, "interval"),
        ({"window": "week"}, "window"),
        ({"levels": {"target": 1, "ok": 2, "alarm": 3}}, "levels"),
        ({"levels": {"target": 1, "ok": 2}}, "levels.alarm"),
        ({"min_group": "five"}, "min_group"),
        (measured([]), "measure.num"),
        (measured([COUNT], []), "measure.den"),
        (measured(["count"]), "measure.num[0]"),
        (measured([{"data": "marks", "count": "sen"}]), "measure.num[0]"),
        (measured([{"data": "period_marks"}]), "measure.num[0]"),
        (measured([COUNT | {"where": "sen"}]), "measure.num[0]"),
        (measured([COUNT | {"sum": "value"}]), "measure.num[0]"),
        (measured([VALUE | {"times": "two"}]), "measure.num[0].times"),
        (measured([VALUE | {"sum": "category"}]), "measure.num[0].sum"),
        (measured([VALUE, {"data": "period_marks", "count": "grad = 5"}]), "measure.num[1].count"),
        (measured([VALUE | {"where": "value"}]), "measure.num[0].where"),
        (measured([{"data": "period_marks", "distinct": "name"}]), "measure.num[0].distinct"),
        ({"interval": "t", **measured([VALUE, VALUE], [COUNT])}, "measure.num"),
        ({"params": {"grade": 5}}, "params"),
        ({"interval": "t", "measure": {"mix": [{"num": [VALUE], "den": [COUNT]}]}}, "interval"),
        ({"measure": {"mix": []}}, "measure.mix"),
    ],
)
def test_a_slip_is_refused_by_its_place(changes, place):
    with pytest.raises(DefinitionError) as refused:
        compiled(indicator() | changes)

    assert (refused.value.code, refused.value.place) == ("R-02", place)


@pytest.mark.parametrize(
    ("better", "levels"),
    [("higher", (100, 100, 99)), ("lower", (0, 5, 5)), ("zero", (1, 1, 1))],
)
def test_levels_may_be_equal(better, levels):
    named = dict(zip(("target", "ok", "alarm"), levels, strict=True))

    assert compiled(better=better, levels=named).norm.ok == levels[1]


def test_the_version_changes_with_what_the_figure_means_and_with_nothing_else():
    base = compiled().version

    assert compiled(name={"en": "Another name"}, levels=indicator()["levels"]).version == base
    assert compiled(**measured([VALUE], [COUNT])).version != base
    assert compiled(kind="ratio_plain").version != base


def test_a_parameter_is_part_of_the_version_only_where_it_is_used():
    hours = measured([{"data": "tests", "count": "score >= least"}])

    assert compiled(params={"least": 1}).version == compiled(params={"least": 2}).version
    assert (
        compiled(indicator(**hours), {"least": 1}).version
        != compiled(indicator(**hours), {"least": 2}).version
    )


def test_what_moves_with_the_period_is_known_and_not_part_of_the_version():
    raw = indicator(**measured([{"data": "pupils", "count": "left_on <= period_end"}]))

    one, two = (compiled(raw, {"period_end": day}) for day in (20_000, 20_090))

    assert one.moves == {"period_end"}
    assert one.version == two.version
    assert one.states != two.states


def test_a_school_may_set_a_parameter():
    raw = indicator(**measured([{"data": "tests", "count": "score >= least"}]))
    own = {"params": {"least": {"value": 36, "unit": "hours"}}}

    assert compiled(raw | own).version == compiled(raw, {"least": 36}).version
    assert compiled(raw | own, {"least": 72}).version != compiled(raw | own).version


def test_a_derived_data_set_is_part_of_the_version():
    one, two, none = (
        compile_definition(indicator(), SCHEMA, versions=versions).version
        for versions in ({"period_marks": "a"}, {"period_marks": "b"}, {"pupils": "a"})
    )

    assert len({one, two, none}) == 3
    assert none == compile_definition(indicator(), SCHEMA).version


def test_completeness_is_unknown_unless_something_must_be_filled():
    all_rows = measured([COUNT], [{"data": "period_marks", "count": "term = 1"}])
    own = {"complete": {"data": "period_marks", "expected": "term = 1", "filled": "value > 0"}}

    assert compiled(**all_rows).completeness is None
    assert compiled(**measured([COUNT], [COUNT], **own)).completeness is not None


def test_columns_come_from_the_types_of_the_fields():
    columns = columns_of({"staff": "staff", "kind": {"type": "choice", "values": {"a": {}}}})

    assert set(columns) == {"year", "term", "batch", "staff", "mo", "kind"}
    assert columns["kind"].values == {"a"}


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="kind: unknown type 'colour'"):
        columns_of({"kind": "colour"})
