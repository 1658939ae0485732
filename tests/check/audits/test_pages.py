"""What a user does with audits: plan, carry out on a phone, report, confirm or refuse."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from sapat.check.audits import changes
from sapat.check.audits.changes import Invited
from sapat.check.audits.models import Audit, AuditAnswer, AuditProgramme
from sapat.check.audits.rules import AuditState, Kind, Part
from sapat.check.findings.models import Finding
from sapat.core.rights import Role
from sapat.school.boundary import within
from tests.check.audits.conftest import AT, DAY
from tests.conftest import join

TODAY = datetime(2026, 9, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The pages' clock stands on the day of the tests."""
    for name in ("audit", "audit_checklist", "audit_programmes", "audit_report", "audits"):
        module = f"sapat.web.pages.check.{name}"
        monkeypatch.setattr(f"{module}.localdate", lambda: DAY, raising=False)
        monkeypatch.setattr(f"{module}.now", lambda: TODAY, raising=False)


def page(name, school, *args):
    return reverse(f"check:{name}", args=[school.code, *args])


def test_an_empty_school_is_told_what_to_do(browser_of, deputy, school, year):
    shown = browser_of(deputy).get(page("audits", school)).text
    assert "There is no audit programme yet." in shown
    assert page("audits_new_programme", school) in shown


def test_a_programme_is_drawn_up_framed_planned_and_approved(
    browser_of, deputy, director, school, year, process
):
    browser = browser_of(deputy)
    browser.post(page("audits_new_programme", school), {"kind": "internal", "year": 2026})
    with within(school):
        row = AuditProgramme.objects.get()
    words = dict.fromkeys(("criteria", "scope", "frequency", "methods", "earlier"), "Сөз")
    browser.post(page("audits_frame", school, row.pk), words)
    plan = {"title": "Окутуу", "process": process.pk, "clauses": ["A7.3-1"],
            "planned_on": "2026-10-05", "planned_until": "2026-10-06"}  # fmt: skip
    browser.post(page("audits_plan", school, row.pk), plan)
    order = {"order": "71", "on": "2026-09-20"}
    assert browser.post(page("audits_approve", school, row.pk), order).status_code == 403
    browser_of(director).post(page("audits_approve", school, row.pk), order)
    row.refresh_from_db()
    assert (row.is_approved, row.order_number) == (True, "71")
    shown = browser.get(page("audits_programme", school, row.pk)).text
    assert "approved by order" in shown


def test_a_gap_is_shown_until_it_is_planned_or_explained(
    browser_of, deputy, school, draft, audit, approved
):
    row = draft()
    assert "Not covered this year" in browser_of(deputy).get(page("audits", school)).text
    audit(row)
    assert "Not covered this year" not in browser_of(deputy).get(page("audits", school)).text


def test_the_owner_of_the_work_is_refused_as_an_auditor(browser_of, deputy, school, audit, person):
    row = audit()
    sent = {"part": "lead", "person": person(deputy).pk}
    answer = browser_of(deputy).post(page("audits_seat", school, row.pk), sent)
    assert answer.status_code == 409
    assert "cannot audit it without a written exception" in answer.text


def questions(row):
    with within(row.school):
        return list(row.questions.all())


def send(browser, school, question, **more):
    sent = {"key": f"k{question.pk}", "judgement": "conforms", "note": "Көрдүм", **more}
    return browser.post(page("audits_answer", school, question.pk), sent)


def test_an_answer_is_saved_once_and_shown_as_a_card(browser_of, teacher, school, begun):
    row = begun()
    question = questions(row)[0]
    browser = browser_of(teacher, htmx=True)
    first, second = send(browser, school, question), send(browser, school, question)
    assert (first.status_code, second.status_code) == (200, 200)
    assert "<article" in first.text
    assert "<html" not in first.text
    with within(school):
        assert AuditAnswer.objects.count() == 1


def test_an_answer_that_was_overtaken_keeps_what_was_typed(browser_of, teacher, school, begun):
    question = questions(begun())[0]
    browser = browser_of(teacher, htmx=True)
    send(browser, school, question)
    answer = send(browser, school, question, key="other", note="Менин жазганым")
    assert answer.status_code == 409
    assert "meanwhile" in answer.text
    assert "Менин жазганым" in answer.text


def test_without_scripts_the_way_leads_back_to_the_question(browser_of, teacher, school, begun):
    question = questions(begun())[0]
    answer = send(browser_of(teacher), school, question)
    assert answer.url.endswith(f"/checklist/#q{question.pk}")
    bare = browser_of(teacher).post(page("audits_answer", school, question.pk), {"key": "x"})
    assert bare.status_code == 422
    assert "Choose a judgement first." in bare.text


def test_who_has_nothing_to_do_with_an_audit_does_not_read_its_notes(browser_of, school, begun):
    row = begun()
    other = join("other", school, Role.TEACHER)
    browser = browser_of(other)
    assert browser.get(page("audits_audit", school, row.pk)).status_code == 200
    for name in ("audits_checklist", "audits_checklist_paper", "audits_begin", "audits_find"):
        assert browser.get(page(name, school, row.pk)).status_code == 404
    answer = send(browser, school, questions(row)[0])
    assert answer.status_code == 404


