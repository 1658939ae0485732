"""A teacher brings answers in, learns what the test was worth, and corrects the key."""

import csv
import html
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from sapat.check.testing.models import AnswerSheet, SatTest
from sapat.core.dues import due_in
from sapat.core.models import TrailEntry
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.classes import changes as classes
from tests.conftest import AT, join

LIST = "/schools/S12/tests/"
NEW = "/schools/S12/tests/new/"


def test_the_empty_list_says_what_to_do(browser_of, teacher):
    page = browser_of(teacher).get(LIST)

    assert "No test has been brought in yet." in page.text
    assert NEW in page.text


def test_answers_are_shown_before_they_are_kept(browser_of, teacher, school, pasted):
    given = {"title": "Algebra", "held_on": "2026-10-20", "pasted": pasted(40), "look": "1"}
    page = browser_of(teacher).post(NEW, given)

    assert page.status_code == 200
    assert "Keep these answers" in page.text
    assert "40 rows are kept under their codes or numbers" in page.text
    with within(school):
        assert not SatTest.objects.exists()


def test_mistakes_are_named_by_cell_and_nothing_is_kept(browser_of, teacher, school):
    text = "pupil\tq1\tq2\nP-1\t1\tabsent\n"
    given = {"title": "Algebra", "held_on": "2026-10-20", "pasted": text, "keep": "1"}
    page = browser_of(teacher).post(NEW, given)

    assert page.status_code == 422
    assert "<strong>C2</strong>: “absent” is no number of points." in page.text
    assert "Keep these answers" not in page.text
    with within(school):
        assert not SatTest.objects.exists()


def test_a_file_is_read_and_can_be_mended_on_the_page(browser_of, teacher, pasted):
    out = io.StringIO()
    csv.writer(out).writerows(line.split("\t") for line in pasted(35).splitlines())
    sent = SimpleUploadedFile("answers.csv", out.getvalue().encode())
    given = {"title": "Algebra", "held_on": "2026-10-20", "file": sent, "look": "1"}
    page = browser_of(teacher).post(NEW, given)

    assert page.status_code == 200
    assert "P-034\tA" in page.text or "P-034\tB" in page.text
    assert "Keep these answers" in page.text


def test_a_sheet_to_fill_in_comes_back_as_a_test(browser_of, teacher, village, school):
    row = village.open("7А", 5, year=2026 if 2026 in village.years else 2025)
    browser = browser_of(teacher)
    file = browser.get(f"{LIST}sheet/?school_class={row.pk}&items=4")
    assert file.headers["Content-Disposition"].startswith("attachment")

    sent = SimpleUploadedFile("sheet.xlsx", file.content)
    given = {"title": "Algebra", "held_on": "2026-10-20", "file": sent, "look": "1"}
    page = browser.post(NEW, given)
    assert page.status_code == 422
    assert "There is no row of answers below the names of the items." in page.text
    filled = html.unescape(page.text).split("<textarea")[1].split(">", 1)[1].split("</textarea")[0]
    filled = filled.replace("Pupil1", "Pupil1\t1\t0\t1\t1").replace("Pupil2", "Pupil2\t0\t0\t1\t1")
    page = browser.post(NEW, {**given, "file": "", "pasted": filled})
    assert "Keep these answers" in page.text
    assert browser.get(f"{LIST}sheet/?school_class={row.pk}&items=x").status_code == 404


def test_what_is_no_file_gets_a_sentence(browser_of, teacher):
    sent = SimpleUploadedFile("answers.xlsx", b"\x00\x01 no spreadsheet")
    given = {"title": "Algebra", "held_on": "2026-10-20", "file": sent, "look": "1"}

    assert browser_of(teacher).post(NEW, given).status_code == 422
    assert browser_of(teacher).post(NEW, {"title": "Algebra"}).status_code == 422


def test_names_of_the_roster_are_kept_as_people_and_others_not_at_all(
    village, brought, teacher, pasted, school
):
    row = village.open("7А", 30, year=2025)
    names = [pupil.full_name for pupil in row.pupils[:29]] + ["Nobody Known"]
    test = brought(teacher, pasted(30, names=names), held_on="2025-10-20")

    with within(school):
        sheets = list(AnswerSheet.objects.filter(test=test).order_by("number"))
    assert [sheet.person_id for sheet in sheets[:29]] == [pupil.pk for pupil in row.pupils[:29]]
    assert sheets[0].label == "7А"
    assert (sheets[29].person_id, sheets[29].code) == (None, "")
    assert test.classes == "7А"
    assert "Nobody" not in str(TrailEntry.objects.order_by("-pk").first().facts)


