"""Licence, accreditation and inspection: validity on its boundaries, control without gaps."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from sapat.core import dues
from sapat.core.proofs import Question, found
from sapat.core.refusal import Refused
from sapat.plan.licensing import changes, reads
from sapat.plan.licensing.changes import Found, SetPaper
from sapat.plan.licensing.models import RequirementItem, RequirementSet
from sapat.plan.licensing.rules import Held, NotSo, is_valid, reminder
from sapat.publish.papers.pdf import pdf
from sapat.publish.readiness import readiness

pytestmark = pytest.mark.usefixtures("inside")

AT = datetime(2025, 11, 22, 8, tzinfo=UTC)
TODAY = date(2025, 11, 22)
FROM, TO = date(2022, 4, 23), date(2026, 4, 22)
PAGE = "/schools/S12/plan/requirements/official/"
PAPER = SetPaper("licence", "Лицензия", "LD 123", "Министрлик", FROM, TO)


@pytest.fixture
def licence(school, deputy):
    """A licence that runs out in five months."""
    return changes.lay_set(school, PAPER, by=deputy, at=AT)


@pytest.fixture
def all_kinds(school, deputy, licence):
    """The licence, an accreditation and an inspection, both without an end."""
    others = [
        changes.lay_set(school, SetPaper(kind, kind, "1", "", FROM), by=deputy, at=AT)
        for kind in ("accreditation", "inspection")
    ]
    return [licence, *others]


def check(row, on=TODAY, *, by):
    lines = [Found(item.pk, "met", "№ 4 папка") for item in reads.items(row)]
    changes.check_items(row, lines, on=on, by=by, at=AT)


def state(school, name, day=TODAY, **parameters):
    answer = found(name).ask(Question(school, day), parameters)
    assert answer.sentence
    return str(answer.state), str(answer.reason.value)


def test_the_last_day_of_a_licence_still_counts():
    one = Held(1, "licence", FROM, TO, None, 3)
    assert is_valid(one, FROM)
    assert is_valid(one, TO)
    assert not is_valid(one, TO + timedelta(days=1))
    assert not is_valid(one, FROM - timedelta(days=1))


def test_it_reminds_at_twelve_six_and_three_months():
    found = [reminder(TO, TO - timedelta(days=days)) for days in range(400)]
    steps = [months for before, months in pairwise([0, *found]) if months != before]
    assert steps == [3, 6, 12, None]
    assert reminder(None, TODAY) is None


def test_it_comes_with_the_usual_items_to_be_compared(licence):
    items = list(reads.items(licence))
    assert len(items) > 8
    assert all(item.unverified for item in items)


def test_sets_prove_by_kind_and_validity(school, licence, all_kinds):
    assert state(school, "requirements.sets") == ("due", "runs_out")
    assert state(school, "requirements.sets", soon=100) == ("proved", "valid")
    assert state(school, "requirements.sets", TO, soon=0) == ("due", "runs_out")
    assert state(school, "requirements.sets", TO + timedelta(days=1)) == ("missing", "no_set")


def test_a_missing_kind_proves_nothing(school, licence):
    assert state(school, "requirements.sets") == ("missing", "no_set")
    assert state(school, "requirements.sets", kinds="licence", soon=30) == ("proved", "valid")


def test_control_is_proved_item_by_item(school, deputy, all_kinds):
    assert state(school, "requirements.checked") == ("missing", "never")
    for row in all_kinds:
        check(row, by=deputy)
    assert state(school, "requirements.checked") == ("proved", "checked")
    last = TODAY + timedelta(days=90)
    assert state(school, "requirements.checked", last) == ("due", "soon")
    assert state(school, "requirements.checked", last + timedelta(days=1)) == ("missing", "overdue")


def test_what_is_to_be_checked_waits_for_the_deputy(school, deputy, licence):
    later = TODAY + timedelta(days=91)
    assert not [one for one in dues.due_in(school, TODAY) if ":control:" in one.key]
    ours = [one for one in dues.due_in(school, later) if one.key.startswith("set:")]
    waiting = {one.key.split(":")[2]: one for one in ours}
    assert waiting["control"].is_late(later)
    assert "dep_academic" in waiting["control"].roles
    assert waiting["3"].by == TO


def test_what_was_checked_waits_from_the_day_of_its_check(school, deputy, licence):
    check(licence, TODAY - timedelta(days=60), by=deputy)
    soon = TODAY + timedelta(days=20)
    keys = [one for one in dues.due_in(school, soon) if ":control:" in one.key]
    assert [one.by for one in keys] == [TODAY + timedelta(days=30)]


def test_every_check_of_an_item_stays(deputy, licence):
    check(licence, TODAY - timedelta(days=30), by=deputy)
    check(licence, TODAY, by=deputy)
    item = reads.items(licence)[0]
    assert [one.on for one in reads.checks(item)] == [TODAY, TODAY - timedelta(days=30)]


@pytest.mark.parametrize(
    ("on", "evidence", "reason"),
    [
        (TODAY, " ", NotSo.NO_EVIDENCE),
        (TODAY + timedelta(days=1), "ok", NotSo.NOT_YET),
        (TODAY - timedelta(days=9), "ok", NotSo.BEFORE),
    ],
)
def test_a_check_has_its_evidence_and_its_day(deputy, licence, on, evidence, reason):
    check(licence, TODAY - timedelta(days=1), by=deputy)
    lines = [Found(reads.items(licence)[0].pk, "met", evidence)]
    with pytest.raises(Refused) as no:
        changes.check_items(licence, lines, on=on, by=deputy, at=AT)
    assert no.value.reason == reason


def test_a_set_cannot_end_before_it_begins(school, deputy):
    paper = SetPaper("licence", "Лицензия", "1", "", TO, FROM)
    with pytest.raises(Refused) as no:
        changes.lay_set(school, paper, by=deputy, at=AT)
    assert no.value.reason == NotSo.ENDS_BEFORE


def test_it_is_opened_checked_and_corrected_through_the_pages(browser_of, deputy, school):
    browser = browser_of(deputy)
    paper = {"kind": "inspection", "title": "Текшерүү", "number": "12", "check_days": "90"}
    browser.post(f"{PAGE}new/", {**paper, "valid_from": "2025-09-01", "usual": "on"})
    row = RequirementSet.objects.get()
    first, second, *_rest = reads.items(row)
    lines = {f"mark_{first.pk}": "remarks", f"words_{first.pk}": "Кол коюлган эмес"}
    browser.post(f"{PAGE}{row.pk}/check/", {**lines, "on": "2025-09-10"})
    page = browser.get(f"{PAGE}{row.pk}/").text
    assert "Кол коюлган эмес" in page
    assert RequirementItem.objects.get(pk=second.pk).checked_on is None
    browser.post(f"{PAGE}items/{first.pk}/correct/", {"text_ky": "Жаңы текст"})
    assert not RequirementItem.objects.get(pk=first.pk).unverified


def test_the_list_of_sets_asks_few_questions(
    browser_of, deputy, school, all_kinds, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    with django_assert_max_num_queries(16):
        browser.get(PAGE)
    with django_assert_max_num_queries(16):
        browser.get(f"{PAGE}{all_kinds[0].pk}/")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_readiness_file_is_printed(deputy, licence, language):
    check(licence, by=deputy)
    paper = readiness(licence, language=language, at=AT)
    assert len(paper.tables[0].rows) == len(reads.items(licence))
    assert pdf(paper).startswith(b"%PDF")
