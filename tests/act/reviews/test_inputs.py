"""What single rooms tell the review: figures of the period, or plainly what is not there."""

from datetime import date, timedelta

import pytest

from sapat.act.breaches import changes
from sapat.act.breaches.changes import Fact
from sapat.act.reviews.gathering import gather, mark_of
from sapat.check.findings.rules import Grade, Origin
from sapat.core.inputs import inputs, name_of
from tests.act.conftest import AT

pytestmark = pytest.mark.usefixtures("inside", "year")

DAY, SINCE = AT.date(), date(2026, 3, 1)


def told(school, code, *, since=SINCE, day=DAY, language="en"):
    """Return what one room tells in English: figures by name, and what it lacks."""
    found = next(one for one in gather(school, since, day, languages=(language,))
                 if one.code == code)  # fmt: skip
    content = found.told[language]
    return {one["name"]: one["said"] for one in content["figures"]}, content["lacks"]


def test_findings_are_counted_in_their_period(school, found):
    found("Бир", grade=Grade.MAJOR)
    found("Эки", on=DAY - timedelta(days=300))
    figures, lacks = told(school, "findings")
    assert (figures["Major nonconformity"], figures["Minor nonconformity"]) == ("1", "0")
    assert (figures["Open now"], lacks) == ("2", "")


def test_what_is_found_after_the_day_is_not_seen(school, found):
    found("Бир")
    figures, lacks = told(school, "findings", day=DAY - timedelta(days=1))
    assert (figures, lacks) == ({}, "No finding is written down.")


def test_audits_lack_until_one_is_planned(school):
    assert told(school, "audits") == ({}, "No audit was planned for the period.")


def test_what_audits_found_counts_only_where_audits_were_held(school, found):
    found("Аудитте табылды", origin=Origin.AUDIT)
    assert told(school, "audits")[0] == {}


def test_a_small_number_of_cases_is_not_told(school, teacher, director):
    fact = Fact("Пункт", "Факт", DAY)
    changes.open_case(teacher.person, fact, person=director.person, by=director, at=AT)
    assert told(school, "breaches")[0] == {"2026–2027": "fewer than 3"}


def test_every_input_has_a_name_and_an_unknown_code_stands_for_itself():
    assert all(str(one.name) for one in inputs())
    assert name_of("unknown") == "unknown"


def test_the_mark_does_not_hang_on_the_order_of_keys():
    assert mark_of({"a": 1, "b": [2]}) == mark_of({"b": [2], "a": 1})
    assert mark_of({"a": 1}) != mark_of({"a": 2})
