"""The catalogue says what it must, in three languages, and nothing that does not exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sapat.core import catalogue as files
from sapat.core.entry import CatalogueError, Entry
from sapat.core.language import LANGUAGES, Text
from sapat.plan.datasets import rules as datasets
from sapat.plan.datasets.rules import DataSet, Derived, columns, spelling
from sapat.plan.indicators import rules as indicators
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.classes.shipped import structures, usual_structure
from sapat.school.scales.shipped import scales
from sapat.school.subjects.shipped import common_subjects

ALL = list(catalogue().indicators.values())
DECLARED = list(datasets.datasets().values())
DERIVED = list(datasets.derived().values())
WORD = re.compile(r"'[^']*'|[A-Za-z_][A-Za-z0-9_]*")
GRAMMAR = {"and", "or", "not", "in", "between", "is", "null", "true", "false"}
MOVING = {"period_start", "period_end", "today"}

# Reviewed: the Kyrgyz and the Russian word are the same.
SAME_IN_KYRGYZ_AND_RUSSIAN = {
    "%", "Аккредитация", "Алтын тамга", "Диагностика", "Документ", "Доска", "Интернет",
    "Класс", "Колледж", "Критерий", "Парта", "Практика", "Предмет", "Программа", "Процесс",
    "Пункт", "Республика", "Смена", "Тема", "Температура, °C", "Э-Күндөлүк", "Экзамен",
    "Экскурсия", "балл", "процентиль",
}  # fmt: skip


def each(content: object, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in three languages of a catalogue file, with its place."""
    if isinstance(content, dict):
        if set(content) == set(LANGUAGES) and all(isinstance(one, str) for one in content.values()):
            yield place, content
            return
        for key, value in content.items():
            yield from each(value, f"{place}.{key}")
    if isinstance(content, list):
        for at, value in enumerate(content):
            yield from each(value, f"{place}[{at}]")


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    parts = [f"indicators/{part}" for part in indicators.PARTS]
    for name in ("datasets", "indicators", *parts):
        yield from each(files.load(name), name)


def names_in(condition: str | None) -> set[str]:
    """The fields and parameters a condition speaks of."""
    found = {word for word in WORD.findall(condition or "") if not word.startswith("'")}
    return found - GRAMMAR


def test_a_hundred_and_one_indicators_stand_in_their_blocks():
    sizes = {block: len(catalogue().of_block(block)) for block in catalogue().blocks}

    assert len(ALL) == 101
    assert sizes == {
        "results": 24, "process": 25, "conditions": 29,
        "qms": 12, "stakeholders": 6, "accreditation": 2, "development": 3,
    }  # fmt: skip


def test_no_criterion_is_empty():
    assert all(catalogue().of_criterion(code) for code in catalogue().criteria)


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_conditions_speak_of_fields_that_exist(indicator: Indicator):
    for term in (*indicator.num, *indicator.den):
        known = columns(term.data) | set(indicator.params) | MOVING
        assert names_in(term.of) | names_in(term.where) <= known


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_every_parameter_is_used(indicator: Indicator):
    used = [names_in(term.of) | names_in(term.where) for term in (*indicator.num, *indicator.den)]

    assert set(indicator.params) <= set().union(*used)


@pytest.mark.parametrize("indicator", ALL, ids=lambda indicator: indicator.code)
def test_sensitive_indicators_say_so_by_their_sources(indicator: Indicator):
    assert indicator.source
    assert indicator.min_group >= 1
    assert set(indicator.waits_for) <= set(datasets.sources())


def test_levels_run_from_the_better_to_the_worse():
    assert all(each.norm.levels.are_in_order(each.better) for each in ALL)


def test_levels_out_of_order_are_refused():
    levels = indicators.Levels(target=50, ok=60, alarm=70)

    assert not levels.are_in_order("higher")
    assert levels.are_in_order("lower")


def test_what_files_can_bring_is_computed_now():
    waiting = {each.code for each in ALL if each.waits_for}

    assert len(waiting) == 32
    assert waiting.isdisjoint({"R-01", "R-09", "R-13", "P-09", "P-14", "P-23", "C-09", "C-24"})


def test_a_basic_school_has_no_final_exams_and_no_credits():
    off = {each.code for each in ALL if not each.applies_to("basic")}

    assert off == {"R-11", "P-22", "P-25"}


