"""How a page says a signal: what was found, why it is no noise, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sapat.check.measuring.labels import dim_name
from sapat.check.monitoring.models import Signal
from sapat.check.monitoring.rules import Kind, Side, State
from sapat.plan.indicators.rules import Indicator
from sapat.school.calendar.rules import parse_term
from sapat.web.pages.check.words import amount

LOOKS = {
    State.OPEN: "attention",
    State.EXPLAINED: "normal",
    State.ACCEPTED: "not_applicable",
    State.ACTED_ON: "high",
}
LIMITS = ("mean", "lower", "upper")
CAUSES: Mapping[str, Promise] = {
    "above_limit": gettext_lazy("It lies above all that chance explains."),
    "below_limit": gettext_lazy("It lies below all that chance explains."),
    "trend_up": gettext_lazy("It has only risen for seven periods."),
    "trend_down": gettext_lazy("It has only fallen for seven periods."),
    "two_of_three_above": gettext_lazy(
        "Two of the last three periods lie near the upper end of what chance explains."
    ),
    "two_of_three_below": gettext_lazy(
        "Two of the last three periods lie near the lower end of what chance explains."
    ),
    "seven_above": gettext_lazy("Seven periods in a row lie above the usual."),
    "seven_below": gettext_lazy("Seven periods in a row lie below the usual."),
}


@dataclass(frozen=True)
class ShownSignal:
    """One signal as pages and papers show it; `known` are the school's indicators."""

    row: Signal
    known: Mapping[str, Indicator] = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator | None:
        """Return the indicator, if the school still has it."""
        return self.known.get(self.row.indicator)

    @property
    def name(self) -> str:
        """Return what it is about."""
        return str(self.indicator.name) if self.indicator else self.row.name

    @property
    def group(self) -> str:
        """Return the group it is about, or the school."""
        if not self.row.indicator:
            return _("the data")
        return self.row.group_label or _("the whole school")

    @property
    def dim(self) -> str:
        """Return what kind of group it is about."""
        return dim_name(self.row.dim) if self.row.dim and self.row.indicator else ""

    @property
    def term(self) -> str:
        """Return the term it was raised at, in words."""
        code = self.row.code
        return code.label if code else self.row.term

    @property
    def seen(self) -> str:
        """Return the newest term at which it was found again, if that is a later one."""
        code = self.row.code
        if code is None or (self.row.seen_year, self.row.seen_number) <= (code.year, code.number):
            return ""
        newest = parse_term(f"{self.row.seen_year}-{code.kind.value}{self.row.seen_number or ''}")
        return newest.label if newest else ""

    @property
    def look(self) -> str:
        """Return how its state is drawn."""
        if self.row.state == State.OPEN and self.is_worse and self.is_critical:
            return "critical"
        if self.row.state == State.OPEN and not self.is_worse:
            return "high"
        return LOOKS[State(self.row.state)]

    @property
    def is_worse(self) -> bool:
        """Answer whether it is bad news."""
        return self.row.side == Side.WORSE

    @property
    def is_critical(self) -> bool:
        """Answer whether a missed norm has reached the level of alarm."""
        return bool(self.row.grounds.get(Kind.NORM.value, {}).get("status") == "critical")

    @cached_property
    def value(self) -> str:
        """Return the figure it was raised for."""
        return self._amount(self.row.value)

    @property
    def corrected(self) -> str:
        """Return the figure as it is now known, where an import has changed it."""
        if self.row.corrected_at is None:
            return ""
        if self.row.corrected_value is None:
            return _("no figure any more")
        return self._amount(self.row.corrected_value)

    @property
    def kinds(self) -> list[str]:
        """Return why it was raised, in a word or two."""
        return [str(kind.label) for kind in self.row.kinds]

    @property
    def sentences(self) -> list[str]:
        """Return why it was raised, a sentence for each ground."""
        return [self._sentence(kind, self.row.grounds[kind.value]) for kind in self.row.kinds]

    @property
    def address(self) -> str:
        """Return the page where the figure is explained."""
        code = self.row.school.code
        if not self.indicator:
            rule = self.row.grounds.get(Kind.DATA.value, {}).get("check", "")
            return reverse("check:quality_issues", args=[code]) + f"?rule={rule}" if rule else ""
        return (
            reverse("check:indicator", args=[code, self.row.indicator]) + f"?term={self.row.term}"
        )

    def _sentence(self, kind: Kind, facts: Mapping[str, object]) -> str:
        match kind:
            case Kind.NORM:
                return self._norm(facts)
            case Kind.CAUSE:
                return self._cause(facts)
            case Kind.FORECAST:
                told = {name: self._amount(facts.get(name)) for name in ("low", "high")}
                return _("Between %(low)s and %(high)s was expected; it came to %(value)s.") % {
                    **told,
                    "value": self.value,
                }
            case Kind.DATA:
                count = facts.get("count")
                count = count if isinstance(count, int) else 1
                return ngettext(
                    "The check fails in %(count)d place; figures that stand on it may mislead.",
                    "The check fails in %(count)d places; figures that stand on it may mislead.",
                    count,
                ) % {"count": count}

    def _norm(self, facts: Mapping[str, object]) -> str:
        told = {"value": self.value, "norm": self._amount(facts.get("norm"))}
        end = self._end()
        if end is None:
            return _("%(value)s; the norm is %(norm)s. This is a complete count.") % told
        told["end"] = self._amount(end)
        return (
            _(
                "%(value)s; the norm is %(norm)s. Even the most favourable value that chance "
                "leaves open, %(end)s, misses it."
            )
            % told
        )

    def _end(self) -> float | None:
        if self.row.low is None or self.row.high is None or self.indicator is None:
            return None
        if self.indicator.better == "higher":
            return self.row.high
        if self.indicator.better == "zero" and (self.row.value or 0) < 0:
            return self.row.high
        return self.row.low

    def _cause(self, facts: Mapping[str, object]) -> str:
        words = str(CAUSES.get(str(facts.get("cause")), ""))
        told = {name: self._amount(self._within(facts.get(name))) for name in LIMITS}
        usual = _("Usual is %(mean)s; chance reaches from %(lower)s to %(upper)s.") % told
        return f"{words} {usual}".strip()

    def _within(self, value: object) -> object:
        """Keep the limits of a per cent between nothing and all."""
        known = self.indicator
        if known is None or known.unit != "percent" or known.better == "zero":
            return value
        return min(max(value, 0.0), 100.0) if isinstance(value, int | float) else value

    def _amount(self, value: object) -> str:
        if value is None or not isinstance(value, int | float):
            return "—"
        if self.indicator is None:
            return f"{value:g}"
        return amount(float(value), self.indicator)
