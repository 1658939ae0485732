"""The yearly cycle as data: what is done, when, by whom, for which clauses."""

import re
from datetime import date

from sapat.core.catalogue import load
from sapat.core.language import LANGUAGES
from sapat.core.rights import Role
from sapat.school.bodies.rules import BodyKind

WAYS = ({"year_start"}, {"term_end"}, {"month", "day"}, {"every_month"})


def duties():
    return load("regulations/calendar")["duties"]


def clauses():
    found = [load(f"regulations/{name}")["chapters"] for name in "ab"]
    return {each["id"] for chapters in found for chapter in chapters for each in chapter["clauses"]}


def test_every_duty_has_a_code_of_its_own():
    codes = [duty["code"] for duty in duties()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("[a-z_0-9]+", code) for code in codes)


def test_every_duty_says_what_when_who_and_why():
    for duty in duties():
        assert set(duty) == {"code", "when", "takes", "duty", "clauses", "role"}, duty["code"]
        assert tuple(duty["duty"]) == LANGUAGES, duty["code"]
        assert duty["role"] in {*Role.values, *BodyKind.values}, duty["code"]
        assert duty["clauses"], duty["code"]
        assert set(duty["clauses"]) <= clauses(), duty["code"]


def test_every_time_is_one_that_a_calendar_can_lay_out():
    for duty in duties():
        when = duty["when"]
        assert set(when) in WAYS, duty["code"]
        assert 1 <= when.get("every_month", 1) <= 28, duty["code"]
        if "month" in when:
            assert date(2026, when["month"], when["day"]), duty["code"]
            assert when["month"] != 7, duty["code"]
        assert 1 <= duty["takes"] <= 60, duty["code"]


def test_whatever_is_done_in_a_rhythm_stands_in_the_calendar():
    named = {clause for duty in duties() for clause in duty["clauses"]}
    # The lines of the matrix's own calendar, and a few whose term follows from them.
    assert named >= {
        "A1.4-1", "A2-2", "A2-3", "A2-5", "A2-9", "A2-11", "A4-10", "A5-7", "A5-8", "A6-4a",
        "A7.2-1", "A7.2-2", "A7.4", "A9-1", "A10-5", "B1-4", "B2.1-2", "B2.2-3", "B2.2-5",
        "B2.3-5", "B3.3-1", "B3.4-3", "B3.4-5", "B3.6-1", "B3.6-3", "B4.1-1", "B4.2-4", "B4.2-8",
        "B4.3-1", "B4.3-6",
    }  # fmt: skip
