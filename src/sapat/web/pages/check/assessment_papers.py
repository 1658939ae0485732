"""The dossier of a cycle: as it is printed, as a file, and with its annexes in one file."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sapat.check.assessments.cycles.models import Assessment
from sapat.publish.assessments.dossier import dossier
from sapat.publish.assessments.pack import packed
from sapat.publish.papers.content import Paper
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.files import attachment
from sapat.web.papers import answer_with


@right("self_assessment.read")
@require_safe
def assessment_dossier(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Show the dossier as it is printed, or hand it out."""
    row = seen(request, Assessment, assessment_id)

    def make(language: str) -> Paper:
        return dossier(row, language=language, at=now())

    back = reverse("check:assessment", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=row.name[:80])


@right("self_assessment.read")
@require_safe
def assessment_pack(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Hand out the dossier with its annexes in one file."""
    row = seen(request, Assessment, assessment_id)
    pack = packed(row, language=(get_language() or "ky")[:2], at=now())
    return attachment(pack, row.name, request.school.code, ending="zip")