def test_every_text_stands_in_every_language():
    empty = [
        place for place, words in texts() if not all(words[each].strip() for each in LANGUAGES)
    ]

    assert not empty


def test_no_text_is_a_copy_of_another_language():
    allowed = {word.lower() for word in SAME_IN_KYRGYZ_AND_RUSSIAN}
    copies = [
        f"{place}: {words['ky']}"
        for place, words in texts()
        if words["ky"] == words["ru"] and words["ky"].lower() not in allowed
    ]

    assert not copies


def test_no_word_mixes_alphabets():
    mixed = re.compile(r"[a-z][а-яёөүң]|[а-яёөүң][a-z]", re.IGNORECASE)
    found = [(place, words) for place, words in texts() if mixed.search(" ".join(words.values()))]

    assert not found


def test_english_texts_are_english():
    found = [place for place, words in texts() if re.search("[а-яёөүң]", words["en"].lower())]

    assert not found


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: declared.code)
def test_a_header_names_one_field(declared: DataSet):
    headers: dict[str, str] = {}
    for field in (*declared.when, *declared.identifying, *declared.fields.values()):
        for header in field.headers:
            assert headers.setdefault(header, field.code) == field.code, header


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: declared.code)
def test_names_stay_out_of_the_facts(declared: DataSet):
    kept = {code for code, field in declared.facts.items()}

    assert kept.isdisjoint({"full_name", "family_name", "given_name", "patronymic", "born_on"})
    assert kept.isdisjoint(field.code for field in declared.identifying if field.code != "class")


@pytest.mark.parametrize("made", DERIVED, ids=lambda made: made.code)
def test_derived_sets_stand_on_columns_that_exist(made: Derived):
    source = columns(made.source)

    assert names_in(made.where) <= source
    assert {*made.dims, *filter(None, [made.person])} <= columns(made.code)
    if made.group:
        assert set(made.group.per) <= source
    if made.join:
        other = columns(made.join.data)
        assert set(made.join.matching) <= source
        assert {*made.join.matching.values(), *made.join.take.values()} <= other
        assert names_in(made.join.where) <= other


@pytest.mark.parametrize(
    ("dataset", "field", "written", "code"),
    [
        ("pupils", "sex", "Кыз", "f"),
        ("pupils", "sex", "м", "m"),
        ("attendance", "reason", "Б", "ill"),
        ("attendance", "reason", "Н", "unexcused"),
        ("olympiads", "result", "II", "prize"),
        ("exam_marks", "exam", "ИГА-9", "iga9"),
        ("lessons", "kind", "Контрольная работа", "control"),
        ("checks", "result", "жарым-жартылай", "partly"),
        ("staff", "category", "Жогорку", "highest"),
        ("tests", "wave", "АКР", "admin"),
        ("pupils", "sex", "?", None),
    ],
)
def test_values_are_known_as_schools_write_them(dataset, field, written, code):
    assert datasets.datasets()[dataset].fields[field].choice(written) == code


@pytest.mark.parametrize(
    ("dataset", "field", "header"),
    [
        ("period_marks", "value", "Четвертная отметка"),
        ("period_marks", "average", "СР"),
        ("period_marks", "subject", "Предметтин аталышы"),
        ("current_marks", "date", "Дата урока"),
        ("library", "have", "В наличии"),
        ("rooms", "area", "Аянты, м²"),
    ],
)
def test_headers_are_known_as_schools_write_them(dataset, field, header):
    assert spelling(header) in datasets.datasets()[dataset].fields[field].headers


@pytest.mark.parametrize(
    "written", ["Окуучунун аты-жөнү", "окуучунун аты-жону", "ФИО", "Ф.И.О.", "Ученики"]
)
def test_a_pupil_is_found_by_the_usual_headers(written):
    full_name = datasets.datasets()["period_marks"].identifying[0]

    assert full_name.code == "full_name"
    assert spelling(written) in full_name.headers


def test_marks_keep_the_teachers_average_beside_the_mark():
    marks = datasets.datasets()["period_marks"]

    assert marks.year_is_own
    assert {"value", "category", "average", "exempt", "class", "sex"} <= marks.columns


