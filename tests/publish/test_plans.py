"""Plan, policy and strategy as papers: what stands in them."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from sapat.plan.objectives import changes as objectives
from sapat.plan.objectives.changes import Wording
from sapat.plan.planning import changes
from sapat.plan.planning.drafts import Frame, Measure
from sapat.plan.planning.rules import PlanLevel, Section
from sapat.plan.policy import changes as policies
from sapat.publish.exports.tables import Table
from sapat.publish.plans import plan_paper
from sapat.school.boundary import within
from tests.conftest import AT

YEAR = 2026


@pytest.fixture
def plan(school):
    return changes.make(school, Frame(PlanLevel.ANNUAL, "Жылдык план", YEAR), by=None, at=AT)


@pytest.fixture
def items(plan, teacher):
    first = Measure("Сабактарга баруу", date(2026, 9, 1), date(2026, 9, 20), teacher.person)
    second = replace(first, text="Чогулуш", due_on=date(2026, 10, 2), section=Section.PARENTS)
    return [changes.add(plan, each, by=None, at=AT) for each in (first, second)]


def rows_of(plan, **how):
    with within(plan.school):
        paper = plan_paper(plan, language="ky", at=AT, **how)
    tables = [block for part in paper.sections for block in part.blocks if isinstance(block, Table)]
    return paper, [row for table in tables for row in table.rows]


def test_measures_are_numbered_through_all_sections(plan, items):
    paper, rows = rows_of(plan)
    assert [row[0] for row in rows] == [1, 2]
    assert [part.title for part in paper.sections] == [
        "Уюштуруу жана башкаруу",
        "Ата-энелер жана коомчулук",
    ]
    assert "Бекитемин" in paper.stamps[1].heading


def test_by_months_the_sections_are_months(plan, items):
    paper, _rows = rows_of(plan, by_month=True)
    assert [part.title for part in paper.sections] == ["Сентябрь", "Октябрь"]


def test_the_mark_says_what_became_of_a_measure(plan, items):
    changes.finish(items[0], on=date(2026, 9, 1), result="12 сабак", by=None, at=AT)
    changes.move(items[1], to=date(2026, 10, 9), reason="Карантин", by=None, at=AT)
    marks = [row[-1] for row in rows_of(plan)[1]]
    assert marks == [
        "01.09.2026 аткарылды. 12 сабак",
        "02.10.2026 мөөнөтүнөн жылдырылды: Карантин",
    ]


def test_every_paper_is_handed_out_in_every_form(browser_of, deputy, school, plan, items):
    wording = Wording("Миссия", "Максат", 2024, 2030, goals=("Билим",))
    strategy = objectives.lay_down(school, wording, by=None, at=AT)
    policy = policies.begin(school, by=None, at=AT)
    client = browser_of(deputy)
    for name, row in (("plan", plan), ("strategy", strategy), ("policy", policy)):
        page = reverse(f"plan:{name}_sheet", args=[school.code, row.pk])
        assert client.get(page).status_code == 200
        for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
            answer = client.get(page, {"form": form, "language": "ru"})
            body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
            assert body.startswith(start), (name, form)
