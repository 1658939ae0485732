"""The list of signals, and the factors of a year, as papers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sapat.check.monitoring.factors import name_of
from sapat.check.monitoring.models import Signal
from sapat.check.monitoring.rules import Bar
from sapat.publish.exports.tables import Cell, Column, Kind, Table
from sapat.publish.papers.content import Paper, Paragraph, Section
from sapat.publish.pictures.pareto import Part, pareto
from sapat.publish.pictures.pictures import Picture
from sapat.school.calendar.rules import year_label
from sapat.school.organisations.models import Organisation


class Told(Protocol):
    """A signal in words."""

    @property
    def row(self) -> Signal:
        """The signal itself."""

    @property
    def name(self) -> str:
        """What it is about."""

    @property
    def group(self) -> str:
        """The group it is about."""

    @property
    def term(self) -> str:
        """When it was raised."""

    @property
    def sentences(self) -> list[str]:
        """Why it was raised."""


def signals_paper(
    school: Organisation, rows: Sequence[Told], *, language: str, at: datetime
) -> Paper:
    """Return the list of signals as a paper of the school."""
    with translation.override(language):
        columns = [
            Column("№", Kind.COUNT, width=5),
            Column(_("Indicator"), width=34),
            Column(_("Group"), width=16),
            Column(_("Term"), width=18),
            Column(_("What was found"), width=60),
            Column(_("Raised on"), Kind.DATE, width=13),
            Column(_("State"), width=16),
        ]
        lines: list[list[Cell]] = [
            [
                number,
                one.name,
                one.group,
                one.term,
                " ".join(one.sentences),
                timezone.localdate(one.row.raised_at),
                str(one.row.get_state_display()),
            ]
            for number, one in enumerate(rows, 1)
        ]
        table = Table(_("Signals"), columns, lines)
        return Paper(
            language=language,
            title=_("Signals and what was done about them"),
            school=school.edition(timezone.localdate(at)).name,
            frozen_at=at,
            kind=_("List"),
            sections=[Section("", [table])],
        )


def factors_picture(bars: Sequence[Bar], year: int | None) -> Picture:
    """Return the factors of a school year or the last twelve months, the most frequent first."""
    title = (
        _("What lay behind the signals of %(year)s") % {"year": year_label(year)}
        if year
        else _("What lay behind the signals of the last twelve months")
    )
    parts = [Part(name_of(bar.code, bar.words), bar.count) for bar in bars]
    return pareto(title, parts, _("how often it was named"))


def factors_paper(
    school: Organisation, bars: Sequence[Bar], year: int | None, *, language: str, at: datetime
) -> Paper:
    """Return the factors of a school year as a paper."""
    with translation.override(language):
        picture = factors_picture(bars, year)
        lead = Paragraph(
            _("Each answer to a signal may name several factors; here they are counted together.")
        )
        return Paper(
            language=language,
            title=picture.title,
            school=school.edition(timezone.localdate(at)).name,
            frozen_at=at,
            kind=_("Analysis"),
            sections=[Section("", [lead, picture, picture.twin])],
        )
