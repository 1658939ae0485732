"""Write requirements down and lead them on their way; every stage stays."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.documents import changes as papers
from sapat.plan.documents import reads as documents
from sapat.plan.documents.changes import Outline
from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.documents.rules import DocumentKind
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.plan.requirements import reads, wording
from sapat.plan.requirements.models import (
    Reflection,
    RegisterTerms,
    Requirement,
    RequirementStage,
)
from sapat.plan.requirements.rules import (
    Happened,
    NotSo,
    Place,
    Side,
    State,
    Terms,
    sides_left,
    why_not_step,
)
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

ABOUT = "requirements"
"""What the register's document is to Sapat."""


@dataclass(frozen=True)
class Heard:
    """What somebody requires, how the school learned of it and who looks after it."""

    group: str
    text: str
    origin: str
    found_on: date
    source: str = ""
    document: Document | None = None
    owner: Person | None = None


@dataclass(frozen=True)
class Decision:
    """What the school decided about a requirement, and by which paper."""

    accepted: bool
    reason: str
    paper: str
    on: date
    sides: Sequence[str] = ()


@dataclass(frozen=True)
class Shown:
    """Where a requirement was taken into account."""

    side: str
    place: str
    words: str
    proof: str
    on: date
    place_id: int | None = None


@transaction.atomic
def write_down(school: Organisation, heard: Heard, *, by: User | None, at: datetime) -> Requirement:
    """Add a requirement to the register."""
    if not heard.text.strip():
        raise Refused(NotSo.NO_TEXT)
    _not_tomorrow(heard.found_on, at)
    with within(school):
        _open_group(heard.group)
        last = Requirement.objects.aggregate(last=Max("number"))["last"] or 0
        row: Requirement = Requirement.objects.create(
            school=school, number=last + 1, state_since=heard.found_on, **_fields(heard)
        )
        _stage(row, Happened.FOUND, heard.found_on, by=by, at=at)
    facts = {"number": row.number, "group": row.group, "origin": row.origin}
    trail.note("requirement.found", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def write_down_all(
    school: Organisation, heard: Sequence[Heard], *, by: User | None, at: datetime
) -> list[Requirement]:
    """Add several requirements at once, or none of them."""
    return [write_down(school, one, by=by, at=at) for one in heard]


@transaction.atomic
def correct(requirement: Requirement, heard: Heard, *, by: User | None, at: datetime) -> None:
    """Correct what stands in the register; the words before stay in its history."""
    if requirement.state in {State.DECLINED, State.SATISFIED}:
        raise Refused(NotSo.CLOSED, state=requirement.get_state_display())
    if not heard.text.strip():
        raise Refused(NotSo.NO_TEXT)
    _not_tomorrow(heard.found_on, at)
    before = {"text": requirement.text, "group": requirement.group, "source": requirement.source}
    with within(requirement.school):
        if heard.group != requirement.group:
            _open_group(heard.group)
        for name, value in _fields(heard).items():
            setattr(requirement, name, value)
        if requirement.state == State.FOUND:
            requirement.state_since = heard.found_on
        requirement.save()
        _stage(requirement, Happened.CORRECTED, localdate(at), text=before["text"], by=by, at=at)
    _note("requirement.corrected", requirement, by=by, at=at, facts={"before": before})


@transaction.atomic
def hand_over(requirement: Requirement, owner: Person, *, by: User | None, at: datetime) -> None:
    """Name who looks after a requirement from now on."""
    before = requirement.owner_id
    requirement.owner = owner
    with within(requirement.school):
        requirement.save(update_fields=["owner"])
    facts = {"owner": owner.pk, "before": before}
    _note("requirement.handed_over", requirement, by=by, at=at, facts=facts)


@transaction.atomic
def analyse(
    requirement: Requirement, text: str, *, on: date, by: User | None, at: datetime
) -> None:
    """Record what the analysis of a requirement showed."""
    if not text.strip():
        raise Refused(NotSo.NO_ANALYSIS)
    _step(requirement, (State.FOUND,), on, at)
    _move(requirement, State.ANALYSED, Happened.ANALYSED, on, text=text, by=by, at=at)
    _note("requirement.analysed", requirement, by=by, at=at)


@transaction.atomic
def decide(requirement: Requirement, decision: Decision, *, by: User | None, at: datetime) -> None:
    """Accept a requirement, saying in what it is to be taken into account, or decline it."""
    _step(requirement, (State.ANALYSED,), decision.on, at)
    if not decision.paper.strip():
        raise Refused(NotSo.NO_PAPER)
    if decision.accepted and not decision.sides:
        raise Refused(NotSo.NO_SIDE)
    if not decision.accepted and not decision.reason.strip():
        raise Refused(NotSo.NO_REASON)
    state = State.ACCEPTED if decision.accepted else State.DECLINED
    requirement.sides = [Side(side).value for side in decision.sides] if decision.accepted else []
    _move(requirement, state, Happened(state.value), decision.on, text=decision.reason,
          paper=decision.paper, by=by, at=at)  # fmt: skip
    facts = {"paper": decision.paper, "sides": requirement.sides}
    _note(f"requirement.{state.value}", requirement, by=by, at=at, facts=facts)


@transaction.atomic
def take_into_account(
    requirement: Requirement, shown: Shown, *, by: User | None, at: datetime
) -> Reflection:
    """Record where a requirement was taken into account; with the last side it has come through."""
    _step(requirement, (State.ACCEPTED, State.ACCOUNTED), shown.on, at)
    if not shown.words.strip() or not shown.proof.strip():
        raise Refused(NotSo.NO_PROOF)
    with within(requirement.school):
        row: Reflection = Reflection.objects.create(
            school=requirement.school,
            requirement=requirement,
            turn=requirement.turn,
            noted_at=at,
            **(asdict(shown) | {"side": Side(shown.side), "place": Place(shown.place)}),
        )
        if shown.side not in requirement.sides:
            requirement.sides = [*requirement.sides, shown.side]
        left = sides_left(requirement.sides, reads.shown_sides(requirement))
    state = State.ACCEPTED if left else State.ACCOUNTED
    since = requirement.state_since if state == requirement.state else shown.on
    text = f"{row.get_side_display()}: {shown.words}"
    _move(requirement, state, Happened.REFLECTED, shown.on, since=since, text=text,
          paper=shown.proof, by=by, at=at)  # fmt: skip
    facts = {"side": shown.side, "place": shown.place, "words": shown.words}
    _note("requirement.reflected", requirement, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def ask_again(
    requirement: Requirement,
    answer: str,
    *,
    satisfied: bool,
    on: date,
    by: User | None,
    at: datetime,
) -> None:
    """Record what the group says of what was done; if it is not satisfied, analyse anew."""
    _step(requirement, (State.ACCOUNTED,), on, at)
    if not answer.strip():
        raise Refused(NotSo.NO_ANSWER)
    state = State.SATISFIED if satisfied else State.FOUND
    happened = Happened.SATISFIED if satisfied else Happened.UNSATISFIED
    requirement.turn += 0 if satisfied else 1
    _move(requirement, state, happened, on, text=answer, by=by, at=at)
    _note(f"requirement.{happened.value}", requirement, by=by, at=at)


@transaction.atomic
def set_terms(school: Organisation, terms: Terms, *, by: User | None, at: datetime) -> None:
    """Set how long a requirement may wait for each step."""
    if min(asdict(terms).values()) < 1:
        raise Refused(NotSo.NO_TERM)
    with within(school):
        before = asdict(reads.terms())
        row, _made = RegisterTerms.objects.update_or_create(school=school, defaults=asdict(terms))
    facts = {"before": before, "now": asdict(terms)}
    trail.note("requirement.terms_set", row, chain=school.chain, by=by, at=at, facts=facts)


@transaction.atomic
def freeze(
    school: Organisation, *, prepared_by: Person | None = None, by: User | None, at: datetime
) -> DocumentEdition:
    """Write the register as it stands into the next edition of its document, a draft.

    From there it goes the way of every document: it is put in force by an order and brought to
    all staff. An edition that is still being written takes the newer text.
    """
    language = school.edition(localdate(at)).language
    with within(school):
        if not Requirement.objects.exists():
            raise Refused(NotSo.EMPTY)
        known = documents.document(ABOUT)
        edition = documents.in_work(known) if known else None
        text = wording.register_text(language)
    if edition is None and known:
        edition = papers.next_edition(known, prepared_by=prepared_by, by=by, at=at)
    if edition is None:
        outline = Outline(
            DocumentKind.REGISTER, wording.title(language), owner_role=Role.DEP_ACADEMIC,
            about=ABOUT, language=language,
        )  # fmt: skip
        edition = papers.draft(school, outline, prepared_by=prepared_by, by=by, at=at)
    texts.write(edition, language, Written(text, person=prepared_by), by=by, at=at)
    facts = {"edition": edition.number}
    trail.note("requirement.frozen", edition, chain=school.chain, by=by, at=at, facts=facts)
    return edition


def _fields(heard: Heard) -> dict[str, object]:
    return {
        "group": heard.group,
        "text": heard.text.strip(),
        "origin": heard.origin,
        "found_on": heard.found_on,
        "source": heard.source.strip(),
        "document": heard.document,
        "owner": heard.owner,
    }


def _open_group(code: str) -> None:
    group = stakeholders.group(code)
    if group is None:
        raise Refused(NotSo.NO_GROUP, group=code)
    if not group.is_on:
        raise Refused(NotSo.GROUP_OFF, group=str(group.name))


def _not_tomorrow(on: date, at: datetime) -> None:
    if on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=on)


def _step(requirement: Requirement, wanted: Sequence[State], on: date, at: datetime) -> None:
    """Refuse a step that is not the next one; what another wrote meanwhile counts."""
    with within(requirement.school):
        now = Requirement.objects.select_for_update().get(pk=requirement.pk)
    _not_tomorrow(on, at)
    if objection := why_not_step(now.state, wanted, now.state_since, on):
        raise Refused(objection, state=now.get_state_display(), day=now.state_since)
    requirement.state, requirement.state_since = now.state, now.state_since
    requirement.sides, requirement.turn = now.sides, now.turn


def _move(
    requirement: Requirement,
    state: State,
    happened: Happened,
    on: date,
    *,
    since: date | None = None,
    by: User | None,
    at: datetime,
    **told: str,
) -> None:
    requirement.state, requirement.state_since = state, since or on
    with within(requirement.school):
        requirement.save(update_fields=["state", "state_since", "sides", "turn"])
        _stage(requirement, happened, on, by=by, at=at, **told)


def _stage(
    row: Requirement, happened: Happened, on: date, *, by: User | None, at: datetime, **told: str
) -> None:
    person = Person.objects.filter(user=by).first() if by else None
    RequirementStage.objects.create(
        school=row.school, requirement=row, happened=happened, on=on, person=person, noted_at=at,
        **told,
    )  # fmt: skip


def _note(
    what: str,
    row: Requirement,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    told = {"number": row.number, **(facts or {})}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