def test_a_good_test_is_called_good_enough_for_a_class(browser_of, teacher, brought, pasted):
    test = brought(teacher, pasted(150, 24))
    page = browser_of(teacher).get(f"{LIST}{test.pk}/").text

    assert "good enough to judge a class, not a pupil" in page
    assert "could as well have got anything from" in page
    assert "judges a class" in browser_of(teacher).get(LIST).text


def test_a_small_test_judges_nothing(browser_of, teacher, brought, pasted):
    test = brought(teacher, pasted(11, 12))
    page = browser_of(teacher).get(f"{LIST}{test.pk}/").text

    assert "Too few to judge" in page
    assert "could as well have got" not in page


def keys_waiting(school):
    with within(school):
        return [one for one in due_in(school, AT.date()) if one.key.startswith("testing.keys")]


def test_a_wrong_key_is_named_waits_and_is_corrected(browser_of, teacher, brought, pasted, school):
    test = brought(teacher, pasted(wrong=6))
    browser = browser_of(teacher)
    text = browser.get(f"{LIST}{test.pk}/").text
    assert "Pupils who know more chose C, the key says D" in text
    assert "\N{MINUS SIGN}0." in text
    assert '"num">-0.' not in text
    assert [one.persons for one in keys_waiting(school)] == [{test.author_id}]

    key = {f"item_{at}": option for at, option in enumerate(test.key)} | {"item_6": "c"}
    answer = browser.post(f"{LIST}{test.pk}/key/", {**key, "why": "Item 7 was mistyped"})

    with within(school):
        later = SatTest.objects.get(replaces=test)
        assert AnswerSheet.objects.filter(test=later).count() == 60
    assert answer.headers["Location"].endswith(f"/tests/{later.pk}/")
    assert (later.key[6], later.wrong_keys) == ("C", 0)
    assert "This test was replaced." in browser.get(f"{LIST}{test.pk}/").text
    assert "Item 7 was mistyped" in browser.get(f"{LIST}{later.pk}/").text
    assert not keys_waiting(school)


def test_a_key_is_not_corrected_twice_or_into_itself(browser_of, teacher, brought, pasted):
    test = brought(teacher, pasted(wrong=6))
    same = {f"item_{at}": option for at, option in enumerate(test.key)} | {"why": "again"}
    browser = browser_of(teacher)
    page = browser.post(f"{LIST}{test.pk}/key/", same)
    assert (page.status_code, "The key is the same as before." in page.text) == (409, True)

    right = same | {"item_6": "C"}
    assert browser.post(f"{LIST}{test.pk}/key/", right).status_code == 302
    page = browser.post(f"{LIST}{test.pk}/key/", same | {"item_6": "A"})
    assert (page.status_code, "replaced by a later one" in page.text) == (409, True)


def test_the_same_answers_are_kept_once(browser_of, teacher, brought, pasted, school):
    test = brought(teacher, pasted())
    given = {"title": "Again", "held_on": "2026-10-20", "pasted": pasted(), "keep": "1"}
    page = browser_of(teacher).post(NEW, given)

    assert page.status_code == 409
    assert "kept already, as “Algebra, first quarter”" in page.text
    test.pk = None
    with within(school), transaction.atomic(), pytest.raises(IntegrityError):
        test.save(force_insert=True)


def test_two_windows_keep_the_same_answers_once(browser_of, teacher, pasted, monkeypatch):
    def met_another(*_rows, **_more):
        raise IntegrityError

    monkeypatch.setattr("sapat.check.testing.changes.keep", met_another)
    given = {"title": "Algebra", "held_on": "2026-10-20", "pasted": pasted(), "keep": "1"}
    page = browser_of(teacher).post(NEW, given)

    assert (page.status_code, "are being kept already" in page.text) == (409, True)


def test_answers_are_replaced_and_never_edited(browser_of, teacher, brought, pasted, school):
    test = brought(teacher, pasted())
    given = {
        "title": "Algebra", "held_on": "2026-10-20", "keep": "1",
        "pasted": pasted(seed=2), "why": "Two sheets were swapped",
    }  # fmt: skip
    answer = browser_of(teacher).post(f"{LIST}{test.pk}/replace/", given)

    assert answer.status_code == 302
    with within(school):
        assert SatTest.objects.get(pk=test.pk).digest == test.digest
        assert SatTest.objects.get(replaces=test).why == "Two sheets were swapped"
        assert TrailEntry.objects.filter(what="test.replaced").exists()


@pytest.mark.parametrize("page", ["", "scores/", "compare/", "key/", "replace/", "paper/"])
def test_a_colleague_sees_nothing_of_it_and_heads_see_all(
    browser_of, teacher, brought, pasted, school, director, page
):
    test = brought(teacher, pasted())
    colleague = join("colleague", school, Role.TEACHER)
    union = join("union", school, Role.MO)

    assert browser_of(colleague).get(f"{LIST}{test.pk}/{page}").status_code == 404
    assert test.title not in browser_of(colleague).get(LIST).text
    assert browser_of(union).get(f"{LIST}{test.pk}/{page}").status_code == 200
    assert test.title in browser_of(director).get(LIST).text