def test_a_control_is_read_by_those_it_concerns(browser_of, school, draft, audit, teacher, person):
    row = audit(draft(Kind.CONTROL), form="thematic", process=None)
    changes.seat(row, Invited(Part.AUDITEE, person(teacher)), by=None, at=AT)
    head = join("head", school, Role.MO)
    address = page("audits_checklist", school, row.pk)
    assert browser_of(teacher).get(address).status_code == 200
    assert browser_of(head).get(address).status_code == 404


def test_a_finding_has_one_of_five_grades_and_names_its_audit(
    browser_of, teacher, school, begun, answered
):
    row = answered(begun())
    question = questions(row)[0]
    address = f"{page('audits_find', school, row.pk)}?question={question.pk}"
    form = browser_of(teacher).get(address).text
    for grade in ("major", "minor", "remark", "chance", "good"):
        assert f'value="{grade}"' in form
    browser_of(teacher).post(address, {"title": "Талдоо жакшы коюлган", "grade": "good"})
    with within(school):
        (finding,) = Finding.objects.all()
    assert (finding.origin, finding.source_page) == ("audit", "check:audits_audit")
    shown = browser_of(teacher).get(page("audits_checklist", school, row.pk)).text
    assert "Талдоо жакшы коюлган" in shown


def test_the_report_is_written_signed_by_both_and_confirmed(
    browser_of, teacher, deputy, director, school, begun, answered, person
):
    row = answered(begun())
    lead, audited = browser_of(teacher), browser_of(deputy)
    lead.post(page("audits_find", school, row.pk), {"title": "Жазуу жок", "grade": "minor"})
    lead.post(page("audits_finish", school, row.pk))
    lead.post(page("audits_write", school, row.pk), {"conclusions": "Ылайык эмес"})
    form = lead.get(page("audits_sign", school, row.pk)).context["form"]
    lead.post(page("audits_sign", school, row.pk), {"shown": form.initial["shown"]})
    sent = {"person": person(deputy).pk, "on": "2026-09-21", "words": "Макулмун"}
    audited.post(page("audits_countersign", school, row.pk), sent)
    with within(school):
        (finding,) = Finding.objects.all()
    verdict = {f"f{finding.pk}-confirmed": "yes", f"f{finding.pk}-owner": person(deputy).pk,
               f"f{finding.pk}-due_on": "2026-11-01"}  # fmt: skip
    browser_of(director).post(page("audits_confirm", school, row.pk), verdict)
    finding.refresh_from_db()
    with within(school):
        assert Audit.objects.get().state == AuditState.CONFIRMED
    assert (finding.state, finding.due_on.isoformat()) == ("confirmed", "2026-11-01")


def test_a_refusal_without_a_reason_is_none(browser_of, director, school, signed):
    row = signed()
    address = page("audits_refuse", school, row.pk)
    assert browser_of(director).post(address, {"reason": ""}).status_code == 422
    browser_of(director).post(address, {"reason": "Үлгү толук эмес"})
    assert "Үлгү толук эмес" in browser_of(director).get(page("audits_audit", school, row.pk)).text


def test_only_the_director_confirms(browser_of, deputy, school, signed):
    row = signed()
    assert browser_of(deputy).get(page("audits_confirm", school, row.pk)).status_code == 403


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("form", ["", "pdf", "docx"])
def test_every_paper_is_handed_out(browser_of, director, school, signed, form, language):
    row = signed()
    browser = browser_of(director)
    papers = {
        "audits_paper": row.pk,
        "audits_checklist_paper": row.pk,
        "audits_report_paper": row.pk,
        "audits_programme_paper": row.programme_id,
    }
    for name, pk in papers.items():
        answer = browser.get(page(name, school, pk), {"form": form, "language": language})
        assert answer.status_code == 200, name
        assert len(answer.content) > 2000


def test_the_list_asks_the_same_whatever_its_length(
    browser_of, deputy, school, draft, audit, django_assert_max_num_queries
):
    row = draft()
    for number in range(6):
        audit(row, title=f"Аудит {number}")
    browser = browser_of(deputy)
    browser.get(page("audits", school))
    with django_assert_max_num_queries(24):
        browser.get(page("audits", school))


def test_a_checklist_asks_the_same_whatever_its_length(
    browser_of, teacher, school, begun, answered, django_assert_max_num_queries
):
    row = answered(begun())
    browser = browser_of(teacher)
    browser.get(page("audits_checklist", school, row.pk))
    with django_assert_max_num_queries(26):
        browser.get(page("audits_checklist", school, row.pk))


def test_strangers_and_inspectors_see_nothing(browser_of, stranger, inspector, school, audit):
    row = audit()
    for name, args in (("audits", ()), ("audits_audit", (row.pk,))):
        address = page(name, school, *args)
        assert browser_of(stranger).get(address).status_code == 404
        assert browser_of(inspector).get(address).status_code == 403
