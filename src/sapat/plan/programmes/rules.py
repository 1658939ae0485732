"""When a programme may be approved, and what programmes and technologies prove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(TextChoices):
    """A programme as schools name it."""

    BASIC = "basic", _("basic educational programme")
    CURRICULUM = "curriculum", _("curriculum")
    WORKING = "working", _("working programme of a subject")
    ADDITIONAL = "additional", _("additional programme")
    EXTRACURRICULAR = "extracurricular", _("extracurricular programme")


class ProgrammeState(TextChoices):
    """Where a programme stands."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    ENDED = "ended", _("ended")


class Cover(TextChoices):
    """How far a programme meets a requirement."""

    COVERED = "covered", _("covered")
    PARTLY = "partly", _("partly covered")
    NOT = "not", _("not covered")


class TechnologyState(TextChoices):
    """Where a technology stands in a subject."""

    PLANNED = "planned", _("planned")
    IN_USE = "in_use", _("in use")
    DROPPED = "dropped", _("dropped")


class NotSo(TextChoices):
    """Why a programme or the register of technologies cannot change like that."""

    NO_TITLE = "no_title", _("Write the title of the programme.")
    YEARS = "years", _("The last year is before the first year.")
    NOT_DRAFT = "not_draft", _("This programme is %(state)s: only a draft is changed.")
    NO_WHERE = "no_where", _("%(line)s: write where it is covered, or why it is not.")
    NOTHING = "nothing", _("Mark at least one line of the sheet.")
    NO_SHEET = (
        "no_sheet",
        _("The sheet of requirements is not complete: %(count)s lines are not marked."),
    )
    NO_LINES = (
        "no_lines",
        _("There is nothing to compare with: open a licence or an accreditation first."),
    )
    UNSIGNED = "unsigned", _("The deputy has not signed the sheet of requirements yet.")
    SIGNED = "signed", _("The sheet is signed already.")
    OWN_SIGN = "own_sign", _("Who signed the sheet does not approve the programme.")
    NO_ORDER = "no_order", _("Write the number of the order.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    BEFORE_SIGN = "before_sign", _("The sheet was signed only on %(day)s.")
    NOT_APPROVED = "not_approved", _("Only an approved programme ends.")
    TAKEN = "taken", _("The register already has the technology %(name)s.")
    BAD_CODE = "bad_code", _("A code is made of small Latin letters, digits and dashes.")
    UNKNOWN = "unknown", _("There is no technology %(name)s.")


class Reason(TextChoices):
    """What programmes and technologies show, in one sentence."""

    NONE_APPROVED = "none_approved", _("No programme is approved.")
    OUTDATED = (
        "outdated",
        _("%(count)s approved programmes have not been compared with newer requirements."),
    )
    NOT_COVERED = "not_covered", _("Approved programmes leave %(count)s requirements uncovered.")
    COMPARED = (
        "compared",
        _("All %(count)s approved programmes were compared with the requirements and signed off."),
    )
    NO_BASIC = "no_basic", _("No basic programme is approved.")
    NO_ADDITIONAL = "no_additional", _("No additional programme is approved.")
    BARE = "bare", _("Content, conditions or results are not described: %(titles)s.")
    IN_SCOPE = (
        "in_scope",
        _("Basic and additional programmes are kept with content, conditions and results."),
    )
    NO_TECHNOLOGY = "no_technology", _("No technology is in use in any subject.")
    FEW_SUBJECTS = (
        "few_subjects",
        _("Technologies are in use in %(count)s of %(all)s subjects, fewer than %(share)s %%."),
    )
    NOBODY = "nobody", _("%(count)s technologies in use have nobody responsible.")
    ADOPTED = "adopted", _("Technologies are in use in %(count)s of %(all)s subjects.")


BASIC_KINDS = frozenset({ProgrammeKind.BASIC, ProgrammeKind.CURRICULUM, ProgrammeKind.WORKING})
ADDITIONAL_KINDS = frozenset({ProgrammeKind.ADDITIONAL, ProgrammeKind.EXTRACURRICULAR})


@dataclass(frozen=True)
class Sheet:
    """A programme as the rules see it: its state, and the lines of its sheet."""

    pk: int
    title: str
    kind: str
    state: str
    described: bool
    expected: int
    marked: int
    uncovered: int
    signed: bool

    @property
    def unmarked(self) -> int:
        """Return how many requirements the sheet does not answer yet."""
        return self.expected - self.marked


def why_not_sign(expected: int, marked: int, signed: bool) -> NotSo | None:
    """Object to signing a sheet that is signed, empty or incomplete.

    >>> why_not_sign(12, 11, False)
    NotSo.NO_SHEET
    """
    if signed:
        return NotSo.SIGNED
    if not expected:
        return NotSo.NO_LINES
    return NotSo.NO_SHEET if marked < expected else None


@dataclass(frozen=True)
class Order:
    """The order that approves a programme."""

    number: str
    on: date
    by_signer: bool


def why_not_approve(signed_on: date | None, order: Order, today: date) -> NotSo | None:
    """Object to approving a programme whose sheet nobody else has signed."""
    if signed_on is None:
        return NotSo.UNSIGNED
    if order.by_signer:
        return NotSo.OWN_SIGN
    if not order.number.strip():
        return NotSo.NO_ORDER
    if order.on > today:
        return NotSo.NOT_YET
    return NotSo.BEFORE_SIGN if order.on < signed_on else None


def compared(sheets: Sequence[Sheet]) -> tuple[Reason, list[Sheet]]:
    """Return what the sheets of the approved programmes show, and which show it."""
    approved = [one for one in sheets if one.state == ProgrammeState.APPROVED]
    if not approved:
        return Reason.NONE_APPROVED, []
    if outdated := [one for one in approved if one.unmarked or not one.signed]:
        return Reason.OUTDATED, outdated
    if open_ := [one for one in approved if one.uncovered]:
        return Reason.NOT_COVERED, open_
    return Reason.COMPARED, approved


def scope(sheets: Sequence[Sheet]) -> tuple[Reason, list[Sheet]]:
    """Return whether basic and additional programmes are kept whole, and which are not."""
    approved = [one for one in sheets if one.state == ProgrammeState.APPROVED]
    kinds = {one.kind for one in approved}
    if not kinds & BASIC_KINDS:
        return Reason.NO_BASIC, []
    if not kinds & ADDITIONAL_KINDS:
        return Reason.NO_ADDITIONAL, []
    if bare := [one for one in approved if not one.described]:
        return Reason.BARE, bare
    return Reason.IN_SCOPE, approved


@dataclass(frozen=True)
class Use:
    """A technology in a subject as the rules see it."""

    subject: int
    state: str
    since: date | None
    responsible: bool


def adopted(uses: Sequence[Use], subjects: int, share: int) -> tuple[Reason, int]:
    """Return what the register of technologies shows, and the number its sentence names."""
    live = [one for one in uses if one.state == TechnologyState.IN_USE and one.since]
    if not live:
        return Reason.NO_TECHNOLOGY, 0
    if nobody := sum(not one.responsible for one in live):
        return Reason.NOBODY, nobody
    reached = len({one.subject for one in live})
    if reached * 100 < share * subjects:
        return Reason.FEW_SUBJECTS, reached
    return Reason.ADOPTED, reached
