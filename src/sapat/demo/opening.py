"""Open the demonstration: write the files, found the schools, bring the files in."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sapat.demo import changes, life
from sapat.demo.correspondence import correspondence_school
from sapat.demo.day_school import day_school
from sapat.demo.days import RUNNING
from sapat.demo.empty_school import empty_school
from sapat.demo.papers import Paper
from sapat.demo.world import School
from sapat.demo.writing import day_papers, distance_papers
from sapat.evidence.registers import changes as registers
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Organisation

SEED = 64
TOLD_FROM = datetime(RUNNING, 11, 16, 3, tzinfo=UTC)
"""The life of the schools is told from a moment after the first term, whatever the clock says."""
READY = "ready.json"
"""Written when the last file of a school is in: the next start has nothing to do."""


@dataclass(frozen=True)
class Step:
    """How far the work is: which file of a school came in, the how-manieth of how many."""

    school: str
    name: str
    number: int
    of: int
    rows: int


Tell = Callable[[Step], None]


def schools(seed: int) -> list[School]:
    """Return the three schools of the demonstration."""
    return [day_school(seed), correspondence_school(seed), empty_school(seed)]


def papers_of(school: School) -> Iterable[Paper]:
    """Return the files of a school, in the order in which they are brought in."""
    if not school.groups:
        return ()
    papers = day_papers(school) if school.school_type == "basic" else distance_papers(school)
    return (paper for paper in papers if any(len(sheet.rows) > 1 for sheet in paper.sheets))


def real_schools() -> list[Organisation]:
    """Return the schools of this installation that are no demonstrations."""
    return [school for school in organisations.schools() if not school.demonstration]


def is_ready(folder: Path, school: School) -> bool:
    """Answer whether everything of a school is in already."""
    return (folder / school.code / READY).exists() and bool(organisations.school(school.code))


def seed_of(folder: Path) -> int | None:
    """Return the seed of the demonstration that stands in a folder, or None."""
    for file in sorted(folder.glob(f"*/{READY}")):
        seed: int = json.loads(file.read_text("utf-8"))["seed"]
        return seed
    return None


def open_school(school: School, folder: Path, *, at: datetime, tell: Tell) -> Organisation:
    """Found a school and bring its files in; what is there already stays as it is."""
    district = changes.found_district(at=at)
    row = organisations.school(school.code)
    if row is None:
        row = changes.found_demonstration(school, district, at=at)
    place = folder / school.code
    papers = list(papers_of(school))
    for number, (paper, path) in enumerate(_registers_first(school, row, papers, place, at), 1):
        rows = changes.bring_in(row, path, Path(paper.name).name, paper.data_set, at=at)
        tell(Step(school.code, paper.name, number, len(papers), rows))
    if school.groups:
        life.live(row, at=max(at, TOLD_FROM))
        registers.keep_all(row, by=None, at=max(at, TOLD_FROM))
    place.mkdir(parents=True, exist_ok=True)
    (place / READY).write_text(json.dumps({"seed": school.seed}), "utf-8")
    return row


REGISTERS = ("staff", "classes", "pupils")


def _registers_first(
    school: School, row: Organisation, papers: list[Paper], place: Path, at: datetime
) -> Iterator[tuple[Paper, Path]]:
    """Yield the files as written; once the registers are in, say what no register says."""
    linked = False
    for paper in papers:
        if paper.data_set not in REGISTERS and not linked:
            changes.link(school, row, at=at)
            linked = True
        yield paper, paper.write(place)


def small(folder: Path, *, at: datetime, seed: int = SEED) -> Organisation:
    """Open a small day school, few classes and two years, for tests and pictures."""
    return open_school(day_school(seed, small=True), folder, at=at, tell=lambda _step: None)
