"""The standard, the glossary, proposals of renewal, the printed regulation."""

import io
from datetime import date

import docx
import pytest

from sapat.core.language import Text
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.regulations import changes, reads
from sapat.plan.regulations.changes import Settings
from sapat.plan.regulations.glossary import glossary, level_codes, without_code
from sapat.plan.regulations.models import RegulationEdition
from sapat.plan.regulations.renewals import Situation, proposed, renewals
from sapat.plan.regulations.rules import regulations
from sapat.plan.regulations.standards import parts, unanswered
from sapat.plan.regulations.states import NotSo
from sapat.plan.regulations.wording import Restated
from tests.conftest import AT
from tests.plan.regulations.conftest import LEVELS, signed
from tests.web.conftest import school_class, school_year

__all__ = ["school_class", "school_year"]

DAY = date(2026, 9, 2)


def ask(school, rule, **parameters):
    return found(rule).ask(Question(school, DAY), parameters)


def test_every_clause_answers_one_part_of_the_standard():
    answered = [code for part in parts().values() for code in part.answered_by]
    known = {clause.code for each in regulations().values() for clause in each.clauses}
    assert sorted(answered) == sorted(known)


def test_a_part_without_clauses_is_found():
    codes = frozenset(code for part in parts().values() for code in part.answered_by)
    assert unanswered(codes) == []
    assert unanswered(codes - {"A2-4"}) == ["6.3"]


def test_every_renewal_belongs_to_a_clause():
    known = {clause.code for each in regulations().values() for clause in each.clauses}
    assert {one.clause for one in renewals().values()} <= known


OLD = Situation(frozenset(), "iso9001_2008", "eleven_year", None, 2026)


@pytest.mark.parametrize(
    ("situation", "codes"),
    [
        (OLD, ["law", "standard", "horizon"]),
        (Situation(frozenset({"A1.1-1"}), "iso9001_2015", "", 2025, 2026), ["horizon"]),
        (Situation(frozenset({"A1.1-1"}), "iso9001_2015", "", 2026, 2026), []),
    ],
)
def test_proposals_stand_until_they_are_taken_up(situation, codes):
    assert [one.code for one in proposed("A", situation)] == codes


def test_the_levels_follow_the_school_of_twelve_years():
    assert [one.code for one in proposed("B", OLD)] == ["levels"]
    assert [one.last for one in level_codes({"structure": "twelve_year"})] == [6, 9, 12]


def test_a_renewal_goes_into_the_draft_only(browser_of, director, draft, school, inside):
    place = f"/schools/{school.code}/plan/regulation/editions/{draft.pk}/renew/"
    for code in ("law", "standard"):
        assert browser_of(director).post(f"{place}{code}/").status_code == 302
    draft.refresh_from_db()
    clause = next(one for one in reads.clauses_in(draft) if one.code == "A1.1-1")
    assert draft.standard == "iso9001_2015"
    assert "№ 179" in clause.meaning.ky
    assert "№ 179" in clause.meaning.ru


def test_a_renewal_is_taken_up_once(draft):
    changes.renew(draft, "law", by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.renew(draft, "law", by=None, at=AT)
    assert no.value.reason == NotSo.PROPOSAL_GONE


def test_no_standard_without_an_edition_in_force(school, draft, inside):
    assert ask(school, "regulations.standard").state == State.MISSING


def test_a_replaced_standard_calls_for_renewal(school, edition, inside):
    assert ask(school, "regulations.standard").state == State.DUE


@pytest.fixture
def both(school, draft, signers):
    """Both regulations in force, on today's standard."""
    changes.set_edition(draft, Settings(standard="iso9001_2015", levels=LEVELS), by=None, at=AT)
    changes.put_in_force(draft, signed(), signers, by=None, at=AT)
    other = changes.take_on(school, "B", Settings(levels=LEVELS), by=None, at=AT)
    return changes.put_in_force(other, signed("3"), signers, by=None, at=AT)


def test_todays_standard_is_proved_when_every_part_is_answered(school, both, inside):
    answer = ask(school, "regulations.standard")
    assert (answer.state, answer.since) == (State.PROVED, date(2026, 9, 1))


def test_one_regulation_alone_leaves_parts_open(school, draft, signers, inside):
    changes.set_edition(draft, Settings(standard="iso9001_2015"), by=None, at=AT)
    changes.put_in_force(draft, signed(), signers, by=None, at=AT)
    answer = ask(school, "regulations.standard")
    assert answer.state == State.MISSING
    assert "8.5" not in answer.sentence
    assert "8.6" in answer.sentence


def test_reports_name_the_edition(school, both, inside):
    assert ask(school, "regulations.version_named").state == State.PROVED
    assert ask(school, "regulations.version_named", regulation="C").state == State.MISSING


def test_no_class_no_level(school, both, inside):
    assert ask(school, "regulations.glossary").state == State.MISSING


def test_levels_taught_have_codes(school, both, school_class, inside):
    assert ask(school, "regulations.glossary").state == State.PROVED


def test_a_level_taught_without_a_code_is_named(school, both, school_class, inside):
    RegulationEdition.objects.update(levels={"primary": "БЖББ"})
    answer = ask(school, "regulations.glossary")
    assert answer.state == State.MISSING
    assert "basic" in answer.sentence
    assert without_code({"basic": " "}, ["basic"]) == ["basic"]


def test_the_glossary_speaks_three_languages():
    for part in glossary().parts:
        assert all(isinstance(term, Text) and term.ru and term.en for term in part.terms)


@pytest.mark.parametrize("place", ["standard/", "glossary/"])
def test_the_background_opens(browser_of, teacher, edition, school, place):
    assert (
        browser_of(teacher).get(f"/schools/{school.code}/plan/regulation/{place}").status_code
        == 200
    )


def printed(browser, school, edition, **query):
    place = f"/schools/{school.code}/plan/regulation/editions/{edition.pk}/paper/"
    return browser.get(place, query)


def test_the_regulation_is_printed_from_the_same_clauses(browser_of, teacher, school, edition):
    answer = printed(browser_of(teacher), school, edition, form="docx", language="ky")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    paper = docx.Document(io.BytesIO(body))
    words = "\n".join(each.text for each in paper.element.body.iter() if each.text)
    for clause in regulations()["A"].clauses:
        assert clause.code in words
    assert "МАКУЛДАШЫЛДЫ" in words.upper()


def test_a_draft_is_printed_with_its_mark(browser_of, teacher, school, draft):
    text = printed(browser_of(teacher), school, draft).text
    assert "DRAFT" in text


def test_what_does_not_apply_is_printed_with_its_reason(browser_of, teacher, school, draft):
    changes.restate(draft, Restated("A2-10", applies=False, why_not="борбор жок"), by=None, at=AT)
    assert "борбор жок" in printed(browser_of(teacher), school, draft).text


def test_an_edition_shows_what_is_proposed(browser_of, teacher, school, edition):
    place = f"/schools/{school.code}/plan/regulation/editions/{edition.pk}/"
    text = browser_of(teacher).get(place).text
    assert "Proposals for renewal" in text
    assert "Law No. 179" in text
