"""Signals as people meet them: the list, one signal, the answer, the causes, the forecasts."""

import re
from datetime import timedelta

import pytest

from sapat.check.monitoring import changes
from sapat.check.monitoring.models import Signal, SignalAnswer, SignalFactor
from sapat.check.monitoring.rules import Answered, NotSo
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.subjects.models import Subject
from tests.check.monitoring.conftest import GOOD
from tests.conftest import AT, join

SIGNALS = "/schools/S12/signals/"
SENT = {"state": "explained", "words": "Карантин болду.", "factors": ["epidemic"], "own": ""}


@pytest.fixture
def fallen(past, watch, raised):
    """A school whose good marks fell in the last quarter; return the school's own signal."""
    past.write((*GOOD[:-1], 9))
    watch()
    return raised("R-02", dim="")[0]


@pytest.fixture
def of_teacher(school, teacher, person_of):
    """A signal about one teacher's figures."""
    with within(school):
        return Signal.objects.create(
            school=school, key="R-02|teacher|1|worse|2025-Q4", indicator="R-02", dim="teacher",
            group=1, person=person_of(teacher), side="worse", term="2025-Q4", year=2025, number=4,
            seen_year=2025, seen_number=4, raised_at=AT, value=20.0,
            grounds={"norm": {"norm": 45, "status": "critical"}},
        )  # fmt: skip


def test_the_list_tells_what_was_found(browser_of, deputy, fallen):
    text = browser_of(deputy).get(SIGNALS).text
    assert "22.5" in text
    assert "It lies below all that chance explains." in text
    assert f'href="{SIGNALS}{fallen.pk}/"' in text


def test_the_list_is_narrowed(browser_of, deputy, fallen):
    browser = browser_of(deputy)
    link = f'href="{SIGNALS}{fallen.pk}/"'
    for kept in ("state=open", "kind=cause", "indicator=R-02", "group=school", "term=2025-Q4"):
        assert link in browser.get(f"{SIGNALS}?{kept}").text, kept
    for gone in ("state=accepted", "kind=forecast", "indicator=R-01", "term=2025-Q1"):
        assert link not in browser.get(f"{SIGNALS}?{gone}").text, gone


@pytest.mark.parametrize("query", ["state=%00", "group=class:x", "page=9", "kind=1", "term=x"])
def test_strange_filters_are_answered(browser_of, deputy, fallen, query):
    assert browser_of(deputy).get(f"{SIGNALS}?{query}").status_code == 200


def test_the_list_asks_as_much_of_many_signals_as_of_few(
    browser_of, deputy, fallen, django_assert_num_queries
):
    browser = browser_of(deputy)
    browser.get(SIGNALS)
    with django_assert_num_queries(15):
        browser.get(SIGNALS)


def test_an_empty_list_says_whether_anybody_looked(browser_of, deputy, past, watch, school):
    assert "have not been looked at yet" in browser_of(deputy).get(SIGNALS).text
    past.write(GOOD)
    watch()
    with within(school):
        Signal.objects.filter(part_of__isnull=False).delete()
        Signal.objects.all().delete()
    assert "Nothing gives reason for a signal." in browser_of(deputy).get(SIGNALS).text


def test_a_signal_shows_its_chart_and_its_groups(browser_of, deputy, fallen):
    text = browser_of(deputy).get(f"{SIGNALS}{fallen.pk}/").text
    assert "<svg" in text
    assert "5А" not in text
    assert "8А" in text
    assert "/indicators/R-02/?term=2025-Q4" in text


def test_a_signal_is_answered_with_its_causes(browser_of, deputy, fallen, person_of, school):
    answer = browser_of(deputy).post(f"{SIGNALS}{fallen.pk}/answer/", SENT)
    assert answer.status_code == 302
    with within(school):
        said = SignalAnswer.objects.get()
        assert (said.state, said.words, said.person) == (
            "explained", "Карантин болду.", person_of(deputy),
        )  # fmt: skip
        assert SignalFactor.objects.get().factor == "epidemic"
    text = browser_of(deputy).get(f"{SIGNALS}{fallen.pk}/").text
    assert "Карантин болду." in text
    assert "Illness, quarantine, weather" in text


def test_who_acts_says_what_was_begun(browser_of, deputy, fallen):
    sent = {**SENT, "state": "acted_on"}
    answer = browser_of(deputy).post(f"{SIGNALS}{fallen.pk}/answer/", sent)
    assert answer.status_code == 409
    assert str(NotSo.NEEDS_DEED.label) in answer.text
    sent["begun"] = "№ 12 буйрук"
    assert browser_of(deputy).post(f"{SIGNALS}{fallen.pk}/answer/", sent).status_code == 302


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//elsewhere.kg", "ftp://x"])
def test_an_address_leads_into_sapat_or_the_web(browser_of, deputy, fallen, address):
    sent = {**SENT, "address": address}
    answer = browser_of(deputy).post(f"{SIGNALS}{fallen.pk}/answer/", sent)
    assert answer.status_code == 422


