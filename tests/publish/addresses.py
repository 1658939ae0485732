"""The addresses of Sapat, and beside them a paper as a room would put it on a page."""

from datetime import UTC, datetime

from django.urls import path
from django.views.decorators.http import require_safe

from sapat.publish.papers.content import Paper, Prose, Section
from sapat.urls import urlpatterns as of_sapat
from sapat.web.doors import right
from sapat.web.papers import answer_with

TYPED = """# Бөлүм

**Калың** жана <script>alert(1)</script> {{ school }} #panic("x")

1) биринчи
   - ичинде

> айтылган

| Ким | Качан |
|---|---|
| Өмүрбек | 1-март |
"""


def paper_in(language):
    sections = [Section("", [Prose(TYPED)])]
    frozen = datetime(2026, 9, 1, tzinfo=UTC)
    return Paper(
        language=language, title="Жобо", school="№12 мектеп", frozen_at=frozen, sections=sections
    )


@right("report.read")
@require_safe
def paper(request):
    return answer_with(request, paper_in, back="/")


urlpatterns = [path("schools/<code>/paper/", paper), *of_sapat]
