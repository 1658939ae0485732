"""What agendas prove: that a question is taken up at every level, again and again."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sapat.act.meetings import reads
from sapat.act.meetings.judging import Level, judge
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import school_year
from sapat.act.meetings.standing import shipped
from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.rules import BodyKind

ITEMS = tuple((item.code, item.name) for item in shipped().values())
KINDS = tuple((kind.value, kind.label) for kind in BodyKind)


@proof(
    "meetings.item_on_agenda",
    _("A standing question is on the agenda at every level, again and again"),
    Parameter("item", _("which question"), "requirements", ITEMS),  # type: ignore[arg-type]
    Parameter("kinds", _("bodies that take it up; none: as the catalogue says"), [], KINDS),
    Parameter("months", _("months after which it is due again; 0: as the catalogue says"), 0),
    Parameter("soon", _("days before a term counts as near"), 14),
)
def item_on_agenda(question: Question) -> Answer:
    """Judge by kind of body: one body of the kind that took it up speaks for the kind."""
    item = shipped()[question.words("item")]
    wished = question.several("kinds") or tuple(item.bodies) or tuple(BodyKind.values)
    there = question.once(_kinds, question.day)
    found = question.once(_held, question.day)
    last: dict[str, date] = {}
    shown = [one for one in found if item.code in one[2]]
    for kind, day, _codes, _row in shown:
        last[kind] = max(day, last.get(kind, day))
    levels = [
        Level(str(BodyKind(kind).label), last.get(kind))
        for kind in BodyKind.values
        if kind in wished and kind in there
    ]
    months = question.number("months") or item.rhythm
    state, reason, facts, since = judge(
        str(item.name), levels, question.day, months, question.number("soon")
    )
    records = [_record(row) for _kind, _day, _codes, row in reversed(shown)][:8]
    return Answer(state, reason, facts, since, records)


def _kinds(day: date) -> frozenset[str]:
    return frozenset(body.kind for body in bodies.bodies(day))


def _held(day: date) -> list[tuple[str, date, frozenset[str], Meeting]]:
    """Return each meeting of this school year and the last: kind, day, standing items, itself."""
    oldest = school_year(day) - 1
    return [
        (row.body.kind, row.day, frozenset(item.standing for item in row.items.all()), row)
        for row in reads.took_place(day, oldest)
    ]


def _record(row: Meeting) -> Record:
    return Record(
        f"{row.body.name}, {row.day:%d.%m.%Y}", "act:meeting", (row.pk,), "meeting", row.pk
    )
