"""The responsibility matrix as a paper."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.publish.duties.paper import matrix_paper
from sapat.web.doors import SchoolRequest, right
from sapat.web.papers import answer_with


@right("duty.read")
@require_safe
def duties_paper(request: SchoolRequest) -> HttpResponse:
    """Show the annex to the order, or hand it out."""
    return answer_with(
        request,
        lambda language: matrix_paper(request.school, language, at=now()),
        back=reverse("plan:duties", args=[request.school.code]),
        back_to=_("Responsibility matrix"),
    )
