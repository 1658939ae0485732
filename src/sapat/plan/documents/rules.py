"""Kinds of documents, the states an edition passes through, and what each step asks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SMALL_STAFF = 10
"""People with a post, up to which a director may approve what they wrote themselves."""


class DocumentKind(TextChoices):
    """A document as schools name it."""

    POLICY = "policy", _("policy")
    REGULATION = "regulation", _("regulation")
    LOCAL_ACT = "local_act", _("local act")
    METHOD = "method", _("method")
    PLAN = "plan", _("plan")
    PROGRAMME = "programme", _("programme")
    PROCEDURE = "procedure", _("procedure")
    STRATEGY = "strategy", _("strategy")
    REGISTER = "register", _("register")
    ORDER = "order", _("order")
    PROTOCOL = "protocol", _("protocol")
    FORM = "form", _("form")


class EditionState(TextChoices):
    """Where an edition stands on its way."""

    DRAFT = "draft", _("draft")
    DISCUSSION = "discussion", _("under discussion")
    ADOPTED = "adopted", _("adopted")
    APPROVED = "approved", _("approved")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Wording(TextChoices):
    """What the stamp of the body says; each document has its own."""

    ADOPTED = "adopted", _("adopted (кабыл алынды)")
    AGREED = "agreed", _("agreed (макулдашылды)")


class Step(TextChoices):
    """What is done to an edition on its way."""

    WRITE = "write", _("write the text")
    ROUND = "round", _("ask for comments")
    ADOPT = "adopt", _("record the adoption")
    APPROVE = "approve", _("approve by order")
    FORCE = "force", _("put in force")
    WITHDRAW = "withdraw", _("withdraw")


OPEN = frozenset({EditionState.DRAFT, EditionState.DISCUSSION})
FINAL = frozenset({EditionState.SUPERSEDED, EditionState.WITHDRAWN})
IN_WORK = OPEN | {EditionState.ADOPTED, EditionState.APPROVED}


class NotSo(TextChoices):
    """Why a document cannot change like that."""

    NO_TITLE = "no_title", _("Write the title of the document.")
    ABOUT_TAKEN = "about_taken", _("“%(title)s” is that document already: draft its next edition.")
    WRONG_KIND = "wrong_kind", _("Such a document is of another kind: %(kind)s.")
    NO_INDEX = "no_index", _("The nomenclature has no open file with the index %(index)s.")
    IN_WORK = "in_work", _("Edition %(number)s is still being prepared.")
    FINAL = "final", _("This edition is %(state)s and cannot be changed.")
    LOCKED = "locked", _("The text was adopted and is locked. Draft the next edition.")
    IN_FORCE = "in_force", _("This edition is in force already.")
    SCHEDULED = "scheduled", _("This edition comes into force on %(day)s.")
    NOT_ADOPTABLE = "not_adoptable", _("A document of the kind “%(kind)s” is adopted by nobody.")
    ADOPTED = "adopted_already", _("This edition was adopted already.")
    NO_ORDER = "no_order", _("A document of the kind “%(kind)s” needs no order of the director.")
    APPROVED = "approved_already", _("This edition was approved already.")
    NOT_ADOPTED = "not_adopted", _("First it must be adopted: %(bodies)s.")
    NOT_APPROVED = "not_approved", _("First the director must approve it by an order.")
    NO_TEXT = "no_text", _("Write the text or attach the file first.")
    ROUND_NEEDED = (
        "round_needed",
        _("A document of this kind is put to the staff for comments first."),
    )
    ROUND_OPEN = "round_open", _("Comments are taken until %(until)s.")
    ROUND_PAST = "round_past", _("The last day for comments must still come.")
    UNANSWERED = "unanswered", _("Comments without an answer: %(count)s. Answer them first.")
    WRONG_BODY = (
        "wrong_body",
        _("This body does not adopt such documents. They are adopted by: %(bodies)s."),
    )
    BODY_CLOSED = "body_closed", _("“%(body)s” did not exist on %(day)s.")
    NO_PROTOCOL = "no_protocol", _("Write the number of the protocol.")
    NO_NUMBER = "no_number", _("Write the number of the order.")
    FUTURE = "future", _("The day %(day)s has not come yet.")
    BEFORE_ADOPTION = "before_adoption", _("The order is older than the adoption on %(adopted)s.")
    NOT_DIRECTOR = "not_director", _("%(name)s was not the director on %(day)s.")
    OWN_WORK = "own_work", _("Who wrote a document does not approve it.")
    NOT_SMALL = (
        "not_small",
        _("Only a school with a staff of up to %(most)s may make this exception."),
    )
    TOO_EARLY = "too_early", _("It cannot be in force before it was approved on %(approved)s.")
    BEFORE_LAST = "before_last", _("The edition before it came into force only on %(previous)s.")
    NO_REASON = "no_reason", _("Write the reason.")
    NONE_IN_FORCE = "none_in_force", _("No edition of this document is in force.")
    BEFORE_FORCE = "before_force", _("The edition came into force only on %(since)s.")
    CITED = "cited", _("This act is cited already.")


@dataclass(frozen=True)
class Route:
    """What a kind of document asks before it can be in force."""

    adoption: tuple[str, ...] = ()
    """Kinds of bodies any of which may adopt it; none: it is adopted by nobody."""
    approval: bool = True
    comments_needed: bool = False


@dataclass(frozen=True)
class Standing:
    """Where an edition stands, in plain values."""

    state: str
    route: Route
    has_text: bool = True
    comments_until: date | None = None
    unanswered: int = 0
    adopted_on: date | None = None
    approved_on: date | None = None
    effective_from: date | None = None

    @property
    def scheduled(self) -> bool:
        """Answer whether only its day is still to come."""
        return self.effective_from is not None and self.state in IN_WORK


def is_possible(step: Step, standing: Standing) -> bool:
    """Answer whether the step may be taken from where the edition stands."""
    state, route = standing.state, standing.route
    if step == Step.WITHDRAW:
        return state not in FINAL
    if standing.scheduled:
        return False
    if step in {Step.WRITE, Step.ROUND}:
        return state in OPEN
    if step == Step.ADOPT:
        return bool(route.adoption) and state in OPEN
    adopted = {EditionState.ADOPTED} if route.adoption else OPEN
    if step == Step.APPROVE:
        return route.approval and state in adopted
    return state in ({EditionState.APPROVED} if route.approval else adopted)


def why_not_step(step: Step, standing: Standing) -> NotSo | None:
    """Return why the step cannot be taken from where the edition stands, or None.

    >>> why_not_step(Step.FORCE, Standing("adopted", Route(("ped_council",))))
    NotSo.NOT_APPROVED
    """
    if is_possible(step, standing):
        return None
    if standing.state in FINAL:
        return NotSo.FINAL
    if step in {Step.WRITE, Step.ROUND}:
        return NotSo.LOCKED
    if standing.state == EditionState.IN_FORCE:
        return NotSo.IN_FORCE
    if standing.scheduled:
        return NotSo.SCHEDULED
    if step == Step.ADOPT:
        return NotSo.ADOPTED if standing.route.adoption else NotSo.NOT_ADOPTABLE
    if step == Step.APPROVE and not standing.route.approval:
        return NotSo.NO_ORDER
    if step == Step.APPROVE and standing.state == EditionState.APPROVED:
        return NotSo.APPROVED
    return NotSo.NOT_ADOPTED if _waits_for_body(standing) else NotSo.NOT_APPROVED


def _waits_for_body(standing: Standing) -> bool:
    return bool(standing.route.adoption) and standing.state in OPEN


def _why_not_ready(standing: Standing, day: date) -> NotSo | None:
    """Return what an edition lacks to leave the hands of its author on the day."""
    if standing.state not in OPEN:
        return None
    if not standing.has_text:
        return NotSo.NO_TEXT
    if standing.route.comments_needed and standing.comments_until is None:
        return NotSo.ROUND_NEEDED
    if standing.comments_until and day < standing.comments_until:
        return NotSo.ROUND_OPEN
    return NotSo.UNANSWERED if standing.unanswered else None


def why_not_round(standing: Standing, *, until: date, today: date) -> NotSo | None:
    """Return why comments cannot be asked for until the day, or None."""
    if objection := why_not_step(Step.ROUND, standing):
        return objection
    if not standing.has_text:
        return NotSo.NO_TEXT
    return NotSo.ROUND_PAST if until <= today else None


@dataclass(frozen=True)
class Decision:
    """A body's decision to adopt, in plain values."""

    body_kind: str
    body_existed: bool
    protocol_number: str
    adopted_on: date


