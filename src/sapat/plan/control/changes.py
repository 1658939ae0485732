"""Keep the digest of a week; draft, write and sign the control note of a month."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.control import reads
from sapat.plan.control.digests import content_of
from sapat.plan.control.drafting import draft_of
from sapat.plan.control.models import ControlNote, WeeklyDigest
from sapat.plan.control.rules import Month, NotSo, week_of, why_not_sign
from sapat.plan.regulations import reads as regulations
from sapat.school.boundary import within
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import Member


@transaction.atomic
def keep_digest(school: Organisation, *, by: User | None, at: datetime) -> WeeklyDigest | None:
    """Keep this week's digest for the controller, once a week; None if no regulation lives here."""
    day = timezone.localdate(at)
    with within(school):
        known = reads.digest_of(week_of(day))
        if known:
            return known
        if not regulations.followed(day):
            return None
        controllers = reads.controllers(day)
        digest: WeeklyDigest = WeeklyDigest.objects.create(
            school=school,
            week=week_of(day),
            made_at=at,
            holder=controllers[0] if controllers else None,
            content=content_of(school, day),
        )
    facts = {"week": f"{digest.week:%Y-%m-%d}", "late": len(digest.content["late"])}
    trail.note("digest.kept", digest, chain=school.chain, by=by, at=at, facts=facts)
    return digest


def keep_digests(*, at: datetime) -> int:
    """Keep this week's digest of every school with a regulation; return how many are new."""
    kept = 0
    for school in organisations.schools():
        digest = keep_digest(school, by=None, at=at)
        kept += digest is not None and digest.made_at == at
    return kept


@transaction.atomic
def draft_note(school: Organisation, month: Month, *, by: User | None, at: datetime) -> ControlNote:
    """Draft the control note of a month that is over, from its digests."""
    if month.ends >= timezone.localdate(at):
        raise Refused(NotSo.NOT_OVER)
    with within(school):
        if reads.note_of(month):
            raise Refused(NotSo.EXISTS)
        language = school.edition(month.ends).language
        note: ControlNote = ControlNote.objects.create(
            school=school,
            year=month.year,
            month=month.month,
            text=draft_of(month, reads.digests_in(month), language),
            drafted_at=at,
        )
    _note("control_note.drafted", note, by=by, at=at)
    return note


@transaction.atomic
def write_note(note: ControlNote, text: str, *, by: User | None, at: datetime) -> ControlNote:
    """Write the note; what is signed stays."""
    with within(note.school):
        note = _held(note)
        if note.signed_on:
            raise Refused(NotSo.SIGNED)
        if not text.strip():
            raise Refused(NotSo.EMPTY)
        note.text = text.strip()
        note.save(update_fields=["text"])
    _note("control_note.written", note, by=by, at=at)
    return note


@transaction.atomic
def sign_note(note: ControlNote, member: Member, *, by: User | None, at: datetime) -> ControlNote:
    """Sign the note as deputy director for academic work; from then on it is kept as it is."""
    day = timezone.localdate(at)
    with within(note.school):
        note = _held(note)
        deputies = len(reads.controllers(day))
        objection = why_not_sign(
            note.text,
            signed=note.signed_on is not None,
            roles=member.roles_in(note.school),
            deputies=deputies,
        )
        if objection:
            raise Refused(objection)
        note.signed_on = day
        note.signed_by = Person.objects.get(pk=member.person_id or 0)
        note.save(update_fields=["signed_on", "signed_by"])
    _note("control_note.signed", note, by=by, at=at)
    return note


def _held(note: ControlNote) -> ControlNote:
    found: ControlNote = (
        ControlNote.objects.select_for_update(of=("self",)).select_related("school").get(pk=note.pk)
    )
    return found


def _note(what: str, note: ControlNote, *, by: User | None, at: datetime) -> None:
    facts = {"code": str(note)}
    trail.note(what, note, chain=note.school.chain, by=by, at=at, facts=facts)