def test_unknown_keys_are_named_with_their_place():
    entry = Entry({"name": 1, "nmae": 2}, "indicators.results.R-01")
    entry.take("name", int)

    with pytest.raises(CatalogueError, match=r"indicators\.results\.R-01: unknown key nmae"):
        entry.close()


def test_a_missing_language_is_named():
    entry = Entry({"words": {"ky": "сапат", "ru": "качество"}}, "indicators.results.R-01")

    with pytest.raises(CatalogueError, match=r"R-01\.words: en is missing"):
        entry.text("words")


def test_a_key_that_yaml_reads_as_yes_is_named():
    with pytest.raises(CatalogueError, match="has to be put in quotes"):
        Entry(yaml.safe_load("on: [pupil]"), "datasets.derived.exam_pairs.join")


@pytest.mark.parametrize("part", indicators.PARTS)
def test_a_wrong_indicator_is_refused_by_name(part, monkeypatch, tmp_path: Path):
    whole = dict(files.load(f"indicators/{part}"))
    code = next(iter(whole))
    whole[code] = {**whole[code], "unit": "parsecs"}
    monkeypatch.setattr(
        files, "load", lambda name, load=files.load: whole if name.endswith(part) else load(name)
    )

    with pytest.raises(CatalogueError, match=rf"{part}\.{code}\.unit"):
        indicators.catalogue.__wrapped__()


def test_the_version_follows_the_files():
    assert re.fullmatch("[0-9a-f]{12}", catalogue().version)
    assert catalogue().version == indicators.catalogue.__wrapped__().version


def test_text_prints_in_the_readers_language():
    from django.utils.translation import override

    with override("ru"):
        assert str(Text("сапат", "качество", "quality")) == "качество"


def test_subjects_do_not_share_a_spelling():
    owners: dict[str, str] = {}
    for subject in common_subjects().values():
        for written in {spelling(one) for one in subject.every_spelling}:
            assert owners.setdefault(written, subject.code) == subject.code, written


@pytest.mark.parametrize(
    "written", ["РЯЗ", "Ч и О", "Англ. язык", "ЛИТЕРАТУРА", "Адабий окуу", "Мекен таануу"]
)
def test_short_names_of_subjects_are_known(written):
    known = {spelling(one) for each in common_subjects().values() for one in each.every_spelling}

    assert spelling(written) in known


@pytest.mark.parametrize(
    ("scale", "mark", "category"),
    [
        ("five_point", 5, "excellent"),
        ("five_point", 2, "unsatisfactory"),
        ("ten_point", 7, "good"),
        ("twenty_point", 10, "satisfactory"),
        ("twenty_point", 14, "good"),
        ("hundred_point", 39.5, "unsatisfactory"),
        ("five_point", 6, None),
    ],
)
def test_a_mark_means_what_its_scale_says(scale, mark, category):
    assert scales()[scale].scale.category(mark) == category


@pytest.mark.parametrize("year", range(2021, 2028))
@pytest.mark.parametrize("kind", [TermKind.QUARTER, TermKind.HALF, TermKind.SESSION])
def test_terms_follow_each_other_inside_the_year(year, kind):
    layout = layout_for(year, kind)
    days = [day for term in layout.terms for day in term]

    assert days == sorted(days)
    assert layout.starts == days[0]
    assert layout.ends == days[-1]
    general = [pause for pause in layout.breaks if not pause.grades]
    assert all(pause.starts <= pause.ends for pause in layout.breaks)
    if kind == TermKind.QUARTER:
        assert not [
            pause
            for pause in general
            for starts, ends in layout.terms
            if pause.starts <= ends and starts <= pause.ends
        ]


@pytest.mark.parametrize(
    ("structure", "grade", "level"),
    [
        ("eleven_year", 4, "primary"),
        ("eleven_year", 5, "basic"),
        ("eleven_year", 11, "secondary"),
        ("twelve_year", 6, "primary"),
        ("twelve_year", 7, "basic"),
        ("twelve_year", 12, "secondary"),
    ],
)
def test_a_year_of_study_belongs_to_a_level(structure, grade, level):
    assert structures()[structure].level_of(grade) == level


def test_classes_start_with_the_levels_of_the_eleven_year_school():
    assert usual_structure().code == "eleven_year"
