"""Questions about duties and who holds them, as of a day."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from sapat.core.language import Text
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import EditionState
from sapat.plan.duties import shipped
from sapat.plan.duties.models import (
    ContributionReading,
    Duty,
    DutyHolder,
    DutyMatrix,
    DutySignature,
)
from sapat.plan.duties.rules import Approved, Held, Letter, Row, Source, without_repeats
from sapat.plan.processes import reads as processes
from sapat.plan.processes.models import Process
from sapat.plan.processes.reads import Card
from sapat.plan.processes.rules import LinkKind
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.calendar import reads as calendar
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person, Post, current

HEADS = frozenset(Role) - {
    Role.DIRECTOR, Role.TEACHER, Role.CLASS_TEACHER, Role.ADMINISTRATION, Role.INSPECTOR,
}  # fmt: skip
"""Posts whose holders sign the matrix; the director approves it instead."""


@dataclass(frozen=True)
class Line:
    """A duty with everything a page or a paper says of it."""

    duty: Duty
    row: Row
    text: str
    powers: str
    interfaces: str
    group: str
    """Where it stands in the matrix: by name, processes, a regulation, own."""


@dataclass(frozen=True)
class Matrix:
    """The responsibility matrix on a day."""

    lines: Sequence[Line]
    columns: Sequence[tuple[str, str, bool]]
    """Holder, its words, whether somebody is there."""
    digest: str

    @property
    def rows(self) -> list[Row]:
        """Return the rows as the rules judge them."""
        return [line.row for line in self.lines]


@dataclass
class Seats:
    """Who is where on a day: asked once, however many duties there are."""

    posts: dict[str, list[Person]]
    bodies: set[str]
    units: dict[int, str] = field(default_factory=dict)
    staff: dict[int, str] = field(default_factory=dict)

    def label(self, key: str) -> str:
        """Return how a holder is called, in the reader's language."""
        kind, _colon, code = key.partition(":")
        if kind == "role":
            return role_label(code)
        names = self.units if kind == "unit" else self.staff
        return names.get(int(code), "—")

    def is_filled(self, key: str) -> bool:
        """Answer whether somebody is really there."""
        kind, _colon, code = key.partition(":")
        if kind == "role":
            return bool(self.posts.get(code)) or code in self.bodies
        return int(code) in (self.units if kind == "unit" else self.staff)


def role_label(code: str) -> str:
    """Return a post or a kind of body in the reader's language."""
    if code in Role.values:
        return str(Role(code).label)
    return str(BodyKind(code).label) if code in BodyKind.values else code


def seats(day: date, duties: Iterable[Duty] = ()) -> Seats:
    """Return who holds posts and which bodies and units there are (four queries)."""
    posts = people.held(day)
    bodies = set(Body.objects.filter(current(day)).values_list("kind", flat=True))
    ids = {one.unit_id for duty in duties for one in duty.holders.all() if one.unit_id}
    places = Organisation.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    units = {one.pk: one.edition(day).name for one in places.filter(pk__in=ids)} if ids else {}
    staff = {one.pk: one.short_name for held in posts.values() for one in held}
    return Seats(posts, bodies, units, staff)


def duties(day: date) -> list[Duty]:
    """Return the duties of the day with their holders (two queries)."""
    rows = Duty.objects.filter(current(day)).select_related("process")
    found = rows.prefetch_related("holders").order_by("place", "pk")
    order = Source.values
    return sorted(found, key=lambda duty: order.index(duty.source))


def matrix(day: date, cards: Sequence[Card] | None = None) -> Matrix:
    """Return the whole matrix of the day; `cards` are its process cards, if read already."""
    found = duties(day)
    there = seats(day, found)
    read = processes.cards(day) if cards is None else cards
    by_process = {card.process.pk: card for card in read}
    lines = [_line(duty, there, by_process, day) for duty in found]
    used = {one.key for line in lines for one in line.row.held}
    columns = [(key, there.label(key), there.is_filled(key)) for key in sorted(used, key=_rank)]
    return Matrix(lines, columns, digest_of(line.row for line in lines))


def matrix_of(question: Question) -> Matrix:
    """Return the matrix of a look, with the process cards that the same look has read."""
    cards = question.once(processes.cards, question.day)
    return question.once(matrix, question.day, cards)


def line(duty: Duty, day: date) -> Line:
    """Return one duty with its holders."""
    cards = {card.process.pk: card for card in processes.cards(day)} if duty.process_id else {}
    return _line(duty, seats(day, [duty]), cards, day)


def _rank(key: str) -> tuple[int, int, str]:
    kind, _colon, code = key.partition(":")
    order = [*Role.values, *BodyKind.values]
    place = order.index(code) if code in order else len(order)
    return ["role", "unit", "person"].index(kind), place, key


def _line(duty: Duty, there: Seats, cards: dict[int, Card], day: date) -> Line:
    card = cards.get(duty.process_id or 0)
    held = [
        Held(
            letter=one.letter,
            key=one.key,
            label=there.label(one.key),
            is_filled=there.is_filled(one.key),
            order=one.order_number if one.ordered_on else "",
            since=one.since,
            until=one.until,
        )
        for one in duty.holders.all()
        if one.since <= day and (one.until is None or day < one.until)
    ]
    if card:
        held += _of_process(card, cards, there)
    kept = [one for one in held if one.letter == Letter.RESPONSIBLE]
    held = [*kept, *(one for one in without_repeats(held) if one.letter != Letter.RESPONSIBLE)]
    row = Row(duty.pk, duty.code, duty.name, tuple(held))
    said = _said(duty, card)
    return Line(duty, row, *said, group=group_of(duty))


