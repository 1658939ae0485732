"""Sets of criteria: those that come with Sapat, and what is wrong in one a school brings."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sapat.check.assessments.criteria import changes
from sapat.check.assessments.criteria.models import CriteriaSet
from sapat.check.assessments.criteria.reading import of_table, of_yaml
from sapat.check.assessments.criteria.rules import (
    Content,
    Fault,
    Known,
    Level,
    NotSo,
    Standing,
    mistakes_in,
    standing,
)
from sapat.check.assessments.criteria.shipped import shipped_sets, usual_levels
from sapat.core.language import LANGUAGES, Text
from sapat.core.refusal import Refused
from tests.check.assessments.conftest import AT, HOME, about, content_of

KNOWN = Known({"A9-1"}, {"T-01"})
SETS = f"{HOME}sets/"
HEAD = ["Код", "Бөлүм", "Кыргызча", "Пункттар", "Көрсөткүчтөр"]


def faults(content, mistakes=()):
    return [one.fault for one in (*mistakes, *mistakes_in(content, KNOWN))]


@pytest.mark.parametrize("code", ["SCHOOL", "INSTITUTION", "PROGRAMME", "STANDARD"])
def test_shipped_sets_speak_three_languages(code):
    one = shipped_sets()[code]
    texts = [one.name, one.source, *(each.text for each in one.content.criteria)]
    texts += [words for level in one.content.levels for words in (level.name, level.words)]
    assert len(one.content.criteria) >= 10
    assert all(getattr(text, language) for text in texts for language in LANGUAGES)


def test_there_is_a_set_for_each_question_of_the_regulation():
    kinds = {one.kind for one in shipped_sets().values()}
    assert kinds == {"institutional", "programme", "state_standard"}


def test_levels_mean_the_same_whatever_they_are_called():
    levels = [Level(code, points, Text(code), Text("")) for code, points in
              (("а", 4), ("б", 2), ("в", 1), ("г", 0), ("-", None))]  # fmt: skip
    found = [standing(code, levels) for code in "абвг-"]
    assert found == [Standing.MEETS, Standing.REMARKS, Standing.REMARKS, Standing.FAILS,
                     Standing.NONE]  # fmt: skip
    assert standing("?", levels) is None


def test_a_table_becomes_a_set():
    rows = [HEAD, ["K-1", "Башкаруу", "Миссия бар", "A9-1", "T-01"], [None] * 5]
    content, mistakes = of_table(rows, usual_levels())
    assert not faults(content, mistakes)
    one = content.criteria[0]
    assert (one.code, one.text.ky, one.clauses, one.indicators) == (
        "K-1", "Миссия бар", ("A9-1",), ("T-01",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (["", "", "Сөз", "", ""], Fault.CODE),
        (["K 1", "", "Сөз", "", ""], Fault.CODE),
        (["K-1", "", "", "", ""], Fault.NO_TEXT),
        (["K-1", "", "Сөз" * 400, "", ""], Fault.LONG),
        (["K-1", "", "Сөз", "A99", ""], Fault.CLAUSE),
        (["K-1", "", "Сөз", "", "Z-1"], Fault.INDICATOR),
    ],
)
def test_what_is_wrong_in_a_line_is_said(line, fault):
    content, mistakes = of_table([HEAD, line], usual_levels())
    assert fault in faults(content, mistakes)


def test_the_same_code_twice_is_said():
    content, mistakes = of_table([HEAD, ["K-1", "", "А"], ["K-1", "", "Б"]], usual_levels())
    assert faults(content, mistakes) == [Fault.TWICE]


def test_a_table_names_its_columns():
    assert of_table([["K-1", "Сөз"]], ())[1][0].fault == Fault.NO_HEAD
    assert of_table([[None, ""]], ())[1][0].fault == Fault.NOTHING


YAML = """
levels:
- {code: "4", points: 3, name: эң жакшы, words: баары бар}
- {code: "2", points: 0, name: начар, words: эч нерсе жок}
sections: {"1": {ky: Башкаруу, ru: Управление}}
criteria:
  K-1: {ky: Миссия бар, section: "1", clauses: [A9-1]}
