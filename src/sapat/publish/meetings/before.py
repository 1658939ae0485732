"""What is printed before a meeting: the invitation, the sheet to sign, figures for parents."""

import re
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.act.decisions.models import Hearing
from sapat.act.meetings import reads
from sapat.act.meetings.models import AgendaItem, Meeting
from sapat.act.meetings.rules import Part, Presence
from sapat.publish.exports.tables import TO_SIGN, Cell, Column, Kind, Table, day
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Block, Heading, Paper, Paragraph, Section, Signature

TWO_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")


def facts(row: Meeting) -> list[tuple[str, str]]:
    """Return when and where a meeting is, as its papers begin."""
    hour = f", {row.begins:%H:%M}" if row.begins else ""
    found = [(_("Day"), f"{day(row.day)}{hour}")]
    if row.place:
        found.append((_("Place of the meeting"), row.place))
    if row.title:
        found.append((_("Theme"), row.title))
    return found


def ended(words: str) -> str:
    """Return a sentence whose last word brings its own dot, such as an initial, with one dot."""
    return TWO_DOTS.sub(".", words)


def lines(text: str) -> list[Block]:
    """Return a text of several lines as paragraphs."""
    return [Paragraph(line) for line in text.splitlines() if line.strip()]


def invitation(row: Meeting, *, language: str, at: datetime) -> Paper:
    """Return the invitation with the agenda and what is put before the meeting."""
    with translation.override(language):
        items = list(reads.items(row))
        listed = reads.attendances(row)
        guests = [str(one) for one in listed if one.part == Part.GUEST]
        agenda: list[list[Cell]] = [[one.number, one.shown_title, _speaker(one)] for one in items]
        columns = [
            Column("№", Kind.COUNT, width=4),
            Column(_("Question"), width=70),
            Column(_("Who speaks"), width=24),
        ]
        words = _("You are invited to the meeting. Please tell the secretary if you cannot come.")
        blocks: list[Block] = [Paragraph(words), Table(_("Agenda"), columns, agenda)]
        if guests:
            blocks.append(
                Paragraph(ended(_("Invited guests: %(names)s.") % {"names": ", ".join(guests)}))
            )
        annexes = [Section(str(one), lines(one.brief)) for one in items if one.brief]
        return Paper(
            language=language,
            title=_("Invitation: %(name)s") % {"name": row.body.name},
            school=row.school.edition(row.day).name,
            frozen_at=at,
            kind=_("Invitation"),
            subject=day(row.day),
            facts=facts(row),
            sections=[Section("", blocks)],
            signatures=[Signature(_("Chair"), _seat(row, Part.CHAIR))],
            annexes=[_material(annexes)] if annexes else [],
            numbered=False,
        )


def _material(sections: list[Section]) -> Section:
    blocks: list[Block] = []
    for section in sections:
        blocks += [Heading(section.title), *section.blocks]
    return Section(_("What is put before the meeting"), blocks)


def sheet(row: Meeting, *, language: str, at: datetime) -> Paper:
    """Return the sheet on which those present sign."""
    with translation.override(language):
        rows: list[list[Cell]] = [
            [number, str(one), one.get_part_display(), _absence(one.presence, one.reason)]
            for number, one in enumerate(reads.attendances(row), 1)
        ]
        if not rows:
            rows = [[number, "", "", ""] for number in range(1, 16)]
        columns = [
            Column("№", Kind.COUNT, width=4),
            Column(pgettext("person", "Full name"), width=36),
            Column(_("Takes part as"), width=18),
            Column(_("Signature"), width=26),
        ]
        table = Table(_("Present at the meeting"), columns, rows, row_height=TO_SIGN)
        return Paper(
            language=language,
            title=_("Attendance sheet"),
            school=row.school.edition(row.day).name,
            frozen_at=at,
            kind=_("Attendance sheet"),
            subject=f"{row.body.name}, {day(row.day)}",
            facts=[(_("Meeting"), row.body.name), *facts(row)],
            sections=[Section("", [table])],
            signatures=[Signature(_("Secretary"), _seat(row, Part.SECRETARY))],
            numbered=False,
        )


def pack(row: Hearing, *, language: str, at: datetime) -> Paper:
    """Return the figures handed to parents or pupils, with room for their opinion."""
    with translation.override(language):
        item, meeting = row.item, row.item.meeting
        table = Table(
            _("Figures of the school"),
            [Column("№", Kind.COUNT, width=4), Column(_("Indicator"), width=66),
             Column(_("Figure"), width=28)],
            [
                [number, one["name"], one["figure"]]
                for number, one in enumerate(row.figures, 1)
            ],
            notes=[_("A figure of fewer than ten people is not shown.")],
        )  # fmt: skip
        blocks: list[Block] = [table] if row.figures else []
        opinion = lines(row.opinion) or [Paragraph("_" * 60) for _line in range(3)]
        said = _("Opinion: %(stand)s") % {"stand": row.get_stand_display() or stamps.NAME}
        return Paper(
            language=language,
            title=_("Information before a decision"),
            school=row.school.edition(row.given_on).name,
            frozen_at=at,
            kind=_("Information before a decision"),
            subject=row.body.name,
            facts=[
                (_("Addressed to"), row.body.name),
                (_("Question"), item.shown_title),
                (_("It is decided by"), f"{meeting.body.name}, {day(meeting.day)}"),
                (_("Handed over"), day(row.given_on)),
            ],
            sections=[
                Section(_("What is told"), [*lines(row.words), *blocks]),
                Section(said, opinion),
            ],
            signatures=[Signature(_("Chair of the body"), "")],
            numbered=False,
        )


def _speaker(item: AgendaItem) -> str:
    return item.speaker.short_name if item.speaker else ""


def _seat(row: Meeting, part: Part) -> str:
    held = {Part.CHAIR: row.chair, Part.SECRETARY: row.secretary}[part]
    if held:
        return held.short_name
    return next((str(one) for one in reads.attendances(row) if one.part == part), "")


def _absence(presence: str, reason: str) -> str:
    """Return what stands in the place of a signature for who did not come."""
    if not presence or presence == Presence.PRESENT:
        return ""
    words = str(Presence(presence).label)
    return f"{words}: {reason}" if reason else words
