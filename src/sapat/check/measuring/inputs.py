"""What the management review sees of the indicators and of satisfaction."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import Reading, Status, readings
from sapat.core.figures import figure
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.indicators.rules import catalogue
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

NAMED = 8
SATISFACTION = ("S-03", "S-01", "S-02")
"""The index of all groups, and the groups that the index weighs."""
NORM = (Status.HIGH, Status.NORMAL, Status.ATTENTION, Status.CRITICAL)
WORDS = {
    Status.HIGH: _("Above the norm"),
    Status.NORMAL: _("Within the norm"),
    Status.ATTENTION: _("Need attention"),
    Status.CRITICAL: _("Critical"),
}


def latest(school: Organisation, day: date) -> list[Reading]:
    """Return every indicator of the latest term with figures that had begun by the day."""
    ground = ground_of(school)
    begun = [code for code in ground.known if ground.days(code)[0] <= day]
    if not begun:
        return []
    term = ground.latest if ground.latest in begun else begun[-1]
    with within(school):
        return readings(ground, term)


@gives("indicators", _("Indicators"), 70)
def indicators(question: Question, _since: date) -> Told:
    """Tell how many indicators stand where against their norm, and name the critical ones."""
    found = [one for one in question.once(latest, question.school, question.day) if one.judged]
    if not found:
        return Told(lacks=gettext("No indicator has a figure yet."), page="check:indicators")
    term = found[0].term.label
    figures = [Figure(gettext("Term"), term, "check:indicators")]
    figures += [
        Figure(str(WORDS[status]), str(sum(one.status == status for one in found)))
        for status in NORM
    ]
    grave = [one for one in found if one.status == Status.CRITICAL]
    figures += [_told(one) for one in grave[:NAMED]]
    return Told(figures, page="check:indicators")


@gives("satisfaction", _("Satisfaction of consumers"), 50)
def satisfaction(question: Question, _since: date) -> Told:
    """Tell how satisfied pupils, parents, graduates and employers are."""
    known = {
        one.indicator: one
        for one in question.once(latest, question.school, question.day)
        if one.judged
    }
    told = [_told(known[code]) for code in SATISFACTION if code in known]
    if not told:
        words = gettext("Satisfaction is not measured for the latest term.")
        return Told(lacks=words, page="check:indicators")
    return Told(told, page="check:indicators")


def _told(one: Reading) -> Figure:
    unit = str(catalogue().units[one.known.unit])
    said = f"{figure(one.value or 0)}\u00a0{unit}, n = {one.n}"
    return Figure(str(one.known.name), said, "check:indicator", (one.indicator,))
