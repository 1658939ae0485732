"""Breakdowns that each hide well do not give a small class away together."""

import itertools
from fractions import Fraction

import pytest

from sapat.check.measuring.readings import measure
from sapat.school.classes.rules import Level
from tests.check.conftest import Q1

LEAST = 5


def solved(rows, width):
    """Return the rows of a matrix in echelon form: what can be worked out by adding and taking."""
    found: list[list[Fraction]] = []
    for row in rows:
        rest = reduced([Fraction(cell) for cell in row], found)
        lead = next((at for at in range(width) if rest[at]), None)
        if lead is not None:
            found.append([cell / rest[lead] for cell in rest])
    return found


def reduced(row, found):
    for known in found:
        lead = next(at for at, cell in enumerate(known) if cell)
        row = [cell - row[lead] * of for cell, of in zip(row, known, strict=True)]
    return row


class Attacker:
    """Knows every figure that is shown, and who belongs to which group."""

    def __init__(self, school, atoms):
        self.school = school
        self.atoms = atoms
        self.shown, self.hidden = [], []

    def read(self, *by):
        for reading in measure(self.school, Q1, indicators=["R-01"], by=by):
            of = {dim: group.value for dim, group in reading.breakdown.items()}
            row = [int(of.items() <= atom.items()) for atom, _ in self.atoms]
            (self.shown if reading.shown else self.hidden).append(row)

    def finds(self):
        """Return the hidden groups of fewer than five that follow from what is shown."""
        known = solved(self.shown, len(self.atoms))
        return [
            row
            for row in self.hidden
            if self.persons(row) < LEAST and not any(reduced(list(map(Fraction, row)), known))
        ]

    def persons(self, row):
        return len({p for cell, (_, of) in zip(row, self.atoms, strict=True) if cell for p in of})


@pytest.fixture
def attacker(school, village):
    """Two years of study in two languages; one class is small, another has few girls."""
    atoms = []
    for label, size, lang, girls in (
        ("8А", 20, "ky", 9), ("8Б", 4, "ru", 2), ("9А", 18, "ky", 10), ("9Б", 13, "ru", 3),
        ("3А", 15, "ky", 8), ("3Б", 12, "ru", 6),
    ):  # fmt: skip
        level = Level.PRIMARY if label[0] == "3" else Level.BASIC
        row = village.open(label, size, level=level, language=lang)
        sexes = ["f"] * girls + ["m"] * (size - girls)
        for subject in ("algebra", "history"):
            village.marks(row, subject, [4] * size, sex=sexes, lang=[lang] * size)
            atoms += [
                (
                    {"class": row.pk, "grade": int(label[0]), "level": str(level), "lang": lang,
                     "sex": sex, "subject": village.subject(subject).pk},
                    {pupil.pk for pupil, of in zip(row.pupils, sexes, strict=True) if of == sex},
                )
                for sex in ("f", "m")
            ]  # fmt: skip
    return Attacker(school, atoms)


def test_one_dimension_at_a_time(attacker):
    for by in ([], ["class"], ["grade"], ["level"], ["lang"], ["sex"], ["subject"]):
        attacker.read(*by)

    assert attacker.hidden
    assert attacker.finds() == []


@pytest.mark.parametrize("other", ["sex", "subject"])
def test_two_dimensions(attacker, other):
    dims = ["class", "grade", "level", "lang", other]
    for many in (0, 1, 2):
        for by in itertools.combinations(dims, many):
            attacker.read(*by)

    assert attacker.finds() == []


def test_the_attacker_finds_what_is_left_open(attacker):
    attacker.read()
    attacker.read("class")
    total = next(row for row in attacker.hidden if attacker.persons(row) == 20)
    attacker.shown.append(total)

    assert len(attacker.finds()) == 1
