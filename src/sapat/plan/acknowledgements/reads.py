"""Questions about campaigns, readings and newcomers, for everybody at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from sapat.core.days import months_after
from sapat.plan.acknowledgements import staffing
from sapat.plan.acknowledgements.models import (
    Acknowledgement,
    CheckQuestion,
    CheckTry,
    PositionNote,
    ReadingAudience,
)
from sapat.plan.acknowledgements.rules import (
    READ,
    Arrival,
    Audience,
    Standing,
    Way,
    Whom,
    arrival,
    awaits_newcomer,
    concerns,
    gravest,
    read_by,
    standing,
    usual_audience,
)
from sapat.plan.acknowledgements.staffing import Colleague, Unit
from sapat.plan.documents import reads as documents
from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.training import reads as training


@dataclass(frozen=True)
class Entry:
    """One record as lists need it."""

    pk: int
    edition_id: int
    person_id: int
    way: str
    on: date
    unit_name: str = ""
    reason: str = ""
    handed_by_id: int | None = None
    talked: bool = False

    @property
    def way_name(self) -> str:
        """Return what was done, in the reader's language."""
        return str(Way(self.way).label)


COLUMNS = (
    "pk", "edition_id", "person_id", "way", "on", "unit_name", "reason", "handed_by_id", "talk",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Somebody an edition concerns, and where they stand with it."""

    colleague: Colleague
    by: date
    standing: Standing
    entry: Entry | None = None

    @property
    def missing(self) -> bool:
        """Return whether the reading is still to come."""
        return self.standing != Standing.READ


@dataclass(frozen=True)
class Reach:
    """How many of those asked have read, in a unit, a post or the whole school."""

    name: str
    asked: int
    read: int
    declined: int = 0
    late: int = 0

    @property
    def share(self) -> float:
        """Return the share in percent; nobody asked is nobody missing."""
        return 100 * self.read / self.asked if self.asked else 100.0

    @property
    def percent(self) -> int:
        """Return the share as lists show it: 100 only where nobody is missing."""
        return int(self.share)


@dataclass(frozen=True)
class Campaign:
    """An edition in force, those it concerns, and the term."""

    edition: DocumentEdition
    audience: Audience
    due_on: date
    lines: tuple[Line, ...] = field(repr=False)

    @property
    def reach(self) -> Reach:
        """Return the reach among everybody asked."""
        return reach("", self.lines)

    @property
    def on_paper(self) -> int:
        """Return how many signed on paper."""
        return sum(1 for one in self.lines if one.entry and one.entry.way == Way.PAPER)

    @property
    def missing(self) -> list[Line]:
        """Return who has not read it, those who declined among them."""
        return [one for one in self.lines if one.missing]

    def by_unit(self) -> list[tuple[Unit, Reach]]:
        """Return the reach in each unit."""
        units = staffing.units_of(one.colleague for one in self.lines)
        return [
            (unit, reach(unit.name, (one for one in self.lines if one.colleague.unit == unit)))
            for unit in units
        ]

    def by_post(self) -> list[tuple[str, Reach]]:
        """Return the reach in each post; who holds two counts in both."""
        roles = staffing.roles_of(one.colleague for one in self.lines)
        return [
            (role, reach(role, (one for one in self.lines if role in one.colleague.roles)))
            for role in roles
        ]


def reach(name: str, lines: Iterable[Line]) -> Reach:
    """Count where people stand."""
    found = [one.standing for one in lines]
    return Reach(
        name,
        len(found),
        found.count(Standing.READ),
        found.count(Standing.DECLINED),
        found.count(Standing.LATE),
    )


def audiences() -> dict[int, Audience]:
    """Return document id -> what the school has said of its readers (one query)."""
    return {row.document_id: row.audience for row in ReadingAudience.objects.all()}


def audience_of(document: Document, set_ones: dict[int, Audience] | None = None) -> Audience:
    """Return whom a document concerns: as the school said, or as is usual for its kind."""
    known = audiences() if set_ones is None else set_ones
    return known.get(document.pk) or usual_audience(document.kind, document.about)


def assessors(day: date) -> frozenset[int]:
    """Return the people who are appointed to assess on the day."""
    return frozenset(one.assessor.person_id for one in training.assessors(day))


def entries(
    editions: Iterable[DocumentEdition], *, person_id: int | None = None
) -> dict[tuple[int, int], list[Entry]]:
    """Return (edition, person) -> records that stand, oldest first (one query)."""
    rows = Acknowledgement.objects.filter(
        edition__in=[one.pk for one in editions], withdrawn_at__isnull=True
    )
    if person_id:
        rows = rows.filter(person=person_id)
    found: dict[tuple[int, int], list[Entry]] = {}
    for row in rows.order_by("noted_at", "pk").values(*COLUMNS):
        talked = row.pop("talk") is not None
        entry = Entry(talked=talked, **row)
        found.setdefault((entry.edition_id, entry.person_id), []).append(entry)
    return found


def campaigns(
    day: date, *, person_id: int | None = None, people: list[Colleague] | None = None
) -> list[Campaign]:
    """Return every edition in force that somebody has to read, the newest first.

    `people` is who works here or will, where it is known already.
    """
    known = audiences()
    asked = [
        (edition, audience)
        for edition in documents.all_in_force(day)
        if (audience := audience_of(edition.document, known)).whom != Whom.NOBODY
    ]
    return _drawn(asked, day, person_id=person_id, people=people)


def campaign(edition: DocumentEdition, day: date) -> Campaign | None:
    """Return the campaign of one edition that is or was in force, or None."""
    if edition.effective_from is None or edition.effective_from > day:
        return None
    return _drawn([(edition, audience_of(edition.document))], day)[0]


def _drawn(
    asked: list[tuple[DocumentEdition, Audience]],
    day: date,
    *,
    person_id: int | None = None,
    people: list[Colleague] | None = None,
) -> list[Campaign]:
    if not asked:
        return []
    people = staffing.people(day, person_id=person_id) if people is None else people
    people = [one for one in people if one.first_day <= day]
    noted = entries([edition for edition, _audience in asked], person_id=person_id)
    appointed = assessors(day) if any(a.whom == Whom.ASSESSORS for _e, a in asked) else frozenset()
    found = []
    for edition, audience in asked:
        since = edition.effective_from or day
        lines = tuple(
            _line(edition, audience, one, noted.get((edition.pk, one.person_id), ()), day)
            for one in people
            if concerns(audience, one.roles, one.unit.key, is_assessor=one.person_id in appointed)
        )
        found.append(Campaign(edition, audience, since + timedelta(days=audience.days), lines))
    return found


def _line(
    edition: DocumentEdition,
    audience: Audience,
    colleague: Colleague,
    noted: Iterable[Entry],
    day: date,
) -> Line:
    entry = counting(noted, colleague, day)
    since = edition.effective_from or day
    by = read_by(audience, since=since, first_day=colleague.first_day)
    return Line(colleague, by, standing(entry.way if entry else None, by=by, day=day), entry)


def counting(noted: Iterable[Entry], colleague: Colleague, day: date) -> Entry | None:
    """Return the record that counts on the day: a reading before a refusal, of this employment."""
    own = [one for one in noted if one.on <= day and colleague.employment.covers(one.on)]
    read = [one for one in own if one.way in READ]
    return next(iter(read or own), None)


@dataclass(frozen=True)
class Arriving:
    """What a newcomer reads of one document before the first day, and whether it happened."""

    document: Document
    edition: DocumentEdition
    arrival: Arrival
    entry: Entry | None = None


@dataclass(frozen=True)
class Newcomer:
    """Somebody hired or hired again, with what is to be read before the first day."""

    colleague: Colleague
    papers: tuple[Arriving, ...]
    arrival: Arrival

    @property
    def by(self) -> date:
        """Return the last day on which reading is in time."""
        return self.colleague.first_day - timedelta(days=1)


def newcomers(
    day: date,
    *,
    months: int = 12,
    person_id: int | None = None,
    about: str = "",
    people: list[Colleague] | None = None,
) -> list[Newcomer]:
    """Return who began in the last months or will begin, the latest first day first."""
    since = months_after(day, -months)
    people = staffing.people(day, person_id=person_id) if people is None else people
    arrived = [one for one in people if one.first_day > since]
    known = audiences()
    marked = {
        row.pk: row
        for row in documents.documents()
        if audience_of(row, known).newcomers and about in {"", row.about}
    }
    if not arrived or not marked:
        return []
    editions = documents.newest_editions(marked)
    noted = entries([one for each in editions.values() for one in each], person_id=person_id)
    wanted = {pk: audience_of(row, known) for pk, row in marked.items()}
    found = [_newcomer(one, editions, wanted, noted, day) for one in arrived]
    ordered = sorted(found, key=lambda one: one.colleague.first_day, reverse=True)
    return [one for one in ordered if one.papers]


def _newcomer(
    colleague: Colleague,
    editions: dict[int, list[DocumentEdition]],
    wanted: dict[int, Audience],
    noted: dict[tuple[int, int], list[Entry]],
    day: date,
) -> Newcomer:
    papers = []
    before = min(day, colleague.first_day - timedelta(days=1))
    for document_id, each in editions.items():
        edition = next((one for one in each if one.holds(before)), None)
        theirs = awaits_newcomer(wanted[document_id], colleague.roles, colleague.unit.key)
        if edition is None or not theirs:
            continue
        today = next((one for one in each if one.holds(day)), edition)
        own = [
            one
            for other in each
            for one in noted.get((other.pk, colleague.person_id), ())
            if one.way in READ and one.on <= day and colleague.employment.covers(one.on)
        ]
        entry = min(own, key=lambda one: (one.on, one.pk), default=None)
        found = arrival(entry.on if entry else None, first_day=colleague.first_day, day=day)
        papers.append(Arriving(edition.document, today, found, entry))
    return Newcomer(colleague, tuple(papers), gravest(one.arrival for one in papers))


def notes(document_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return document id -> post -> what it means for its work (one query)."""
    found: dict[int, dict[str, str]] = {}
    for row in PositionNote.objects.filter(document__in=list(document_ids)):
        found.setdefault(row.document_id, {})[row.role] = row.text
    return found


def questions(document: Document) -> list[CheckQuestion]:
    """Return the questions that are asked about a document, in order."""
    rows = CheckQuestion.objects.filter(document=document, dropped_at__isnull=True)
    return list(rows.order_by("number"))


def questions_each() -> dict[int, int]:
    """Return document id -> how many questions are asked (one query)."""
    found: dict[int, int] = {}
    rows = CheckQuestion.objects.filter(dropped_at__isnull=True)
    for document_id in rows.values_list("document_id", flat=True):
        found[document_id] = found.get(document_id, 0) + 1
    return found


def tries(edition: DocumentEdition, person_id: int) -> int:
    """Return how often somebody has answered the questions on an edition."""
    count: int = CheckTry.objects.filter(edition=edition, person=person_id).count()
    return count


def records_of(edition: DocumentEdition) -> QuerySet[Acknowledgement]:
    """Return every record of an edition with names, the withdrawn ones too, newest first."""
    rows: QuerySet[Acknowledgement] = Acknowledgement.objects.filter(edition=edition)
    rows = rows.select_related("person", "handed_by", "talk", "talk__person")
    return rows.order_by("-noted_at", "-pk")


def declined(edition_ids: Iterable[int]) -> list[Acknowledgement]:
    """Return the refusals of editions with names, newest first (one query)."""
    rows = Acknowledgement.objects.filter(edition__in=list(edition_ids), way=Way.DECLINED)
    rows = rows.select_related("person", "edition__document", "talk", "talk__person")
    return list(rows.order_by("-on", "-pk"))


def all_read() -> QuerySet[Acknowledgement]:
    """Return every reading that counts, oldest first, with edition and document ready."""
    rows: QuerySet[Acknowledgement] = Acknowledgement.objects.filter(
        way__in=READ, withdrawn_at__isnull=True
    )
    return rows.select_related("edition__document").order_by("on", "pk")
