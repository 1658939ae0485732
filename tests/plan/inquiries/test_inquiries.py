"""Who needs what information, and whether the needs are studied every year."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sapat.core import dues
from sapat.core.proofs import Question, found
from sapat.core.refusal import Refused
from sapat.plan.inquiries import changes, reads
from sapat.plan.inquiries.changes import Finding, Match, Need
from sapat.plan.inquiries.models import Inquiry, NeedsStudy
from sapat.plan.inquiries.rules import NotSo

pytestmark = pytest.mark.usefixtures("inside")

AT = datetime(2025, 11, 22, 8, tzinfo=UTC)
TODAY, BEFORE = date(2025, 11, 22), date(2025, 3, 1)
PAGE = "/schools/S12/plan/requirements/information/"


@pytest.fixture
def inquiry(school, deputy):
    need = Need("parent", "Балдардын катышуусу", "weekly", "message", BEFORE)
    return changes.ask(school, need, by=deputy, at=AT)


@pytest.fixture
def study(school, deputy):
    return changes.study(school, Finding(BEFORE, "Сурамжылоо", "Катышуу"), by=deputy, at=AT)


def state(school, day=TODAY, **parameters):
    rule = found("requirements.information_requests")
    answer = rule.ask(Question(school, day), parameters)
    assert answer.sentence
    return str(answer.state), str(answer.reason.value)


def test_needs_never_studied_prove_nothing(school, inquiry):
    assert state(school) == ("missing", "never")


def test_a_study_holds_for_its_months(school, study):
    assert state(school) == ("proved", "studied")
    again = date(2026, 3, 1)
    assert state(school, again - timedelta(days=30)) == ("due", "near")
    assert state(school, again - timedelta(days=1)) == ("due", "near")
    assert state(school, again) == ("missing", "old")


def test_a_request_left_alone_is_no_full_proof(school, deputy, study, inquiry):
    assert state(school) == ("due", "unmatched")
    waiting = [one for one in dues.due_in(school, TODAY) if one.key.startswith("inquiry:")]
    assert waiting[0].is_late(TODAY)
    changes.match(inquiry, Match("Отчёт", "publish:reports"), by=deputy, at=AT)
    assert state(school) == ("proved", "studied")


def test_the_council_may_have_to_hear_it(school, deputy, study):
    assert state(school, council="yes") == ("missing", "no_council")
    changes.hear(study, "3", on=BEFORE, by=deputy, at=AT)
    assert state(school, council="yes") == ("proved", "studied")


def test_a_report_is_named_or_promised(deputy, inquiry):
    with pytest.raises(Refused) as no:
        changes.match(inquiry, Match("Жаңы отчёт"), by=deputy, at=AT)
    assert no.value.reason == NotSo.NO_REPORT
    changes.match(inquiry, Match("Жаңы отчёт", make_by=TODAY), by=deputy, at=AT)
    assert Inquiry.objects.get().state == "to_make"


def test_an_answer_needs_a_report_first(deputy, inquiry):
    with pytest.raises(Refused) as no:
        changes.answer(inquiry, "", satisfied=True, on=TODAY, by=deputy, at=AT)
    assert no.value.reason == NotSo.NOT_MATCHED


def test_it_goes_through_the_pages(browser_of, deputy, school):
    browser = browser_of(deputy)
    need = {"group": "parent", "text": "Баалар", "rhythm": "weekly", "form": "message"}
    browser.post(f"{PAGE}new/", {**need, "asked_on": "2025-09-01"})
    row = Inquiry.objects.get()
    browser.post(f"{PAGE}{row.pk}/report/", {"page": "publish:reports"})
    given = {"satisfied": "no", "words": "Кеч келди", "on": "2025-09-20"}
    browser.post(f"{PAGE}{row.pk}/answer/", given)
    study = {"on": "2025-09-01", "method": "Сурамжылоо", "findings": "Баалар керек"}
    browser.post(f"{PAGE}study/", study)
    heard = {"protocol": "2", "on": "2025-09-05"}
    browser.post(f"{PAGE}study/{NeedsStudy.objects.get().pk}/heard/", heard)
    page = browser.get(PAGE).text
    assert "Кеч келди" in page
    assert "protocol 2" in page


def test_the_list_asks_few_questions(
    browser_of, deputy, school, inquiry, django_assert_max_num_queries
):
    need = Need("pupil", "Жыйынтык", "term", "page", BEFORE)
    for _number in range(20):
        changes.ask(school, need, by=deputy, at=AT)
    browser = browser_of(deputy)
    with django_assert_max_num_queries(16):
        browser.get(PAGE)
    assert len(reads.inquiries()) == 21
