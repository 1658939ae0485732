"""Taking a regulation on, the school's own words, one edition after another."""

from datetime import date

import pytest

from sapat.core.refusal import Refused
from sapat.plan.documents import reads as documents
from sapat.plan.documents.texts.reads import texts_of
from sapat.plan.regulations import changes, reads
from sapat.plan.regulations.changes import Settings, Signers
from sapat.plan.regulations.models import EditionClause, RegulationEdition
from sapat.plan.regulations.states import NotSo
from sapat.plan.regulations.wording import Restated
from sapat.school.boundary import within
from tests.conftest import AT
from tests.plan.regulations.conftest import LEVELS, signed


@pytest.fixture
def place(school):
    return f"/schools/{school.code}/plan/regulation/"


SETTINGS = {
    "learners": "student",
    "parent": "Ак-Суу университети",
    "standard": "iso9001_2008",
    "primary": "БЖББ",
    "basic": "НЖББ",
    "secondary": "ОЖББ",
    "structure": "eleven_year",
}


def test_the_director_takes_a_regulation_on(browser_of, director, place, inside):
    answer = browser_of(director).post(f"{place}A/take-on/", SETTINGS)
    assert answer.status_code == 302
    (edition,) = RegulationEdition.objects.all()
    assert (edition.state, edition.learners, edition.number) == ("draft", "student", 1)


def test_a_teacher_cannot(browser_of, teacher, place):
    assert browser_of(teacher).post(f"{place}A/take-on/", SETTINGS).status_code == 403


def test_a_regulation_is_taken_on_once(school, draft):
    with pytest.raises(Refused) as no:
        changes.take_on(school, "A", Settings(), by=None, at=AT)
    assert no.value.reason == NotSo.TAKEN


def test_no_regulation_is_called_z(school):
    with pytest.raises(Refused) as no:
        changes.take_on(school, "Z", Settings(), by=None, at=AT)
    assert no.value.reason == NotSo.UNKNOWN


def change(browser, place, draft, code, **more):
    """Send the form of a clause as the browser would, with some fields changed."""
    address = f"{place}editions/{draft.pk}/clauses/{code}/change/"
    form = browser.get(address).context["form"]
    stands = {name: form[name].value() for name in form.fields}
    sent = {
        name: value
        for name, value in {**stands, **more}.items()
        if value is not None and value is not False
    }
    return browser.post(address, sent)


def test_a_clause_gets_the_schools_own_words(browser_of, director, place, draft, inside):
    answer = change(browser_of(director), place, draft, "A5-8", meaning="Ар бир августта.")
    assert answer.status_code == 302
    said = EditionClause.objects.get(code="A5-8")
    assert (said.meaning, said.heading, said.role, said.parameters) == (
        "Ар бир августта.",
        "",
        "",
        {},
    )


def test_a_clause_is_answered_for_by_a_named_person(
    browser_of, director, deputy, place, draft, inside
):
    holder = deputy.person.pk
    change(browser_of(director), place, draft, "A5-8", holder=holder)
    assert EditionClause.objects.get(code="A5-8").holder_id == holder


def test_the_values_of_a_setting_are_ticked_off_a_list(browser_of, director, place, draft, inside):
    browser = browser_of(director)
    change(browser, place, draft, "A2-2", set_levels=["annual"])
    assert EditionClause.objects.get(code="A2-2").parameters == {"levels": ["annual"]}
    assert change(browser, place, draft, "A2-2", set_levels=["daily"]).status_code == 422


def test_many_values_are_written_with_commas(browser_of, director, place, draft, inside):
    change(browser_of(director), place, draft, "A7.1", set_indicators="R-01, R-02")
    assert EditionClause.objects.get(code="A7.1").parameters == {"indicators": ["R-01", "R-02"]}


def test_not_applicable_needs_a_reason(browser_of, director, place, draft):
    answer = change(browser_of(director), place, draft, "A2-10", not_here="on")
    assert answer.status_code == 409
    assert str(NotSo.NO_REASON.label) in answer.text


def test_words_are_taken_back(browser_of, director, place, draft, inside):
    changes.restate(draft, Restated("A5-8", meaning="Башкача"), by=None, at=AT)
    browser_of(director).post(f"{place}editions/{draft.pk}/clauses/A5-8/back/")
    assert not EditionClause.objects.exists()


def test_an_own_clause_needs_words(draft):
    with pytest.raises(Refused) as no:
        changes.add_clause(draft, Restated("", own=True, chapter="A5"), by=None, at=AT)
    assert no.value.reason == NotSo.NO_HEADING


