"""Comparison and progress in sentences: what differs, what chance explains, and how sure it is."""

from collections.abc import Sequence
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from sapat.check.comparing.funnels import FEW_GROUPS, Funnel, Group
from sapat.check.comparing.progress import Line, Place, Progress
from sapat.check.comparing.rules import SMALLEST, Basis, Verdict
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.publish.exports.tables import figure

DIGITS = {"percent": 1, "mark": 2, "ratio": 2, "pupils": 0, "events": 0}
MEASURES = {
    Basis.TESTS: gettext_lazy("Tests: from start to end"),
    Basis.MARKS: gettext_lazy("Marks: from year to year"),
}
BASES = {
    Basis.TESTS: gettext_lazy("test at the end of the year, given the test at its start"),
    Basis.MARKS: gettext_lazy("mean mark, given the mean mark of the year before"),
}
COVARIATES = {
    "sex": gettext_lazy("sex"),
    "lang": gettext_lazy("language of teaching"),
    "mode": gettext_lazy("form of study"),
    "subject": gettext_lazy("subject"),
}
VERDICTS = {
    Verdict.MORE: gettext_lazy("further than usual"),
    Verdict.LIKE: gettext_lazy("as is usual"),
    Verdict.LESS: gettext_lazy("less far than usual"),
}


def amount(value: float, indicator: Indicator) -> str:
    """Write a figure of a group in the indicator's unit."""
    unit = str(catalogue().units[indicator.unit])
    return f"{figure(value, DIGITS.get(indicator.unit, 1))}\u00a0{unit}"


def difference(value: float, basis: Basis) -> str:
    """Write how far two outcomes lie apart."""
    if basis == Basis.TESTS:
        return _("%(number)s percentage points") % {"number": figure(abs(value), 1)}
    return pgettext("difference of marks", "%(number)s of a mark") % {
        "number": figure(abs(value), 2)
    }


def digits(basis: Basis) -> int:
    """Return how exactly outcomes are written."""
    return 1 if basis == Basis.TESTS else 2


def place(found: Place | None) -> str:
    """Write a place, never without its doubt."""
    if found is None:
        return ""
    facts = {"low": found.low, "high": found.high, "of": found.of}
    if found.low == found.high:
        return _("place %(low)s of %(of)s") % facts
    return _("place %(low)s to %(high)s of %(of)s") % facts


def of_groups(found: Funnel) -> list[str]:
    """Say what a comparison shows: how many do not differ, which do, what is left unsaid."""
    if found.refused:
        return [str(found.refused.label)]
    return [_counted(found), *(of_group(found, group) for group in found.outside), *_unsaid(found)]


def of_group(found: Funnel, group: Group) -> str:
    """Say where one group lies."""
    facts = {
        "group": group.label,
        "value": amount(group.figure, found.indicator),
        "low": figure(group.low95, DIGITS.get(found.indicator.unit, 1)),
        "high": figure(group.high95, DIGITS.get(found.indicator.unit, 1)),
    }
    if group.is_small:
        return _("%(group)s: %(value)s. Too few pupils to tell it from chance.") % facts
    if not group.side:
        return (
            _("%(group)s: %(value)s, no more apart from the others than chance explains.") % facts
        )
    if found.worse(group):
        told = (
            _("%(group)s lies above what chance explains: look, ask, do not judge.")
            if group.side == "above"
            else _("%(group)s lies below what chance explains: look, ask, do not judge.")
        )
    else:
        told = (
            _("%(group)s lies above what chance explains: ask what others can learn there.")
            if group.side == "above"
            else _("%(group)s lies below what chance explains: ask what others can learn there.")
        )
    limits = _("It has %(value)s; a group of its size stays between %(low)s and %(high)s.")
    return f"{told % facts} {limits % facts}"


def _counted(found: Funnel) -> str:
    facts = {"alike": found.alike, "all": found.judged}
    if not found.judged:
        return _("No group is large enough to be told from chance.")
    match found.dim:
        case "class":
            told = ngettext(
                "%(alike)d of %(all)d classes differs no more than chance explains.",
                "%(alike)d of %(all)d classes differ no more than chance explains.",
                found.alike,
            )
        case "subject":
            told = ngettext(
                "%(alike)d of %(all)d subjects differs no more than chance explains.",
                "%(alike)d of %(all)d subjects differ no more than chance explains.",
                found.alike,
            )
        case _:
            told = ngettext(
                "%(alike)d of %(all)d groups differs no more than chance explains.",
                "%(alike)d of %(all)d groups differ no more than chance explains.",
                found.alike,
            )
    return told % facts


def _unsaid(found: Funnel) -> list[str]:
    told = []
    small = sum(group.is_small for group in found.groups)
    if small:
        told.append(
            ngettext(
                "%(count)d group of fewer than 10 pupils stands without a verdict.",
                "%(count)d groups of fewer than 10 pupils stand without a verdict.",
                small,
            )
            % {"count": small}
        )
    told += hidden(found.hidden)
    if 0 < found.judged < FEW_GROUPS:
        told.append(_("With so few groups nobody can know well how much groups differ usually."))
    return told


