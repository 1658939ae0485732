"""The register of procedures, its map, the two frames, and the paper form of an instrument."""

import pytest

from sapat.core.models import TrailEntry
from sapat.demo.life import indicators as life
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from tests.conftest import AT

PLAN = "/schools/S12/plan/"


@pytest.fixture
def office(browser_of, deputy):
    return browser_of(deputy)


def test_the_register_is_laid_out_and_mapped(school, office, django_assert_max_num_queries):
    assert "lay them out" in office.get(f"{PLAN}instruments/procedures/").text
    office.post(f"{PLAN}instruments/procedures/lay-out/", {"since": "2026-09-01"})
    with django_assert_max_num_queries(13):
        page = office.get(f"{PLAN}instruments/procedures/").text
    assert "SC Facilities and sanitary checklist" in page
    page = office.get(f"{PLAN}instruments/procedures/map/").text
    assert "one method only" in page
    assert "Lesson observation sheet" in page
    assert TrailEntry.objects.filter(what="procedure.laid_out").count() == 1


def test_a_procedure_is_written_by_hand(school, office):
    given = {
        "criterion": "B4.1-1", "method": "test", "tool": "Админ. текшерүү", "norm": "МББС",
        "period": "half_year", "role": "mo", "since": "2026-09-01",
    }  # fmt: skip
    assert office.post(f"{PLAN}instruments/procedures/new/", given).status_code == 302
    assert "Админ. текшерүү" in office.get(f"{PLAN}instruments/procedures/").text


def test_norm_and_need_stand_beside_the_figure(school, village, office):
    village.marks(village.open("8А", 10), "algebra", [5] * 7 + [3] * 3)
    page = f"{PLAN}instruments/frames/one/?indicator=R-02"
    office.post(page, {"standard": "Өнүгүү планы", "need": "Баа чыныгы билимди көрсөтсүн"})
    shown = office.get(f"{PLAN}instruments/frames/").text
    assert "Баа чыныгы билимди көрсөтсүн" in shown
    assert "7 of 10" in shown


@pytest.mark.parametrize("code", ["PA", "LO", "SC", "IA", "IN", "TE"])
def test_an_instrument_is_a_paper_form(school, office, code):
    for language in ("ky", "ru"):
        paper = office.get(f"{PLAN}instruments/one/{code}/paper/?form=pdf&language={language}")
        content = b"".join(paper.streaming_content) if paper.streaming else paper.content
        assert content.startswith(b"%PDF")
    assert office.get(f"{PLAN}instruments/one/ZZ/paper/").status_code == 404


def test_the_life_of_a_school_shows_every_state(
    school,
    village,
    union,
    council,
    office,
):
    with within(school):
        calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)
    life.live(school, at=AT)
    page = office.get(f"{PLAN}instruments/proposals/").text
    assert "Кыздардын тактык сабактардагы сапаты" in page
    assert "to drop an indicator" in page
    assert "switched off" in office.get(f"{PLAN}instruments/one/PA/").text