def _of_process(card: Card, cards: dict[int, Card], there: Seats) -> list[Held]:
    """Return who has to do with a process by its card: its owner, and its neighbours' owners."""
    owner = card.process.owner_role
    found = [(Letter.RESPONSIBLE, owner)] if owner else []
    found.append((Letter.APPROVES, Role.DIRECTOR))
    for letter, links in ((Letter.TAKES_PART, card.coming), (Letter.INFORMED, card.going)):
        flows = card.inputs if letter == Letter.TAKES_PART else card.outputs
        for flow in flows:
            for link in links.get(flow.pk, []):
                if link.kind == LinkKind.WORK:
                    far = link.output if letter == Letter.TAKES_PART else link.input
                    near = cards.get(far.process_id) if far else None
                    found += [(letter, near.process.owner_role)] if near else []
    return [
        Held(letter, key := f"role:{role}", there.label(key), there.is_filled(key))
        for letter, role in found
        if role
    ]


def _said(duty: Duty, card: Card | None) -> tuple[str, str, str]:
    """Return the words of a duty: the school's own, else those of its source."""
    text, powers, interfaces = duty.text, duty.powers, duty.interfaces
    if duty.source == Source.NAMED and (known := shipped.named().get(duty.code)):
        text, powers = text or str(known.text), powers or str(known.powers)
        interfaces = interfaces or str(known.interfaces)
    if duty.source == Source.CLAUSE and (clause := shipped.clauses().get(duty.code)):
        text = text or str(clause.text)
    if duty.process:
        text = text or duty.process.purpose
        interfaces = interfaces or (_neighbours(card) if card else "")
    powers = powers or str(shipped.usual(duty.source, "powers"))
    return text, powers, interfaces or str(shipped.usual(duty.source, "interfaces"))


def _neighbours(card: Card) -> str:
    """Return with whom a process exchanges what, as its links say."""
    names = stakeholders.names()
    told = []
    for sign, flows, links in (("←", card.inputs, card.coming), ("→", card.outputs, card.going)):
        for flow in flows:
            far = [
                processes.far_end(link, names, giving=sign == "←")
                for link in links.get(flow.pk, [])
            ]
            told.append(f"{sign} {flow.name}: {', '.join(far) or '—'}")
    return "; ".join(told)


def group_of(duty: Duty) -> str:
    """Return the part of the matrix a duty stands in, as a code."""
    if duty.source == Source.CLAUSE and (clause := shipped.clauses().get(duty.code)):
        return clause.regulation
    return duty.source


def group_name(code: str) -> str:
    """Return a part of the matrix in words."""
    if code in Source.values:
        return str(Source(code).label)
    return str(shipped.regulations().get(code, Text(code)))


def digest_of(rows: Iterable[Row]) -> str:
    """Return a mark that changes with any duty and any holder."""
    said = [(row.code, sorted(row.letters.items())) for row in rows]
    return hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()


def approved() -> DutyMatrix | None:
    """Return the matrix that was approved last, or None."""
    return DutyMatrix.objects.order_by("-number").first()


def approvals() -> QuerySet[DutyMatrix]:
    """Return every approval, the newest first, with its signatures."""
    rows: QuerySet[DutyMatrix] = DutyMatrix.objects.order_by("-number")
    return rows.select_related("approved_by").prefetch_related("signatures__person")


def heads(rows: Iterable[Row], posts: dict[str, list[Person]]) -> dict[int, Person]:
    """Return who has to sign the matrix: the heads who answer for something in it."""
    roles = {one.key.partition(":")[2] for row in rows for one in row.responsible}
    found = {one.pk: one for role in sorted(HEADS & roles) for one in posts.get(role, [])}
    directors = {one.pk for one in posts.get(Role.DIRECTOR, [])}
    return {pk: one for pk, one in found.items() if pk not in directors}


def standing(found: Matrix, posts: dict[str, list[Person]]) -> Approved | None:
    """Return what the rules need to know of the last approval (two queries)."""
    last = approved()
    if last is None:
        return None
    wanted = set(heads(found.rows, posts))
    signed = set(DutySignature.objects.filter(matrix=last).values_list("person_id", flat=True))
    return Approved(
        order=last.order_number,
        ordered_on=last.ordered_on,
        is_current=last.digest == found.digest,
        heads=len(wanted),
        signed=len(wanted & signed),
    )


def holders(duty: Duty) -> QuerySet[DutyHolder]:
    """Return who held and holds a duty, the newest first."""
    rows: QuerySet[DutyHolder] = duty.holders.select_related("unit", "person")
    return rows.order_by("-since", "-pk")


def readers(day: date) -> tuple[set[int], set[int], date | None]:
    """Return the staff, those of them who confirmed this school year, and its first day."""
    year = calendar.year_on(day)
    posts = Post.objects.filter(current(day)).exclude(role=Role.INSPECTOR)
    staff = set(posts.values_list("person_id", flat=True))
    if year is None:
        return staff, set(), None
    rows = ContributionReading.objects.filter(year=year.year, person__in=staff)
    return staff, set(rows.values_list("person_id", flat=True)), year.starts


def owned(day: date) -> dict[str, list[Process]]:
    """Return post -> the processes it owns (one query)."""
    found: dict[str, list[Process]] = {}
    for row in processes.processes(day):
        found.setdefault(row.owner_role, []).append(row)
    return found


def adopted_regulations() -> list[str]:
    """Return the codes of the regulations of which an edition is in force (one query)."""
    rows = DocumentEdition.objects.filter(
        state=EditionState.IN_FORCE, document__about__startswith="regulation:"
    )
    found = {about.partition(":")[2] for about in rows.values_list("document__about", flat=True)}
    return [code for code in shipped.regulations() if code in found]
