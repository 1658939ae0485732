"""The school itself: names with dates, units; calendar; scales; subjects and load; the trail."""

import ast
from pathlib import Path

import pytest
from django.test import Client

import sapat
from sapat.core.models import TrailEntry
from sapat.school.boundary import within
from sapat.school.calendar.models import SchoolYear
from sapat.school.organisations.rules import NotSo, SchoolType
from sapat.school.scales.models import MarkScale
from sapat.school.scales.rules import NotSo as ScaleNotSo
from sapat.school.subjects.models import TeachingLoad
from sapat.web.pages.school.trail import WORDS

SCHOOL = "/schools/S12/school/"
NAME = {
    "name_ky": "№12 гимназия",
    "school_type": SchoolType.FULL,
    "language": "ky",
    "since": "2026-09-01",
    "ground": "Буйрук 7",
}
PAGES = ["", "calendar/", "scales/", "subjects/", "load/", "bodies/", "trail/", "name/"]


@pytest.mark.parametrize("tail", PAGES)
def test_an_empty_school_shows_every_page(browser_of, school, director, tail):
    assert browser_of(director).get(SCHOOL + tail).status_code == 200


@pytest.mark.parametrize("tail", PAGES)
def test_strangers_and_the_unsigned_come_no_further(browser_of, school, stranger, tail):
    assert browser_of(stranger).get(SCHOOL + tail).status_code == 404
    assert "/account/login/" in Client().get(SCHOOL + tail)["Location"]


def test_an_inspector_sees_the_school_and_no_names(browser_of, school, director, inspector):
    answer = browser_of(inspector).get(SCHOOL)
    assert answer.status_code == 200
    assert ">Director<" not in answer.text
    assert browser_of(inspector).get(f"{SCHOOL}load/").status_code == 403


def test_a_new_name_leaves_the_old_one_in_the_history(browser_of, school, director):
    answer = browser_of(director).post(f"{SCHOOL}name/", NAME, follow=True)
    assert "№12 гимназия" in answer.text
    assert "№12 мектеп" in answer.text


def test_a_name_cannot_hold_from_before_the_last(browser_of, school, director):
    answer = browser_of(director).post(f"{SCHOOL}name/", {**NAME, "since": "2019-09-01"})
    assert answer.status_code == 409
    assert str(NotSo.BEFORE_LAST.label).split("%")[0] in answer.text


def test_a_teacher_renames_nothing(browser_of, school, teacher):
    assert browser_of(teacher).post(f"{SCHOOL}name/", NAME).status_code == 403


def test_a_unit_is_opened(browser_of, school, director):
    given = {"name_ky": "Окуу бөлүмү", "unit": "S12-1", "since": "2026-09-01"}
    assert (
        "Окуу бөлүмү" in browser_of(director).post(f"{SCHOOL}units/new/", given, follow=True).text
    )
    assert browser_of(director).post(f"{SCHOOL}units/new/", given).status_code == 409


def year_form(browser, address):
    """What a browser would send back unchanged."""
    answer = browser.get(address)
    sent = {}
    for form in (answer.context["form"], answer.context["terms"], answer.context["breaks"]):
        parts = [form.management_form, *form] if hasattr(form, "management_form") else [form]
        for part in parts:
            for field in part:
                value = field.value()
                sent[field.html_name] = "" if value is None else str(value)
    return sent


def test_a_year_is_laid_out_from_the_usual_dates(browser_of, school, director):
    browser = browser_of(director)
    sent = year_form(browser, f"{SCHOOL}calendar/new/")
    answer = browser.post(f"{SCHOOL}calendar/new/", sent, follow=True)
    assert "The school year is laid out." in answer.text
    with within(school):
        assert SchoolYear.objects.get().terms.count() == 4


def test_the_dates_move_in_the_middle_of_the_year(browser_of, school, director, school_year):
    browser = browser_of(director)
    address = f"{SCHOOL}calendar/{school_year.pk}/"
    sent = {**year_form(browser, address), "term-3-ends": "2027-05-29", "ends": "2027-05-29"}
    assert browser.post(address, sent).status_code == 302
    with within(school):
        assert str(school_year.terms.get(number=4).ends) == "2027-05-29"
    assert TrailEntry.objects.filter(what="year.dates_moved").exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [({"term-0-ends": ""}, 422), ({"ends": "2026-10-01"}, 409), ({"break-0-name_ky": ""}, 422)],
)
def test_impossible_dates_change_nothing(browser_of, school, director, school_year, change, status):
    browser = browser_of(director)
    address = f"{SCHOOL}calendar/{school_year.pk}/"
    sent = {**year_form(browser, address), **change}
    answer = browser.post(address, sent)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    with within(school):
        assert SchoolYear.objects.get().ends == school_year.ends


def test_the_calendar_says_which_term_overlaps(browser_of, school, director, school_year):
    browser = browser_of(director)
    address = f"{SCHOOL}calendar/{school_year.pk}/"
    sent = {**year_form(browser, address), "term-0-ends": "2026-11-20"}
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    assert "overlap" in answer.text


