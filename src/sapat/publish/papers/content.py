"""What a paper consists of; every form of it (page, PDF, DOCX, XLSX) is made of this alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.publish.exports.tables import Table
from sapat.publish.papers import prose
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


@dataclass(frozen=True)
class Prose:
    """A text that somebody typed in Markdown: the body of a document, an article of a rule."""

    markdown: str

    @property
    def nodes(self) -> list[prose.Node]:
        """Return the text as a tree."""
        return prose.nodes(self.markdown)


Block: TypeAlias = Heading | Paragraph | Points | Prose | Table | Picture


@dataclass(frozen=True)
class Section:
    """A part of the paper under a heading; without a title its blocks stand by themselves."""

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
class Stamp:
    """A sign-off at the top of a paper: «Бекитемин», and below it who, by what and when."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Part:
    """A section or an annex, with its heading as the paper prints it."""

    heading: str
    section: Section
    is_annex: bool = False
    is_closing: bool = False
    """Whether the signatures stand below it."""

    @property
    def below(self) -> int:
        """Return the level of the first headings inside it: none may be skipped."""
        return 2 if self.heading else 1


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper of a school, frozen at a moment, in one language."""

    language: str
    title: str
    school: str
    frozen_at: datetime
    sections: Sequence[Section]
    kind: str = ""
    """Runs along the top of later pages on the right: Regulation, Report on the term."""
    subject: str = ""
    """Runs along the top beside the school: the term, the edition."""
    stamps: Sequence[Stamp] = ()
    """One, two or three sign-offs, from the left; one alone stands on the right."""
    facts: Sequence[tuple[str, str]] = ()
    signatures: Sequence[Signature] = ()
    annexes: Sequence[Section] = ()
    watermark: str = ""
    """A word across every page, for what is no longer or not yet in force."""
    numbered: bool = True
    """Whether its sections have numbers; a text that brings its own has none."""

    @property
    def head(self) -> str:
        """Return what runs along the top of each page."""
        return " · ".join(filter(None, (self.school, self.subject)))

    @property
    def parts(self) -> Iterator[Part]:
        """Yield the sections and the annexes, in the language that is active."""
        for number, section in enumerate(self.sections, 1):
            named = self.numbered and section.title
            heading = f"{number}. {section.title}" if named else section.title
            yield Part(heading, section, is_closing=number == len(self.sections))
        for number, section in enumerate(self.annexes, 1):
            name = _("Annex %(number)s") % {"number": number}
            name = name if len(self.annexes) > 1 else _("Annex")
            heading = f"{name}. {section.title}" if section.title else name
            yield Part(heading, section, is_annex=True)

    @property
    def tables(self) -> list[Table]:
        """Return every table, in order."""
        blocks = [block for each in (*self.sections, *self.annexes) for block in each.blocks]
        return [block for block in blocks if isinstance(block, Table)]


def own_words() -> dict[str, str]:
    """Return what the forms write themselves, in the language that is active."""
    return {
        "figure": pgettext("caption", "Figure"),
        "table": pgettext("caption", "Table"),
        "page": _("Page"),
        "date": _("Date"),
    }
