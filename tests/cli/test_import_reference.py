"""Real data through the same door: its figures equal those others counted."""

import csv
import json
from collections import Counter, defaultdict

import duckdb
import pytest

from sapat.cli import main
from sapat.evidence.store import reads
from sapat.evidence.store.relation import facts_sql
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people.models import Person
from sapat.school.scales import changes as scales
from sapat.school.scales.models import MarkScale
from sapat.school.subjects.models import Subject
from tests.conftest import AT

pytestmark = pytest.mark.reference


def bring(school, path, capsys, *words):
    code = main(["import", str(path), "--school", school.code, "--json", *words])
    return code, json.loads(capsys.readouterr().out)


def facts(school, data_set, wanted, tail="", **more):
    sql = facts_sql(data_set, reads.live(school).paths(data_set), **more)
    return duckdb.execute(f"SELECT {wanted} FROM ({sql}) {tail}").fetchall()


@pytest.fixture
def journal(taught, reference, capsys):
    """The real journal, untouched, in a fresh school."""
    folder = reference / "H1_kyrgyz_class_journal"
    code, answer = bring(taught, folder / "8А-1.xlsx", capsys)
    assert (code, answer["errors"]) == (0, [])
    return json.loads((folder / "expected.json").read_text("utf-8"))


def subject_names(school):
    with within(school):
        return {row.pk: {row.name_ru, row.name_ky, *row.spellings} for row in Subject.objects.all()}


def test_every_subject_of_the_journal_has_its_marks(journal, taught):
    marks = defaultdict(Counter)
    averages, left = Counter(), Counter()
    rows = facts(
        taught, "period_marks", 'subject, value, category, average, "left"', with_left=True
    )
    for subject, value, category, average, gone in rows:
        left[subject] += gone
        averages[subject] += average is not None and not gone
        shown = "none" if category is None else "Н/А" if value is None else str(int(value))
        marks[subject][shown] += not gone
    found = sorted(
        (
            sum(marks[one].values()) + left[one],
            left[one],
            averages[one],
            sorted((+marks[one]).items()),
        )
        for one in marks
    )
    wanted = sorted(
        (one["rows"], one["left"], one["averages"], sorted(one["quarter_marks"].items()))
        for one in journal["subjects"].values()
    )
    assert found == wanted
    assert len(subject_names(taught)) == len(journal["subjects"]) == 17


def test_marks_of_lessons_and_absences_are_counted(journal, taught):
    marks = facts(taught, "current_marks", "value, count(*)", "GROUP BY 1")
    missed = facts(
        taught, "attendance", "reason, sum(lessons_missed)", "WHERE reason IS NOT NULL GROUP BY 1"
    )
    assert {str(int(value)): count for value, count in marks} == journal["current_marks"]
    assert dict(missed) == {
        "unexcused": journal["codes"]["absent_Н"],
        "ill": journal["codes"]["ill_Б"],
        "excused": journal["codes"]["excused_У"],
    }


def test_the_quarter_is_as_the_deputy_head_counts_it(journal, taught):
    total = facts(
        taught, "period_marks", "category, count(*)", "WHERE category IS NOT NULL GROUP BY 1"
    )
    found = dict(total)
    assert found["excellent"] == journal["quarter_total"]["5"]
    assert found["good"] == journal["quarter_total"]["4"]
    assert found["satisfactory"] == journal["quarter_total"]["3"]
    assert found["not_attested"] == journal["quarter_total"]["Н/А"]
    assert found["excellent"] + found["good"] == journal["quality_by_marks"]["num"]
    assert sum(found.values()) == journal["quality_by_marks"]["den"]
    assert sum(found.values()) - 1 == journal["pass_rate_by_marks"]["num"]


def test_pupils_fall_into_their_categories(journal, taught):
    by_pupil = defaultdict(Counter)
    for pupil, category in facts(taught, "period_marks", "pupil, category"):
        by_pupil[pupil][category] += 1
    worst = ["not_attested", "unsatisfactory", "satisfactory", "good", "excellent"]
    found = Counter(next(one for one in worst if marks[one]) for marks in by_pupil.values())
    one_three = sum(
        marks["satisfactory"] == 1 and not marks["not_attested"] for marks in by_pupil.values()
    )
    assert len(by_pupil) == journal["pupils"]
    assert found | {"with_one_3": one_three} == journal["categories"]


def test_marks_and_averages_make_the_same_rounding_pairs(journal, taught):
    counted = facts(
        taught,
        "period_marks",
        "count(*), count_if(value > floor(average + 0.5)), count_if(value < floor(average + 0.5))",
        "WHERE value IS NOT NULL AND average IS NOT NULL",
    )
    wanted = journal["rounding"]
    assert counted == [(wanted["pairs"], wanted["raised"], wanted["lowered"])]


def test_the_real_journal_again_changes_nothing(journal, taught, reference, capsys):
    path = reference / "H1_kyrgyz_class_journal" / "8А-1.xlsx"
    code, answer = bring(taught, path, capsys)
    assert (code, answer["batch"]) == (0, None)
    assert answer["rows_unchanged"] == answer["rows_read"] == 295 + 4517 + 1739


