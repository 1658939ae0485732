"""Documents of a fictional school: in force, superseded, discussed, overdue, behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from sapat.core.rights import Role
from sapat.demo.life.papers import PAPERS, PaperOf
from sapat.plan.acts import changes as acts
from sapat.plan.acts import reads as act_reads
from sapat.plan.documents import changes
from sapat.plan.documents.changes import Adoption, Approval, Outline, Withdrawal
from sapat.plan.documents.comments import changes as comments
from sapat.plan.documents.comments.changes import Answer
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.shipped import kinds
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts import files
from sapat.plan.documents.texts.changes import Sent, Written
from sapat.plan.documents.upkeep import changes as upkeep
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

CHECKED = ("education_2023", "standard_2025", "sanitary_2016", "charter")
NEXT_ADOPTED, NEXT_APPROVED = date(2026, 8, 28), date(2026, 8, 31)
NEXT_SINCE = date(2026, 9, 1)
WITHDRAWN_ON = date(2026, 6, 1)
ROUND_DAYS = 12
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0>>endobj\n"
)


@dataclass(frozen=True)
class Signed:
    """When a document was adopted, approved and came into force."""

    adopted_on: date
    approved_on: date
    since: date
    protocol: str = "1"
    order: str = "45"


@dataclass(frozen=True)
class Cast:
    """Who writes, who signs and which bodies decide at a fictional school."""

    director: Person
    deputy: Person
    teachers: tuple[Person, ...]
    bodies: Mapping[str, Body]


def live(school: Organisation, *, at: datetime) -> None:
    """Write the documents and check some of the acts they cite."""
    cast = cast_of(school, localdate(at))
    with within(school):
        known = [act for code in CHECKED if (act := act_reads.act(code))]
    for act in known:
        acts.check(act, cast.deputy, checked_on=NEXT_APPROVED, by=None, at=at)
    for paper in PAPERS:
        _write(school, paper, cast, at=at)


def cast_of(school: Organisation, day: date) -> Cast:
    """Return who prepares, signs and decides in the school on the day."""
    with within(school):
        found = {
            role: list(holders(school, role, day))
            for role in (Role.DIRECTOR, Role.DEP_ACADEMIC, Role.TEACHER)
        }
        sitting = {body.kind: body for body in reversed(list(bodies.bodies(day)))}
    director = found[Role.DIRECTOR][0]
    deputy = (found[Role.DEP_ACADEMIC] or [director])[0]
    return Cast(director, deputy, tuple(found[Role.TEACHER][:3]), sitting)


def lay_down(
    school: Organisation,
    outline: Outline,
    languages: Mapping[str, Written],
    signed: Signed,
    *,
    at: datetime,
) -> DocumentEdition:
    """Take a document all the way into force; its first text is in the document's language."""
    cast = cast_of(school, localdate(at))
    edition = changes.draft(
        school, outline, prepared_by=cast.deputy, by=None, at=_on(signed.adopted_on)
    )
    for language, written in languages.items():
        edition = texts.write(edition, language, written, by=None, at=at).edition
    return sign(edition, signed, cast, at=at)


def sign(
    edition: DocumentEdition, signed: Signed, cast: Cast, *, body: str = "ped_council", at: datetime
) -> DocumentEdition:
    """Let a body adopt, the director approve, and put in force, as far as its kind asks."""
    route = kinds()[edition.document.kind].route
    if route.adoption:
        council = cast.bodies.get(body) or cast.bodies["ped_council"]
        adoption = Adoption(council, signed.protocol, signed.adopted_on)
        edition = changes.adopt(edition, adoption, by=None, at=at)
    if route.approval:
        approval = Approval(cast.director, signed.order, signed.approved_on)
        edition = changes.approve(edition, approval, by=None, at=at)
    return changes.put_in_force(edition, since=signed.since, by=None, at=at)


