"""An analyst's file: read as columns, or refused with a sentence that names the place."""

import gzip
import json
import re
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.utils.translation import override

from sapat.cli.analyse.frame import Unusable, read
from sapat.cli.analyse.telling import told_json, told_table


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def file(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_text_is_read_whatever_its_delimiter(tmp_path, delimiter, encoding):
    text = f"класс{delimiter}балл\n7Б{delimiter}3\n8А{delimiter}\n"
    frame = read(file(tmp_path, text, encoding))
    assert frame.texts("класс") == ["7Б", "8А"]
    assert np.array_equal(frame.numbers("балл"), [3, np.nan], equal_nan=True)


def test_a_comma_in_a_number_is_its_point(tmp_path):
    assert read(file(tmp_path, "x;y\n1,5;2\n")).numbers("x")[0] == 1.5


def test_a_gzipped_text_is_read(tmp_path):
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(b"x\n1\n"))
    assert len(read(str(path))) == 1


def test_parquet_is_read_with_its_kinds(tmp_path):
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"day": [date(2026, 9, 1)], "x": [1.5], "class": [7]}), path)
    frame = read(str(path))
    assert frame.days("day") == [date(2026, 9, 1)]
    assert frame.texts("class") == ["7"]


def test_days_are_read_as_people_write_them(tmp_path):
    frame = read(file(tmp_path, "day\n2026-09-01\n01.09.2026\n2026-09\n2026\n"))
    assert frame.days("day")[:3] == [date(2026, 9, 1)] * 3


@pytest.mark.parametrize(
    ("text", "ask", "sentence"),
    [
        ("x\n1\n", lambda f: f.numbers("y"), "no column y, but x"),
        ("x\n1\ntwo\n", lambda f: f.numbers("x"), "Column x, row 3: “two” is not a number."),
        ("x\nlater\n", lambda f: f.days("x"), "Column x, row 2: “later” is not a day."),
    ],
    ids=["no column", "no number", "no day"],
)
def test_what_cannot_be_read_is_named(tmp_path, text, ask, sentence):
    frame = read(file(tmp_path, text))
    with pytest.raises(Unusable, match=re.escape(sentence)):
        ask(frame)


@pytest.mark.parametrize("text", ["", "x,y\n"])
def test_a_file_without_rows_is_refused(tmp_path, text):
    with pytest.raises(Unusable, match="has no rows"):
        read(file(tmp_path, text))


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(Unusable, match=r"There is no file nowhere\.csv"):
        read("nowhere.csv")


def test_json_has_null_where_there_is_no_number():
    told = json.loads(told_json("xmr", {"a": np.float64("nan"), "b": np.array([1, 2])}, ["n"]))
    assert told["a"] is None
    assert told["b"] == [1, 2]
    assert (told["method"], told["notes"]) == ("xmr", ["n"])


def test_a_table_repeats_the_group_beside_its_rows():
    told = told_table({"n": 2, "series": [{"group": "7Б", "rows": [{"x": 1}, {"x": 2}]}]})
    assert told.count("7Б") == 2
