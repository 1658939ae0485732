"""A finding is written in one step from the page of any record, and the record knows it then."""

import pytest
from django.db.models import Model
from django.urls import reverse

from sapat.check.findings.models import Finding
from sapat.school.boundary import within
from sapat.web.sources import _tellers, finding_from, known_of
from tests.rows import one_of_everything

RECORDS = sorted(
    (kind for kind in _tellers if issubclass(kind, Model)), key=lambda one: one.__name__
)
GIVEN = {"title": "Төмөн", "grade": "minor", "origin": "hand", "found_on": "2026-09-20"}


@pytest.fixture
def rows(school):
    return one_of_everything(school, "R-01")


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__name__)
def test_its_page_offers_the_step_and_the_finding_links_back(
    browser_of, director, school, rows, record
):
    with within(school):
        known = known_of(rows[record])
    own = reverse(known.page, args=[school.code, *known.args.split(",")])
    form = reverse("act:write_finding", args=[school.code])
    page = browser_of(director).get(own)
    assert f'href="{form}?' in page.text
    sent = browser_of(director).post(form, GIVEN, query_params=known.told)
    assert sent.url.partition("?")[0] == own
    with within(school):
        row = Finding.objects.order_by("-pk").first()
    assert (row.source_page, row.source_label) == (known.page, known.label)
    shown = browser_of(director).get(reverse("act:finding", args=[school.code, row.pk]))
    assert f'href="{own}"' in shown.text


def test_a_record_with_one_open_finding_leads_to_it(browser_of, director, school, rows):
    record = next(kind for kind in RECORDS if kind.__name__ == "QualityIssue")
    with within(school):
        known = known_of(rows[record])
    form = reverse("act:write_finding", args=[school.code])
    browser_of(director).post(form, GIVEN, query_params=known.told)
    with within(school):
        row = Finding.objects.order_by("-pk").first()
    page = browser_of(director).get(reverse(known.page, args=[school.code, known.args]))
    assert reverse("act:finding", args=[school.code, row.pk]) in page.text
    assert browser_of(director).post(form, GIVEN, query_params=known.told).status_code == 409


def test_every_other_page_offers_it_at_its_foot(browser_of, teacher, inspector, school):
    page = reverse("check:signals", args=[school.code])
    form = reverse("act:write_finding", args=[school.code])
    assert f"{form}?origin=hand" in browser_of(teacher).get(page).text
    page = reverse("check:indicators", args=[school.code])
    assert form not in browser_of(inspector).get(page).text


def test_a_complaint_does_not_tell_its_words_to_all_staff(school, rows):
    record = next(kind for kind in RECORDS if kind.__name__ == "ProcedureComplaint")
    row = rows[record]
    row.text = "Мугалим окуучуну кемсинтти"
    assert "кемсинтти" not in f"{known_of(row).told}"


def test_a_kind_of_record_is_told_once():
    with pytest.raises(ValueError, match="already"):
        finding_from(RECORDS[0])(known_of)
    assert known_of(object()) is None
