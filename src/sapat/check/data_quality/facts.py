"""How full and how right the data are, as facts that indicators count."""

from collections.abc import Iterator
from datetime import date

from sapat.check.data_quality import reads
from sapat.check.data_quality.paper_checks import reads as paper_checks
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.school.calendar import reads as calendar


@tells("dataset_log")
def dataset_log(question: Question) -> Iterator[Fact]:
    """Tell the cells of each data set in the term of the day, as the last look saw them."""
    look = question.once(reads.last_look)
    term = question.once(calendar.term_on, question.day)
    if term is None:
        return
    cells: dict[str, tuple[int, int]] = {}
    if look is not None and term.ends <= question.day:
        for (code, year, number), counted in reads.filled(look).items():
            if (year, number) == (term.school_year.year, term.number):
                cells[code] = counted
    compared = question.once(_compared, term.starts, question.day)
    for code in sorted({*cells, *compared}):
        there, expected = cells.get(code, (0, 0))
        yield {
            "dataset": code,
            "cells_expected": expected,
            "cells_filled": there,
            **compared.get(code, {}),
        }


def _compared(first: date, last: date) -> dict[str, dict[str, int]]:
    """Return data set -> rows compared with the paper in these days, and how many differ."""
    found: dict[str, dict[str, int]] = {}
    for check in paper_checks.closed_between(first, last):
        for row in check.rows:
            if row["data_set"]:
                counted = found.setdefault(
                    row["data_set"], {"records_checked": 0, "errors_found": 0}
                )
                counted["records_checked"] += 1
                counted["errors_found"] += "paper" in row
    return found
