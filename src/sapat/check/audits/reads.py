"""Questions about programmes and audits of the active school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Counting
from django.db.models import Max, Prefetch, Q, QuerySet

from sapat.check.audits.models import (
    Audit,
    AuditFinding,
    AuditProgramme,
    AuditSeat,
    ProgrammeLine,
    place_of,
)
from sapat.check.audits.rules import (
    DONE,
    EARLIER_MONTHS,
    AuditState,
    Earlier,
    Importance,
    Kind,
    Part,
    Seat,
    times_a_year,
    usual_importance,
)
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import OPEN, FindingState, Grade
from sapat.core.days import months_after
from sapat.core.rights import Role
from sapat.plan.processes import reads as processes
from sapat.plan.processes.models import Process
from sapat.plan.training import reads as training
from sapat.plan.training.rules import Procedure, may_assess
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Edition, Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Post, current

Place = tuple[str, int]


def programmes(kind: str) -> QuerySet[AuditProgramme]:
    """Return the programmes of a kind, the newest year first."""
    rows: QuerySet[AuditProgramme] = AuditProgramme.objects.filter(kind=kind)
    return rows.select_related("drawn_up_by", "approved_by").order_by("-year")


def programme(kind: str, year: int) -> AuditProgramme | None:
    """Return the programme of a school year, or None."""
    return programmes(kind).filter(year=year).first()


def audits(*programme_ids: int) -> QuerySet[Audit]:
    """Return the audits of programmes by their dates, with seats and counts of findings ready."""
    rows: QuerySet[Audit] = Audit.objects.select_related(
        "programme", "process", "unit", "report", "decided_by"
    )
    if programme_ids:
        rows = rows.filter(programme__in=programme_ids)
    seats = AuditSeat.objects.select_related("person").order_by("pk")
    return (
        rows.prefetch_related(Prefetch("seats", seats))
        .annotate(found_count=Counting("found", distinct=True))
        .order_by("planned_on", "number")
    )


def whole(audit_id: int) -> Audit | None:
    """Return one audit with what its page shows, or None."""
    found: Audit | None = audits().filter(pk=audit_id).first()
    return found


def last_number(programme: AuditProgramme) -> int:
    """Return the highest number given in a programme, 0 if none."""
    last: int | None = programme.audits.aggregate(last=Max("number"))["last"]
    return last or 0


def lines(programme: AuditProgramme) -> list[ProgrammeLine]:
    """Return the processes and units of a programme: processes first, in their order."""
    rows = programme.lines.select_related("process", "unit")
    return list(rows.order_by("process__number", "process", "name"))


def seats(audit: Audit) -> list[AuditSeat]:
    """Return who takes part: the lead first, the audited last."""
    order = [Part.LEAD, Part.MEMBER, Part.AUDITEE]
    rows = audit.seats.select_related("person").order_by("pk")
    return sorted(rows, key=lambda seat: order.index(Part(seat.part)))


def judged_seats(audit: Audit) -> list[Seat]:
    """Return who takes part as the rules judge it."""
    return [seat.plain for seat in seats(audit)]


def owners(audit: Audit, day: date) -> set[int]:
    """Return the people who answer for what is audited on the day (at most two queries)."""
    found: set[int] = set()
    if audit.process and audit.process.owner_role:
        rows = Post.objects.filter(current(day), role=audit.process.owner_role)
        found |= set(rows.values_list("person_id", flat=True))
    if audit.unit_id:
        rows = Post.objects.filter(
            current(day), place=audit.unit_id, role__in=[Role.UNIT_HEAD, Role.MO]
        )
        found |= set(rows.values_list("person_id", flat=True))
    return found


def owners_of(rows: Iterable[Audit], day: date) -> dict[int, set[int]]:
    """Return audit -> who answers for what is audited (one query)."""
    by_role: dict[str, set[int]] = {}
    by_unit: dict[int, set[int]] = {}
    heads = {Role.UNIT_HEAD.value, Role.MO.value}
    for role, place, person in Post.objects.filter(current(day)).values_list(
        "role", "place_id", "person_id"
    ):
        by_role.setdefault(role, set()).add(person)
        if role in heads:
            by_unit.setdefault(place, set()).add(person)
    return {
        row.pk: by_role.get(row.process.owner_role if row.process else "", set())
        | by_unit.get(row.unit_id or 0, set())
        for row in rows
    }


def untrained(rows: Iterable[AuditSeat], day: date) -> list[str]:
    """Return the auditors of the school without a valid training for audits (one query)."""
    auditing = [row for row in rows if row.part != Part.AUDITEE and row.person_id]
    taken = training.taken(by={row.person_id for row in auditing if row.person_id})
    return [
        str(row)
        for row in auditing
        if not may_assess(Procedure.AUDIT, taken.get(row.person_id or 0, ()), day)
    ]


def found_by(audit: Audit) -> list[AuditFinding]:
    """Return the findings of an audit in the order they were written."""
    rows = audit.found.select_related("finding__owner", "question").order_by("pk")
    return list(rows)


def earlier_findings(since: date, until: date) -> QuerySet[Finding]:
    """Return what audits and controls found between the days and management did not refuse."""
    rows = AuditFinding.objects.filter(finding__found_on__range=(since, until))
    found: QuerySet[Finding] = Finding.objects.filter(pk__in=rows.values("finding"))
    return found.exclude(state=FindingState.REFUSED).order_by("-found_on", "-pk")


def earlier(until: date) -> dict[Place, Earlier]:
    """Return process or unit -> what audits of the last two years showed (two queries)."""
    since = months_after(until, -EARLIER_MONTHS)
    counts: dict[Place, dict[str, int]] = {}
    for row in earlier_findings(since, until):
        told = counts.setdefault(place_of(row.process_id, row.unit_id), {})
        for key, fits in (
            ("major", row.grade == Grade.MAJOR),
            ("minor", row.grade == Grade.MINOR),
            ("repeats", row.repeat_of_id is not None),
            ("still_open", row.state in OPEN and row.grade != Grade.GOOD),
        ):
            told[key] = told.get(key, 0) + fits
    held = Audit.objects.filter(state__in=DONE, held_on__range=(since, until))
    last: dict[Place, date] = {}
    for process, unit, day in held.order_by("held_on").values_list(
        "process_id", "unit_id", "held_on"
    ):
        if day:
            last[place_of(process, unit)] = day
    return {key: Earlier(last.get(key), **counts.get(key, {})) for key in {*counts, *last}}


@dataclass(frozen=True)
class Covered:
    """A process or unit of a programme: what it asks for, and what is planned."""

    line: ProgrammeLine
    before: Earlier
    wanted: int
    planned: tuple[Audit, ...]

    @property
    def is_gap(self) -> bool:
        """Answer whether nothing is planned there and nobody says why."""
        return not self.planned and not self.line.left_out.strip()

    @property
    def is_too_rare(self) -> bool:
        """Answer whether importance and earlier results ask for more than is planned."""
        return bool(self.planned) and len(self.planned) < self.wanted

    @property
    def lacks_words(self) -> bool:
        """Answer whether earlier results stand there that nobody took into account."""
        return self.before.says_something and not self.line.considered.strip()


def coverage(programme: AuditProgramme, rows: Iterable[Audit]) -> list[Covered]:
    """Return every process and unit of the programme with what is planned there."""
    before = earlier(programme.drawn_up_on)
    planned: dict[Place, list[Audit]] = {}
    for row in rows:
        if row.state != AuditState.CALLED_OFF:
            if row.process_id:
                planned.setdefault(("process", row.process_id), []).append(row)
            if row.unit_id:
                planned.setdefault(("unit", row.unit_id), []).append(row)
    found = []
    for line in lines(programme):
        told = before.get(line.place, Earlier())
        wanted = times_a_year(line.importance, told)
        found.append(Covered(line, told, wanted, tuple(planned.get(line.place, ()))))
    return found


@dataclass(frozen=True)
class Auditable:
    """Something that a programme has to cover."""

    name: str
    importance: Importance
    process: Process | None = None
    unit: Organisation | None = None


def auditable(school: Organisation, day: date) -> list[Auditable]:
    """Return every process in force and every unit of the school on the day."""
    found = []
    for card in processes.cards(day):
        row = card.process
        risk = max((one.weight for one in row.risks.all()), default=0)
        found.append(Auditable(row.name_ky, usual_importance(risk), process=row))
    return found + [
        Auditable(one.name_ky, Importance.MEDIUM, unit=one.organisation)
        for one in units(school, day)
    ]


def units(school: Organisation, day: date) -> list[Edition]:
    """Return the units of the school on the day."""
    return organisations.units(school, day)


def running(kinds: Iterable[str] = tuple(Kind.values)) -> QuerySet[Audit]:
    """Return the audits that are not settled, of approved programmes or begun ones."""
    settled = [AuditState.CONFIRMED, AuditState.REFUSED, AuditState.CALLED_OFF]
    return audits().filter(~Q(state__in=settled), programme__kind__in=list(kinds))


def led_by(person_id: int) -> QuerySet[Audit]:
    """Return the audits somebody leads that have no signed report yet."""
    states = [AuditState.PLANNED, AuditState.STARTED, AuditState.HELD]
    rows = AuditSeat.objects.filter(person=person_id, part=Part.LEAD)
    return audits().filter(pk__in=rows.values("audit"), state__in=states)


def takes_part(audit: Audit, person_id: int | None) -> bool:
    """Answer whether somebody audits or is audited there."""
    return person_id is not None and audit.seats.filter(person=person_id).exists()


def audits_in(audit: Audit, person_id: int | None) -> bool:
    """Answer whether somebody is of the auditing side there."""
    rows = audit.seats.exclude(part=Part.AUDITEE)
    return person_id is not None and rows.filter(person=person_id).exists()


def director_of(day: date) -> str:
    """Return the director's name on the day, for papers."""
    row = people.director(day)
    return row.short_name if row else ""
