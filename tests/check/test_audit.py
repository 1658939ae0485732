"""A second implementation: files, counted here by hand, give the figures that Sapat prints.

Nothing of the engine is used on this side: rows are written, counted with plain loops, and set
beside what the commands answer. Whoever changes the engine must be right twice.
"""

import csv
import json
import math
import random
from collections import OrderedDict, defaultdict
from statistics import mean, stdev

import pytest
from scipy import stats

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.table import table_of
from sapat.cli import main
from sapat.evidence.imports import changes as imports
from sapat.evidence.imports.models import Import
from sapat.school.boundary import within
from sapat.school.calendar.rules import parse_term
from tests.conftest import AT
from tests.papers import home, taught  # noqa: F401 (fixtures)

CLASSES = {"4А": 8, "7А": 9, "8А": 12, "8Б": 4, "9А": 11, "9Б": 7}
GIRLS_AND_BOYS = {"Кыз": "girls", "Бала": "boys"}
SUBJECTS = {"Кыргыз тили": "Kyrgyz language", "Тарых": "History", "Физика": "Physics"}
TERMS = {"1-чейрек": "2025-Q1", "2-чейрек": "2025-Q2", "Жылдык": "2025-Y"}
GIVEN = ["5", "4", "3", "2", "н/а", "осв", ""]
HOW_OFTEN = [22, 34, 30, 6, 4, 2, 2]
STUDENT = {10: 2.228139, 30: 2.042272, 100: 1.983972}
WORTH = {"5": 100, "4": 64, "3": 36, "2": 16, "н/а": 7}
LEAST = 5


class Papers:
    """Writes files as a school would, and remembers every cell."""

    def __init__(self, folder, seed):
        self.folder = folder
        self.chance = random.Random(seed)
        self.pupils = []
        self.marks = {}
        self.missed = []
        for label, size in CLASSES.items():
            for number in range(size):
                code = f"{label}-{number}"
                sex = self.chance.choice(list(GIRLS_AND_BOYS))
                name = f"Окуучу{len(self.pupils):03d} Аты{number}"
                self.pupils.append({"code": code, "class": label, "sex": sex, "name": name})

    def give(self):
        for term in TERMS:
            for pupil in self.pupils:
                for subject in SUBJECTS:
                    mark = self.chance.choices(GIVEN, HOW_OFTEN)[0]
                    self.marks[pupil["code"], subject, term] = mark

    def write(self, name, heads, rows):
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=";").writerows([heads, *rows])
        return path

    def register(self):
        heads = ["Жеке номери", "Аты-жөнү", "Класс", "Окуу жылы", "Жынысы", "Абалы"]
        rows = [
            [each["code"], each["name"], each["class"], "2025-2026", each["sex"], "Окуйт"]
            for each in self.pupils
        ]
        return self.write("Окуучулар.csv", heads, rows)

    def journal(self, only=None, name="Баалар.csv"):
        heads = ["Окуу жылы", "Мезгил", "Класс", "Жеке номери", "Аты-жөнү", "Предмет", "Баасы"]
        named = {each["code"]: each for each in self.pupils}
        rows = [
            ["2025-2026", term, named[code]["class"], code, named[code]["name"], subject, mark]
            for (code, subject, term), mark in self.marks.items()
            if only is None or (code, subject, term) in only
        ]
        return self.write(name, heads, rows)

    def absences(self):
        heads = ["Жеке номери", "Аты-жөнү", "Класс", "Күнү"]
        heads += ["Пландалган сабактар", "Калтырылган сабактар"]
        rows = []
        for day in ("03.09.2025", "15.10.2025", "20.11.2025"):
            for each in self.pupils:
                planned = self.chance.randint(4, 6)
                missed = self.chance.choice([0, 0, 0, 0, 1, planned])
                rows.append([each["code"], each["name"], each["class"], day, planned, missed])
                self.missed.append((day, each, planned, missed))
        return self.write("Катышуу.csv", heads, rows)


@pytest.fixture
def bring(taught, capsys):  # noqa: F811
    def bring(path, dataset):
        words = ["import", str(path), "--school", taught.code, "--dataset", dataset, "--json"]
        code = main(words)
        answer = json.loads(capsys.readouterr().out)
        assert code == 0, answer["errors"][:3]
        return answer

    return bring


