"""Partners, export of education, continuity and ratings: kinds, and whether the registers live."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class PartnerKind(TextChoices):
    """Who works with the school."""

    PARENT = "parent", _("parent institution")
    EMPLOYER = "employer", _("employer")
    SCHOOL = "school", _("school")
    COLLEGE = "college", _("college")
    UNIVERSITY = "university", _("university")
    COMMUNITY = "community", _("community of the neighbourhood")
    AGENCY = "agency", _("accreditation agency")
    OTHER = "other", _("other partner")


class StudyForm(TextChoices):
    """How a programme is offered abroad."""

    PRESENT = "present", _("on site")
    DISTANCE = "distance", _("at a distance")
    CORRESPONDENCE = "correspondence", _("by correspondence")


class Scope(TextChoices):
    """How wide a rating looks."""

    SCHOOL = "school", _("within the school")
    DISTRICT = "district", _("district")
    REGION = "region", _("region")
    COUNTRY = "country", _("country")
    WORLD = "world", _("world")


class NotSo(TextChoices):
    """Why a register cannot hold that."""

    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    SAME_NAME = "same_name", _("There is already a partner of this name.")
    ENDED = "ended", _("This offer ended on %(day)s.")
    PLACE = "place", _("The place is greater than the number of participants.")
    TWICE = "twice", _("This place is already written for %(year)s.")
    BAD_WEIGHT = "bad_weight", _("Line %(line)s: write the weight as a number above zero.")
    NO_PARTS = "no_parts", _("Write at least one part with its weight.")
    UNKNOWN = "unknown", _("Line %(line)s: there is no indicator %(code)s.")


class Reason(TextChoices):
    """What the proof rules answer."""

    NO_OFFERS = "no_offers", _("No programme is offered to learners from abroad.")
    OLD_OFFERS = "old_offers", _("No export offer was looked through since %(since)s.")
    OFFERED = "offered", _("%(count)s programmes are offered abroad, last looked through on time.")
    NO_IMPROVEMENT = (
        "no_improvement",
        _("No export offer says what has to become better at the school for it."),
    )
    IMPROVED = "improved", _("%(count)s offers name what is improved for the export.")
    NO_PARENT = "no_parent", _("The parent institution is not in the register of partners.")
    PARENT_SILENT = "parent_silent", _("The last contact with the parent institution was %(day)s.")
    PARENT_LINKED = "parent_linked", _("The parent institution and the school keep in contact.")
    NO_CHAIN = "no_chain", _("No programme names what it leads to at a college or university.")
    CHAINED = "chained", _("%(count)s programmes name what they lead to.")
    NO_FIGURES = "no_figures", _("No export offer states its learners and its language.")
    FIGURES = "figures", _("%(count)s offers state their learners: %(learners)s in all.")
    NO_METHODS = "no_methods", _("No method of a rating has been studied.")
    NOT_MAPPED = "not_mapped", _("No studied method is linked with the school's own indicators.")
    MAPPED = "mapped", _("%(count)s methods are studied and linked with own indicators.")
    NO_RATINGS = "no_ratings", _("The school took part in no rating since %(year)s.")
    RATED = "rated", _("The school took part in %(count)s ratings since %(year)s.")


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule, before it names records."""

    state: State
    reason: Reason
    facts: dict[str, object]


@dataclass(frozen=True)
class Offer:
    """What the rules know of an export offer."""

    reviewed_on: date
    improvement: bool
    leads_on: bool
    learners: int | None


def _missing(reason: Reason, **facts: object) -> Verdict:
    return Verdict(State.MISSING, reason, facts)


def _proved(reason: Reason, **facts: object) -> Verdict:
    return Verdict(State.PROVED, reason, facts)


def is_offered(offers: Sequence[Offer], since: date) -> Verdict:
    """Judge whether the school offers programmes abroad and looked through them since the day."""
    if not offers:
        return _missing(Reason.NO_OFFERS)
    fresh = [offer for offer in offers if offer.reviewed_on >= since]
    if not fresh:
        return _missing(Reason.OLD_OFFERS, since=since)
    return _proved(Reason.OFFERED, count=len(offers))


def is_improved(offers: Sequence[Offer]) -> Verdict:
    """Judge whether offers say what has to become better."""
    count = sum(offer.improvement for offer in offers)
    return _proved(Reason.IMPROVED, count=count) if count else _missing(Reason.NO_IMPROVEMENT)


def is_parent_linked(last_contacts: Sequence[date | None], since: date) -> Verdict:
    """Judge whether the parent institution is known and was in contact since the day."""
    if not last_contacts:
        return _missing(Reason.NO_PARENT)
    known = [day for day in last_contacts if day]
    last = max(known, default=None)
    if last is None or last < since:
        return _missing(Reason.PARENT_SILENT, day=last or "—")
    return _proved(Reason.PARENT_LINKED)


def is_chained(programmes: int) -> Verdict:
    """Judge whether programmes say what they lead to."""
    return _proved(Reason.CHAINED, count=programmes) if programmes else _missing(Reason.NO_CHAIN)


def are_figures_known(offers: Sequence[Offer]) -> Verdict:
    """Judge whether the offers state how many learners they have."""
    known = [offer.learners for offer in offers if offer.learners is not None]
    if not known:
        return _missing(Reason.NO_FIGURES)
    return _proved(Reason.FIGURES, count=len(known), learners=sum(known))


def are_methods_studied(mapped: Sequence[bool]) -> Verdict:
    """Judge whether methods of ratings are studied and linked with own indicators."""
    if not mapped:
        return _missing(Reason.NO_METHODS)
    count = sum(mapped)
    return _proved(Reason.MAPPED, count=count) if count else _missing(Reason.NOT_MAPPED)


def is_rated(years: Iterable[int], since: int) -> Verdict:
    """Judge whether the school took part in a rating since a school year."""
    count = sum(year >= since for year in years)
    if not count:
        return _missing(Reason.NO_RATINGS, year=since)
    return _proved(Reason.RATED, count=count, year=since)


@dataclass(frozen=True)
class MethodPart:
    """One part of a rating's score: its name, its weight and the indicator that stands for it."""

    name: str
    weight: float
    indicator: str = ""


def shares(parts: Sequence[MethodPart]) -> list[float]:
    """Return the parts' weights as shares of the whole, in per cent.

    >>> shares([MethodPart("marks", 3), MethodPart("olympiads", 1)])
    [75.0, 25.0]
    """
    whole = sum(part.weight for part in parts)
    return [100 * part.weight / whole for part in parts] if whole else [0.0 for _part in parts]
