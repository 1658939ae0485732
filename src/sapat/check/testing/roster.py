"""Whose answers a row holds: names and numbers against the pupils of the school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sapat.check.testing.rules import Fault
from sapat.check.testing.sheets import Line, Mistake
from sapat.school.people.rules import name_key


@dataclass(frozen=True)
class Seat:
    """A pupil of a class, as plain values."""

    person: int
    name: str
    number: str
    sex: str
    label: str
    language: str


def matched(lines: Sequence[Line], seats: Sequence[Seat]) -> tuple[dict[int, Seat], list[Mistake]]:
    """Return row -> pupil for the rows that name one, and rows that name one twice or several."""
    by_number = {seat.number: seat for seat in seats if seat.number}
    by_name = _by_name(seats)
    found: dict[int, Seat] = {}
    first: dict[int, int] = {}
    mistakes: list[Mistake] = []
    for line in lines:
        candidates = _candidates(line, by_number, by_name)
        if len(candidates) > 1:
            mistakes.append(Mistake(Fault.NAMESAKES, line.row))
        elif candidates:
            seat = candidates[0]
            if seat.person in first:
                facts: dict[str, object] = {"row": first[seat.person] + 1}
                mistakes.append(Mistake(Fault.TWICE, line.row, facts=facts))
            first.setdefault(seat.person, line.row)
            found[line.row] = seat
    return found, mistakes


def _by_name(seats: Sequence[Seat]) -> dict[str, list[Seat]]:
    """Return seats by whole name, and by family and given name alone."""
    found: dict[str, list[Seat]] = {}
    for seat in seats:
        words = name_key(seat.name).split()
        for name in {" ".join(words), " ".join(words[:2])}:
            found.setdefault(name, []).append(seat)
    return found


def _candidates(
    line: Line, by_number: Mapping[str, Seat], by_name: Mapping[str, list[Seat]]
) -> list[Seat]:
    if line.who in by_number:
        return [by_number[line.who]]
    words = name_key(line.who).split()
    if not words:
        return []
    several = by_name.get(" ".join(words)) or by_name.get(" ".join(words[:2])) or []
    if len(several) > 1 and line.label:
        key = name_key(line.label)
        several = [seat for seat in several if name_key(seat.label) == key] or several
    return several