def hidden(count: int) -> list[str]:
    """Say that groups are not shown."""
    if not count:
        return []
    told = ngettext(
        "%(count)d group is not shown: it is too small, or a smaller one could be worked out.",
        "%(count)d groups are not shown: too small, or a smaller one could be worked out.",
        count,
    )
    return [told % {"count": count}]


def of_line(line: Line, name: str, basis: Basis) -> str:
    """Say how far one group came, given its pupils' start."""
    facts = {
        "group": name,
        "by": difference(line.estimate, basis),
        "low": figure(line.low, digits(basis), signed=True),
        "high": figure(line.high, digits(basis), signed=True),
    }
    match line.verdict:
        case Verdict.MORE:
            told = _(
                "%(group)s: further than pupils with the same start usually come, by %(by)s "
                "(%(low)s to %(high)s); chance does not explain it."
            )
        case Verdict.LESS:
            told = _(
                "%(group)s: not as far as pupils with the same start usually come, by %(by)s "
                "(%(low)s to %(high)s); chance does not explain it. Look, ask, do not judge."
            )
        case _:
            told = _(
                "%(group)s: as far as pupils with the same start usually come; a difference of "
                "%(by)s (%(low)s to %(high)s) is within chance."
            )
    return told % facts


def of_start(line: Line) -> str:
    """Say how many pupils of a group had a start."""
    return _("%(part)s of %(whole)s") % {"part": line.reach.started, "whole": line.reach.outcome}


class Of(Enum):
    """What the lines of progress are."""

    CLASSES = "classes"
    LESSONS = "lessons"
    TEACHERS = "teachers"


def of_progress(found: Progress, of: Of) -> list[str]:
    """Say what is known of all groups together; no group is named."""
    if found.refused:
        return [found.sentence]
    return [*_tallied(found, of), left_out(found, of), *allowed(found), *hidden(found.hidden)]


def _tallied(found: Progress, of: Of) -> list[str]:
    alike = len(found.having(Verdict.LIKE))
    facts = {
        "alike": alike,
        "all": len(found.shown),
        "more": len(found.having(Verdict.MORE)),
        "less": len(found.having(Verdict.LESS)),
    }
    if not found.tells_apart:
        return [_("Nothing tells the groups apart: all that differs can be chance.")]
    match of:
        case Of.CLASSES:
            told = ngettext(
                "%(alike)d of %(all)d classes came as far as pupils with the same start usually.",
                "%(alike)d of %(all)d classes came as far as pupils with the same start usually.",
                alike,
            )
        case Of.LESSONS:
            told = ngettext(
                "At %(alike)d of %(all)d lessons pupils came as far as is usual for their start.",
                "At %(alike)d of %(all)d lessons pupils came as far as is usual for their start.",
                alike,
            )
        case Of.TEACHERS:
            told = ngettext(
                "With %(alike)d of %(all)d teachers pupils came as far as is usual.",
                "With %(alike)d of %(all)d teachers pupils came as far as is usual.",
                alike,
            )
    if not facts["more"] and not facts["less"]:
        return [told % facts]
    return [
        told % facts,
        _("Further than usual: %(more)s; less far: %(less)s.") % facts,
        _("Of twenty groups about one lies outside by chance alone."),
    ]


def left_out(found: Progress, of: Of) -> str:
    """Say how many had a start; at lessons a pupil counts once in each."""
    facts = {"started": found.reach.started, "reached": found.reach.outcome}
    if of == Of.CLASSES:
        told = _("%(started)s of %(reached)s pupils with an outcome have a start.")
    else:
        told = _("%(started)s of %(reached)s outcomes have a start.")
    if found.reach.started == found.reach.outcome:
        return told % facts
    return " ".join((told % facts, _("The others are left out.")))


def allowed(found: Progress) -> list[str]:
    """Say what was allowed for beside the start, and what could not be."""
    told = []
    if found.taken:
        told.append(_("Allowed for beside the start: %(names)s.") % {"names": named(found.taken)})
    if found.not_taken:
        told.append(
            _("Not allowed for, since some kind has too few classes: %(names)s.")
            % {"names": named(found.not_taken)}
        )
    return told


def named(codes: Sequence[str]) -> str:
    """Name covariates in the reader's language."""
    return ", ".join(str(COVARIATES[code]) for code in codes)


def caution(basis: Basis) -> str:
    """Say what the basis cannot know."""
    if basis == Basis.TESTS:
        return _(
            "Tests of different classes are taken as equally hard: compare where the same test "
            "was written, and ask about the others."
        )
    return _(
        "Marks were given by the teachers themselves: this shows how they marked as well as "
        "how far pupils came."
    )


def shown_least() -> str:
    """Say from how many pupils on a group is shown."""
    return _("Groups of fewer than %(least)s pupils are not shown.") % {"least": SMALLEST}


def beside_chance(group: Group) -> str:
    """Say in a few words where a group lies, for a table."""
    if group.is_small:
        return _("too few pupils to tell")
    if not group.side:
        return _("no more than chance")
    if group.side == "above":
        return _("above what chance explains")
    return _("below what chance explains")
