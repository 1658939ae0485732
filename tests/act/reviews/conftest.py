"""A review on its way: planned, its inputs frozen, judged, concluded."""

from datetime import date, timedelta

import pytest

from sapat.act.decisions.wording import Resolution
from sapat.act.reviews import changes, reads
from sapat.act.reviews.changes import Conclusion, Plan
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen
from tests.act.conftest import AT

DAY = AT.date()
SINCE = date(2026, 3, 1)


@pytest.fixture
def planned(school, year, deputy, found):
    """A review of today, with a finding for it to look at."""
    found("Журнал кеч толтурулат")
    wanted = Plan(DAY, SINCE, deputy.person)
    return changes.plan(school, wanted, by=deputy, at=AT)


@pytest.fixture
def frozen(planned, deputy):
    changes.freeze(planned, {}, person=deputy.person, by=deputy, at=AT)
    planned.refresh_from_db()
    return planned


@pytest.fixture
def judged(frozen, director):
    for one in reads.inputs_of(reads.edition_of(frozen)):
        changes.judge(one, "improve", "Жакшыртуу керек", person=director.person, by=director, at=AT)
    return frozen


@pytest.fixture
def resolution(deputy, teacher):
    return Resolution(
        "Журнал ай сайын текшерилсин", teacher.person, deputy.person, DAY + timedelta(days=60)
    )


@pytest.fixture
def ready(judged, director, resolution):
    """A review that can be approved."""
    changes.decide(judged, resolution, on=DAY, by=director, at=AT)
    said = Conclusion("yes", "partly", "Система иштейт", "Ресурстар жетиштүү")
    return changes.conclude(judged, said, by=director, at=AT)


@pytest.fixture
def approved(ready, director):
    return changes.approve(ready, reads.digest(ready), person=director.person, by=director, at=AT)


@pytest.fixture
def later(school, teacher):
    """Write a finding after the inputs were frozen."""

    def write(title="Кийин табылган"):
        seen = Seen(title, "minor", "hand", DAY)
        return findings.write(school, seen, person=teacher.person, by=teacher, at=AT)

    return write
