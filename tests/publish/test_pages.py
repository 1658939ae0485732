"""The pages of reports: for whom, in which form, under which name."""

import io

import openpyxl
import pytest
from django.urls import reverse

TERM = "2025-Q2"


def url(name, school, **query):
    return reverse(f"publish:{name}", args=[school.code]), query


@pytest.fixture
def ask(browser_of, school):
    """Ask for a page of our school: ask(user, name, **query)."""

    def ask(user, name, **query):
        return browser_of(user).get(*url(name, school, **query))

    return ask


def test_a_school_without_evidence_says_so(ask, deputy):
    answer = ask(deputy, "reports")
    assert "There is nothing to report yet." in answer.text


def test_the_choice_offers_the_terms_with_evidence(ask, deputy, told):
    answer = ask(deputy, "reports")
    assert TERM in answer.text
    assert "2025-Q3" not in answer.text


def test_the_page_shows_the_report_with_its_pictures(ask, deputy, told):
    answer = ask(deputy, "quarter", term=TERM, language="ru")
    assert answer.status_code == 200
    assert "Отчёт об итогах II четверти" in answer.text
    assert answer.text.count("<figure") == 3
    assert "style=" not in answer.text.split("<main")[1]


@pytest.mark.parametrize(
    ("form", "beginning"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")]
)
def test_the_file_has_a_name_in_both_alphabets(browser_of, school, deputy, told, form, beginning):
    page, _query = url("quarter", school)
    answer = browser_of(deputy).post(
        f"{page}?term={TERM}&language=ky", {"form": form, "conclusions": "Бир.", "prepared_by": "А"}
    )

    assert answer.status_code == 200
    assert answer.content.startswith(beginning)
    name = answer["Content-Disposition"]
    assert "filename*=UTF-8''2025%E2%80%932026-" in name
    assert f'.{form}"' in name
    assert "no-store" in answer["Cache-Control"]


def test_a_term_without_evidence_is_refused_with_a_sentence(ask, deputy, told):
    answer = ask(deputy, "quarter", term="2025-Q4")
    assert answer.status_code == 409
    assert "there is no report yet" in answer.text


def test_names_are_for_those_who_may_read_them(ask, deputy, inspector, told):
    assert "Pupil" in ask(deputy, "quarter", term=TERM, edition="internal").text
    assert ask(inspector, "quarter", term=TERM, edition="internal").status_code == 403
    answer = ask(inspector, "quarter", term=TERM)
    assert answer.status_code == 200
    assert "Pupil4" not in answer.text


def test_a_stranger_finds_no_reports(ask, stranger, told):
    for name in ("reports", "quarter", "indicators_file", "breakdown_file", "table_file"):
        assert ask(stranger, name, term=TERM).status_code == 404


def test_unknown_wishes_are_not_found(ask, deputy, told):
    for wish in ({"language": "de"}, {"edition": "secret"}):
        assert ask(deputy, "quarter", term=TERM, **wish).status_code == 404
    assert ask(deputy, "breakdown_file", indicator="R-02", by="colour").status_code == 404


def test_tables_go_out_as_workbooks_and_as_csv(ask, deputy, told):
    book = ask(deputy, "table_file", term=TERM)
    sheets = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets
    assert len(sheets) == 2

    text = ask(deputy, "indicators_file", term=TERM, form="csv").content.decode("utf-8-sig")
    assert '"R-02"' in text


def test_a_breakdown_hides_small_groups_and_teachers(ask, deputy, teacher, told):
    wish = {"term": TERM, "indicator": "R-02", "form": "csv"}
    rows = ask(deputy, "breakdown_file", by="class", **wish).content.decode("utf-8-sig")
    small = next(line for line in rows.splitlines() if line.startswith('"2А"'))
    assert set(small.split(";")[1:4]) == {'""'}
    assert ask(teacher, "breakdown_file", by="teacher", **wish).status_code == 403
