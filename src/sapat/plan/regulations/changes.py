"""Take a regulation on, put it in the school's own words, lay down one edition after another."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.language import LANGUAGES
from sapat.core.models import User
from sapat.core.proofs import found
from sapat.core.refusal import Refused
from sapat.plan.documents import changes as papers
from sapat.plan.documents import reads as documents
from sapat.plan.documents.changes import Adoption, Approval, Outline
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.plan.regulations import reads
from sapat.plan.regulations.glossary import STRUCTURE
from sapat.plan.regulations.models import AdoptedRegulation, EditionClause, RegulationEdition
from sapat.plan.regulations.parameters import sentence_of, why_not_value
from sapat.plan.regulations.renewals import proposed
from sapat.plan.regulations.rules import regulations
from sapat.plan.regulations.states import EditionState, NotSo, SignOff, why_not_in_force
from sapat.plan.regulations.text import text_of, wording_of
from sapat.plan.regulations.wording import Restated, SchoolClause, kept, next_code
from sapat.plan.regulations.words import Learners, Standard
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Settings:
    """What an edition sets as a whole: labels, the standard, the codes of the levels."""

    learners: str = Learners.PUPIL
    parent: str = ""
    standard: str = Standard.ISO_2008
    levels: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Signers:
    """The council that adopted an edition and the director who approved it."""

    body: Body | None
    director: Person | None


@transaction.atomic
def take_on(
    school: Organisation, code: str, settings: Settings, *, by: User | None, at: datetime
) -> RegulationEdition:
    """Take a regulation of the catalogue on, with a draft of the school's first edition."""
    if code not in regulations():
        raise Refused(NotSo.UNKNOWN, code=code)
    with within(school):
        if reads.adopted(code):
            raise Refused(NotSo.TAKEN)
        row = AdoptedRegulation.objects.create(
            school=school, code=code, taken_on=timezone.localdate(at)
        )
        edition = RegulationEdition.objects.create(
            school=school, regulation=row, number=1, **_columns(settings)
        )
    trail.note("regulation.taken_on", row, chain=school.chain, by=by, at=at, facts={"code": code})
    return edition


