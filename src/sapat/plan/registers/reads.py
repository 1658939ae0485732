"""Questions about partners, export offers and ratings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from sapat.plan.registers.models import (
    ContinuityLink,
    ExportOffer,
    Partner,
    PartnerContact,
    RatingMethod,
    RatingPlace,
)
from sapat.school.people.models import current


@dataclass(frozen=True)
class Export:
    """Everything the rules ask about export, read once."""

    offers: Sequence[ExportOffer]
    links: Sequence[ContinuityLink]


def partners(day: date) -> QuerySet[Partner]:
    """Return the partners of the day by name, with the day of the last contact (one query)."""
    found: QuerySet[Partner] = Partner.objects.filter(current(day))
    return found.annotate(last=Max("contacts__on")).order_by("kind", "name", "pk")


def former_partners(day: date) -> QuerySet[Partner]:
    """Return the partners whose agreement ended."""
    found: QuerySet[Partner] = Partner.objects.filter(until__lte=day)
    return found.order_by("-until", "name")


def contacts(partner: Partner) -> QuerySet[PartnerContact]:
    """Return the contacts with a partner, newest first."""
    return partner.contacts.order_by("-on", "-pk")


def name_taken(name: str) -> bool:
    """Answer whether a partner of this name is there, whatever the case."""
    wanted = name.casefold()
    return any(
        wanted == known.casefold() for known in Partner.objects.values_list("name", flat=True)
    )


def export() -> Export:
    """Return the running offers and all links of continuity (two queries)."""
    offers = ExportOffer.objects.filter(ended_on__isnull=True).order_by(
        "country", "programme", "pk"
    )
    return Export(list(offers), list(links()))


def ended_offers() -> QuerySet[ExportOffer]:
    """Return the offers that ended, newest first."""
    found: QuerySet[ExportOffer] = ExportOffer.objects.filter(ended_on__isnull=False)
    return found.order_by("-ended_on", "pk")


def links() -> QuerySet[ContinuityLink]:
    """Return what programmes lead on to, with the partners."""
    found: QuerySet[ContinuityLink] = ContinuityLink.objects.select_related("partner")
    return found.order_by("programme", "pk")


def methods() -> QuerySet[RatingMethod]:
    """Return the studied methods with the school's places in them (two queries)."""
    found: QuerySet[RatingMethod] = RatingMethod.objects.order_by("name", "pk")
    return found.prefetch_related("places")


def places() -> QuerySet[RatingPlace]:
    """Return every place in a rating, newest year first (one query)."""
    found: QuerySet[RatingPlace] = RatingPlace.objects.select_related("method")
    return found.order_by("-year", "method__name")
