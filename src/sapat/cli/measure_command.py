"""`sapat measure`: the figures of a school, as a table or for other programs."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from sapat.cli.setting_up import ready

FORMATS = ("table", "json", "csv", "parquet")
AT_MOST = 2
"""Dimensions of one breakdown: with more, no group of a school is large enough to be shown."""


class Unusable(Exception):
    """What was asked for does not exist; the sentence says what."""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("measure", help="print the figures of a school for a term")
    parser.add_argument("--school", required=True, metavar="CODE")
    parser.add_argument("--term", required=True, help="2025-Q1, 2025-H1, 2025-S1 or 2025-Y")
    parser.add_argument("--indicator", metavar="CODE,...", help="R-01,R-02; all without it")
    parser.add_argument("--by", metavar="NAME,...", help="class,subject; the school without it")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--out", metavar="FILE", help="write there instead of printing")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 2 with a sentence when the question makes no sense."""
    ready()
    try:
        rows, dims = _rows(arguments)
        _deliver(rows, dims, arguments)
    except Unusable as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0


def _rows(arguments: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    from django.utils.translation import gettext as _

    from sapat.check.measuring.readings import measure
    from sapat.check.measuring.rows import row_of
    from sapat.school.calendar.rules import NotSo, parse_term
    from sapat.school.organisations import reads as organisations

    school = organisations.school(arguments.school)
    if school is None:
        raise Unusable(_("There is no school %(code)s.") % {"code": arguments.school})
    term = parse_term(arguments.term)
    if term is None:
        raise Unusable(str(NotSo.BAD_CODE.label))
    _must_have(school, term)
    dims = _words(arguments.by)
    if len(dims) > AT_MOST or len(set(dims)) < len(dims):
        raise Unusable(_("Break down by at most two different things at a time."))
    codes = _codes(school, term, _words(arguments.indicator), dims)
    found = measure(school, term, indicators=codes or None, by=dims)
    if not found and not codes:
        raise Unusable(_("No indicator can be broken down by %(by)s.") % {"by": ", ".join(dims)})
    return [row_of(reading, school.code) for reading in found], dims


def _must_have(school: Any, term: Any) -> None:
    """Refuse a term that the school's year is not divided into: its number means another one."""
    from django.utils.translation import gettext as _

    from sapat.school.boundary import within
    from sapat.school.calendar import reads as calendar

    with within(school):
        known = [row.code for row in calendar.terms() if row.school_year.year == term.year]
    if known and term not in {*known, term.whole_year}:
        facts = {"term": term, "known": ", ".join(map(str, [*known, term.whole_year]))}
        raise Unusable(_("The school has no term %(term)s, but %(known)s.") % facts)


def _codes(school: Any, term: Any, wanted: list[str], dims: list[str]) -> list[str]:
    from django.utils.translation import gettext as _

    from sapat.check.measuring.ground import ground_of
    from sapat.check.measuring.standing import can_break_down

    known = ground_of(school).book(term).indicators if wanted else {}
    for code in wanted:
        if code not in known:
            raise Unusable(_("There is no indicator %(code)s.") % {"code": code})
        if not can_break_down(known[code], dims):
            facts = {"code": code, "by": ", ".join(dims)}
            raise Unusable(_("%(code)s cannot be broken down by %(by)s.") % facts)
    return wanted


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def _deliver(rows: list[dict[str, Any]], dims: list[str], arguments: argparse.Namespace) -> None:
    from django.utils.translation import gettext as _

    if arguments.format == "parquet" and not arguments.out:
        raise Unusable(_("Parquet is not for reading: name a file with --out."))
    content = _written(rows, dims, arguments.format)
    if not arguments.out:
        sys.stdout.write(content.decode())
        return
    try:
        Path(arguments.out).write_bytes(content)
    except OSError as wrong:
        facts = {"file": arguments.out, "why": wrong.strerror}
        raise Unusable(_("%(file)s cannot be written: %(why)s.") % facts) from wrong


def _written(rows: list[dict[str, Any]], dims: list[str], form: str) -> bytes:
    if form == "json":
        return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
    if form == "csv":
        return _csv(rows, dims)
    if form == "parquet":
        return _parquet(rows)
    return _table(rows, dims).encode()


def _csv(rows: list[dict[str, Any]], dims: list[str]) -> bytes:
    import csv
    import io

    from sapat.publish.exports.delimited import harmless

    out = io.StringIO()
    writer = csv.writer(out)
    heads = list(rows[0]) if rows else []
    writer.writerow(heads)
    for row in rows:
        plain = {**row, "batches": " ".join(map(str, row["batches"]))}
        plain |= {dim: harmless(row[dim]) for dim in dims if dim in row}
        writer.writerow([_cell(plain[head]) for head in heads])
    return out.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=_schema(rows)), out, compression="zstd")
    return out.getvalue()


def _schema(rows: list[dict[str, Any]]) -> Any:
    """Return the same types whatever the rows hold, so that files of terms fit together."""
    import pyarrow as pa

    kinds = {"n": pa.int64(), "shown": pa.bool_(), "batches": pa.list_(pa.int64())}
    numbers = ("num", "den", "value", "low", "high", "completeness")
    kinds |= dict.fromkeys(numbers, pa.float64())
    return pa.schema([(name, kinds.get(name, pa.string())) for name in (rows[0] if rows else ())])


def _table(rows: list[dict[str, Any]], dims: list[str]) -> str:
    heads = ["indicator", *dims, "num", "den", "value", "low", "high", "n", "status"]
    lines = [heads, *([_short(row, head) for head in heads] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join(padded) + "\n"


def _short(row: dict[str, Any], head: str) -> str:
    value = row.get(head)
    if head == "status" and not row["shown"]:
        return str(row["why_not"])
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