def why_not_adopt(standing: Standing, decision: Decision, *, today: date) -> NotSo | None:
    """Return why the edition cannot be adopted so, or None."""
    if objection := why_not_step(Step.ADOPT, standing):
        return objection
    if decision.body_kind not in standing.route.adoption:
        return NotSo.WRONG_BODY
    if not decision.body_existed:
        return NotSo.BODY_CLOSED
    if not decision.protocol_number.strip():
        return NotSo.NO_PROTOCOL
    if decision.adopted_on > today:
        return NotSo.FUTURE
    return _why_not_ready(standing, decision.adopted_on)


@dataclass(frozen=True)
class Order:
    """A director's order, in plain values."""

    number: str
    approved_on: date
    by_director: bool
    own_work: bool = False
    exception: str = ""
    staff: int = 0


def why_not_approve(standing: Standing, order: Order, *, today: date) -> NotSo | None:
    """Return why the edition cannot be approved so, or None."""
    if objection := why_not_step(Step.APPROVE, standing):
        return objection
    if not order.number.strip():
        return NotSo.NO_NUMBER
    if order.approved_on > today:
        return NotSo.FUTURE
    if standing.adopted_on and order.approved_on < standing.adopted_on:
        return NotSo.BEFORE_ADOPTION
    if not order.by_director:
        return NotSo.NOT_DIRECTOR
    if order.own_work and not order.exception.strip():
        return NotSo.OWN_WORK
    if order.own_work and order.staff > SMALL_STAFF:
        return NotSo.NOT_SMALL
    return _why_not_ready(standing, order.approved_on)