@transaction.atomic
def prepare_edition(
    regulation: AdoptedRegulation, *, by: User | None, at: datetime
) -> RegulationEdition:
    """Open a draft of the next edition: it begins as the newest one reads."""
    school = regulation.school
    with within(school):
        if reads.draft_of(regulation):
            raise Refused(NotSo.DRAFT_STANDS)
        last = reads.editions(regulation)[0]
        settings = Settings(last.learners, last.parent, last.standard, last.levels)
        edition = RegulationEdition.objects.create(
            school=school, regulation=regulation, number=last.number + 1, **_columns(settings)
        )
        for row in EditionClause.objects.filter(edition=last).order_by("pk"):
            row.pk, row._state.adding, row.edition = None, True, edition
            row.save()
    facts = {"code": regulation.code, "number": edition.number}
    trail.note("regulation.prepared", edition, chain=school.chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def set_edition(
    edition: RegulationEdition, settings: Settings, *, by: User | None, at: datetime
) -> RegulationEdition:
    """Set what the draft calls learners and the parent institution, its standard and levels."""
    with within(edition.school):
        edition = _draft(edition)
        for name, value in _columns(settings).items():
            setattr(edition, name, value)
        edition.save()
    facts = {"code": edition.regulation.code, **_columns(settings)}
    trail.note("regulation.set", edition, chain=edition.school.chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def restate(
    edition: RegulationEdition, said: Restated, *, by: User | None, at: datetime
) -> EditionClause:
    """Put a clause of the draft in the school's words; what is left empty stays as it was."""
    with within(edition.school):
        edition = _draft(edition)
        regulation = regulations()[edition.regulation.code]
        row = EditionClause.objects.filter(edition=edition, code=said.code).first()
        clause = regulation.clause(said.code)
        if clause is None and not (row and row.own):
            raise Refused(NotSo.NO_CLAUSE, code=said.code)
        rule = clause.rule if clause else said.rule
        _refuse_wrong(said, rule)
        row = row or EditionClause(school=edition.school, edition=edition, code=said.code)
        _write(row, said)
        row.own = clause is None
        row.save()
    _note("clause.restated", row, edition, by=by, at=at)
    return row


@transaction.atomic
def add_clause(
    edition: RegulationEdition, said: Restated, *, by: User | None, at: datetime
) -> EditionClause:
    """Add a clause of the school's own to a chapter of the draft."""
    with within(edition.school):
        edition = _draft(edition)
        regulation = regulations()[edition.regulation.code]
        if regulation.chapter(said.chapter) is None:
            raise Refused(NotSo.NO_CLAUSE, code=said.chapter)
        _refuse_wrong(said, said.rule)
        if not said.heading.strip() or not said.meaning.strip():
            raise Refused(NotSo.NO_HEADING)
        taken = EditionClause.objects.filter(
            edition__regulation=edition.regulation_id, own=True
        ).values_list("code", flat=True)
        code = next_code(said.chapter, taken)
        row = EditionClause(school=edition.school, edition=edition, code=code, own=True)
        _write(row, said)
        row.save()
    _note("clause.added", row, edition, by=by, at=at)
    return row


@transaction.atomic
def renew(
    edition: RegulationEdition, code: str, *, by: User | None, at: datetime
) -> RegulationEdition:
    """Put a proposal of renewal into the draft: its words or its setting."""
    with within(edition.school):
        edition = _draft(edition)
        situation = reads.situation(edition, timezone.localdate(at))
        standing = proposed(edition.regulation.code, situation)
        renewal = next((one for one in standing if one.code == code), None)
        if renewal is None or renewal.page:
            raise Refused(NotSo.PROPOSAL_GONE)
        if renewal.meaning:
            EditionClause.objects.update_or_create(
                edition=edition,
                code=renewal.clause,
                defaults={"school": edition.school, "renewal": code, "meaning": ""},
            )
        edition.standard = renewal.sets.get("standard", edition.standard)
        if STRUCTURE in renewal.sets:
            edition.levels = {**edition.levels, STRUCTURE: renewal.sets[STRUCTURE]}
        edition.save()
    facts = {"code": renewal.clause, "renewal": code}
    trail.note("regulation.renewed", edition, chain=edition.school.chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def take_back(edition: RegulationEdition, code: str, *, by: User | None, at: datetime) -> None:
    """Take the school's words about a clause back; a clause of its own leaves the draft."""
    with within(edition.school):
        edition = _draft(edition)
        row = EditionClause.objects.filter(edition=edition, code=code).first()
        if row is None:
            raise Refused(NotSo.NO_CLAUSE, code=code)
        _note("clause.taken_back", row, edition, by=by, at=at)
        row.delete()


@transaction.atomic
def put_in_force(
    edition: RegulationEdition,
    sign_off: SignOff,
    signers: Signers,
    *,
    by: User | None,
    at: datetime,
) -> RegulationEdition:
    """Put the draft in force from a day on; the edition before it is superseded that day.

    Its paper goes the way of every document, so that it is read, acknowledged and reviewed.
    """
    with within(edition.school):
        edition = _draft(edition)
        before = reads.edition_before(edition)
        last = before.effective_from if before else None
        body, director = _signers(sign_off, signers, last=last, today=timezone.localdate(at))
        clauses = reads.clauses_in(edition)
        edition.content = kept(clauses)
        edition.state = EditionState.IN_FORCE
        edition.body, edition.approved_by = body, director
        for name, value in asdict(sign_off).items():
            setattr(edition, name, value)
        paper = _written(edition, clauses, by=by, at=at)
        adoption = Adoption(body, sign_off.protocol_number, sign_off.adopted_on)
        paper = papers.adopt(paper, adoption, by=by, at=at)
        approval = Approval(director, sign_off.order_number, sign_off.approved_on)
        paper = papers.approve(paper, approval, by=by, at=at)
        since = sign_off.effective_from
        edition.paper = papers.put_in_force(paper, since=since, by=by, at=at)
        edition.save()
        if before:
            before.state = EditionState.SUPERSEDED
            before.effective_until = sign_off.effective_from
            before.save(update_fields=["state", "effective_until"])
    facts = {"code": edition.regulation.code, "number": edition.number}
    facts |= {"protocol": sign_off.protocol_number, "order": sign_off.order_number}
    trail.note(
        "regulation.in_force", edition, chain=edition.school.chain, by=by, at=at, facts=facts
    )
    return edition


def _signers(
    sign_off: SignOff, signers: Signers, *, last: date | None, today: date
) -> tuple[Body, Person]:
    """Return who signed, or refuse a sign-off that cannot be."""
    if objection := why_not_in_force(sign_off, last=last, today=today):
        early = objection is NotSo.BEFORE_LAST
        raise Refused(objection, day=last if early else sign_off.approved_on)
    if signers.body is None:
        raise Refused(NotSo.NO_BODY)
    if signers.director is None:
        raise Refused(NotSo.NO_DIRECTOR)
    return signers.body, signers.director


def _written(
    edition: RegulationEdition, clauses: list[SchoolClause], *, by: User | None, at: datetime
) -> DocumentEdition:
    """Write the edition down as a draft document, in three languages."""
    school, regulation = edition.school, regulations()[edition.regulation.code]
    about = f"regulation:{regulation.code}"
    papers.come_into_force(school, by=by, at=at)  # the edition before may have waited for its day
    language = school.edition(timezone.localdate(at)).language
    known = documents.document(about)
    if known is None:
        outline = Outline(
            "regulation",
            regulation.name.in_language(language),
            about=about,
            wording=wording_of(clauses),
            language=language,
        )
        paper = papers.draft(school, outline, by=by, at=at)
    else:
        paper = documents.in_work(known) or papers.next_edition(known, by=by, at=at)
    for each in LANGUAGES:
        written = Written(text_of(regulation, clauses, each), regulation.name.in_language(each))
        texts.write(paper, each, written, by=by, at=at)
    return paper


def _draft(edition: RegulationEdition) -> RegulationEdition:
    """Return the edition, held for writing, or refuse: only a draft changes."""
    rows = RegulationEdition.objects.select_for_update(of=("self",)).select_related(
        "regulation", "school"
    )
    found_edition: RegulationEdition = rows.get(pk=edition.pk)
    if found_edition.state != EditionState.DRAFT:
        raise Refused(NotSo.NOT_A_DRAFT)
    return found_edition


def _columns(settings: Settings) -> dict[str, object]:
    return {**asdict(settings), "levels": dict(settings.levels or {})}


def _write(row: EditionClause, said: Restated) -> None:
    for name, value in asdict(said).items():
        if name == "holder":
            row.holder_id = said.holder
        elif name not in {"code", "own"}:
            setattr(row, name, value)


def _refuse_wrong(said: Restated, name: str) -> None:
    if not said.applies and not said.why_not.strip():
        raise Refused(NotSo.NO_REASON)
    if not name:
        return
    rule = found(name)
    if rule is None:
        if said.own or said.rule:
            raise Refused(NotSo.NO_RULE, rule=name)
        return
    for parameter in rule.parameters:
        if parameter.name not in said.parameters:
            continue
        if why := why_not_value(parameter, said.parameters[parameter.name]):
            raise Refused(NotSo.BAD_VALUE, label=parameter.label, why=sentence_of(why))


def _note(
    what: str, row: EditionClause, edition: RegulationEdition, *, by: User | None, at: datetime
) -> None:
    facts = {"code": row.code, "edition": edition.number, **_told(row)}
    trail.note(what, row, chain=edition.school.chain, by=by, at=at, facts=facts)


def _told(row: EditionClause) -> dict[str, object]:
    return {"applies": row.applies, "parameters": dict(row.parameters), "rule": row.rule}
