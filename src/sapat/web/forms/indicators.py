"""Forms about the school's own indicators: the editor, and the steps of a proposal."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.datasets.schema import schema
from sapat.plan.indicators.builder import Operator, Row, Rows, filled, rows_of, text_of
from sapat.plan.indicators.rules import catalogue
from sapat.plan.indicators.sketch import EVERY, Sketch, SketchKind, dims_of_data
from sapat.school.calendar.rules import TermCode, parse_term
from sapat.web.forms.fields import DayField, NameForm, RowField, today

LINES = 4
"""Lines of the builder above and below the line; longer conditions are written."""
WAYS = (
    ("rows", _("by lines")),
    ("text", _("as a condition")),
    ("every", _("every row counts")),
)
JOINED = (("and", _("all lines hold")), ("or", _("one line is enough")))
BETTER = (
    ("higher", _("more is better")),
    ("lower", _("less is better")),
    ("zero", _("near zero is better")),
)
FREQ = (
    ("quarter", _("every term")),
    ("half_year", _("every half-year")),
    ("year", _("every year")),
)
OPERATORS = [("", "—"), *Operator.choices]
LONG = {"rows": 2}
PLAIN = (
    "name_ky", "name_ru", "name_en", "words", "criterion", "kind", "field", "freq", "better",
    "basis", "need", "role", "tool",
)  # fmt: skip


class SketchForm(NameForm):
    """An indicator on one data set: the rows above the line, the rows below it, the norm."""

    words = forms.CharField(
        label=_("what it says, in a sentence"), max_length=600, widget=forms.Textarea(LONG)
    )
    criterion = forms.ChoiceField(label=_("criterion it belongs to"))
    kind = forms.ChoiceField(label=_("kind of figure"), choices=SketchKind.choices)
    field = forms.ChoiceField(label=_("mean of the field"), required=False)
    den_data = forms.ChoiceField(label=_("rows below the line are in"), required=False)
    by = forms.MultipleChoiceField(
        label=_("broken down by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    freq = forms.ChoiceField(label=_("how often"), choices=FREQ)
    better = forms.ChoiceField(label=_("direction"), choices=BETTER)
    target = forms.FloatField(label=_("target"), localize=True)
    ok = forms.FloatField(label=_("norm"), localize=True)
    alarm = forms.FloatField(label=_("alarm"), localize=True)
    basis = forms.ChoiceField(label=_("basis of the norm"))
    norm_why = forms.CharField(label=_("why this norm"), max_length=400, required=False)
    need = forms.CharField(
        label=_("whose need it serves"),
        max_length=400,
        required=False,
        help_text=_("In the words of parents, pupils or those who take graduates in."),
    )
    role = forms.ChoiceField(label=_("responsible post"), required=False)
    tool = forms.ChoiceField(
        label=_("tool"),
        required=False,
        help_text=_("The instrument it is measured with, or the import of a file."),
    )
    why = forms.CharField(label=_("why it is proposed"), widget=forms.Textarea(LONG))

    def __init__(
        self, given: Any, *, data: str, names: Mapping[str, str], offers: Mapping[str, Any],
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(given, **more)
        self.data_set = data
        self.columns = schema().columns[data]
        self.dates: frozenset[str] = offers["dates"]
        fields = [("", "—"), *((code, names.get(code, code)) for code in self.columns)]
        numbers = [code for code, column in self.columns.items() if column.kind == "num"]
        choices: dict[str, Iterable[tuple[str, object]]] = {
            "criterion": [(c, f"{c} {one.name}") for c, one in catalogue().criteria.items()],
            "field": [("", "—"), *((code, names.get(code, code)) for code in numbers)],
            "den_data": [("", _("in the same data set")), *offers["data"]],
            "by": [(dim, names.get(dim, dim)) for dim in dims_of_data(data)],
            "basis": [(code, str(name)) for code, name in catalogue().bases.items()],
            "role": [("", "—"), *Role.choices],
            "tool": [("", "—"), *offers["tools"]],
        }
        for name, offered in choices.items():
            self.fields[name].choices = list(offered)  # type: ignore[attr-defined]
        for side in ("num", "den"):
            self._add_side(side, fields)

    def _add_side(self, side: str, fields: list[tuple[str, str]]) -> None:
        """Add the builder of one side of the line."""
        more = self.fields
        more[f"{side}_way"] = forms.ChoiceField(label=_("how it is said"), choices=WAYS)
        more[f"{side}_joined"] = forms.ChoiceField(label=_("together"), choices=JOINED)
        more[f"{side}_text"] = forms.CharField(
            label=_("condition"), max_length=2000, required=False, widget=forms.Textarea(LONG)
        )
        for line in range(LINES):
            more[f"{side}_field_{line}"] = forms.ChoiceField(
                label=_("field"), choices=fields, required=False
            )
            more[f"{side}_operator_{line}"] = forms.ChoiceField(
                label=_("must be"), choices=OPERATORS, required=False
            )
            more[f"{side}_value_{line}"] = forms.CharField(
                label=_("value"), max_length=200, required=False
            )

    def lines(self, side: str) -> list[list[Any]]:
        """Return the fields of the builder's lines, for the page."""
        parts = ("field", "operator", "value")
        return [[self[f"{side}_{part}_{line}"] for part in parts] for line in range(LINES)]

    @property
    def num_lines(self) -> list[list[Any]]:
        """Return the lines above the line."""
        return self.lines("num")

    @property
    def den_lines(self) -> list[list[Any]]:
        """Return the lines below the line."""
        return self.lines("den")

    def condition(self, side: str, given: Mapping[str, Any]) -> str:
        """Return the condition of one side as it was said."""
        way = given.get(f"{side}_way", "rows")
        if way == "every":
            return EVERY
        if way == "text":
            return str(given.get(f"{side}_text", "")).strip()
        rows = [
            Row(
                str(given.get(f"{side}_field_{line}", "")),
                str(given.get(f"{side}_operator_{line}", "")) or "=",
                str(given.get(f"{side}_value_{line}", "")),
            )
            for line in range(LINES)
        ]
        joined = str(given.get(f"{side}_joined", "and"))
        return text_of(Rows(filled(rows), joined), self.columns, self.dates)

    def sketch(self) -> Sketch:
        """Return what was written, even where the form is not whole yet."""
        given = self.cleaned_data
        plain: dict[str, Any] = {name: str(given.get(name) or "") for name in PLAIN}
        plain |= {name: given.get(name) or 0.0 for name in ("target", "ok", "alarm")}
        return Sketch(
            **plain,
            data=self.data_set,
            num=self.condition("num", given),
            den_data=str(given.get("den_data") or ""),
            den=self.condition("den", given),
            by=tuple(given.get("by") or ()),
            why=str(given.get("norm_why") or ""),
        )