def _write(school: Organisation, paper: PaperOf, cast: Cast, *, at: datetime) -> None:
    edition = _drafted(school, paper, cast, at=at)
    if paper.comments:
        edition = _discussed(edition, paper, cast, at=at)
    ready = max(paper.adopted_on, paper.approved_on) <= localdate(at)
    if paper.how in {"draft", "discussion"} or not ready:
        return
    signed = Signed(paper.adopted_on, paper.approved_on, paper.since)
    if paper.how == "adopted":
        council = cast.bodies["ped_council"]
        changes.adopt(edition, Adoption(council, "2", paper.adopted_on), by=None, at=at)
        return
    edition = sign(edition, signed, cast, body=paper.body, at=at)
    if paper.next_text:
        _renew(edition, paper, cast, at=at)
    if paper.reviewed_on:
        note = "Өзгөрүү киргизүүнүн зарылчылыгы жок."
        upkeep.review(
            edition.document, reviewed_on=paper.reviewed_on, person=cast.deputy, note=note,
            by=None, at=at,
        )  # fmt: skip
    if paper.how == "withdrawn":
        order = Withdrawal("Жаңы чечимге ылайык милдеттүү эмес.", WITHDRAWN_ON, "31")
        changes.withdraw(edition, order, by=None, at=at)


def _drafted(school: Organisation, paper: PaperOf, cast: Cast, *, at: datetime) -> DocumentEdition:
    outline = Outline(
        paper.kind, paper.title, index=paper.index, about=paper.about, wording=paper.wording
    )
    before = paper.adopted_on - timedelta(days=14)
    fresh = paper.how in {"draft", "discussion"}
    written_at = at - timedelta(days=5) if fresh else _on(before)
    edition = changes.draft(school, outline, prepared_by=cast.deputy, by=None, at=written_at)
    texts.write(edition, "ky", Written(paper.text, person=cast.deputy), by=None, at=written_at)
    if paper.ru:
        translated = Written(paper.ru, paper.ru_title, cast.deputy)
        texts.write(edition, "ru", translated, by=None, at=written_at)
    if paper.later_text:
        later = Written(paper.later_text, person=cast.deputy)
        texts.write(edition, "ky", later, by=None, at=written_at)
    if paper.annex:
        kept = files.keep(school.pk, [PDF, paper.annex.encode(), b"\n%%EOF\n"])
        sent = Sent(f"{paper.annex}.pdf", paper.annex, kept)
        texts.add_annex(edition, sent, by=None, at=written_at)
    with within(school):
        cited = [act for code in paper.acts if (act := act_reads.act(code))]
    for act in cited:
        upkeep.cite(edition, act, by=None, at=written_at)
    return edition


def _discussed(
    edition: DocumentEdition, paper: PaperOf, cast: Cast, *, at: datetime
) -> DocumentEdition:
    """Open the round, let teachers comment, answer what is answered."""
    is_open = paper.how == "discussion"
    day = localdate(at) + timedelta(days=5) if is_open else paper.adopted_on - timedelta(days=2)
    opened_at = at if is_open else _on(day - timedelta(days=ROUND_DAYS))
    union = cast.bodies.get("mo") if paper.union else None
    edition = changes.open_round(edition, until=day, co_author=union, by=None, at=opened_at)
    for number, (said, verdict, answer) in enumerate(paper.comments):
        person = cast.teachers[number % len(cast.teachers)] if cast.teachers else cast.deputy
        row = comments.comment(edition, said, person=person, by=None, at=opened_at)
        if verdict:
            given = Answer(verdict, answer, cast.deputy)
            comments.answer(row, given, by=None, at=opened_at + timedelta(days=1))
    return edition


def _renew(edition: DocumentEdition, paper: PaperOf, cast: Cast, *, at: datetime) -> None:
    """Draft the next edition and let it supersede the first."""
    drafted_at = _on(NEXT_ADOPTED - timedelta(days=10))
    words = "Жаңы окуу жылынын иш тартибине ылайыкталды."
    later = changes.next_edition(
        edition.document, changed=words, prepared_by=cast.deputy, by=None, at=drafted_at
    )
    texts.write(later, "ky", Written(paper.next_text, person=cast.deputy), by=None, at=drafted_at)
    signed = Signed(NEXT_ADOPTED, NEXT_APPROVED, NEXT_SINCE, order="62")
    sign(later, signed, cast, at=at)


def _on(day: date) -> datetime:
    """Return ten in the morning of a day."""
    return datetime.combine(day, time(10), get_current_timezone())
