"""Section 9: conclusions and recommendations, drafted from the readings and edited by people."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.check.measuring.picture import changed
from sapat.check.measuring.readings import Reading, Status
from sapat.check.measuring.rules import STRICT
from sapat.core.rights import Role
from sapat.plan.indicators import rules as indicators
from sapat.publish.exports.readings import digits_of, norm
from sapat.publish.exports.tables import day, figure
from sapat.publish.papers.content import Heading, Points, Section
from sapat.publish.quarter import attainment, sentences
from sapat.publish.quarter.material import ATTENDANCE, HOURS, MARKS, QUALITY, Material

TIME_TO_ACT = timedelta(days=21)
MOST = 8
"""Recommendations that a meeting can decide on in one sitting."""


def conclusions(texts: tuple[Sequence[str], Sequence[str]]) -> Section:
    """Return the closing section with the edited or the drafted text."""
    found, wanted = texts
    return Section(
        _("Conclusions and recommendations"),
        [
            Heading(_("Conclusions")),
            Points(found, numbered=True),
            Heading(_("Recommendations")),
            Points(wanted, numbered=True),
        ],
    )


def draft_conclusions(material: Material) -> list[str]:
    """Draft the conclusions: the whole first, then what changed, then what is low, then doubts."""
    table = attainment.table_for(material)
    found = [attainment.conclusion(table)] if table else []
    found += _changes(material)
    for status, words in (
        (Status.CRITICAL, _("Beyond doubt critical: %(indicators)s.")),
        (Status.ATTENTION, _("Beyond doubt below the norm: %(indicators)s.")),
        (Status.HIGH, _("Beyond doubt at or above the target: %(indicators)s.")),
    ):
        sure = [each for each in _judged(material) if each.sure and each.status == status]
        if sure:
            found.append(words % {"indicators": "; ".join(_named(each) for each in sure)})
    found.append(sentences.preliminary(material.school(QUALITY).completeness))
    waiting = [
        each for each in material.of_the_term.values() if each.value is None and each.lacking
    ]
    if waiting:
        words = _(
            "No conclusion is drawn on %(number)s indicators: their evidence has not come in."
        )
        found.append(words % {"number": len(waiting)})
    return [sentence for sentence in found if sentence]


def draft_recommendations(material: Material, *, today: date) -> list[str]:
    """Draft what is to be done, by whom and until when; the surest and lowest first."""
    low = [each for each in _judged(material) if each.status in {Status.CRITICAL, Status.ATTENTION}]
    low.sort(key=lambda each: (each.status != Status.CRITICAL, not each.sure))
    until = day(max(today, material.ground.days(material.term)[1]) + TIME_TO_ACT)
    found = [_recommended(each, until) for each in low[:MOST]]
    if incomplete := sentences.preliminary(material.school(QUALITY).completeness):
        words = _(
            "Bring in the missing marks and freeze the report again. Responsible: %(who)s."
            " By %(until)s."
        )
        found.append(
            incomplete + " " + words % {"who": _who(str(Role.DEP_ACADEMIC)), "until": until}
        )
    if not found:
        words = _(
            "Continue the work as planned. Responsible: %(who)s. By the end of the next term."
        )
        found.append(words % {"who": _who(str(Role.DEP_ACADEMIC))})
    return found


def _recommended(reading: Reading, until: str) -> str:
    known = reading.known
    facts = {"indicator": _named(reading), "who": _who(known.role), "until": until}
    if reading.sure:
        words = _(
            "%(indicator)s: find the causes and present measures to the pedagogical council."
            " Responsible: %(who)s. By %(until)s."
        )
    else:
        words = _(
            "%(indicator)s: watch it in the next term; its status is in doubt."
            " Responsible: %(who)s. By %(until)s."
        )
    return words % facts


def _named(reading: Reading) -> str:
    """Name an indicator with its figure and its norm."""
    known = reading.known
    unit = str(indicators.catalogue().units[known.unit])
    value = figure(reading.value or 0.0, digits_of(known))
    facts = {"name": str(known.name), "value": value, "unit": unit, "norm": norm(reading, known)}
    return _("%(name)s – %(value)s %(unit)s (norm %(norm)s)") % facts


def _who(role: str) -> str:
    return str(Role(role).label) if role in Role.values else _("the responsible person")


def _judged(material: Material) -> list[Reading]:
    return [each for each in material.of_the_term.values() if each.judged]


def _changes(material: Material) -> list[str]:
    """Name the figures that moved since the term before by more than chance explains."""
    if material.before is None:
        return []
    moved = []
    for code in (*MARKS, ATTENDANCE, HOURS):
        now, then = material.school(code), material.school(code, material.before)
        if code != QUALITY and changed(now, then, widen=STRICT):
            difference = figure((now.value or 0) - (then.value or 0), signed=True)
            moved.append(f"{now.known.name} ({difference})")
    if not moved:
        return []
    words = _(
        "Compared with %(term)s, by more than chance explains, the following changed:"
        " %(indicators)s."
    )
    return [words % {"term": material.before.label, "indicators": "; ".join(moved)}]