def test_an_inspector_and_a_librarian_have_no_tests(browser_of, inspector, school):
    librarian = join("librarian", school, Role.LIBRARIAN)

    assert browser_of(inspector).get(LIST).status_code == 403
    assert browser_of(librarian).get(LIST).status_code == 403


def test_scores_stand_by_name_with_their_margin(browser_of, teacher, brought, pasted):
    test = brought(teacher, pasted(60, 20))
    page = browser_of(teacher).get(f"{LIST}{test.pk}/scores/").text
    places = [page.index(f"P-{at:03}") for at in range(60)]

    assert places == sorted(places)
    assert "–" in page


def test_pupils_and_items_stand_on_one_scale(browser_of, teacher, brought, pasted):
    large, small = brought(teacher, pasted(60)), brought(teacher, pasted(11, seed=2))
    points = "q1\tq2\tq3\n" + "\n".join(f"{at % 4}\t{at % 3}\t{at % 2}" for at in range(48))
    partial = brought(teacher, points, title="Points")
    words = "Pupils and items on one scale"
    pages = [browser_of(teacher).get(f"{LIST}{row.pk}/").text for row in (large, small, partial)]

    assert [words in page for page in pages] == [True, False, True]
    assert "12 questions, from the easiest" in pages[0]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_paper_names_no_pupil(browser_of, teacher, village, brought, pasted, language):
    row = village.open("7А", 30)
    names = [pupil.full_name for pupil in row.pupils]
    test = brought(teacher, pasted(30, wrong=6, names=names), held_on="2025-10-20")
    browser = browser_of(teacher, language=language)
    page = browser.get(f"{LIST}{test.pk}/paper/")
    paper = browser.get(f"{LIST}{test.pk}/paper/?form=docx&language={language}")

    assert (page.status_code, paper.status_code) == (200, 200)
    assert "Algebra, first quarter" in page.text
    assert not [name for name in names if name in page.text]


def test_sides_are_compared_where_there_are_enough(browser_of, teacher, brought, pasted):
    few = brought(teacher, pasted(60, sexes=True))
    many = brought(teacher, pasted(160, sexes=True, seed=3))
    browser = browser_of(teacher)

    assert "as soon as 50 pupils of each side" in browser.get(f"{LIST}{few.pk}/").text
    assert "with the same score were compared" in browser.get(f"{LIST}{many.pk}/").text


def test_two_tests_that_share_items_stand_on_one_scale(browser_of, teacher, brought, pasted):
    old = brought(teacher, pasted(80), title="Last year", held_on="2025-10-20")
    new = brought(teacher, pasted(90, seed=4), title="This year")
    few = brought(teacher, pasted(12, seed=5), title="A few", held_on="2025-11-20")
    browser = browser_of(teacher)
    page = browser.get(f"{LIST}{new.pk}/compare/?with={old.pk}").text

    assert "12 items in common" in page
    assert "Worth on the earlier test" in page
    refused = browser.get(f"{LIST}{new.pk}/compare/?with={few.pk}").text
    assert "Each test needs 30 pupils at least." in refused
    assert browser.get(f"{LIST}{old.pk}/compare/?with={new.pk}").status_code == 404


def test_the_list_asks_the_same_number_of_questions_however_long(
    browser_of, teacher, brought, pasted, django_assert_max_num_queries
):
    for seed in range(5):
        brought(teacher, pasted(12, seed=seed), title=f"Test {seed}")
    browser = browser_of(teacher)
    browser.get(LIST)
    with django_assert_max_num_queries(14):
        assert browser.get(LIST).text.count("/tests/") >= 5
    with within(teacher.person.school):
        last = SatTest.objects.order_by("-pk").first()
    with django_assert_max_num_queries(20):
        browser.get(f"{LIST}{last.pk}/")


def test_who_moved_up_is_found_once_in_the_class_of_the_day(
    browser_of, teacher, village, brought, pasted, school
):
    old = village.open("6Б", 0, year=2024)
    new = village.open("7Б", 12, continues=old)
    for pupil in new.pupils:
        classes.enrol(pupil, old, since=date(2024, 9, 2), by=None, at=AT)
    names = [pupil.full_name for pupil in new.pupils]
    brought(teacher, pasted(12, 6, names=names), held_on="2025-10-20")
    with within(school):
        assert [row.label for row in AnswerSheet.objects.all()] == ["7Б"] * 12