@pytest.fixture
def papers(taught, bring, tmp_path, monkeypatch):  # noqa: F811
    """A school whose register, marks and absences came in through the command."""
    monkeypatch.setattr("sapat.check.measuring.sums._remembered", OrderedDict())
    found = Papers(tmp_path, seed=20251)
    found.give()
    bring(found.register(), "pupils")
    bring(found.journal(), "period_marks")
    return found


@pytest.fixture
def figures(taught, capsys):  # noqa: F811
    def figures(term, *by):
        asked = ["measure", "--school", taught.code, "--term", term, "--format", "json"]
        assert main([*asked, *(["--by", ",".join(by)] if by else [])]) == 0
        rows = json.loads(capsys.readouterr().out)
        return {(row["indicator"], *(row[dim] for dim in by)): row for row in rows}

    return figures


def group_of(papers, pupil, subject, by):
    """Say in which group a mark counts, in the words of the answer."""
    of = {
        "class": pupil["class"],
        "grade": pupil["class"][:-1],
        "sex": GIRLS_AND_BOYS[pupil["sex"]],
        "subject": SUBJECTS.get(subject),
    }
    return tuple(of[dim] for dim in by)


def counted(papers, term, by=()):
    """Count the marks of a term by hand: group -> indicator -> (values, persons)."""
    found = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for pupil in papers.pupils:
        for subject in SUBJECTS:
            mark = papers.marks[pupil["code"], subject, term]
            if mark in ("", "осв"):
                continue
            of = found[group_of(papers, pupil, subject, by)]
            told = {"R-01": mark in "543", "R-02": mark in "54", "R-03": WORTH[mark]}
            if mark != "н/а":
                told["R-04"] = int(mark)
            for code, value in told.items():
                of[code][0].append(int(value))
                of[code][1].append(pupil["code"])
    return found


def by_pupil(papers, term, by=()):
    """Count pupils by hand: those with only fives, and those a single mark keeps below."""
    found = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for pupil in papers.pupils:
        marks = [papers.marks[pupil["code"], subject, term] for subject in SUBJECTS]
        marks = [mark for mark in marks if mark not in ("", "осв")]
        if not marks:
            continue
        of = found[group_of(papers, pupil, "", by)]
        worst = [mark for mark in marks if mark != "5"]
        with_one_4 = worst == ["4"]
        with_one_3 = sorted(mark for mark in marks if mark not in "54") == ["3"]
        for code, value in {"R-05": not worst, "R-06": with_one_4 or with_one_3}.items():
            of[code][0].append(int(value))
            of[code][1].append(pupil["code"])
    return found


def worth(values, persons):
    """Say how many independent marks tell as much: marks of one pupil are alike.

    The variance of the share is taken between pupils, one residual sum a pupil.
    """
    share, many, pupils = mean(values), len(values), set(persons)
    if share in (0, 1) or len(pupils) < 2 or many <= len(pupils):
        sizes = [persons.count(one) for one in pupils]
        return min(many * many / sum(size * size for size in sizes), many)
    left = defaultdict(float)
    for value, one in zip(values, persons, strict=True):
        left[one] += value - share
    of_pupils = len(pupils) / (len(pupils) - 1)
    between = of_pupils * sum(each * each for each in left.values()) / many**2
    alone = share * (1 - share) / (many - 1)
    tails = stats.t.ppf(0.975, many - 1) / stats.t.ppf(0.975, len(pupils) - 1)
    return many / max(1.0, between / alone) * tails**2


def wilson(share, of):
    """Give the ends as the roots of the quadratic equation, not by the closed formula."""
    z2 = 3.841458820694124
    a, b, c = 1 + z2 / of, -(2 * share + z2 / of), share * share
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / (2 * a) * 100, (-b + root) / (2 * a) * 100


def agrees(row, values, persons):
    """Say whether a printed row is what was counted by hand."""
    plain = row["indicator"] in ("R-03", "R-04")
    assert (row["num"], row["den"], row["n"]) == (sum(values), len(values), len(set(persons)))
    assert row["value"] == pytest.approx(sum(values) / len(values) * (1 if plain else 100))
    if not plain:
        low, high = wilson(mean(values), worth(values, persons))
        assert (row["low"], row["high"]) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("by", [(), ("class",), ("subject",), ("sex",), ("class", "subject")])
@pytest.mark.parametrize("term", TERMS)
def test_marks(papers, figures, term, by):
    printed = figures(TERMS[term], *by)
    compared = 0
    for group, of in counted(papers, term, by).items():
        for code, (values, persons) in of.items():
            row = printed.get((code, *group))
            if row is None:
                assert "sex" in by
                assert code in ("R-03", "R-04")  # the catalogue does not break them down by sex
            elif row["shown"]:
                agrees(row, values, persons)
                compared += 1
            else:
                assert row["num"] is row["value"] is row["low"] is row["status"] is None
            assert row is None or not row["shown"] or len(set(persons)) >= LEAST
    assert compared