def initial_of(sketch: Sketch, dates: frozenset[str]) -> dict[str, Any]:
    """Return what the editor shows of an indicator there is."""
    found: dict[str, Any] = {**sketch.record, "norm_why": sketch.why, "why": ""}
    for side, text, data in (("num", sketch.num, sketch.data), ("den", sketch.den, sketch.below)):
        rows = rows_of(text, schema().columns[data], dates) if text != EVERY else None
        fits = rows is not None and len(rows.rows) <= LINES
        found[f"{side}_way"] = "every" if text == EVERY else "rows" if fits else "text"
        found[f"{side}_text"] = "" if text == EVERY else text
        if rows is not None and fits:
            found[f"{side}_joined"] = rows.joined
            for line, row in enumerate(rows.rows):
                found[f"{side}_field_{line}"] = row.field
                found[f"{side}_operator_{line}"] = row.operator
                found[f"{side}_value_{line}"] = row.value
    return found


class WhyForm(forms.Form):
    """Why something is proposed."""

    why = forms.CharField(label=_("why it is proposed"), widget=forms.Textarea(LONG))


class NumbersForm(WhyForm):
    """Numbers that are proposed: constants of an indicator, or weights."""

    def __init__(self, given: Any, *, numbers: Iterable[tuple[str, object, float]]) -> None:
        super().__init__(given)
        for code, label, value in numbers:
            self.fields[f"n_{code}"] = forms.FloatField(
                label=str(label), initial=value, localize=True
            )
        self.order_fields([name for name in self.fields if name != "why"])

    @staticmethod
    def numbers(given: Mapping[str, Any]) -> dict[str, float]:
        """Return code -> number."""
        return {name[2:]: value for name, value in given.items() if name.startswith("n_")}


class CommentForm(forms.Form):
    """What somebody thinks of a proposal."""

    text = forms.CharField(label=_("your opinion"), max_length=2000, widget=forms.Textarea(LONG))


class MeetingForm(forms.Form):
    """A body's protocol."""

    body = RowField(label=_("body"))
    protocol = forms.CharField(label=_("number of the protocol"), max_length=40)
    day = DayField(label=_("date of the protocol"), initial=today)


class ConclusionForm(MeetingForm):
    """A protocol and what was concluded."""

    conclusion = forms.CharField(
        label=_("what was concluded"), max_length=2000, widget=forms.Textarea(LONG)
    )


class ApprovalForm(MeetingForm):
    """A protocol and the term from which it holds."""

    since = forms.ChoiceField(
        label=_("in force from"), help_text=_("Figures of earlier terms keep their definition.")
    )

    @staticmethod
    def term(given: Mapping[str, Any]) -> TermCode:
        """Return the term that was chosen."""
        found = parse_term(given["since"])
        if found is None:
            raise ValueError(given["since"])
        return found