def mapped(tmp_path, data_set, sheet):
    path = tmp_path / "mapping.json"
    whole = {"header_row": 1, "first_row": 2, **sheet}
    mapping = {"layout": "long", "data_sets": [data_set], "sheets": {"*": whole}}
    path.write_text(json.dumps(mapping), "utf-8")
    return path


@pytest.fixture
def uci(tmp_path):
    """A mapping for the wide table of one school: three terms in columns, no names."""
    terms = {"AE": "Q1", "AF": "Q2", "AG": "Q3"}
    columns = {
        letters: {"field": "value", "given": {"term": term, "subject": "Математика"}}
        for letters, term in terms.items()
    }
    sheet = {
        "columns": {"A": None, "B": None, "L": None, **columns},
        "compose": {"pupil.code": ["A", "#"]},
        "given": {"year": 2025, "class": "9А"},
    }
    return lambda **more: mapped(tmp_path, "period_marks", sheet | more)


@pytest.fixture
def twenty_points(taught):
    with within(taught):
        scale = MarkScale.objects.get(code="twenty_point")
    scales.use(scale, (9, 9), from_year=2025, by=None, at=AT)
    return taught


def test_two_schools_on_twenty_points(twenty_points, uci, reference, capsys):
    folder = reference / "G2_uci_student_performance"
    wanted = json.loads((folder / "expected.json").read_text("utf-8"))["math"]
    words = ("--enrol-new", "--mapping", str(uci()))
    code, answer = bring(twenty_points, folder / "student-mat.csv", capsys, *words)
    assert code == 1  # rows of two schools, neither of them ours
    assert {error["code"] for error in answer["errors"]} == {"other_school"}
    assert len(answer["errors"]) == wanted["n"]

    for school in ("GP", "MS"):
        # a person who keeps only the rows of one value has said which school that is
        words = ("--enrol-new", "--mapping", str(uci(only={"A": [school]})))
        code, answer = bring(twenty_points, folder / "student-mat.csv", capsys, *words)
        assert (code, answer["errors"]) == (0, [])
    assert_uci(twenty_points, wanted)


def assert_uci(school, wanted):
    means = facts(school, "period_marks", "term, avg(value), count(*)", "GROUP BY 1 ORDER BY 1")
    for (term, mean, count), name in zip(means, ["G1", "G2", "G3"], strict=True):
        assert count == wanted["n"], term
        assert mean == pytest.approx(wanted["mean"][name], rel=1e-12)
    rates = facts(
        school,
        "period_marks",
        "avg((category <> 'unsatisfactory')::INT), avg((category IN ('good', 'excellent'))::INT)",
        "WHERE term = 3",
    )[0]
    assert rates == pytest.approx((wanted["pass_rate_G3_ge_10"], wanted["quality_rate_G3_ge_14"]))


@pytest.mark.parametrize("year", [2006, 2009])
def test_an_external_test_without_names(taught, reference, capsys, tmp_path, year):
    calendar.lay_out(taught, layout_for(year, TermKind.QUARTER), by=None, at=AT)
    folder = reference / "G1_pisa_kgz_2006_2009"
    wanted = json.loads((folder / "expected.json").read_text("utf-8"))
    subjects = {"J": "Математика", "K": "Окуу", "L": "Табият таануу"}
    path = mapped(
        tmp_path,
        "tests",
        {
            "columns": {"A": None, "B": None, "C": None, "D": None, "G": None}
            | {k: {"field": "score", "given": {"subject": v}} for k, v in subjects.items()},
            "compose": {"pupil.code": ["A", "C", "D"]},
            "only": {"A": [str(year)]},
            "given": {"wave": "external", "term": "Y", "year": year, "class": "9А"},
        },
    )
    code, answer = bring(
        taught, folder / "students.csv", capsys, "--enrol-new", "--mapping", str(path)
    )
    assert (code, answer["errors"]) == (0, [])
    assert_pisa(taught, folder / "students.csv", wanted, year)


def assert_pisa(school, path, wanted, year):
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == str(year)]
    weights = {
        f"{row['year']}-{row['school_id']}-{row['student_id']}": float(row["stu_wgt"])
        for row in rows
    }
    with within(school):
        numbers = dict(Person.objects.values_list("pk", "number"))
        subjects = dict(Subject.objects.values_list("pk", "code"))
    sums = defaultdict(lambda: [0.0, 0.0])
    pupils = set()
    for pupil, subject, score in facts(school, "tests", "pupil, subject, score"):
        pupils.add(pupil)
        sums[subjects[subject]][0] += weights[numbers[pupil]] * score
        sums[subjects[subject]][1] += weights[numbers[pupil]]
    means = wanted["weighted_means"][str(year)]
    total, weight = sums["mathematics"]
    assert len(pupils) == wanted["n_students"][str(year)]
    assert total / weight == pytest.approx(means["math"], rel=1e-12)
    assert sorted(t / w for t, w in sums.values()) == pytest.approx(
        sorted([means["math"], means["read"], means["science"]]), rel=1e-12
    )
