"""Forms about the school itself: its name, years, mark scales, subjects."""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text
from sapat.school.calendar.layout import Break, Layout
from sapat.school.calendar.rules import TermKind
from sapat.school.organisations.rules import SchoolType
from sapat.school.scales.rules import Category, Scale
from sapat.web.forms.fields import DayField, NameForm, RowField, today

LANGUAGES = (("ky", _("Kyrgyz")), ("ru", _("Russian")), ("uz", _("Uzbek")), ("tg", _("Tajik")))
"""Languages of instruction in schools of the republic."""

KINDS = tuple((kind.value, kind.label) for kind in TermKind if kind != TermKind.YEAR)


class EditionForm(NameForm):
    """What the school is called and what it is, from a day on."""

    school_type = forms.ChoiceField(label=_("type of school"), choices=SchoolType.choices)
    language = forms.ChoiceField(label=_("main language of instruction"), choices=LANGUAGES)
    rural = forms.BooleanField(label=_("the school is in a village"), required=False)
    since = DayField(label=_("holds from"), help_text=_("What held before stays in the history."))
    ground = forms.CharField(label=_("on what ground (order, date)"), max_length=200)


class UnitForm(NameForm):
    """A unit of the school."""

    unit = forms.SlugField(
        label=_("code"), max_length=40, help_text=_("Latin letters, digits and dashes.")
    )
    since = DayField(label=_("exists from"), initial=today)


class YearForm(forms.Form):
    """The borders of a school year."""

    kind = forms.ChoiceField(label=_("divided into"), choices=KINDS)
    starts = DayField(label=_("first day"))
    ends = DayField(label=_("last day"))


class TermForm(forms.Form):
    """The days of one term; both empty: there is no such term."""

    starts = DayField(label=_("first day"), required=False)
    ends = DayField(label=_("last day"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for both days or none."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("starts")) != bool(given.get("ends")):
            raise ValidationError(gettext("Write both days, or leave both empty."))
        return given


class BreakForm(TermForm):
    """Days without lessons."""

    name_ky = forms.CharField(label=_("name in Kyrgyz"), max_length=200, required=False)
    name_ru = forms.CharField(widget=forms.HiddenInput, required=False)
    name_en = forms.CharField(widget=forms.HiddenInput, required=False)
    grades = forms.CharField(label=_("only grades"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a name where there are days."""
        given = super().clean()
        if given.get("starts") and not given.get("name_ky"):
            self.add_error("name_ky", gettext("Name the holidays."))
        return given


TermForms = formset_factory(TermForm, extra=0, max_num=8)
BreakForms = formset_factory(BreakForm, extra=0, max_num=12)
SPARE_BREAKS = 2
TERMS_SHOWN = {TermKind.QUARTER: 4, TermKind.HALF: 2, TermKind.SESSION: 6}


def calendar_forms(data: Any, layout: Layout) -> tuple[YearForm, Any, Any]:
    """Return the three forms of a school year, holding this layout until something is sent."""
    kind = TermKind(layout.kind)
    terms: list[dict[str, Any]] = [{"starts": one, "ends": other} for one, other in layout.terms]
    terms += [{}] * (TERMS_SHOWN[kind] - len(terms))
    breaks: list[dict[str, Any]] = [
        {
            "name_ky": pause.name.ky,
            "name_ru": pause.name.ru,
            "name_en": pause.name.en,
            "starts": pause.starts,
            "ends": pause.ends,
            "grades": pause.grades,
        }
        for pause in layout.breaks
    ]
    breaks += [{}] * SPARE_BREAKS
    year = {"kind": kind.value, "starts": layout.starts, "ends": layout.ends}
    return (
        YearForm(data, initial=year),
        TermForms(data, initial=terms, prefix="term"),
        BreakForms(data, initial=breaks, prefix="break"),
    )


def layout_of(year: int, given: dict[str, Any], terms: Any, breaks: Any) -> Layout:
    """Return the layout that was written into the three forms."""
    return Layout(
        year=year,
        kind=TermKind(given["kind"]),
        starts=given["starts"],
        ends=given["ends"],
        terms=[(t["starts"], t["ends"]) for t in terms.cleaned_data if t.get("starts")],
        breaks=[
            Break(
                name=Text(ky=b["name_ky"], ru=b["name_ru"], en=b["name_en"]),
                starts=b["starts"],
                ends=b["ends"],
                grades=b["grades"],
            )
            for b in breaks.cleaned_data
            if b.get("starts")
        ],
    )


class ScaleForm(NameForm):
    """A mark scale: its ends, and from which mark on each category begins."""

    scale = forms.SlugField(label=_("code"), max_length=40)
    lowest = forms.FloatField(label=_("lowest mark"), localize=True)
    highest = forms.FloatField(label=_("highest mark"), localize=True)
    whole = forms.BooleanField(label=_("whole marks only"), required=False, initial=True)
    excellent = forms.FloatField(label=_("excellent from"), localize=True)
    good = forms.FloatField(label=_("good from"), localize=True)
    satisfactory = forms.FloatField(label=_("satisfactory from"), localize=True)
    not_attested = forms.CharField(
        label=_("how journals write “not attested”"), initial="н/а", required=False
    )
    exempt = forms.CharField(label=_("how journals write “exempt”"), initial="осв", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for borders that fall from the highest mark to the lowest."""
        given = super().clean() or {}
        order = ["highest", "excellent", "good", "satisfactory", "lowest"]
        marks = [given.get(name) for name in order]
        if not self.errors and any(
            above is None or below is None or above < below for above, below in pairwise(marks)
        ):
            raise ValidationError(
                gettext("The borders must fall from the highest mark to the lowest.")
            )
        return given

    @staticmethod
    def scale_of(given: dict[str, Any]) -> Scale:
        """Return the scale that was written."""
        return Scale(
            code=given["scale"],
            lowest=given["lowest"],
            highest=given["highest"],
            whole=given["whole"],
            bands=(
                (given["excellent"], Category.EXCELLENT.value),
                (given["good"], Category.GOOD.value),
                (given["satisfactory"], Category.SATISFACTORY.value),
                (given["lowest"], Category.UNSATISFACTORY.value),
            ),
            not_attested=_words(given["not_attested"]),
            exempt=_words(given["exempt"]),
        )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in text.split(",") if word.strip())


class ScaleUseForm(forms.Form):
    """Which scale holds in which grades, from which school year on."""

    scale = RowField(label=_("scale"))
    first = forms.IntegerField(label=_("from grade"), min_value=1, max_value=12)
    last = forms.IntegerField(label=_("to grade"), min_value=1, max_value=12)
    from_year = forms.IntegerField(
        label=_("from the school year that begins in"), min_value=2000, max_value=2100
    )


class SubjectForm(NameForm):
    """A subject with the spellings its journals use."""

    subject = forms.SlugField(label=_("code"), max_length=40)
    spellings = forms.CharField(
        label=_("other spellings in journals"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Imports recognise the subject by them."),
    )


class LoadForm(forms.Form):
    """Who teaches a subject to a class, how many hours a week."""

    teacher = RowField(label=_("teacher"))
    subject = RowField(label=_("subject"))
    school_class = RowField(label=_("class"))
    group = forms.CharField(
        label=_("group (if the class is divided)"), max_length=20, required=False
    )
    hours = forms.DecimalField(
        label=_("hours a week"), min_value=0, max_value=40, decimal_places=1, localize=True
    )