SCALE = {
    "scale": "ten",
    "name_ky": "Он баллдык",
    "lowest": "1",
    "highest": "10",
    "whole": "on",
    "excellent": "9",
    "good": "7",
    "satisfactory": "5",
    "not_attested": "н/а, НА",
}


def test_a_scale_is_defined_and_used(browser_of, school, director):
    browser = browser_of(director)
    assert browser.post(f"{SCHOOL}scales/new/", SCALE).status_code == 302
    with within(school):
        row = MarkScale.objects.get()
    assert row.scale.category(8) == "good"
    given = {"scale": row.pk, "first": "5", "last": "9", "from_year": "2025"}
    assert "5–9" in browser.post(f"{SCHOOL}scales/use/", given, follow=True).text


def test_borders_out_of_order_are_not_a_scale(browser_of, school, director):
    answer = browser_of(director).post(f"{SCHOOL}scales/new/", {**SCALE, "good": "3"})
    assert answer.status_code == 422


def test_a_scale_keeps_its_code(browser_of, school, director, scale):
    given = {**SCALE, "scale": "other", "highest": "5", "excellent": "5", "good": "4"}
    given |= {"satisfactory": "3", "name_ky": "Беш баллдык"}
    browser_of(director).post(f"{SCHOOL}scales/{scale.pk}/", given)
    with within(school):
        assert MarkScale.objects.get().code == "five_point"


def test_grades_out_of_order_are_refused(browser_of, school, director, scale):
    given = {"scale": scale.pk, "first": "9", "last": "5", "from_year": "2025"}
    answer = browser_of(director).post(f"{SCHOOL}scales/use/", given)
    assert answer.status_code == 409
    assert str(ScaleNotSo.GRADES.label) in answer.text


def test_a_subject_gains_spellings(browser_of, school, director, subject):
    given = {"name_ky": "Алгебра", "spellings": "алг.\nАЛГЕБРА 7"}
    browser_of(director).post(f"{SCHOOL}subjects/{subject.pk}/", given)
    subject.refresh_from_db()
    assert subject.spellings == ["АЛГЕБРА 7", "алг."]
    assert "алг." in browser_of(director).get(f"{SCHOOL}subjects/").text


def test_load_is_given_and_taken(browser_of, school, director, teacher, person_of, subject, pupil):
    browser = browser_of(director)
    given = {"teacher": person_of(teacher).pk, "subject": subject.pk, "hours": "3"}
    with within(school):
        given["school_class"] = pupil.enrolments.get().school_class_id
    assert "Algebra" in browser.post(f"{SCHOOL}load/give/", given, follow=True).text
    with within(school):
        row = TeachingLoad.objects.get()
    browser.post(f"{SCHOOL}load/{row.pk}/take/")
    with within(school):
        assert not TeachingLoad.objects.exists()


def test_the_trail_tells_who_did_what(browser_of, school, director):
    browser = browser_of(director)
    browser.post(f"{SCHOOL}name/", NAME)
    text = browser.get(f"{SCHOOL}trail/").text
    assert "The name or type was changed" in text
    assert "№12 гимназия" in text
    assert TrailEntry.objects.filter(chain="S12").order_by("-number").first().seal in text


def test_the_trail_is_proved_on_request(browser_of, school, director):
    browser = browser_of(director)
    assert "The chain is whole" in browser.get(f"{SCHOOL}trail/?verify=1").text
    TrailEntry.objects.filter(chain="S12", number=1).update(what="nothing.happened")
    assert "The chain is broken" in browser.get(f"{SCHOOL}trail/?verify=1").text


def test_a_tail_cut_off_shows(browser_of, school, director):
    last = TrailEntry.objects.filter(chain="S12").order_by("-number").first()
    TrailEntry.objects.filter(pk=last.pk).delete()
    assert "The chain is broken" in browser_of(director).get(f"{SCHOOL}trail/?verify=1").text


def test_the_trail_asks_as_much_for_two_lines_as_for_forty(
    browser_of, school, director, django_assert_num_queries
):
    browser = browser_of(director)
    for day in range(1, 29):
        browser.post(f"{SCHOOL}name/", {**NAME, "since": f"2026-09-{day:02d}"})
    with django_assert_num_queries(16):
        browser.get(f"{SCHOOL}trail/")


@pytest.mark.parametrize(
    ("tail", "queries"), [("", 15), ("calendar/", 11), ("scales/", 12), ("subjects/", 9)]
)
def test_pages_ask_a_fixed_number_of_questions(
    browser_of, school, director, school_year, scale, tail, queries, django_assert_num_queries
):
    browser = browser_of(director)
    with django_assert_num_queries(queries):
        browser.get(SCHOOL + tail)


def told():
    """Every code the changes write into the trail."""
    for file in Path(sapat.__file__).parent.rglob("changes.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            noted = isinstance(node, ast.Call) and ast.unparse(node.func) in {"trail.note", "_note"}
            if noted and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_the_trail_has_words_for_everything():
    codes = set(told())
    assert {"post.given", "norm.set"} <= codes
    assert codes <= set(WORDS)
