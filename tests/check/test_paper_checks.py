"""Figures typed by hand are compared with the paper by another person than who typed them."""

from datetime import timedelta
from http import HTTPStatus
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse

from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.paper_checks import changes, reads
from sapat.check.data_quality.paper_checks.models import PaperCheck
from sapat.check.data_quality.paper_checks.rules import NotSo, Standing, drawn, sample_size
from sapat.core.dues import due_in
from sapat.core.refusal import Refused
from sapat.evidence.imports.models import Import
from sapat.evidence.imports.states import State
from sapat.evidence.registers import changes as registers
from sapat.evidence.store import files
from sapat.plan.indicators.models import Norm
from sapat.school.boundary import within
from tests.conftest import AT

MIXED = [5, 4, 3, 5, 4, 3, 5, 4]


@pytest.fixture
def typed(village, deputy):
    """A short file with the marks of a class, brought in by the deputy."""
    school = village.school
    batch = village.marks(village.open("7А", 8), "algebra", MIXED)
    with within(school), transaction.atomic(), files.writing():
        source = Import.objects.create(
            school=school, name="7А алгебра.xlsx", digest="0" * 64, size=9, state=State.COMMITTED,
            made_at=AT, committed_at=AT, made_by=deputy,
        )  # fmt: skip
        batch.source = source
        batch.save()
    return source


def page(name, school, *args):
    return reverse(f"check:{name}", args=[school.code, *args])


def test_a_sample_is_a_share_of_the_rows_but_never_too_small():
    assert sample_size(8, least=30, percent=5) == 8
    assert sample_size(31, least=30, percent=5) == 30
    assert sample_size(2000, least=30, percent=5) == 100


def test_every_row_is_as_likely_as_any_other():
    hits = [0] * 10
    for seed in range(2000):
        for start, rows in zip((0, 4), drawn([4, 6], 3, Random(seed)), strict=True):
            for row in rows:
                hits[start + row] += 1
    assert sum(hits) == 6000
    assert max(hits) - min(hits) < 120  # 600 each, give or take five standard errors


def test_who_typed_does_not_confirm(typed, deputy):
    check = changes.draw(typed, by=deputy, at=AT)
    with pytest.raises(Refused) as no:
        changes.close(check, {}, "", by=deputy, at=AT)
    assert no.value.reason == NotSo.OWN_WORK


def test_a_file_is_drawn_once(typed, director):
    first = changes.draw(typed, by=director, at=AT)
    again = changes.draw(typed, by=director, at=AT + timedelta(days=1))
    assert first.pk == again.pk
    assert len(first.rows) == 8


def test_another_person_confirms_on_the_page(browser_of, director, school, typed):
    browser = browser_of(director)
    listed = browser.get(page("paper_checks", school)).text
    assert "7А алгебра.xlsx" in listed
    assert "not confirmed by a second person" in listed

    drawing = browser.post(page("draw_file", school, typed.pk), follow=True)
    assert "These rows were drawn at random" in drawing.text
    with within(school):
        check = PaperCheck.objects.get()
    answer = browser.post(
        page("compare_paper", school, check.pk), {"words": "Journal"}, follow=True
    )

    assert "confirmed by a second person" in answer.text
    check.refresh_from_db()
    assert (check.standing, check.closed_by) == (Standing.CONFIRMED, director)


def test_the_typist_is_told_that_another_confirms(browser_of, deputy, school, typed):
    browser = browser_of(deputy)
    assert "another person confirms" in browser.get(page("paper_checks", school)).text
    browser.post(page("draw_file", school, typed.pk))
    with within(school):
        check = PaperCheck.objects.get()
    answer = browser.post(page("compare_paper", school, check.pk), {"words": ""})
    assert answer.status_code == HTTPStatus.CONFLICT


def test_rows_that_differ_need_checking_and_count_as_errors(browser_of, director, school, typed):
    check = changes.draw(typed, by=director, at=AT)
    browser = browser_of(director)
    given = {"differs-1": "1", "paper-1": "3", "words": ""}
    browser.post(page("compare_paper", school, check.pk), given)

    with within(school):
        issue = QualityIssue.objects.get(rule="sample_differs")
    assert (issue.wrong, issue.out_of) == (1, 8)
    assert "3" in browser.get(page("paper_check", school, check.pk)).text
    batches = registers.keep_all(school, by=None, at=AT + timedelta(days=90))
    assert "dataset_log" in {batch.data_set for batch in batches}


def test_a_tick_without_words_is_refused(browser_of, director, school, typed):
    check = changes.draw(typed, by=director, at=AT)
    given = {"differs-1": "1", "paper-1": "", "words": ""}
    answer = browser_of(director).post(page("compare_paper", school, check.pk), given)
    assert answer.status_code == HTTPStatus.CONFLICT
    check.refresh_from_db()
    assert check.closed_at is None


def test_the_doubt_stands_beside_the_figure(browser_of, deputy, director, school, typed):
    address = page("indicator", school, "R-02") + "?term=2025-Q1"
    shown = browser_of(deputy).get(address).text
    assert "1 file of these data was typed by hand; 1 is not confirmed" in shown

    changes.close(changes.draw(typed, by=director, at=AT), {}, "", by=director, at=AT)
    shown = browser_of(deputy).get(address).text
    assert "a second person confirmed them against the paper" in shown


def test_a_long_file_is_not_taken_for_typed(village, typed):
    row = village.open("8Б", 70)
    batch = village.marks(row, "algebra", [4] * 70)
    with within(village.school):
        batch.source = Import.objects.create(
            school=village.school, name="long.xlsx", digest="1" * 64, size=9,
            state=State.COMMITTED, made_at=AT, committed_at=AT,
        )  # fmt: skip
        batch.save()
        assert [each.name for each in reads.typed(AT.date())] == ["7А алгебра.xlsx"]


def test_the_comparison_waits_for_the_deputy(school, typed):
    with within(school):
        (due,) = [one for one in due_in(school, AT.date()) if one.key.startswith("paper_checks")]
    assert due.by == AT.date() + timedelta(days=14)
    assert due.page == "check:paper_checks"


def test_a_stranger_and_an_inspector_see_no_sample(
    browser_of, stranger, inspector, director, school, typed
):
    check = changes.draw(typed, by=director, at=AT)
    address = page("paper_check", school, check.pk)
    assert browser_of(stranger).get(address).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(inspector).get(address).status_code == HTTPStatus.FORBIDDEN


def test_a_norm_is_compared_with_its_protocol(browser_of, deputy, director, village):
    school = village.school
    levels = {
        "target": "90", "ok": "80", "alarm": "60", "since_year": "2025", "basis": "regulation",
        "body": "Педагогикалык кеңеш", "protocol": "3", "decided_on": "2025-09-01",
    }  # fmt: skip
    browser_of(deputy).post(page("norm", school, "R-02"), levels)
    assert "another person confirms" in browser_of(deputy).get(page("paper_checks", school)).text

    browser = browser_of(director)
    with within(school):
        norm = Norm.objects.get()
    shown = browser.post(page("draw_norm", school, norm.pk), follow=True).text
    assert "90" in shown
    with within(school):
        check = PaperCheck.objects.get()
    browser.post(page("compare_paper", school, check.pk), {"words": ""})
    check.refresh_from_db()
    assert check.standing == Standing.CONFIRMED
