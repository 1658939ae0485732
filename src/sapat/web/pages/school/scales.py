"""Mark scales: what they are and where they hold."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.school.calendar import reads as calendar
from sapat.school.scales import changes, reads
from sapat.school.scales.models import MarkScale
from sapat.school.scales.rules import Category
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.school import ScaleForm, ScaleUseForm
from sapat.web.pages.school.tabs import tabs

BORDERED = (Category.EXCELLENT, Category.GOOD, Category.SATISFACTORY)
"""Categories whose lowest mark the form asks for; what lies below is unsatisfactory."""


@right("school.read")
@require_safe
def scales(request: SchoolRequest) -> HttpResponse:
    """Show the scales, and which one holds in which grade this year."""
    current = calendar.year_on(localdate())
    year = current.year if current else localdate().year
    found = list(reads.scales())
    names = {scale.code: scale.name for scale in found}
    by_grade = reads.scale_of_grades(year)
    context = {
        "tabs": tabs(request),
        "year": year,
        "grades": _ranges({grade: scale.code for grade, scale in by_grade.items()}, names),
        "scales": [(scale, _bands(scale)) for scale in found],
        "can_change": request.may("school.change"),
    }
    return render(request, "school/scales.html", context)


def _ranges(codes: dict[int, str], names: dict[str, str]) -> list[tuple[str, str]]:
    """Return neighbouring grades with the same scale as one line: ("1–3", name)."""
    lines: list[tuple[int, int, str]] = []
    for grade in sorted(codes):
        if lines and lines[-1][2] == codes[grade] and lines[-1][1] == grade - 1:
            lines[-1] = (lines[-1][0], grade, codes[grade])
        else:
            lines.append((grade, grade, codes[grade]))
    return [
        (f"{first}–{last}" if first != last else str(first), names.get(code, ""))
        for first, last, code in lines
    ]


def _bands(scale: MarkScale) -> list[tuple[str, float]]:
    return [(str(Category(name).label), least) for least, name in scale.scale.bands]


@right("school.change")
@form_page
def define(request: SchoolRequest) -> HttpResponse:
    """Define a scale of the school's own."""
    form = ScaleForm(posted(request))
    return ask(
        request,
        form,
        _question(request, _("New mark scale"), _("Define the scale")),
        lambda given: changes.define(
            request.school, form.scale_of(given), form.text(given), by=request.user, at=now()
        ),
    )


@right("school.change")
@form_page
def redefine(request: SchoolRequest, mark_scale_id: int) -> HttpResponse:
    """Change a scale's borders or name; its code stays."""
    scale = seen(request, MarkScale, mark_scale_id)
    borders = {name: least for least, name in scale.scale.bands}
    initial = {
        "scale": scale.code,
        "name_ky": scale.name_ky,
        "name_ru": scale.name_ru,
        "name_en": scale.name_en,
        "lowest": scale.lowest,
        "highest": scale.highest,
        "whole": scale.whole,
        "not_attested": ", ".join(scale.not_attested),
        "exempt": ", ".join(scale.exempt),
        **{category.value: borders.get(category.value) for category in BORDERED},
    }
    form = ScaleForm(posted(request), initial=initial)
    form.fields["scale"].disabled = True
    return ask(
        request,
        form,
        _question(request, scale.name, _("Save")),
        lambda given: changes.define(
            request.school, form.scale_of(given), form.text(given), by=request.user, at=now()
        ),
    )


@right("school.change")
@form_page
def use(request: SchoolRequest) -> HttpResponse:
    """Say in which grades a scale holds from a school year on."""
    rows = {scale.pk: scale for scale in reads.scales()}
    form = ScaleUseForm(posted(request), initial={"from_year": localdate().year})
    form.fields["scale"].offer([(pk, scale.name) for pk, scale in rows.items()])  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _question(request, _("Which scale in which grades"), _("Save")),
        lambda given: changes.use(
            rows[given["scale"]],
            (given["first"], given["last"]),
            from_year=given["from_year"],
            by=request.user,
            at=now(),
        ),
    )


def _question(request: SchoolRequest, heading: str, button: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("school:scales", args=[request.school.code]),
        pretitle=_("Mark scales"),
        done=_("Saved. Marks imported from now on are read so."),
    )