@pytest.mark.parametrize("by", [(), ("class",), ("sex",), ("grade",)])
def test_pupils_by_all_their_marks(papers, figures, by):
    printed = figures("2025-Q1", *by)
    for group, of in by_pupil(papers, "1-чейрек", by).items():
        for code, (values, persons) in of.items():
            row = printed.get((code, *group))
            if row and row["shown"]:
                agrees(row, values, persons)


def test_the_interval_of_a_mean_is_students(papers, figures):
    values, _persons = counted(papers, "1-чейрек")[()]["R-04"]
    row = figures("2025-Q1")["R-04",]

    half = stdev(values) / math.sqrt(len(values)) * STUDENT[100]
    assert row["value"] == pytest.approx(mean(values))
    assert (row["low"], row["high"]) == (
        pytest.approx(mean(values) - half, abs=0.002),
        pytest.approx(mean(values) + half, abs=0.002),
    )


def test_attendance_in_its_own_quarter(papers, figures, bring):
    bring(papers.absences(), "attendance")
    for term, months in (("2025-Q1", ("09", "10")), ("2025-Q2", ("11",)), ("2025-Y", None)):
        told = [each for each in papers.missed if months is None or each[0][3:5] in months]
        row = figures(term)["P-24",]
        assert row["den"] == sum(planned for _, _, planned, _ in told)
        assert row["num"] == row["den"] - sum(missed for *_, missed in told)


def test_a_corrected_file_supersedes_and_undoing_brings_back(papers, figures, bring, taught):  # noqa: F811
    before = {code: row["num"] for (code,), row in figures("2025-Q1").items()}
    old = dict(papers.marks)
    wrong = [key for key, mark in papers.marks.items() if key[2] == "1-чейрек" and mark == "3"][:9]
    papers.marks |= dict.fromkeys(wrong, "5")
    bring(papers.journal(only=set(wrong), name="Оңдолгон баалар.csv"), "period_marks")

    agrees(figures("2025-Q1")["R-02",], *counted(papers, "1-чейрек")[()]["R-02"])
    with within(taught):
        newest = Import.objects.order_by("-pk").first()
    imports.undo(newest, by=None, at=AT)
    papers.marks = old
    agrees(figures("2025-Q1")["R-02",], *counted(papers, "1-чейрек")[()]["R-02"])
    assert {code: row["num"] for (code,), row in figures("2025-Q1").items()} == before


def deputy_by_hand(papers, pupils, term):
    """Count one line of the deputy head's table: pupils once each, by their worst mark."""
    line = dict.fromkeys(("pupils", "5", "4", "one 4", "3", "one 3", "2", "na"), 0)
    for pupil in pupils:
        marks = [papers.marks[pupil["code"], subject, term] for subject in SUBJECTS]
        marks = [mark for mark in marks if mark not in ("", "осв")]
        if not marks:
            continue
        line["pupils"] += 1
        worst = next(mark for mark in ("н/а", "2", "3", "4", "5") if mark in marks)
        line["na" if worst == "н/а" else worst] += 1
        line["one 4"] += worst == "4" and marks.count("4") == 1
        line["one 3"] += worst == "3" and marks.count("3") == 1
    return tuple(line.values())


def test_the_deputy_heads_table(papers, taught):  # noqa: F811
    with within(taught):
        table = table_of(ground_of(taught), parse_term("2025-Q2"))
    of_class = {
        line.label: line.row for _, lines in table.levels for line in lines if line.row is not None
    }
    assert set(CLASSES) - set(of_class) == {"8А", "8Б"}
    for label, row in {**of_class, "": table.school.row}.items():
        pupils = [each for each in papers.pupils if label in ("", each["class"])]
        assert (
            row.pupils, row.excellent, row.good, row.with_one_4,
            row.satisfactory, row.with_one_3, row.failing, row.not_attested,
        ) == deputy_by_hand(papers, pupils, "2-чейрек")  # fmt: skip
        line = deputy_by_hand(papers, pupils, "2-чейрек")
        assert row.quality == pytest.approx(100 * (line[1] + line[2]) / line[0])
        assert row.pass_rate == pytest.approx(100 * (line[0] - line[6] - line[7]) / line[0])
