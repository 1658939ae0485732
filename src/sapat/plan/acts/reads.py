"""Questions about cited acts."""

from django.db.models import QuerySet

from sapat.plan.acts.models import CitedAct


def acts() -> QuerySet[CitedAct]:
    """Return the register of the active school: acts in force first, then by name."""
    found: QuerySet[CitedAct] = CitedAct.objects.select_related("replaced_by", "checked_by")
    return found.order_by("replaced_on", "kind", "name_ky")


def act(code: str) -> CitedAct | None:
    """Return the act the catalogue ships under this code, or None."""
    found: CitedAct | None = CitedAct.objects.filter(code=code).first()
    return found


def same_number(kind: str, number: str, *, but: int = 0) -> bool:
    """Answer whether another act of the kind has the number."""
    return CitedAct.objects.filter(kind=kind, number=number).exclude(pk=but).exists()
