"""A new school is ready for its first journal."""

from datetime import date

import pytest

from sapat.core.language import Text
from sapat.plan.founding import changes
from sapat.plan.founding.rules import years_around
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import TermKind, parse_term
from sapat.school.calendar.shipped import layout_for
from sapat.school.organisations.changes import Standing
from sapat.school.organisations.rules import SchoolType
from sapat.school.scales import reads as scales
from tests.conftest import AT, FIRST_DAY


@pytest.fixture
def founded(district):
    standing = Standing(Text(ky="Жаңы мектеп"), district, school_type=SchoolType.BASIC)
    years = years_around(date(2026, 11, 1))
    return changes.found_school("NEW", standing, since=FIRST_DAY, years=years, by=None, at=AT)


def test_it_has_the_years_to_import_its_past(founded):
    with within(founded):
        assert [year.year for year in calendar.years()] == [2026, 2025, 2024, 2023]
        term = calendar.term(parse_term("2024-Q1"))
        assert (term.starts, term.ends) == (date(2024, 9, 1), date(2024, 11, 4))


def test_grades_without_marks_follow_the_standard_of_the_time(founded):
    with within(founded):
        before, after = scales.scale_of_grades(2024), scales.scale_of_grades(2025)
    assert before[3].code == "five_point"
    assert after[3].code == "ungraded"
    assert after[4].category(4) == "good"


def test_a_correspondence_school_works_by_sessions(district):
    standing = Standing(Text(ky="Сырттан окуу"), district, school_type=SchoolType.CORRESPONDENCE)
    school = changes.found_school("C", standing, since=FIRST_DAY, years=[2026], by=None, at=AT)
    with within(school):
        assert {term.kind for term in calendar.terms()} == {TermKind.SESSION}


@pytest.mark.parametrize("year", range(2021, 2028))
@pytest.mark.parametrize("kind", [TermKind.QUARTER, TermKind.HALF, TermKind.SESSION])
def test_every_shipped_calendar_is_in_order(year, kind):
    layout = layout_for(year, kind)
    days = [day for term in layout.terms for day in term]
    assert days == sorted(days)
    assert layout.starts <= days[0]
    assert days[-1] <= layout.ends
