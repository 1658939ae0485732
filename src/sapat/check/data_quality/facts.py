"""How full and how right the data are, as facts that indicators count."""

from collections.abc import Iterator

from sapat.check.data_quality import reads
from sapat.core.facts import Fact, tells
from sapat.core.proofs import Question
from sapat.school.calendar import reads as calendar


@tells("dataset_log")
def dataset_log(question: Question) -> Iterator[Fact]:
    """Tell the cells of each data set in the term of the day, as the last look saw them."""
    look = question.once(reads.last_look)
    term = question.once(calendar.term_on, question.day)
    if look is None or term is None or term.ends > question.day:
        return
    for (code, year, number), (there, expected) in sorted(reads.filled(look).items()):
        if (year, number) == (term.school_year.year, term.number):
            yield {"dataset": code, "cells_expected": expected, "cells_filled": there}
