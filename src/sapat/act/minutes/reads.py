"""What minutes consist of, and whether they are as they were signed."""

from sapat.act.decisions import reads as decisions
from sapat.act.decisions.models import Decision
from sapat.act.meetings import reads as meetings
from sapat.act.meetings.models import Meeting
from sapat.act.minutes.rules import Question, digest_of

WORDED = (
    "number", "text", "owner_id", "in_favour", "against", "abstained", "chair_in_favour",
    "may_vote", "no_ground", "for_consumers", "effect_indicator", "effect_expected",
)  # fmt: skip
"""Of a decision, what is signed: not its term and its state, which go on living."""


def digest(meeting: Meeting) -> str:
    """Return the mark over all that is signed: who came, what was heard, said and decided."""
    content = {
        "meeting": [
            meeting.body_id, meeting.day, meeting.place, meeting.title, meeting.members,
            meeting.least, meeting.chair_id, meeting.secretary_id,
        ],
        "came": [
            [row.person_id, row.name, row.part, row.presence, row.reason]
            for row in sorted(meetings.attendances(meeting), key=lambda row: row.pk)
        ],
        "questions": [
            [row.number, row.standing, row.title, row.brief, row.speaker_id, row.heard, row.spoke]
            for row in meetings.items(meeting)
        ],
        "decisions": [_decision(row) for row in decisions.of_meeting(meeting)],
    }  # fmt: skip
    return digest_of(content)


def _decision(row: Decision) -> list[object]:
    grounds = sorted((one.kind, one.reference, one.words) for one in row.grounds.all())
    dissent = sorted((one.person_id, one.has_interest, one.words) for one in row.dissents.all())
    return [*(getattr(row, name) for name in WORDED), grounds, dissent]


def is_intact(meeting: Meeting) -> bool:
    """Answer whether signed minutes are as they were signed."""
    return meeting.digest == digest(meeting)


def questions(meeting: Meeting) -> list[Question]:
    """Return the questions of a meeting with how much is written of each."""
    decided: dict[int, int] = {}
    for row in decisions.of_meeting(meeting):
        if row.item_id:
            decided[row.item_id] = decided.get(row.item_id, 0) + 1
    return [
        Question(item.number, item.heard, decided.get(item.pk, 0))
        for item in meetings.items(meeting)
    ]