def test_a_part_is_not_answered_alone(browser_of, deputy, fallen, raised):
    part = raised("R-02", part_of=fallen)[0]
    answer = browser_of(deputy).post(f"{SIGNALS}{part.pk}/answer/", SENT)
    assert answer.status_code == 409
    assert str(NotSo.FOLDED.label) in answer.text


def test_teachers_read_and_do_not_answer(browser_of, teacher, fallen):
    browser = browser_of(teacher)
    assert browser.get(f"{SIGNALS}{fallen.pk}/").status_code == 200
    assert browser.get(f"{SIGNALS}{fallen.pk}/answer/").status_code == 403
    assert browser.post(f"{SIGNALS}{fallen.pk}/answer/", SENT).status_code == 403


def test_a_teachers_figures_are_seen_by_that_teacher_and_the_heads(
    browser_of, school, teacher, deputy, of_teacher
):
    other = join("other", school, Role.TEACHER)
    address = f"{SIGNALS}{of_teacher.pk}/"
    assert browser_of(teacher).get(address).status_code == 200
    assert browser_of(deputy).get(address).status_code == 200
    assert browser_of(other).get(address).status_code == 404
    assert address in browser_of(teacher).get(SIGNALS).text
    assert address not in browser_of(other).get(SIGNALS).text
    assert "Teacher" not in browser_of(other).get(f"{SIGNALS}list/").text


def test_inspectors_and_strangers_stay_outside(browser_of, inspector, stranger, fallen):
    assert browser_of(inspector).get(SIGNALS).status_code == 403
    assert browser_of(stranger).get(f"{SIGNALS}{fallen.pk}/").status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_the_list_is_handed_out(browser_of, deputy, fallen, form):
    answer = browser_of(deputy).get(f"{SIGNALS}list/?form={form}&language=ky")
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_causes_of_a_year_are_counted(browser_of, deputy, fallen, director):
    answered = Answered("explained", "Карантин.")
    named = [("epidemic", ""), ("", "Жол бузулду")]
    changes.answer(fallen, answered, person=None, by=director, at=AT, named=named)
    text = browser_of(deputy).get(f"{SIGNALS}causes/").text
    assert "Illness, quarantine, weather" in text
    assert "жол бузулду" in text
    assert browser_of(deputy).get(f"{SIGNALS}causes/paper/?form=pdf").status_code == 200
    assert browser_of(deputy).get(f"{SIGNALS}causes/?year=1999").status_code == 404


def test_a_factor_is_named_once_and_taken_back(browser_of, deputy, fallen, school):
    browser = browser_of(deputy)
    for _twice in (1, 2):
        browser.post(f"{SIGNALS}{fallen.pk}/factor/", {"factor": "absence", "own": ""})
    with within(school):
        factor = SignalFactor.objects.get()
    nothing = browser.post(f"{SIGNALS}{fallen.pk}/factor/", {"factor": "", "own": " "})
    assert nothing.status_code == 409
    browser.post(f"{SIGNALS}factors/{factor.pk}/drop/")
    with within(school):
        assert not SignalFactor.objects.exists()


def test_forecasts_and_their_record_are_shown(browser_of, deputy, past, watch):
    past.write(GOOD[:15])
    watch()
    text = browser_of(deputy).get(f"{SIGNALS}forecasts/").text
    assert "No forecast has been compared with what happened yet." in text
    past.quarter(15, 26)
    watch(AT + timedelta(days=1))
    text = browser_of(deputy).get(f"{SIGNALS}forecasts/").text
    assert "forecasts held" in text


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_page_speaks_the_readers_language(browser_of, deputy, fallen, language):
    browser = browser_of(deputy, language=language)
    for tail in ("", f"{fallen.pk}/", f"{fallen.pk}/answer/", "causes/", "forecasts/"):
        text = browser.get(SIGNALS + tail).text
        assert " chance" not in text, tail
        assert not re.search(r"[Ff]orecasts? (?!\w*=)", text), tail


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_subject_is_named_in_the_readers_language(
    browser_of, deputy, fallen, raised, school, language
):
    row = raised("R-02", dim="subject")[0]
    named = {"name_ky": "Чийүү", "name_ru": "Черчение", "name_en": "Drafting"}
    with within(school):
        Subject.objects.filter(pk=row.group).update(**named)
        Signal.objects.filter(pk=row.pk).update(part_of=None)
    text = browser_of(deputy, language=language).get(SIGNALS).text
    assert [name in text for name in named.values()] == [
        each == f"name_{language}" for each in named
    ]
