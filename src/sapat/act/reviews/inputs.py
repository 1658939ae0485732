"""What the review sees of the audits, and of the review before it."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import DecisionState, is_overdue
from sapat.act.reviews import reads
from sapat.check.findings import reads as findings
from sapat.check.findings.rules import FindingState, Grade, Origin
from sapat.core.facts import Fact, facts_of, told
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.resources.rules import RequestState

AUDITS, AUDIT_PAGE = "audits", "check:audits"


@gives("audits", _("Internal audits"), 40)
def audits(question: Question, since: date) -> Told:
    """Tell how many of the audits planned for the period were held."""
    rows = question.told(_audits)
    planned = [row for row in rows if _is_between(row.get("planned_on"), since, question.day)]
    if not planned:
        return Told(lacks=gettext("No audit was planned for the period."), page=AUDIT_PAGE)
    held = sum(row.get("held_on") is not None for row in planned)
    share = gettext("%(part)s of %(all)s") % {"part": held, "all": len(planned)}
    found = question.once(_found, since, question.day)
    figures = [Figure(gettext("Held of those planned"), share, AUDIT_PAGE)]
    figures += [
        Figure(str(grade.label).capitalize(), str(found.get(grade, 0)), "act:findings")
        for grade in Grade
    ]
    return Told(figures, page=AUDIT_PAGE)


def _found(since: date, until: date) -> Counter[str]:
    """Return grade -> what the audits of the period found."""
    rows = findings.findings().filter(origin=Origin.AUDIT, found_on__range=(since, until))
    return Counter(row.grade for row in rows if row.state != FindingState.REFUSED)


def _audits(question: Question) -> list[Fact]:
    return facts_of(AUDITS, question) if AUDITS in told() else []


def _is_between(day: object, since: date, until: date) -> bool:
    return isinstance(day, date) and since <= day <= until


@gives("earlier", _("What became of the decisions of the review before"), 150)
def earlier(question: Question, _since: date) -> Told:
    """Tell where each decision and each resource of the last approved review stands."""
    found = question.once(_before, question.day)
    if found is None:
        return Told(lacks=gettext("There was no review before."), page="act:reviews")
    decided, asked = found
    figures = [
        Figure(row.text, stands(row, question.day), "act:decision", (row.pk,)) for row in decided
    ]
    figures += [
        Figure(title, str(RequestState(state).label), "plan:resources") for title, state in asked
    ]
    return Told(figures, page="act:reviews")


def stands(row: Decision, day: date) -> str:
    """Return where a decision stands, in words."""
    if is_overdue(row.state, row.term, day):
        return gettext("overdue")
    return str(DecisionState(row.state).label)


def _before(day: date) -> tuple[list[Decision], list[tuple[str, str]]] | None:
    last = reads.last_approved(day)
    if last is None:
        return None
    asked = [(one.request.title, one.request.state) for one in reads.resources(last)]
    return list(reads.outputs(last)), asked
