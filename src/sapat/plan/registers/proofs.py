"""What the registers can prove."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.registers import reads, rules
from sapat.plan.registers.models import Partner, RatingMethod
from sapat.plan.registers.rules import Offer, PartnerKind, Verdict
from sapat.school.calendar import reads as calendar

YEAR = Parameter("months", _("how fresh it must be, in months"), 12)


@proof("export.offers", _("Programmes are offered abroad and looked through"), YEAR)
def offers(question: Question) -> Answer:
    """Judge the export offers by their last look-through."""
    since = question.day - timedelta(days=30 * question.number("months"))
    return _about_offers(question, rules.is_offered(_offers(question), since))


@proof("export.improvement", _("Export says what has to become better at the school"))
def improvement(question: Question) -> Answer:
    """Judge whether an offer names an improvement."""
    return _about_offers(question, rules.is_improved(_offers(question)))


@proof("export.parent", _("The parent institution is a partner in contact"), YEAR)
def parent(question: Question) -> Answer:
    """Judge the contacts with the parent institution."""
    since = question.day - timedelta(days=30 * question.number("months"))
    rows = [row for row in question.once(_partners, question.day) if row.kind == PartnerKind.PARENT]
    verdict = rules.is_parent_linked([row.last for row in rows], since)  # type: ignore[attr-defined]
    records = [Record(row.name, "plan:partner", (row.pk,), "partner", row.pk) for row in rows]
    return Answer(verdict.state, verdict.reason, verdict.facts, None, records)


@proof("export.continuity", _("Programmes lead on to colleges and universities"))
def continuity(question: Question) -> Answer:
    """Judge whether links of continuity are written down."""
    links = question.once(reads.export).links
    verdict = rules.is_chained(len({link.programme for link in links}))
    records = [Record(str(link), "plan:export", (), "continuity", link.pk) for link in links]
    return Answer(verdict.state, verdict.reason, verdict.facts, None, records)


@proof("export.indicators", _("The export offers state their figures"))
def indicators(question: Question) -> Answer:
    """Judge whether the offers state how many learners they have."""
    return _about_offers(question, rules.are_figures_known(_offers(question)))


@proof("registers.rating_methods", _("Methods of ratings are studied"))
def rating_methods(question: Question) -> Answer:
    """Judge whether methods are studied and linked with own indicators."""
    rows = question.once(_methods)
    mapped = [any(part.indicator for part in row.method_parts) for row in rows]
    verdict = rules.are_methods_studied(mapped)
    records = [Record(row.name, "plan:ratings", (), "rating_method", row.pk) for row in rows]
    since = max((row.studied_on for row in rows), default=None)
    proved = verdict.state == State.PROVED
    return Answer(verdict.state, verdict.reason, verdict.facts, since if proved else None, records)


@proof(
    "registers.ratings",
    _("The school presents itself in ratings"),
    Parameter("years", _("within how many school years"), 2),
)
def ratings(question: Question) -> Answer:
    """Judge whether the school took part in a rating lately."""
    running = question.once(calendar.year_on, question.day)
    first = (running.year if running else question.day.year) - question.number("years") + 1
    rows = [place for row in question.once(_methods) for place in row.places.all()]
    verdict = rules.is_rated([row.year for row in rows], first)
    names = {row.pk: row.name for row in question.once(_methods)}
    records = [
        Record(f"{names[row.method_id]}, {row.year}", "plan:ratings", (), "rating", row.pk)
        for row in rows
    ]
    return Answer(verdict.state, verdict.reason, verdict.facts, None, records)


def _about_offers(question: Question, verdict: Verdict) -> Answer:
    found = question.once(reads.export).offers
    records = [
        Record(row.programme, "plan:export_offer", (row.pk,), "export_offer", row.pk)
        for row in found
    ]
    since = max((row.reviewed_on for row in found), default=None)
    proved = verdict.state == State.PROVED
    return Answer(verdict.state, verdict.reason, verdict.facts, since if proved else None, records)


def _offers(question: Question) -> list[Offer]:
    found = question.once(reads.export)
    chained = {link.programme for link in found.links}
    return [row.offer(leads_on=row.programme in chained) for row in found.offers]


def _partners(day: object) -> list[Partner]:
    return list(reads.partners(day))  # type: ignore[arg-type]


def _methods() -> list[RatingMethod]:
    return list(reads.methods())
