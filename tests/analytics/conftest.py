"""Made-up facts with every awkward thing in them, on every engine at hand."""

import os
import random
import sqlite3

import pytest

from sapat.analytics.columns import columns_of
from sapat.analytics.engines import DuckEngine, PostgresqlEngine, SqliteEngine

MARKS = columns_of(
    {
        "pupil": "pupil",
        "subject": "subject",
        "teacher": "staff",
        "year": "year",
        "term": "term",
        "value": "mark",
        "exempt": "boolean",
        "kind": {"type": "choice", "values": {"control": {}, "o'brien": {}}},
    }
)
SCHEMA = {
    "period_marks": MARKS,
    "pupils": columns_of({"pupil": "pupil", "status": "choice", "left_on": "date"}),
    "tests": columns_of({"pupil": "pupil", "score": "number", "max": "number"}),
}
PEOPLE = {"period_marks": "pupil", "pupils": "pupil", "tests": "pupil"}
TYPES = {"num": "DOUBLE PRECISION", "str": "TEXT", "bool": "BOOLEAN"}


def category(value):
    names = {5: "excellent", 4: "good", 3: "satisfactory", 2: "unsatisfactory"}
    return names.get(value, "not_attested") if value != "blank" else None


def mark(pupil=1, value=5, term=1, **other):
    """One row of period marks, with the names of its columns."""
    row = {
        "year": 2025, "term": term, "batch": 1, "pupil": pupil, "subject": 1, "teacher": 7,
        "class": 81, "grade": 8, "level": "basic", "lang": "ky", "shift": 1, "mode": "day",
        "sex": "f" if pupil % 2 else "m", "sen": False, "mo": 1, "exempt": False,
        "kind": None, "category": category(value),
        "value": float(value) if isinstance(value, int) else None,
    }  # fmt: skip
    return row | other


def many_marks(pupils=60, seed=7):
    """Marks of two terms with blanks, "not attested", exempt pupils and unknown teachers."""
    chance = random.Random(seed)
    values = [5, 4, 4, 3, 3, 2, "na", "blank"]
    return [
        mark(pupil, chance.choice(values), term, subject=subject,
             teacher=chance.choice([7, 8, None]), sen=pupil % 9 == 0,
             exempt=chance.choice([None, False, False, True]), **{"class": 80 + pupil % 3})
        for pupil in range(1, pupils + 1) for term in (1, 2) for subject in (1, 2, 3)
    ]  # fmt: skip


def sql_type(column):
    return "BIGINT" if column.kind == "num" and column.whole else TYPES[column.kind]


def place(engine, name, columns, rows):
    """Put rows into a table of an engine."""
    described = ", ".join(f'"{key}" {sql_type(kind)}' for key, kind in columns.items())
    temporary = "TEMP " if engine.dialect == "postgresql" else ""
    link = engine.connection
    link.execute(f'DROP TABLE IF EXISTS "{name}"')
    link.execute(f'CREATE {temporary}TABLE "{name}" ({described})')
    mark_of = "%s" if engine.dialect == "postgresql" else "?"
    places = ", ".join([mark_of] * len(columns))
    values = [[row.get(key) for key in columns] for row in rows]
    if values:
        link.cursor().executemany(f'INSERT INTO "{name}" VALUES ({places})', values)
    return engine


def engines():
    """All engines this machine has, PostgreSQL only when the tests are told where it is."""
    found = [DuckEngine(), SqliteEngine(sqlite3.connect(":memory:"))]
    if os.environ.get("SAPAT_TEST_POSTGRES"):
        import psycopg

        link = psycopg.connect(os.environ["SAPAT_TEST_POSTGRES"], autocommit=True)
        found.append(PostgresqlEngine(link))
    return found


@pytest.fixture
def all_engines():
    """Every engine, closed afterwards."""
    found = engines()
    yield found
    for engine in found:
        engine.connection.close()


@pytest.fixture
def sqlite():
    """The smallest engine."""
    return SqliteEngine(sqlite3.connect(":memory:"))


def indicator(code="R-02", **changes):
    """Knowledge quality, or what is made of it."""
    counted = "category is not null and not exempt"
    return {
        "code": code, "kind": "ratio", "better": "higher", "interval": "wilson", "min_group": 5,
        "levels": {"target": 60, "ok": 45, "alarm": 30},
        "measure": {
            "num": [{"data": "period_marks",
                     "count": "category in ('excellent', 'good') and not exempt"}],
            "den": [{"data": "period_marks", "count": counted}],
        },
    } | changes  # fmt: skip
