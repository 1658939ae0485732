"""What a finding takes over from the record on whose page it is written; a registry by record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sapat.act.decisions.models import Decision
from sapat.act.meetings.models import Meeting
from sapat.act.orders.models import Order
from sapat.act.reviews.models import Review
from sapat.check.comparing.funnels import Funnel
from sapat.check.data_quality.models import QualityIssue
from sapat.check.effects.rules import Effect
from sapat.check.findings.rules import Origin
from sapat.check.testing.models import SatTest
from sapat.plan.documents.models import Document
from sapat.plan.duties.models import Duty
from sapat.plan.ethics.models import ProcedureComplaint
from sapat.plan.objectives.models import Objective
from sapat.plan.planning.models import PlanItem
from sapat.plan.processes.models import Process
from sapat.plan.regulations.standing import Line
from sapat.plan.requirements.models import Requirement

LONG = 120


@dataclass(frozen=True)
class Known:
    """What a record tells of a finding written from its page."""

    page: str
    args: str
    """Of its address below the school, parted by commas."""
    label: str
    origin: str = Origin.HAND
    source: str = ""
    """Key of a record that has one open finding at a time; most may have several."""
    title: str = ""
    indicator: str = ""
    group: str = ""
    clause: str = ""
    process: str = ""
    query: str = ""
    """What follows the question mark of its address."""

    @property
    def told(self) -> dict[str, str]:
        """Return what is worth saying in the address of the form."""
        return {name: str(value) for name, value in vars(self).items() if value}


Teller = Callable[[Any], Known]

_tellers: dict[type, Teller] = {}


def finding_from(record: type) -> Callable[[Teller], Teller]:
    """Register what a finding takes over from a kind of record; given once a kind."""

    def register(teller: Teller) -> Teller:
        if record in _tellers:
            raise ValueError(f"findings know already how to come from {record.__name__}")
        _tellers[record] = teller
        return teller

    return register


def known_of(record: object) -> Known | None:
    """Return what a finding takes over from a record, or None where no teller knows its kind."""
    tell = next((_tellers[kind] for kind in type(record).__mro__ if kind in _tellers), None)
    return tell(record) if tell else None


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


@finding_from(Process)
def _process(row: Process) -> Known:
    return Known("plan:process", f"{row.pk}", row.name, process=f"{row.pk}")


@finding_from(Requirement)
def _requirement(row: Requirement) -> Known:
    label = _("Requirement № %(number)s") % {"number": row.number}
    return Known("plan:requirement", f"{row.pk}", f"{label}: {_short(row.text)}")


@finding_from(Line)
def _clause(line: Line) -> Known:
    code = line.clause.code
    label = f"{code} {line.clause.heading}"
    return Known("plan:clause", code, label, origin=Origin.DUTY, clause=code)


@finding_from(Objective)
def _objective(row: Objective) -> Known:
    return Known("plan:objective", f"{row.pk}", row.title, indicator=row.indicator)


@finding_from(PlanItem)
def _item(row: PlanItem) -> Known:
    return Known("plan:item", f"{row.pk}", _short(row.text), origin=Origin.DUTY)


@finding_from(Duty)
def _duty(row: Duty) -> Known:
    return Known("plan:duty", f"{row.pk}", _short(row.name), origin=Origin.DUTY)


@finding_from(Document)
def _document(row: Document) -> Known:
    return Known("plan:document", f"{row.pk}", _short(row.title))


@finding_from(ProcedureComplaint)
def _complaint(row: ProcedureComplaint) -> Known:
    # Only the heads read a complaint, all staff a finding: so its text stays where it is.
    day = date_format(row.received_on, "SHORT_DATE_FORMAT")
    label = _("Complaint about a procedure, received on %(day)s") % {"day": day}
    key = f"complaint:{row.pk}"
    return Known("plan:complaint", f"{row.pk}", label, Origin.COMPLAINT, key)


@finding_from(Funnel)
def _comparison(funnel: Funnel) -> Known:
    one = funnel.indicator
    return Known(
        "check:comparison",
        one.code,
        _("Comparison: %(name)s") % {"name": one.name},
        Origin.SIGNAL,
        title=str(one.name),
        indicator=one.code,
        query=urlencode({"by": funnel.dim}),
    )


@finding_from(Effect)
def _effect(found: Effect) -> Known:
    asked = {"indicator": found.indicator.code, "since": f"{found.since:%Y-%m-%d}"}
    return Known(
        "check:effect",
        "",
        _short(found.sentence),
        Origin.SIGNAL,
        title=str(found.indicator.name),
        indicator=found.indicator.code,
        group=found.group,
        query=urlencode(asked),
    )


@finding_from(QualityIssue)
def _issue(row: QualityIssue) -> Known:
    key, label = f"quality_issue:{row.pk}", _short(f"{row}")
    return Known("check:quality_issue", f"{row.pk}", label, Origin.DATA, key, title=label)


@finding_from(SatTest)
def _test(row: SatTest) -> Known:
    label = f"{row.title}, {date_format(row.held_on, 'SHORT_DATE_FORMAT')}"
    return Known("check:test", f"{row.pk}", label, Origin.ASSESSMENT)


@finding_from(Meeting)
def _meeting(row: Meeting) -> Known:
    label = f"{row.body.name}, {date_format(row.day, 'SHORT_DATE_FORMAT')}"
    return Known("act:meeting", f"{row.pk}", label, Origin.MEETING)


@finding_from(Decision)
def _decision(row: Decision) -> Known:
    return Known(
        "act:decision", f"{row.pk}", _short(row.text), Origin.MEETING,
        indicator=row.effect_indicator,
    )  # fmt: skip


@finding_from(Order)
def _order(row: Order) -> Known:
    return Known("act:order", f"{row.pk}", _short(f"{row}"), Origin.DUTY)


@finding_from(Review)
def _review(row: Review) -> Known:
    label = _("Management review %(name)s") % {"name": row.name}
    return Known("act:review", f"{row.pk}", label, Origin.REVIEW)
