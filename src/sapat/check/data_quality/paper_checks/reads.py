"""Questions about figures typed by hand: which there are, and which a second person confirmed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from sapat.check.data_quality.checks import limit
from sapat.check.data_quality.paper_checks.models import PaperCheck
from sapat.check.data_quality.paper_checks.rules import WORDS, Standing
from sapat.core.models import TrailEntry, User
from sapat.evidence.imports.models import Import
from sapat.evidence.imports.states import State
from sapat.evidence.store.models import Batch
from sapat.plan.indicators import reads as norms
from sapat.plan.indicators.models import Norm
from sapat.plan.indicators.rules import indicators

LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Typed:
    """Figures that somebody typed: a short file, a pasted table, a norm."""

    source: Import | None
    norm: Norm | None
    rows: int
    at: datetime
    by: int | None
    """The user who brought them in."""
    check: PaperCheck | None

    @property
    def standing(self) -> Standing:
        """Return where they stand."""
        return self.check.standing if self.check else Standing.UNCONFIRMED

    @property
    def words(self) -> str:
        """Return where they stand, in words."""
        return str(WORDS[self.standing])

    @property
    def name(self) -> str:
        """Return what they are called."""
        if self.norm is not None:
            known = indicators().get(self.norm.indicator)
            return f"{self.norm.indicator} {known.name if known else ''}".strip()
        return str(self.source)


def by_hand() -> Q:
    """Return the condition "typed by hand": pasted, or as short as people type."""
    return Q(pasted=True) | Q(size_in_rows__lte=limit("by_hand_rows"))


def short_imports() -> QuerySet[Import]:
    """Return the imports that stand and were typed by hand, newest first."""
    found: QuerySet[Import] = Import.objects.filter(state=State.COMMITTED)
    live = Q(batches__undone_at__isnull=True)
    return (
        found.annotate(size_in_rows=Sum("batches__rows", filter=live))
        .filter(by_hand(), size_in_rows__gt=0)
        .order_by("-committed_at", "-pk")
    )


def typed(day: date) -> list[Typed]:
    """Return what was typed by hand in the year before the day, newest first (four queries)."""
    since = day - LOOKED_BACK
    files = list(short_imports().filter(committed_at__date__gte=since))
    rows = [row for row in norms.all_norms() if row.noted_at.date() >= since]
    checks = list(
        PaperCheck.objects.select_related("closed_by__person", "drawn_by__person", "source", "norm")
    )
    by_file = {check.source_id: check for check in checks if check.source_id}
    by_norm = {check.norm_id: check for check in checks if check.norm_id}
    setters = who_set(row.pk for row in rows)
    found = [
        Typed(row, None, row.size_in_rows, row.committed_at, row.made_by_id, by_file.get(row.pk))  # type: ignore[attr-defined, arg-type]
        for row in files
    ]
    found += [
        Typed(None, row, 1, row.noted_at, setters.get(row.pk), by_norm.get(row.pk)) for row in rows
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def who_set(ids: Iterable[int]) -> dict[int, int | None]:
    """Return norm id -> the user who wrote it, as the trail tells (one query; none without)."""
    wanted = {f"{Norm._meta.label_lower}:{pk}": pk for pk in ids}
    if not wanted:
        return {}
    told = TrailEntry.objects.filter(what="norm.set", about__in=list(wanted))
    return {wanted[about]: by for about, by in told.values_list("about", "by")}


def maker_of(check: PaperCheck) -> int | None:
    """Return the user who brought in what is compared."""
    if check.source is not None:
        return check.source.made_by_id
    return who_set([check.norm_id]).get(check.norm_id) if check.norm_id else None


@dataclass(frozen=True)
class ByHand:
    """How much of what a figure stands on was typed, and how much of that is confirmed."""

    files: int = 0
    confirmed: int = 0
    differ: int = 0

    @property
    def unconfirmed(self) -> int:
        """Return how many files no second person has confirmed."""
        return self.files - self.confirmed


def of_batches(numbers: Collection[int]) -> ByHand:
    """Return how the files behind some batches stand (two queries; one without short files)."""
    sources = set(
        Batch.objects.filter(number__in=list(numbers)).values_list("source_id", flat=True)
    )
    ids = list(short_imports().filter(pk__in=sources - {None}).values_list("pk", flat=True))
    if not ids:
        return ByHand()
    checks = PaperCheck.objects.filter(source__in=ids, closed_at__isnull=False)
    wrong = list(checks.values_list("wrong", flat=True))
    return ByHand(len(ids), sum(not each for each in wrong), sum(bool(each) for each in wrong))


def closed_between(first: date, last: date) -> list[PaperCheck]:
    """Return the comparisons finished in these days (one query)."""
    found = PaperCheck.objects.filter(closed_at__date__gte=first, closed_at__date__lte=last)
    return list(found.select_related("source"))


def differing() -> list[PaperCheck]:
    """Return the comparisons of standing imports in which rows differ (one query)."""
    found = PaperCheck.objects.filter(wrong__gt=0, source__state=State.COMMITTED)
    return list(found.select_related("source").order_by("pk"))


def users(typed: Iterable[Typed]) -> dict[int, str]:
    """Return user id -> who typed, by short name (one query)."""
    found = User.objects.filter(pk__in={each.by for each in typed if each.by})
    return {
        user.pk: user.person.short_name if user.person else user.get_username()
        for user in found.select_related("person")
    }
