"""What is proved by knowing how far pupils came."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sapat.check.comparing import reads
from sapat.check.comparing.rules import Basis, Reason, Told, judge
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind, year_label
from sapat.school.organisations.models import Organisation

BASES = (
    (Basis.TESTS.value, _("tests at the start and at the end of the year")),
    (Basis.MARKS.value, _("marks of the year and of the year before")),
)


@proof(
    "comparing.progress",
    _("It is known how far pupils came from their own start"),
    Parameter("bases", _("by what"), [Basis.TESTS.value, Basis.MARKS.value], BASES),
    Parameter("days", _("days after the end of the year in which it is to be known"), 30),
)
def progress(question: Question) -> Answer:
    """Judge whether progress of the last school year that has ended can be told."""
    ground = question.once(reads.ground_on, question.school, question.day)
    ended = [(ends, year) for year, (_starts, ends) in ground.years.items() if ends < question.day]
    if not ended:
        return Answer(State.MISSING, Reason.NO_YEAR)
    ends, year = max(ended)
    bases = [basis for basis in Basis if basis in question.several("bases")]
    found = [question.once(told_of, question.school, question.day, year, each) for each in bases]
    by = ends + timedelta(days=question.number("days"))
    state, reason, facts = judge(found, year_label(year), by=by, day=question.day)
    since = ends if state == State.PROVED else None
    records = [
        Record(str(label), "check:progress", query=f"basis={basis}&term={year}-Y")
        for (basis, label), told in zip(BASES, found, strict=False)
        if basis in bases and not told.why
    ]
    return Answer(state, reason, facts, since=since, records=records)


def told_of(school: Organisation, day: date, year: int, basis: Basis) -> Told:
    """Return whether progress of a year can be told on a basis."""
    term = TermCode(year, 0, TermKind.YEAR)
    with within(school):
        found = reads.progress(reads.ground_on(school, day), basis, term)
    return Told(found.reach.started, found.reach.outcome, found.sentence)
