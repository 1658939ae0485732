"""`sapat analyse xmr` as an analyst uses it."""

import json

import pytest

from sapat.cli import main

MONTHS = [f"2025-{month:02}-01" for month in range(1, 13)] + ["2026-01-01", "2026-02-01"]
VALUES = [5, 7, 6, 8, 5, 6, 7, 5, 8, 6, 7, 6, 5, 20]


@pytest.fixture
def table(tmp_path):
    """Write rows of class, month, value; later months first."""

    def write(*groups, extra=""):
        lines = [f"{g},{x},{y}" for g in groups for x, y in zip(MONTHS, VALUES, strict=True)]
        path = tmp_path / "t.csv"
        path.write_text("\n".join(["class,month,v", *reversed(lines)]) + "\n" + extra, "utf-8")
        return str(path)

    return write


def run(capsys, path, *options):
    code = main(["analyse", "xmr", path, "--value", "v", *options])
    return code, capsys.readouterr()


def answer(capsys, path, *options):
    code, told = run(capsys, path, "--json", *options)
    assert code == 0, told.err
    return json.loads(told.out)


def test_each_class_has_its_chart_in_order_of_time(capsys, table):
    told = answer(capsys, table("7А", "8Б"), "--date", "month", "--group", "class")
    assert told["method"] == "xmr"
    assert {one["group"] for one in told["series"]} == {"7А", "8Б"}
    one = told["series"][0]
    assert [row["x"] for row in one["rows"]] == MONTHS
    assert [row["y"] for row in one["rows"]] == VALUES
    assert one["rows"][-1]["special_cause"] == "above_limit"
    assert (one["variation"], one["assurance"], one["short"]) == ("improvement", None, False)


def test_a_target_and_a_direction_are_judged(capsys, table):
    options = ("--date", "month", "--direction", "decrease", "--target", "100")
    one = answer(capsys, table("7А"), *options)["series"][0]
    assert (one["variation"], one["assurance"]) == ("concern", "consistent_pass")


def test_a_rebase_gives_new_limits_and_a_warning(capsys, table):
    told = answer(capsys, table("7А"), "--date", "month", "--rebase", "2025-09-01")
    one = told["series"][0]
    assert one["rows"][0]["mean"] == pytest.approx(sum(VALUES[:8]) / 8)
    assert one["mean"] == one["rows"][-1]["mean"] == pytest.approx(sum(VALUES[8:]) / 6)
    assert one["short"]
    assert "1 of 1 series" in told["notes"][0]


def test_limits_are_fixed_after_twelve_points(capsys, table):
    one = answer(capsys, table("7А"), "--date", "month", "--fix-after", "12")["series"][0]
    assert one["mean"] == pytest.approx(sum(VALUES[:12]) / 12)


def test_a_reader_gets_a_table(capsys, table):
    code, told = run(capsys, table("7А"), "--date", "month")
    assert code == 0
    assert "above_limit" in told.out


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--group", "klass"], "klass"),
        (["--date", "v2"], "v2"),
        (["--date", "class"], "class"),
        (["--fix-after", "3"], "12"),
        (["--date", "month", "--rebase", "spring"], "--rebase"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(capsys, table, options, names):
    code, told = run(capsys, table("7А"), *options)
    assert code == 2
    assert names in told.err
    assert told.err.count("\n") == 1


def test_two_rows_of_one_month_are_refused(capsys, table):
    path = table("7А", extra="7А,2025-03-01,4\n")
    code, told = run(capsys, path, "--date", "month", "--group", "class")
    assert code == 2
    assert "7А" in told.err
    assert "2025-03-01" in told.err


def test_text_where_a_number_belongs_is_refused(capsys, table):
    code, told = run(capsys, table("7А", extra="7А,2026-03-01,many\n"))
    assert code == 2
    assert "many" in told.err


def test_a_column_without_values_is_refused(capsys, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("v,x\n,1\n,2\n", "utf-8")
    code, told = run(capsys, str(path))
    assert code == 2
    assert "v" in told.err