def why_not_force(
    standing: Standing, *, since: date, today: date, previous_since: date | None
) -> NotSo | None:
    """Return why the edition cannot come into force on the day, or None."""
    if objection := why_not_step(Step.FORCE, standing):
        return objection
    if objection := _why_not_ready(standing, min(since, today)):
        return objection
    approved = standing.approved_on or standing.adopted_on
    if approved and since < approved:
        return NotSo.TOO_EARLY
    return NotSo.BEFORE_LAST if previous_since and since <= previous_since else None


def why_not_withdraw(
    standing: Standing, *, number: str, reason: str, on: date, today: date
) -> NotSo | None:
    """Return why the edition cannot be withdrawn so, or None; a draft needs no order."""
    if objection := why_not_step(Step.WITHDRAW, standing):
        return objection
    if not reason.strip():
        return NotSo.NO_REASON
    if on > today:
        return NotSo.FUTURE
    if standing.state == EditionState.IN_FORCE:
        if not number.strip():
            return NotSo.NO_NUMBER
        if standing.effective_from and on < standing.effective_from:
            return NotSo.BEFORE_FORCE
    return None


def visible_states(*, writes: bool, comments: bool) -> frozenset[str]:
    """Return the states of editions a reader may see: writers all, inspectors what is in force.

    >>> sorted(visible_states(writes=False, comments=False))
    ['in_force']
    """
    if writes:
        return frozenset(EditionState.values)
    if comments:
        return frozenset(EditionState.values) - {EditionState.DRAFT}
    return frozenset({EditionState.IN_FORCE.value})
