"""Annexes of a cycle: laid beside criteria from what is in Sapat or as a file, handed out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.decisions import reads as decisions
from sapat.act.decisions.rules import BINDING
from sapat.act.meetings import reads as meetings
from sapat.act.orders import reads as orders
from sapat.act.orders.rules import OrderState
from sapat.check.assessments.annexes import changes
from sapat.check.assessments.annexes import reads as annexes
from sapat.check.assessments.annexes.changes import Sent
from sapat.check.assessments.annexes.reads import Source
from sapat.check.assessments.cycles.models import Assessment, AssessmentEvidence
from sapat.check.assessments.cycles.rules import EvidenceKind
from sapat.publish.papers.pdf import pdf
from sapat.publish.quarter.report import Wish, quarter_report, title_of
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.files import attachment
from sapat.web.forms.assessments import AnnexForm, FileAnnexForm, LinesForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.check.assessments import offer_lines

MOST = 80
Offer = Callable[[SchoolRequest], list[Source]]


def _documents(_request: SchoolRequest) -> list[Source]:
    return [annexes.of_edition(one) for one in annexes.editions(localdate())]


def _batches(_request: SchoolRequest) -> list[Source]:
    return [annexes.of_batch(one) for one in annexes.batches()]


def _figures(request: SchoolRequest) -> list[Source]:
    ground, _term, found = annexes.figures(request.school)
    return [annexes.of_figure(one, ground) for one in found]


def _meetings(_request: SchoolRequest) -> list[Source]:
    rows = meetings.meetings().exclude(digest="").order_by("-day", "-pk")[:MOST]
    return [
        Source(
            EvidenceKind.MEETING,
            _("%(body)s, protocol № %(number)s, %(day)s")
            % {
                "body": row.body.name,
                "number": row.protocol_number,
                "day": date_format(row.day, "SHORT_DATE_FORMAT"),
            },
            "act:meeting", (row.pk,), row.day, row.day, row.digest,
        )
        for row in rows
    ]  # fmt: skip


def _decisions(_request: SchoolRequest) -> list[Source]:
    rows = decisions.decisions().filter(state__in=BINDING).order_by("-taken_on", "-pk")[:MOST]
    return [
        Source(
            EvidenceKind.DECISION, f"{row.taken_on:%d.%m.%Y}. {row.text}"[:300], "act:decision",
            (row.pk,), row.taken_on, row.taken_on,
            row.item.meeting.digest if row.item else "",
        )
        for row in rows
    ]  # fmt: skip


def _orders(_request: SchoolRequest) -> list[Source]:
    rows = orders.orders().filter(state=OrderState.SIGNED).order_by("-signed_on", "-pk")[:MOST]
    return [
        Source(
            EvidenceKind.ORDER, f"№ {row.number}. {row.title}"[:300], "act:order",
            (row.pk,), row.signed_on, row.cancelled_on, row.digest,
        )
        for row in rows
    ]  # fmt: skip


def _reports(request: SchoolRequest) -> list[Source]:
    return [
        Source(EvidenceKind.REPORT, title_of(term), "", (str(term),), since, until)
        for term, since, until in annexes.terms(request.school)
    ]


OFFERS: dict[str, Offer] = {
    EvidenceKind.DOCUMENT: _documents,
    EvidenceKind.FIGURE: _figures,
    EvidenceKind.REPORT: _reports,
    EvidenceKind.BATCH: _batches,
    EvidenceKind.MEETING: _meetings,
    EvidenceKind.DECISION: _decisions,
    EvidenceKind.ORDER: _orders,
}
"""Kind -> what is there of it."""


@right("self_assessment.judge")
@form_page
def lay_annex(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Lay something of Sapat beside criteria; `?kind=` says what, `?line=` beside which."""
    row = seen(request, Assessment, assessment_id)
    kind = request.GET.get("kind", EvidenceKind.DOCUMENT)
    if kind not in OFFERS:
        raise Http404
    offered = OFFERS[kind](request)
    form = AnnexForm(posted(request), initial=_marked(request))
    form.fields["source"].choices = [  # type: ignore[attr-defined]
        (str(place), _worded(one)) for place, one in enumerate(offered)
    ]
    offer_lines(form, row)
    return ask(
        request,
        form,
        _about(row, _("Lay beside: %(kind)s") % {"kind": EvidenceKind(kind).label}),
        lambda given: changes.lay(
            row,
            (source := offered[int(given["source"])]),
            given["lines"],
            sent=_frozen(request, source) if kind == EvidenceKind.REPORT else None,
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
        kinds=_kinds(row, kind, request.GET.get("line", "")),
        nothing=not offered,
    )


def _frozen(request: SchoolRequest, source: Source) -> Sent:
    """Return the report on a term as it stands now, without names, to be kept as a file."""
    known = {str(term): term for term, _since, _until in annexes.terms(request.school)}
    wish = Wish(known[str(source.args[0])], (get_language() or "ky")[:2])
    report = quarter_report(request.school, wish, at=now())
    return Sent(f"{source.label}.pdf", [pdf(report)])


@right("self_assessment.judge")
@form_page
def lay_file(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Lay a file beside criteria."""
    row = seen(request, Assessment, assessment_id)
    form = FileAnnexForm(posted(request), request.FILES or None, initial=_marked(request))
    offer_lines(form, row)

    def write(given: dict[str, Any]) -> object:
        source = Source(
            EvidenceKind.FILE, given["label"], since=given["since"], until=given["until"]
        )
        sent = Sent(Path(given["file"].name).name, given["file"].chunks())
        me = people.person_of(request.user)
        return changes.lay(
            row, source, given["lines"], sent=sent, person=me, by=request.user, at=now()
        )

    question = _about(row, _("Lay a file beside"))
    kinds = _kinds(row, EvidenceKind.FILE, request.GET.get("line", ""))
    return ask(request, form, question, write, kinds=kinds, nothing=False)


@right("self_assessment.judge")
@form_page
def move_annex(request: SchoolRequest, assessment_evidence_id: int) -> HttpResponse:
    """Say which criteria an annex shows."""
    row = seen(request, AssessmentEvidence, assessment_evidence_id)
    beside = sorted(row.lines.values_list("pk", flat=True))
    form = LinesForm(posted(request), initial={"lines": beside})
    offer_lines(form, row.assessment)
    question = Question(
        heading=_("What annex %(number)s shows") % {"number": row.number},
        button=_("Save"),
        back=reverse("check:assessment", args=[request.school.code, row.assessment_id]),
        pretitle=row.assessment.name,
        lead=row.label,
        done=_("It is said what the annex shows."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.lay_beside(row, given["lines"], by=request.user, at=now()),
    )


@right("self_assessment.judge")
@form_page
def take_annex_away(request: SchoolRequest, assessment_evidence_id: int) -> HttpResponse:
    """Take an annex away; those after it move up."""
    row = seen(request, AssessmentEvidence, assessment_evidence_id)
    question = Question(
        heading=_("Take annex %(number)s away") % {"number": row.number},
        button=_("Take away"),
        back=reverse("check:assessment", args=[request.school.code, row.assessment_id]),
        pretitle=row.assessment.name,
        lead=row.label,
        danger=True,
        done=_("The annex is taken away."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.take_away(row, by=request.user, at=now()),
    )


@right("self_assessment.read")
@require_safe
def annex_file(request: SchoolRequest, assessment_evidence_id: int) -> HttpResponse:
    """Hand out the file of an annex."""
    row = seen(request, AssessmentEvidence, assessment_evidence_id)
    path = annexes.path_of(row)
    if not row.ending or not path.is_file():
        raise Http404
    return attachment(path.read_bytes(), f"{row.number}", row.label[:80], ending=row.ending)


def _worded(one: Source) -> str:
    if not one.since:
        return one.label
    until = f"–{one.until:%d.%m.%Y}" if one.until and one.until != one.since else ""
    return f"{one.label} [{one.since:%d.%m.%Y}{until}]"


def _marked(request: SchoolRequest) -> dict[str, Any]:
    """Return the criterion the address names, so that its box is ticked."""
    line = request.GET.get("line", "")
    return {"lines": [int(line)]} if line.isdecimal() else {}


def _kinds(row: Assessment, kind: str, line: str) -> list[dict[str, Any]]:
    """Return the kinds of annexes to choose from, with their addresses."""
    code, more = row.school.code, f"&line={line}" if line.isdecimal() else ""
    found = [
        {
            "label": EvidenceKind(one).label,
            "url": f"{reverse('check:lay_annex', args=[code, row.pk])}?kind={one}{more}",
            "active": one == kind,
        }
        for one in OFFERS
    ]
    file = reverse("check:lay_file", args=[code, row.pk])
    active = kind == EvidenceKind.FILE
    found.append({"label": EvidenceKind.FILE.label, "url": f"{file}?{more[1:]}", "active": active})
    return found


def _about(row: Assessment, heading: str) -> Question:
    return Question(
        heading=heading,
        button=_("Lay beside"),
        back=reverse("check:assessment", args=[row.school.code, row.pk]),
        pretitle=row.name,
        lead=_("One annex may show many criteria; its period and its mark are kept."),
        done=_("It lies beside the criteria."),
        template="check/lay_annex.html",
    )
