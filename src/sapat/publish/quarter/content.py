"""What a report consists of; every form of it (page, PDF, DOCX, XLSX) is made of this alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TypeAlias

from sapat.publish.exports.tables import Table
from sapat.publish.pictures.pictures import Picture


@dataclass(frozen=True)
class Paragraph:
    """Sentences; a conclusion is set apart from the text around it."""

    text: str
    is_conclusion: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True)
class Points:
    """Sentences one below the other, numbered where an order will quote them."""

    items: Sequence[str]
    numbered: bool = False


Block: TypeAlias = Heading | Paragraph | Points | Table | Picture


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading."""

    title: str
    blocks: Sequence[Block]

    @property
    def stretches(self) -> list[tuple[bool, list[Block]]]:
        """Return its blocks by the way the paper is held: (on its side, blocks)."""
        runs = groupby(self.blocks, key=lambda block: isinstance(block, Table) and block.is_wide)
        return [(sideways, list(blocks)) for sideways, blocks in runs]


@dataclass(frozen=True)
class Signature:
    """A place to sign: the post, and the name where it is known."""

    post: str
    name: str = ""


@dataclass(frozen=True)
class Report:
    """A report, frozen at a moment, in one language."""

    language: str
    kind: str
    title: str
    school: str
    term: str
    frozen_at: datetime
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    signatures: Sequence[Signature]
    annexes: Sequence[Section] = ()
    conclusions: Sequence[str] = ()
    recommendations: Sequence[str] = ()
    """The closing text as it stands in the last section, to be edited before printing."""
    words: dict[str, str] = field(default_factory=dict)
    """What the forms write themselves: figure, table, page, date."""

    @property
    def head(self) -> str:
        """Return what runs along the top of each page."""
        return f"{self.school} · {self.term}"

    @property
    def parts(self) -> Iterator[tuple[str, Section]]:
        """Yield the sections and annexes with the number under which they stand."""
        for number, section in enumerate(self.sections, 1):
            yield f"{number}", section
        for section in self.annexes:
            yield "", section

    @property
    def tables(self) -> list[Table]:
        """Return every table, in order."""
        blocks = [block for _, section in self.parts for block in section.blocks]
        return [block for block in blocks if isinstance(block, Table)]
