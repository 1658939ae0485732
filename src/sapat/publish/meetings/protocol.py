"""The protocol of a meeting and the extract of one decision, as a school keeps them."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.act.decisions import reads as decisions
from sapat.act.decisions.models import Decision, Dissent, Hearing
from sapat.act.decisions.rules import DecisionState
from sapat.act.meetings import reads
from sapat.act.meetings.models import AgendaItem, Attendance, Meeting
from sapat.act.meetings.rules import VOTING, MeetingState, Part, Presence
from sapat.plan.objectives.reads import known_indicators
from sapat.publish.exports.tables import day
from sapat.publish.meetings.before import ended, facts, lines
from sapat.publish.papers import stamps
from sapat.publish.papers.content import (
    Block,
    Paper,
    Paragraph,
    Points,
    Section,
    Signature,
)


def protocol(row: Meeting, *, language: str, at: datetime) -> Paper:
    """Return the minutes; until both have signed they say across the page that they are a draft."""
    with translation.override(language):
        decided: dict[int | None, list[Decision]] = {}
        for one in decisions.of_meeting(row):
            decided.setdefault(one.item_id, []).append(one)
        items = list(reads.items(row))
        hearings = list(decisions.hearings(row))
        agenda = [_on_agenda(one) for one in items]
        sections = [
            Section(_("Present"), _came(row)),
            Section(_("Agenda"), [Points(agenda, numbered=True)]),
            *(_question(one, decided.get(one.pk, []), hearings) for one in items),
        ]
        return Paper(
            language=language,
            title=_title(row),
            school=row.school.edition(row.day).name,
            frozen_at=at,
            kind=_("Protocol"),
            subject=f"{row.body.name}, {day(row.day)}",
            facts=[(_("Meeting"), row.body.name), *facts(row)],
            sections=sections,
            signatures=_signatures(row),
            watermark="" if row.state == MeetingState.SIGNED else _("DRAFT"),
            numbered=False,
        )


def extract(row: Decision, *, language: str, at: datetime) -> Paper:
    """Return the extract of one decision from the minutes of its meeting."""
    item = row.item
    if item is None:
        raise ValueError("a decision of the head alone stands in no minutes")
    meeting = item.meeting
    with translation.override(language):
        turnout = reads.turnout(meeting)
        came = _("Present: %(present)s of %(members)s members.") % {
            "present": turnout.present, "members": turnout.members,
        }  # fmt: skip
        blocks: list[Block] = [
            Paragraph(came),
            Paragraph(_("HEARD: %(words)s") % {"words": item.shown_title}),
            *(
                Paragraph(_opinion(one))
                for one in decisions.hearings(meeting)
                if one.item_id == item.pk and one.said_on
            ),
            *_decided(row, row.number),
        ]
        return Paper(
            language=language,
            title=_("Extract from protocol № %(number)s of %(day)s")
            % {"number": meeting.protocol_number or stamps.NUMBER, "day": day(meeting.day)},
            school=row.school.edition(meeting.day).name,
            frozen_at=at,
            kind=_("Extract"),
            subject=f"{meeting.body.name}, {day(meeting.day)}",
            facts=[(_("Meeting"), meeting.body.name), *facts(meeting)],
            sections=[Section("", blocks)],
            signatures=[*_signatures(meeting), Signature(_("The extract is correct"), "")],
            watermark="" if meeting.state == MeetingState.SIGNED else _("DRAFT"),
            numbered=False,
        )


def _title(row: Meeting) -> str:
    number = row.protocol_number or stamps.NUMBER
    return _("PROTOCOL № %(number)s") % {"number": number}


def _on_agenda(item: AgendaItem) -> str:
    if item.speaker is None:
        return item.shown_title
    return f"{item.shown_title} ({item.speaker.short_name})"


def _came(row: Meeting) -> list[Block]:
    listed = reads.attendances(row)
    voting = [one for one in listed if one.part in VOTING]
    present = [one for one in voting if one.presence == Presence.PRESENT]
    away = [one for one in voting if one.presence in (Presence.EXCUSED, Presence.ABSENT)]
    guests = [one for one in listed if one.part == Part.GUEST and one.presence == Presence.PRESENT]
    told = {
        "present": len(present), "members": row.members or len(voting), "least": row.least,
        "names": _names(present),
    }  # fmt: skip
    found = [_("%(present)s of %(members)s members came (quorum %(least)s): %(names)s.") % told]
    if row.chair and row.secretary:
        leaders = {"chair": row.chair.short_name, "secretary": row.secretary.short_name}
        found.append(_("Chair: %(chair)s. Secretary: %(secretary)s.") % leaders)
    if away:
        found.append(_("Absent: %(names)s.") % {"names": "; ".join(map(_absent, away))})
    if guests:
        found.append(_("Guests: %(names)s.") % {"names": _names(guests)})
    return [Paragraph(ended(words)) for words in found]


def _names(rows: list[Attendance]) -> str:
    return ", ".join(str(one) for one in rows)


def _absent(row: Attendance) -> str:
    return f"{row} ({row.reason})" if row.reason else str(row)


def _question(item: AgendaItem, decided: list[Decision], hearings: list[Hearing]) -> Section:
    blocks: list[Block] = []
    heard = item.heard.splitlines()
    if heard:
        blocks.append(Paragraph(_("HEARD: %(words)s") % {"words": heard[0]}))
        blocks += lines("\n".join(heard[1:]))
    spoke = item.spoke.splitlines()
    if spoke:
        blocks.append(Paragraph(_("SPOKE: %(words)s") % {"words": spoke[0]}))
        blocks += lines("\n".join(spoke[1:]))
    for hearing in hearings:
        if hearing.item_id == item.pk and hearing.said_on:
            blocks.append(Paragraph(_opinion(hearing)))
    for row in decided:
        blocks += _decided(row, row.number)
    return Section(str(item), blocks)


def _opinion(row: Hearing) -> str:
    told = {
        "name": row.body.name, "given": day(row.given_on), "stand": row.get_stand_display(),
        "words": row.opinion or "—",
    }  # fmt: skip
    return _("OPINION of %(name)s (figures handed over on %(given)s): %(stand)s. %(words)s") % told


def _decided(row: Decision, number: int) -> list[Block]:
    """Return a decision as the minutes print it: words, people, term, ground, vote, dissent."""
    rejected = row.state == DecisionState.REJECTED
    head = (
        _("NOT CARRIED: %(number)s) %(text)s") if rejected else _("DECIDED: %(number)s) %(text)s")
    )
    found: list[Block] = [Paragraph(head % {"number": number, "text": row.text}, True)]
    told = {
        "owner": row.owner.short_name if row.owner else "—",
        "term": day(row.term),
        "controller": row.controller.short_name if row.controller else "—",
    }
    points = [_("Responsible: %(owner)s. Term: %(term)s. Control: %(controller)s.") % told]
    grounds = "; ".join(str(one) for one in row.grounds.all())
    if grounds or row.no_ground:
        points.append(_("Ground: %(words)s.") % {"words": grounds or row.no_ground})
    if row.effect_by:
        points.append(_effect(row))
    points.append(_vote(row))
    points += [_dissent(one) for one in row.dissents.all()]
    return [*found, Points([ended(words) for words in points])]


def _effect(row: Decision) -> str:
    known = known_indicators().get(row.effect_indicator)
    told = {
        "name": known.name if known else row.effect_indicator,
        "expected": row.effect_expected,
        "day": day(row.effect_by) if row.effect_by else "—",
    }
    return _("Effect: %(name)s — %(expected)s; checked by %(day)s.") % told


def _vote(row: Decision) -> str:
    told = {"yes": row.in_favour, "no": row.against, "none": row.abstained}
    return _("Vote: for %(yes)s, against %(no)s, abstained %(none)s.") % told


def _dissent(one: Dissent) -> str:
    told = {"name": one.person.short_name, "words": one.words or "—"}
    if one.has_interest:
        return _("%(name)s did not vote because of an interest of their own.") % told
    return _("Dissenting opinion of %(name)s: %(words)s") % told


def _signatures(row: Meeting) -> list[Signature]:
    return [
        Signature(_("Chair"), row.chair.short_name if row.chair else ""),
        Signature(_("Secretary"), row.secretary.short_name if row.secretary else ""),
    ]
