"""Points of an outside assessment: written down, corrected, settled, opened again."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.check.assessments.criteria import reads as sets
from sapat.check.assessments.criteria.models import Criterion
from sapat.check.assessments.outside import changes
from sapat.check.assessments.outside.changes import Stated
from sapat.check.assessments.outside.models import OutsideAssessment, OutsidePoint
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.assessments import DropForm
from sapat.web.forms.outside import OutsidePointForm, SettleForm
from sapat.web.pages.check.outside import about

Known = tuple[dict[int, Person], dict[int, Criterion]]


@right("self_assessment.run")
@form_page
def add_outside_point(request: SchoolRequest, outside_assessment_id: int) -> HttpResponse:
    """Write a point of the paper down."""
    row = seen(request, OutsideAssessment, outside_assessment_id)
    form = OutsidePointForm(posted(request))
    known = _offer(form, row)
    return ask(
        request,
        form,
        about(row, _("A point of the paper"), _("Write down"), _("The point is written down.")),
        lambda given: changes.add_point(row, _stated(given, known), by=request.user, at=now()),
    )


@right("self_assessment.run")
@form_page
def restate_outside_point(request: SchoolRequest, outside_point_id: int) -> HttpResponse:
    """Correct a point, its term or who answers for it."""
    point = seen(request, OutsidePoint, outside_point_id)
    initial = {
        "kind": point.kind, "text": point.text, "owner": point.owner_id, "due_on": point.due_on,
        "criterion": point.criterion_id,
    }  # fmt: skip
    form = OutsidePointForm(posted(request), initial=initial)
    known = _offer(form, point.outside)
    return ask(
        request,
        form,
        about(point.outside, _("Point %(number)s") % {"number": point.number}, _("Save"),
              _("The point is corrected.")),
        lambda given: changes.restate_point(
            point, _stated(given, known), by=request.user, at=now()
        ),
    )  # fmt: skip


@right("self_assessment.run")
@form_page
def settle_outside_point(request: SchoolRequest, outside_point_id: int) -> HttpResponse:
    """Settle a point: it is carried out, and something shows it."""
    point = seen(request, OutsidePoint, outside_point_id)
    heading = _("Settle point %(number)s") % {"number": point.number}
    return ask(
        request,
        SettleForm(posted(request)),
        about(point.outside, heading, _("Settle"), _("The point is settled."), point.text),
        lambda given: changes.settle(point, given["words"], by=request.user, at=now()),
    )


@right("self_assessment.run")
@form_page
def reopen_outside_point(request: SchoolRequest, outside_point_id: int) -> HttpResponse:
    """Open a settled point again."""
    point = seen(request, OutsidePoint, outside_point_id)
    heading = _("Open point %(number)s again") % {"number": point.number}
    return ask(
        request,
        DropForm(posted(request)),
        about(point.outside, heading, _("Open again"), _("The point is open again."), point.text),
        lambda given: changes.reopen(point, given["reason"], by=request.user, at=now()),
    )


def _offer(form: OutsidePointForm, row: OutsideAssessment) -> Known:
    """Offer who may answer, and the criteria of the self-assessment it is compared with."""
    staff = {person.pk: person for person in people.staff(localdate())}
    criteria = {one.pk: one for one in sets.criteria(row.cycle.criteria_set)} if row.cycle else {}
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    form.fields["criterion"].offer(list(criteria.items()))  # type: ignore[attr-defined]
    return staff, criteria


def _stated(given: dict[str, Any], known: Known) -> Stated:
    staff, criteria = known
    return Stated(
        given["kind"],
        given["text"].strip(),
        staff.get(given["owner"]),
        given["due_on"],
        criteria.get(given["criterion"]),
    )