def test_an_own_clause_needs_a_rule_that_is_there(draft):
    said = Restated("", heading="h", meaning="m", own=True, chapter="A5", rule="magic.happens")
    with pytest.raises(Refused) as no:
        changes.add_clause(draft, said, by=None, at=AT)
    assert no.value.reason == NotSo.NO_RULE


def test_an_edition_in_force_cannot_be_changed(edition):
    with pytest.raises(Refused) as no:
        changes.restate(edition, Restated("A5-8", meaning="x"), by=None, at=AT)
    assert no.value.reason == NotSo.NOT_A_DRAFT


def test_the_edition_comes_into_force_by_protocol_and_order(
    browser_of, director, place, draft, signers
):
    sent = {
        "body": signers.body.pk,
        "protocol_number": "1",
        "adopted_on": "2026-08-27",
        "order_number": "15",
        "approved_on": "2026-08-28",
        "effective_from": "2026-09-01",
    }
    answer = browser_of(director).post(f"{place}editions/{draft.pk}/in-force/", sent)
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.state == "in_force"
    assert len(draft.content) == 90


def test_an_edition_in_force_is_a_document_in_three_languages(edition, inside):
    paper = documents.in_force_about("regulation:A", date(2026, 9, 2))
    assert paper == edition.paper
    assert {one.language for one in texts_of(paper)} == {"ky", "ru", "en"}


def test_nobody_signs_where_there_is_no_council(draft, signers):
    nobody = Signers(None, signers.director)
    with pytest.raises(Refused) as no:
        changes.put_in_force(draft, signed(), nobody, by=None, at=AT)
    assert no.value.reason == NotSo.NO_BODY


@pytest.fixture
def second(edition, signers, inside):
    """A second edition, in which one clause reads otherwise, in force from the tenth."""
    draft = changes.prepare_edition(edition.regulation, by=None, at=AT)
    changes.restate(draft, Restated("A5-8", meaning="Жылына бир."), by=None, at=AT)
    later = signed("2", since=date(2026, 9, 10))
    return changes.put_in_force(draft, later, signers, by=None, at=AT)


def meaning(day):
    (reading,) = reads.readings(day)
    return str(reading.clause("A5-8").meaning)


def test_the_school_lives_by_the_edition_of_the_day(second):
    assert meaning(date(2026, 9, 9)) != "Жылына бир."
    assert meaning(date(2026, 9, 10)) == "Жылына бир."


def test_earlier_editions_stay_readable(browser_of, teacher, place, second, edition):
    page = browser_of(teacher).get(f"{place}editions/{edition.pk}/")
    assert "no longer holds" in page.text
    assert "Жылына бир." not in page.text


def test_the_difference_is_shown(browser_of, teacher, place, second):
    text = browser_of(teacher).get(f"{place}editions/{second.pk}/").text
    assert "<ins>Жылына бир.</ins>" in text


def test_a_new_edition_begins_with_the_words_of_the_last(second, inside):
    third = changes.prepare_edition(second.regulation, by=None, at=AT)
    clause = next(one for one in reads.clauses_in(third) if one.code == "A5-8")
    assert str(clause.meaning) == "Жылына бир."


def test_one_draft_at_a_time(draft):
    with pytest.raises(Refused) as no:
        changes.prepare_edition(draft.regulation, by=None, at=AT)
    assert no.value.reason == NotSo.DRAFT_STANDS


def test_a_later_catalogue_changes_no_edition_in_force(edition, inside, monkeypatch):
    row = RegulationEdition.objects.get(pk=edition.pk)
    row.content[0]["meaning"] = {"ky": "Ошондо мындай эле.", "ru": "", "en": ""}
    row.save()
    (reading,) = reads.readings(date(2026, 9, 2))
    assert str(reading.clauses[0].meaning) == "Ошондо мындай эле."


def test_other_schools_regulations_are_not_ours(other_school, edition):
    changes.take_on(other_school, "A", Settings(levels=LEVELS), by=None, at=AT)
    with within(other_school):
        (reading,) = reads.readings(date(2026, 9, 2))
    assert not reading.in_force


def test_an_edition_that_waited_for_its_day_is_followed_by_the_next(draft, signers, inside):
    early = AT.replace(month=8, day=31)
    first = changes.put_in_force(draft, signed(), signers, by=None, at=early)
    following = changes.prepare_edition(first.regulation, by=None, at=AT)
    later = signed("2", since=date(2026, 9, 10))
    changes.put_in_force(following, later, signers, by=None, at=AT)
    paper = documents.in_force_about("regulation:A", date(2026, 9, 10))
    assert paper.number == 2