"""


def test_a_set_may_bring_its_own_levels():
    content, mistakes = of_yaml(YAML.encode(), usual_levels())
    assert not faults(content, mistakes)
    assert [level.code for level in content.levels] == ["4", "2"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("criteria: [", Fault.NOT_READ),
        ("- 1", Fault.NOT_READ),
        ("criteria: &a {K-1: *a}", Fault.ALIAS),
        ("criteria: {K-1: [1]}", Fault.NO_TEXT),
        ("criteria: {K-1: {ky: Сөз, colour: red}}", Fault.UNKNOWN),
        ("secret: 1\ncriteria: {K-1: {ky: Сөз}}", Fault.UNKNOWN),
        ("criteria: {K-1: {ky: Сөз, section: '9'}}", Fault.SECTION),
        ("levels: [{code: a, points: 1, name: А}]\ncriteria: {K-1: {ky: Сөз}}", Fault.LEVELS),
        ("levels: {}\ncriteria: {}", Fault.NOTHING),
        ("[" * 9000, Fault.NOT_READ),
    ],
    ids=range(10),
)
def test_a_wrong_yaml_is_refused_with_a_sentence(given, fault):
    content, mistakes = of_yaml(given.encode(), usual_levels())
    found = faults(content or Content(usual_levels()), mistakes)
    assert fault in found


def test_a_new_edition_replaces_the_earlier_one(school, criteria, inside):
    newer = changes.take_over(
        school, about(edition="2"), content_of("K-1"), person=None, by=None, at=AT
    )
    criteria.refresh_from_db()
    assert criteria.replaced_on
    assert newer.replaced_on is None
    with pytest.raises(Refused) as no:
        changes.take_over(
            school, about(edition="2"), content_of("K-1"), person=None, by=None, at=AT
        )
    assert no.value.reason == NotSo.HAS_EDITION


def test_a_set_is_taken_over_from_the_catalogue(browser_of, deputy, inside):
    page = browser_of(deputy).post(f"{SETS}take/", {"shipped": "SCHOOL"}, follow=True)
    assert page.status_code == HTTPStatus.OK
    assert CriteriaSet.objects.get().criteria.count() == 22
    assert "AC-S3-1" in page.text
    assert "SCHOOL" not in browser_of(deputy).get(f"{SETS}take/").text


def sent(name, content):
    return {
        "code": "agency", "name_ky": "Агенттиктин топтому", "kind": "institutional",
        "edition": "2026", "source": "Токтом № 1", "dated": "2026-09-01",
        "file": SimpleUploadedFile(name, content),
    }  # fmt: skip


def test_a_school_brings_its_own_set_as_a_file(browser_of, deputy, inside):
    browser_of(deputy).post(f"{SETS}bring/", sent("set.yaml", YAML.encode()))
    row = CriteriaSet.objects.get()
    assert (row.code, row.edition, row.criteria.get().code) == ("AGENCY", "2026", "K-1")


def test_a_table_is_brought_as_csv(browser_of, deputy, inside):
    table = "код;бөлүм;ky;ru\nK-1;Башкаруу;Миссия бар;Есть миссия\n"
    browser_of(deputy).post(f"{SETS}bring/", sent("set.csv", table.encode()))
    assert CriteriaSet.objects.get().criteria.get().text_ru == "Есть миссия"


def test_a_wrong_file_changes_nothing_and_says_why(browser_of, deputy, inside):
    wrong = "criteria: {K-1: {ky: Сөз, clauses: [Z9]}}"
    page = browser_of(deputy).post(f"{SETS}bring/", sent("set.yaml", wrong.encode()))
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "the regulations have no clause “Z9”" in page.text
    assert not CriteriaSet.objects.exists()


def test_a_teacher_reads_sets_and_changes_none(browser_of, teacher, criteria):
    assert browser_of(teacher).get(SETS).status_code == HTTPStatus.OK
    assert browser_of(teacher).get(f"{SETS}bring/").status_code == HTTPStatus.FORBIDDEN
