"""How a page says a figure: with its doubt, never more exactly than it is known."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sapat.check.data_quality.trust import is_preliminary
from sapat.check.measuring.picture import changed
from sapat.check.measuring.readings import Reading, Status, WhyNot
from sapat.plan.datasets.rules import datasets, sources
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.publish.exports.tables import DASH, figure
from sapat.web.shell import STATUSES

FEW = 25
"""Below this many people a per cent is said together with "x of n"."""
VERY_FEW = 10
"""Below this many people "x of n" comes first and the per cent in brackets."""

DIGITS = {"percent": 1, "mark": 2, "ratio": 2, "score_0_4": 2, "pupils": 0, "events": 0}


def amount(value: float, indicator: Indicator, *, signed: bool = False) -> str:
    """Write a value in its unit: `62.5 %`, `3.85 mark`."""
    unit = str(catalogue().units[indicator.unit])
    return f"{figure(value, DIGITS.get(indicator.unit, 1), signed=signed)}\u00a0{unit}"


def apart(value: float, indicator: Indicator) -> str:
    """Write how far two values lie apart; per cents differ by points."""
    digits = DIGITS.get(indicator.unit, 1)
    if indicator.unit == "percent":
        return _("%(number)s percentage points") % {"number": figure(abs(value), digits)}
    return amount(abs(value), indicator)


@dataclass(frozen=True)
class Shown:
    """One reading as a page shows it, beside the one before if there is one."""

    reading: Reading
    indicator: Indicator
    before: Reading | None = None
    url: str = ""

    @property
    def label(self) -> str:
        """Return the name of the group."""
        return self.reading.label

    @property
    def status(self) -> str:
        """Return the status, for `{% status %}`."""
        return "no_data" if self.reading.is_hidden else str(self.reading.status)

    @property
    def status_words(self) -> str:
        """Return the words of the status; a doubtful one says so."""
        if self.reading.is_hidden:
            return _("not shown")
        words = str(STATUSES[self.status][1])
        if self.reading.judged and not self.reading.sure:
            return pgettext("status", "%(status)s, not certain") % {"status": words}
        return words

    @cached_property
    def text(self) -> str:
        """Return the figure: per cents of small groups never alone."""
        reading = self.reading
        if reading.value is None or not reading.shown:
            return DASH
        plain = amount(reading.value, self.indicator)
        if self.indicator.kind != "ratio" or reading.n >= FEW:
            return plain
        return f"{self.of} ({plain})" if reading.n < VERY_FEW else f"{plain} ({self.of})"

    @property
    def of(self) -> str:
        """Return numerator and denominator in words."""
        num, den = self.reading.num or 0, self.reading.den or 0
        digits = 0 if float(num).is_integer() and float(den).is_integer() else 1
        return _("%(part)s of %(whole)s") % {
            "part": figure(num, digits),
            "whole": figure(den, digits),
        }

    @property
    def interval(self) -> str:
        """Return the ends of the interval, or nothing."""
        reading = self.reading
        if not reading.judged or reading.low is None or reading.high is None:
            return ""
        digits = DIGITS.get(self.indicator.unit, 1)
        return f"{figure(reading.low, digits)} – {figure(reading.high, digits)}"

    @property
    def completeness(self) -> str:
        """Return the completeness of the data, or nothing where it is not known."""
        share = self.reading.completeness
        return "" if share is None else f"{figure(100 * share, 0)}\u00a0%"

    @property
    def difference(self) -> float | None:
        """Return by how much it differs from the reading before."""
        if not self.before or not self.before.judged or not self.reading.judged:
            return None
        return (self.reading.value or 0) - (self.before.value or 0)

    @property
    def difference_text(self) -> str:
        """Return the signed difference, or a dash."""
        digits = DIGITS.get(self.indicator.unit, 1)
        return DASH if self.difference is None else figure(self.difference, digits, signed=True)

    @cached_property
    def has_changed(self) -> bool:
        """Answer whether it differs from the reading before by more than chance explains."""
        return self.before is not None and changed(self.reading, self.before)

    @property
    def why_not(self) -> str:
        """Return why there is no figure, as one sentence; nothing if there is one."""
        match self.reading.why_not:
            case None:
                return ""
            case WhyNot.TOO_SMALL:
                return _("Not shown: the group is too small.")
            case WhyNot.COMPLEMENT:
                return _("Not shown: a smaller group could be worked out from it.")
            case WhyNot.NOT_APPLICABLE:
                return _("Schools of this type do not have this indicator.")
            case _:
                return self._waiting()

    def _waiting(self) -> str:
        lacking = [datasets()[code] for code in self.reading.lacking]
        rooms = dict.fromkeys(str(sources()[each.comes_from]) for each in lacking)
        if self.reading.status == Status.WAITING:
            return _("Waits for: %(what)s.") % {"what": ", ".join(rooms)}
        to_import = [str(each.name) for each in lacking if each.is_imported]
        if to_import:
            return _("To be imported: %(what)s.") % {"what": ", ".join(to_import)}
        if rooms:
            return _("Nothing is on record yet: %(what)s.") % {"what": ", ".join(rooms)}
        return _("There is no evidence for this term.")

    @property
    def sentences(self) -> list[str]:
        """Say the figure as a report says it: value, change, certainty, completeness."""
        if self.why_not:
            return [self.why_not]
        found = [self._said(), *self._compared(), self._certain()]
        if is_preliminary(self.reading.completeness):
            found.append(
                _("Data completeness is %(share)s, so the conclusion is preliminary.")
                % {"share": self.completeness}
            )
        return [sentence for sentence in found if sentence]

    def _said(self) -> str:
        facts = {"term": self.reading.term.label, "name": self.indicator.name, "value": self.text}
        return _("%(term)s: “%(name)s” is %(value)s.") % facts

    def _compared(self) -> list[str]:
        if self.difference is None or self.before is None:
            return []
        facts = {"by": apart(self.difference, self.indicator), "before": self.before.term.label}
        if not self.has_changed:
            return [
                _("Compared with %(before)s it moved by %(by)s, which chance alone can explain.")
                % facts
            ]
        if self.difference > 0:
            return [_("That is %(by)s above %(before)s, more than chance explains.") % facts]
        return [_("That is %(by)s below %(before)s, more than chance explains.") % facts]

    def _certain(self) -> str:
        if self.reading.is_running:
            return _("Its days are not over: it says how things stand, not how they end.")
        if not self.interval:
            return ""
        facts = {"interval": self.interval, "status": STATUSES[self.status][1]}
        if self.reading.sure:
            return _("Its interval is %(interval)s: all of it is “%(status)s”.") % facts
        return _("Its interval is %(interval)s: “%(status)s” is not certain.") % facts
