"""School years, their terms and holidays."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.language import Text
from sapat.school.calendar import changes, reads
from sapat.school.calendar.layout import Break, Layout
from sapat.school.calendar.models import SchoolYear
from sapat.school.calendar.rules import TermKind, year_label
from sapat.school.calendar.shipped import layout_for, source_of
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.school import KINDS, calendar_forms, layout_of
from sapat.web.pages.school.tabs import tabs

NEW_YEAR_MONTH = 7
"""From July on, the next school year is the one to lay out."""


@right("school.read")
@require_safe
def calendar(request: SchoolRequest) -> HttpResponse:
    """Show every school year, newest first."""
    context = {
        "tabs": tabs(request),
        "years": reads.years(),
        "today": localdate(),
        "can_change": request.may("school.change"),
    }
    return render(request, "school/calendar.html", context)


@right("school.change")
@form_page
def lay_out(request: SchoolRequest) -> HttpResponse:
    """Lay out the next school year, starting from the catalogue's dates."""
    year = _next_year()
    wanted = request.GET.get("kind", "")
    kind = TermKind(wanted) if wanted in dict(KINDS) else TermKind.QUARTER
    question = Question(
        heading=_("School year %(year)s") % {"year": year_label(year)},
        button=_("Lay out the year"),
        back=reverse("school:calendar", args=[request.school.code]),
        lead=_("The dates come from: %(source)s. Change them to your school's order.")
        % {"source": source_of(year)},
        done=_("The school year is laid out."),
        template="school/year.html",
    )
    return _ask(
        request,
        layout_for(year, kind),
        question,
        lambda layout: changes.lay_out(request.school, layout, by=request.user, at=now()),
    )


@right("school.change")
@form_page
def move_dates(request: SchoolRequest, school_year_id: int) -> HttpResponse:
    """Change the dates of a school year, also in its middle."""
    school_year = seen(request, SchoolYear, school_year_id)
    question = Question(
        heading=_("Dates of %(year)s") % {"year": year_label(school_year.year)},
        button=_("Save the dates"),
        back=reverse("school:calendar", args=[request.school.code]),
        lead=_("The trail keeps the old dates. Figures follow the new ones."),
        done=_("The dates are changed."),
        template="school/year.html",
    )
    return _ask(
        request,
        _layout(school_year),
        question,
        lambda layout: changes.move_dates(school_year, layout, by=request.user, at=now()),
    )


def _ask(request: SchoolRequest, layout: Layout, question: Question, change: Any) -> HttpResponse:
    form, terms, breaks = calendar_forms(posted(request), layout)
    return ask(
        request,
        form,
        question,
        lambda given: change(layout_of(layout.year, given, terms, breaks)),
        terms=terms,
        breaks=breaks,
    )


def _next_year() -> int:
    newest = reads.years().first()
    if newest:
        return newest.year + 1
    today = localdate()
    return today.year if today.month >= NEW_YEAR_MONTH else today.year - 1


def _layout(school_year: SchoolYear) -> Layout:
    return Layout(
        year=school_year.year,
        kind=TermKind(school_year.kind),
        starts=school_year.starts,
        ends=school_year.ends,
        terms=[(t.starts, t.ends) for t in school_year.terms.order_by("number")],
        breaks=[
            Break(
                name=Text(pause.name_ky, pause.name_ru, pause.name_en),
                starts=pause.starts,
                ends=pause.ends,
                grades=pause.grades,
            )
            for pause in school_year.holidays.order_by("starts")
        ],
    )
