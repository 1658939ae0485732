"""Draft the quality policy, fill its inputs, approve, review and update it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.documents import changes as documents
from sapat.plan.documents.changes import Approval
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.outlining import Outline
from sapat.plan.documents.rules import DocumentKind, EditionState
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.plan.documents.upkeep import changes as upkeep
from sapat.plan.objectives import reads as objectives
from sapat.plan.planning.models import Plan
from sapat.plan.policy import reads
from sapat.plan.policy.models import PolicyEdition, PolicySection
from sapat.plan.policy.rules import NotSo, SectionCode
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person

OPEN = frozenset({EditionState.DRAFT, EditionState.DISCUSSION})


@dataclass(frozen=True)
class Agreement:
    """What is asked at approval: whether the policy agrees with the goal, and its plan."""

    agrees: bool
    plan: Plan | None
    note: str = ""


@transaction.atomic
def begin(school: Organisation, *, by: User | None, at: datetime) -> PolicyEdition:
    """Draft the first policy of the school, its five inputs still empty."""
    day = timezone.localdate(at)
    language = school.edition(day).language
    with within(school):
        found = reads.policy(day)
        if found.edition or found.draft:
            raise Refused(NotSo.EXISTS)
        author = _deputy(school, day)
    with translation.override(language):
        outline = Outline(
            DocumentKind.POLICY, _("Quality policy"), about=reads.ABOUT, language=language
        )
    edition = documents.draft(school, outline, prepared_by=author, by=by, at=at)
    with within(school):
        row = _parts(edition, None, day)
        _compose(row, by=by, at=at)
    trail.note("policy.begun", row, chain=school.chain, by=by, at=at)
    return row


@transaction.atomic
def write_opening(
    policy: PolicyEdition, text: str, *, by: User | None, at: datetime
) -> PolicyEdition:
    """Write what the policy says before its five inputs."""
    _refuse_locked(policy)
    policy.opening = text.strip()
    with within(policy.school):
        policy.save(update_fields=["opening"])
        _compose(policy, by=by, at=at)
    trail.note("policy.written", policy, chain=policy.school.chain, by=by, at=at)
    return policy


@transaction.atomic
def write_section(
    policy: PolicyEdition,
    code: str,
    text: str,
    *,
    taken: Sequence[str] | None,
    by: User | None,
    at: datetime,
) -> PolicySection:
    """Write one input; `taken` are the sentences of the records, None leaves those there are."""
    _refuse_locked(policy)
    with within(policy.school):
        row: PolicySection = PolicySection.objects.get(policy=policy, code=code)
        row.text = text.strip()
        if taken is not None:
            row.taken = list(taken)
            row.taken_on = timezone.localdate(at) if taken else None
        row.save()
        _compose(policy, by=by, at=at)
    facts = {"section": code, "taken": len(row.taken)}
    trail.note("policy.written", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def approve(
    policy: PolicyEdition,
    approval: Approval,
    agreement: Agreement,
    *,
    since: date,
    by: User | None,
    at: datetime,
) -> DocumentEdition:
    """Approve the adopted policy by order and put it in force, with its agreement and plan."""
    if not agreement.agrees:
        raise Refused(NotSo.NOT_AGREED)
    if agreement.plan is None:
        raise Refused(NotSo.NO_PLAN)
    day = timezone.localdate(at)
    with within(policy.school):
        strategy = objectives.strategy_on(day)
        if strategy is None:
            raise Refused(NotSo.NO_STRATEGY)
        empty = [row for row in reads.sections_of(policy) if not (row.text.strip() or row.taken)]
        if empty:
            names = ", ".join(str(row.get_code_display()) for row in empty)
            raise Refused(NotSo.EMPTY, sections=names)
        edition = policy.edition
    edition = documents.approve(edition, approval, by=by, at=at)
    edition = documents.put_in_force(edition, since=since, by=by, at=at)
    policy.strategy, policy.plan = strategy, agreement.plan
    policy.agrees, policy.agreement_note = agreement.agrees, agreement.note.strip()
    policy.agreed_on = day
    with within(policy.school):
        policy.save()
    facts = {"strategy": strategy.pk, "plan": agreement.plan.pk}
    trail.note("policy.agreed", policy, chain=policy.school.chain, by=by, at=at, facts=facts)
    return edition


@transaction.atomic
def review(
    school: Organisation,
    *,
    person: Person | None,
    to_change: bool,
    note: str,
    by: User | None,
    at: datetime,
) -> PolicyEdition | None:
    """Record the yearly review; a change is handed to the deputy as a new draft edition."""
    day = timezone.localdate(at)
    if not note.strip():
        raise Refused(NotSo.NO_NOTE)
    with within(school):
        found = reads.policy(day)
        if found.document is None or found.edition is None:
            raise Refused(NotSo.NOT_IN_FORCE)
        deputy = _deputy(school, day) if to_change else None
    upkeep.review(
        found.document,
        reviewed_on=day,
        person=person,
        to_change=to_change,
        note=note,
        by=by,
        at=at,
    )
    if not to_change or found.draft:
        return found.in_work
    edition = documents.next_edition(found.document, changed=note, prepared_by=deputy, by=by, at=at)
    with within(school):
        row = _parts(edition, found.in_force, day)
        row.assigned_to, row.assigned_on = deputy, day
        row.save(update_fields=["assigned_to", "assigned_on"])
    facts = {"person": deputy.pk if deputy else None}
    trail.note("policy.assigned", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


def _deputy(school: Organisation, day: date) -> Person:
    found = people.holders(school, Role.DEP_ACADEMIC, day).first()
    if found is None:
        raise Refused(NotSo.NO_DEPUTY)
    return found


def _parts(edition: DocumentEdition, before: PolicyEdition | None, day: date) -> PolicyEdition:
    """Write the parts of an edition, copied from the one before."""
    row: PolicyEdition = PolicyEdition.objects.create(
        school=edition.school,
        edition=edition,
        strategy=objectives.strategy_on(day),
        plan=before.plan if before else None,
        opening=before.opening if before else "",
    )
    old = {one.code: one for one in before.sections.all()} if before else {}
    PolicySection.objects.bulk_create(
        PolicySection(
            school=edition.school,
            policy=row,
            code=code,
            text=old[code].text if code in old else "",
            taken=old[code].taken if code in old else [],
            taken_on=old[code].taken_on if code in old else None,
        )
        for code in SectionCode.values
    )
    return row


def _refuse_locked(policy: PolicyEdition) -> None:
    with within(policy.school):
        state = EditionState(DocumentEdition.objects.get(pk=policy.edition_id).state)
    if state not in OPEN:
        raise Refused(NotSo.LOCKED, state=state.label)


def _compose(policy: PolicyEdition, *, by: User | None, at: datetime) -> None:
    """Write the text of the edition from its parts: paper and records cannot drift apart."""
    edition = policy.edition
    language = edition.document.language
    with translation.override(language):
        strategy = objectives.strategy_on(timezone.localdate(at))
        parts = [policy.opening]
        if strategy:
            parts += [f"## {_('Mission')}\n\n{strategy.mission}"]
            parts += [f"## {_('Values')}\n\n{strategy.values}"] if strategy.values else []
            parts += [f"## {_('Main goal')}\n\n{strategy.goal}"]
        for row in reads.sections_of(PolicyEdition.objects.get(pk=policy.pk)):
            parts.append(_prose(row))
        ordered = "\n\n".join(filter(str.strip, parts))
        title = _("Quality policy")
    texts.write(edition, language, Written(ordered or title, title), by=by, at=at)


def _prose(row: PolicySection) -> str:
    lines = [f"## {row.get_code_display()}"]
    if row.text.strip():
        lines.append(row.text.strip())
    if row.taken:
        lines.append("\n".join(f"- {one}" for one in row.taken))
    return "\n\n".join(lines) if len(lines) > 1 else ""
