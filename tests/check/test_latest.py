"""The term to show first is the last that files speak of."""

from datetime import date

from sapat.check.measuring.ground import Ground
from sapat.school.calendar.rules import TermCode, TermKind

Q1, Q2, Q4 = (TermCode(2026, number, TermKind.QUARTER) for number in (1, 2, 4))
TERMS = {
    Q1: (date(2026, 9, 1), date(2026, 11, 4)),
    Q2: (date(2026, 11, 9), date(2026, 12, 30)),
    Q4: (date(2027, 3, 29), date(2027, 5, 25)),
}


def latest(places, *, brought=()):
    ground = Ground(
        None, date(2026, 11, 20), None, TERMS, {}, (), {1: frozenset(places)},
        brought=frozenset(brought),
    )  # fmt: skip
    return ground.latest


def test_what_sapat_keeps_itself_does_not_hide_the_marks_that_were_brought_in():
    assert latest([(2026, 1), (2026, 2), (2026, 4)], brought=[(2026, 1)]) == Q1


def test_without_files_the_last_term_that_has_begun_is_shown():
    assert latest([(2026, 1), (2026, 2), (2026, 4)]) == Q2


def test_facts_of_a_term_to_come_alone_are_no_term_to_show():
    assert latest([(2026, 4)]) == Q2
