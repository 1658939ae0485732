"""A programme answers what is required of it before it is approved; technologies by subject."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from sapat.core import dues
from sapat.core.language import Text
from sapat.core.proofs import Question, found
from sapat.core.refusal import Refused
from sapat.plan.licensing import changes as licensing
from sapat.plan.licensing.changes import SetPaper
from sapat.plan.programmes import changes, reads
from sapat.plan.programmes.changes import Adoption, Answer, Approval, Outline
from sapat.plan.programmes.models import Programme, TechnologyUse
from sapat.plan.programmes.rules import NotSo
from sapat.publish.papers.pdf import pdf
from sapat.publish.programme_sheet import programme_sheet
from sapat.school.subjects.changes import keep_subject

pytestmark = pytest.mark.usefixtures("inside")

AT = datetime(2025, 11, 22, 8, tzinfo=UTC)
TODAY = date(2025, 11, 22)
PAGE = "/schools/S12/plan/requirements/programmes/"
WHOLE = {"content": "Мазмун", "conditions": "Шарт", "results": "Натыйжа"}


@pytest.fixture
def licence(school, deputy):
    paper = SetPaper("licence", "Лицензия", "1", "", date(2024, 9, 1))
    return licensing.lay_set(school, paper, by=deputy, at=AT)


@pytest.fixture
def draft(school, deputy, licence):
    """Draft a programme: draft("basic")."""

    def draft(kind="basic", **more):
        outline = Outline(kind, f"Программа {kind}", 2025, **{**WHOLE, **more})
        return changes.draft(school, outline, by=deputy, at=AT)

    return draft


@pytest.fixture
def filled(deputy):
    """Answer every line of a sheet."""

    def filled(row, cover="covered", *, but=0):
        answers = [Answer(one.key, cover, "2-бөлүм") for one in reads.asked(TODAY)]
        changes.compare(row, answers[but:], by=deputy, at=AT)
        return Programme.objects.get(pk=row.pk)

    return filled


@pytest.fixture
def approved(draft, filled, deputy, director):
    def approved(kind="basic", cover="covered", **more):
        row = filled(draft(kind, **more), cover)
        changes.sign(row, deputy.person, on=TODAY, by=deputy, at=AT)
        order = Approval(director.person, "12", TODAY)
        changes.approve(row, order, by=director, at=AT)
        return Programme.objects.get(pk=row.pk)

    return approved


def state(school, name, **parameters):
    answer = found(name).ask(Question(school, TODAY), parameters)
    assert answer.sentence
    return str(answer.state), str(answer.reason.value)


def test_a_programme_without_its_sheet_is_not_approved(draft, director):
    with pytest.raises(Refused) as no:
        changes.approve(draft(), Approval(director.person, "12", TODAY), by=director, at=AT)
    assert no.value.reason == NotSo.UNSIGNED


def test_an_incomplete_sheet_is_not_signed(draft, filled, deputy):
    row = filled(draft(), but=1)
    with pytest.raises(Refused) as no:
        changes.sign(row, deputy.person, on=TODAY, by=deputy, at=AT)
    assert no.value.reason == NotSo.NO_SHEET


def test_who_signed_does_not_approve(draft, filled, director):
    row = filled(draft())
    changes.sign(row, director.person, on=TODAY, by=director, at=AT)
    with pytest.raises(Refused) as no:
        changes.approve(row, Approval(director.person, "12", TODAY), by=director, at=AT)
    assert no.value.reason == NotSo.OWN_SIGN


def test_a_changed_line_takes_the_signature_away(draft, filled, deputy):
    row = filled(draft())
    changes.sign(row, deputy.person, on=TODAY, by=deputy, at=AT)
    filled(row, "covered")
    assert Programme.objects.get(pk=row.pk).signed_on == TODAY
    assert filled(row, "partly").signed_on is None


def test_the_database_keeps_the_rule_too(draft):
    row = draft()
    row.state = "approved"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_approved_programme_is_not_rewritten(approved, deputy):
    with pytest.raises(Refused) as no:
        changes.restate(approved(), Outline("basic", "Башка", 2025), by=deputy, at=AT)
    assert no.value.reason == NotSo.NOT_DRAFT


def test_sheets_prove_until_something_new_is_required(school, deputy, licence, approved):
    rule = "programmes.against_requirements"
    assert state(school, rule) == ("missing", "none_approved")
    approved()
    assert state(school, rule) == ("proved", "compared")
    more = Text("Жаңы талап")
    licensing.add_item(licence, "L-99", more, content=True, by=deputy, at=AT)
    assert state(school, rule) == ("due", "outdated")
    waiting = [one for one in dues.due_in(school, TODAY) if one.page == "plan:programme"]
    assert ":approved:1:" in waiting[0].key


def test_an_approved_programme_with_gaps_is_no_full_proof(school, approved):
    approved(cover="not")
    assert state(school, "programmes.against_requirements") == ("due", "not_covered")


def test_the_scope_needs_additional_programmes_and_words(school, approved):
    assert state(school, "programmes.scope") == ("missing", "no_basic")
    approved()
    assert state(school, "programmes.scope") == ("missing", "no_additional")
    approved("additional")
    assert state(school, "programmes.scope") == ("proved", "in_scope")
    approved("working", results="")
    assert state(school, "programmes.scope") == ("missing", "bare")


def test_technologies_are_proved_by_the_subjects_they_reach(school, deputy):
    rule = "programmes.technologies"
    algebra, biology, _history = (
        keep_subject(school, code, Text(code), by=deputy, at=AT)
        for code in ("algebra", "biology", "history")
    )
    assert state(school, rule) == ("missing", "no_technology")
    use = Adoption("in_use", date(2025, 9, 1), deputy.person)
    changes.adopt(algebra, "testing", use, by=deputy, at=AT)
    assert state(school, rule) == ("missing", "few_subjects")
    changes.adopt(biology, "project", use, by=deputy, at=AT)
    assert state(school, rule) == ("proved", "adopted")
    changes.adopt(biology, "project", Adoption("in_use", TODAY), by=deputy, at=AT)
    assert state(school, rule) == ("missing", "nobody")
    changes.adopt(biology, "project", Adoption("planned"), by=deputy, at=AT)
    assert state(school, rule) == ("missing", "few_subjects")


def test_the_whole_way_goes_through_the_pages(browser_of, deputy, director, school, licence):
    browser = browser_of(deputy)
    given = {"kind": "working", "title": "Алгебра 7", "since_year": "2025", "language": "ky"}
    browser.post(f"{PAGE}new/", {**given, **WHOLE})
    one = f"{PAGE}{Programme.objects.get().pk}/"
    sheet = {}
    for asked in reads.asked(TODAY):
        sheet |= {f"mark_{asked.key}": "covered", f"words_{asked.key}": "3-бөлүм"}
    browser.post(f"{one}sheet/", sheet)
    browser.post(f"{one}sign/", {"on": "2025-09-02"})
    refused = browser_of(deputy).post(f"{one}approve/", {})
    assert refused.status_code == 403
    head = browser_of(director)
    order = {"order_number": "12", "on": "2025-09-03", "considered": "УБ, № 1 протокол"}
    head.post(f"{one}approve/", order)
    assert Programme.objects.get().state == "approved"
    assert "complete and signed" in browser.get(PAGE).text


def test_empty_cells_of_the_adoption_table_are_seen(browser_of, deputy, school):
    subject = keep_subject(school, "algebra", Text("Алгебра"), by=deputy, at=AT)
    browser = browser_of(deputy)
    table = "/schools/S12/plan/requirements/technologies/"
    assert browser.get(table).text.count(">empty<") == 6
    use = {"state": "in_use", "since": "2025-09-01", "responsible": deputy.person.pk}
    browser.post(f"{table}{subject.pk}/testing/", use)
    assert TechnologyUse.objects.get().responsible == deputy.person
    browser.post(f"{table}new/", {"technology": "debate", "name_ky": "Дебат"})
    assert browser.get(table).text.count(">empty<") == 6


def test_a_long_register_asks_no_more_questions(
    browser_of, deputy, draft, filled, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    for _number in range(12):
        filled(draft())
    with django_assert_max_num_queries(22):
        browser.get(PAGE)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_sheet_is_printed(approved, language):
    paper = programme_sheet(approved(), language=language, at=AT)
    assert len(paper.tables[0].rows) == len(reads.asked(TODAY))
    assert pdf(paper).startswith(b"%PDF")
