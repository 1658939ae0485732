"""A year of councils, unions and committees of a fictional school, and what they decided.

One decision is overdue, one was carried over, one worked, one did not, of one it is too early to
say; one was voted down; one meeting left a standing question out; one proposal was declined.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.hearings import changes as hearings
from sapat.act.decisions.hearings.changes import Pack, Shown
from sapat.act.decisions.models import Decision
from sapat.act.decisions.wording import Aim, Judgement, Reason, Resolution, Vote
from sapat.act.meetings import changes, reads
from sapat.act.meetings.changes import Came, Heard, Point, When
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import VOTING, Told, Votes
from sapat.act.meetings.standing import due_at
from sapat.act.minutes import changes as minutes
from sapat.act.minutes import reads as written
from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.demo.life.agendas import HEARD, MEETINGS, SIGNED, Planned, Taken
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

SINCE = date(2025, 8, 25)
ROLES = (
    Role.DIRECTOR,
    Role.DEP_ACADEMIC,
    Role.DEP_UPBRINGING,
    Role.MO,
    Role.PSYCHOLOGIST,
    Role.LIBRARIAN,
    Role.FACILITIES,
    Role.CLERK,
    Role.TEACHER,
)
DIRECTORS = Text("Директор алдындагы кеңешме", "Совещание при директоре", "Director's meeting")
PLACE = "Мугалимдер бөлмөсү"


def live(school: Organisation, *, at: datetime) -> None:
    """Hold the meetings, carry out or leave what they decided."""
    with within(school):
        staff = {role: holders(school, role, at.date()).first() for role in ROLES}
        if not staff[Role.DIRECTOR] or not staff[Role.DEP_ACADEMIC]:
            return
        _directors_meeting(school, staff, at=at)
        chosen = {kind: _body(kind) for kind in {row.kind for row in MEETINGS}}
        taken: dict[str, Decision] = {}
        for planned in MEETINGS:
            body = chosen[planned.kind]
            if body is not None:
                _meet(body, planned, staff, taken, at=at)
        _afterwards(taken, at=at)
        council = chosen[BodyKind.PED_COUNCIL]
        if council:
            _still_to_come(council, at=at)


def _body(kind: str) -> Body | None:
    """Return the body of the kind in which most people sit."""
    rows = Body.objects.filter(kind=kind).annotate(seats=Count("sittings"))
    found: Body | None = rows.order_by("-seats", "pk").first()
    return found


def _directors_meeting(
    school: Organisation, staff: dict[Role, Person | None], *, at: datetime
) -> None:
    mandate = Mandate(BodyKind.DIRECTORS_MEETING, DIRECTORS, SINCE)
    body = bodies.set_up(school, mandate, by=None, at=at)
    wanted = (Role.DIRECTOR, Role.CLERK, Role.DEP_ACADEMIC, Role.DEP_UPBRINGING, Role.FACILITIES)
    seated = list({one.pk: one for role in wanted if (one := staff[role])}.values())
    for place, person in enumerate(seated):
        seat = (Seat.CHAIR, Seat.SECRETARY)[place] if place < 2 else Seat.MEMBER
        bodies.seat(body, person, seat, since=SINCE, by=None, at=at)


def _on(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _meet(
    body: Body,
    planned: Planned,
    staff: dict[Role, Person | None],
    taken: dict[str, Decision],
    *,
    at: datetime,
) -> None:
    day = planned.day
    last = reads.last_taken_up(body, day)
    points = [
        Point(item.name.ky, item.code, speaker=staff[Role.DEP_ACADEMIC])
        for item in due_at(body.kind, last, day)
        if item.code != planned.leaves_out
    ]
    points += [Point(title) for title in planned.questions]
    when = When(day, time(14), PLACE, planned.theme)
    row = changes.plan_meeting(body, when, points, by=None, at=_on(day - timedelta(days=12)))
    if planned.hears:
        _hear(row, planned, by_day=day)
    row = changes.invite(row, [], Told.MESSAGE, by=None, at=_on(day - timedelta(days=7)))
    row = _hold(row)
    for item in reads.items(row):
        text = HEARD.get(item.standing, "Маселе боюнча маалымат угулуп, талкууланды.")
        changes.write(item, Heard(text, "Сунуштар айтылып, колдоого алынды."), by=None, at=_on(day))
    for one in planned.decisions:
        taken[one.key] = _decide(row, one, staff)
    row = minutes.close_minutes(row, by=None, at=_on(day, 12))
    if planned.state != SIGNED:
        return
    shown = written.digest(row)
    for hand in ("chair", "secretary"):
        minutes.sign(row, hand, None, shown, by=None, at=_on(day + timedelta(days=2)))  # type: ignore[arg-type]


def _hold(row: Meeting) -> Meeting:
    """Record that most came: every ninth is away, but neither the chair nor who writes."""
    listed = reads.attendances(row)
    known = [one for one in listed if one.person_id and one.part in VOTING]
    chair, secretary = known[0], known[1]
    came = {
        one.pk: Came("excused", "курста") if place % 9 == 8 else Came("present")
        for place, one in enumerate(listed)
    }
    return changes.hold(
        row, came, chair=chair.person, secretary=secretary.person, by=None, at=_on(row.day)
    )


def _hear(row: Meeting, planned: Planned, *, by_day: date) -> None:
    parents = _body(BodyKind.PARENTS)
    item = reads.items(row).filter(title__in=planned.questions).first()
    if parents is None or item is None:
        return
    given = by_day - timedelta(days=10)
    figures = [
        Shown("R-01", "Жетишүү", "96,0\u00a0% (n = 240)"),
        Shown("P-24", "Сабакка катышуу", "94,8\u00a0% (n = 240)"),
    ]
    words = "Сабактын башталышын 8:30га жылдыруу сунушталат. Комитеттин пикири суралат."
    pack = Pack(given, figures, words)
    hearing = hearings.hand_over_figures(item, parents, pack, by=None, at=_on(given))
    hearings.state_opinion(
        hearing,
        "remarks",
        "Макулбуз, бирок автобустун убактысы да жылдырылсын.",
        on=given + timedelta(days=6),
        by=None,
        at=_on(given + timedelta(days=6)),
    )


def _decide(row: Meeting, one: Taken, staff: dict[Role, Person | None]) -> Decision:
    items = list(reads.items(row))
    item = next((each for each in items if one.on in (each.standing, each.title)), items[-1])
    owner = staff[one.owner] or staff[Role.DEP_ACADEMIC]
    head = staff[Role.DIRECTOR] if one.owner != Role.DIRECTOR else staff[Role.DEP_ACADEMIC]
    deputy = staff[Role.DEP_ACADEMIC]
    control = head if deputy is None or owner is None or deputy.pk == owner.pk else deputy
    voting = sorted(reads.voters_present(row))
    may = len(voting)
    votes = (
        Votes(2, may - 3, 1, chair_in_favour=False)
        if one.fails
        else Votes(may - one.against, one.against)
    )
    resolution = Resolution(
        text=one.text,
        owner=owner,
        controller=control,
        term=row.day + timedelta(days=one.days),
        reasons=[Reason(*one.ground)] if one.ground else [],
        no_ground="" if one.ground else "Уюштуруу маселеси",
        aim=Aim(one.aim[0], one.aim[1], row.day + timedelta(days=one.aim[2])) if one.aim else Aim(),
        for_consumers=one.for_consumers,
    )
    dissent = {voting[-1]: "Мугалимдердин жүктөмү көбөйөт."} if one.against else {}
    return decisions.decide(item, resolution, Vote(votes, dissent), by=None, at=_on(row.day, 11))


def _afterwards(taken: dict[str, Decision], *, at: datetime) -> None:
    """Report, confirm, carry over and judge what the meetings decided."""
    for planned in MEETINGS:
        for one in planned.decisions:
            row = taken.get(one.key)
            if row is None or planned.state != SIGNED:
                continue
            if one.carried_to:
                decisions.carry_over(
                    row,
                    one.carried_to,
                    "Каражат кийинки айда гана бөлүнөт.",
                    person=None,
                    by=None,
                    at=_on(row.term - timedelta(days=1)),
                )
            if not one.report:
                continue
            done = _on(row.term - timedelta(days=2))
            decisions.report_done(row, one.report, person=None, by=None, at=done)
            if one.only_reported:
                continue
            decisions.confirm(row, "", person=None, by=None, at=done + timedelta(days=3))
            if one.effect:
                code, words, again = one.effect
                judged = Judgement(code, words, again)
                when = min(_on(row.effect_by or row.term), at)
                decisions.check_effect(row, judged, person=None, by=None, at=when)


def _still_to_come(council: Body, *, at: datetime) -> None:
    """Plan the next council: its standing questions are on the agenda, the invitations are out."""
    day = at.date() + timedelta(days=38)
    points = [Point(item.name.ky, item.code) for item in due_at(council.kind, {}, day)]
    when = When(day, time(14), PLACE, "II чейректин жыйынтыгы")
    row = changes.plan_meeting(council, when, points, by=None, at=at)
    changes.invite(row, [], Told.NOTICE, by=None, at=at)
