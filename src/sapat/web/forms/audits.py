"""Forms of audits: the programme, one audit, its team, its checklist, its report."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sapat.check.audits.rules import Form, Importance, Judgement, Kind, Part
from sapat.check.findings.rules import Grade
from sapat.web.forms.fields import DayField, RowField, today


def words(label: object, *, rows: int = 3, required: bool = True, hint: object = "") -> forms.Field:
    """Return a field for several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=required, help_text=hint)  # type: ignore[arg-type]


class ProgrammeForm(forms.Form):
    """For which school year, and of which kind."""

    kind = forms.ChoiceField(label=_("kind"), choices=Kind.choices)
    year = forms.TypedChoiceField(label=_("school year"), coerce=int)


class FrameForm(forms.Form):
    """What management sets for the year."""

    criteria = words(_("criteria"), hint=_("Against what is judged: regulations, clauses, cards."))
    scope = words(_("scope"), hint=_("Which processes, units and papers are looked at."))
    frequency = words(
        _("frequency"), hint=_("How often; what is important or failed is looked at more often.")
    )
    methods = words(_("methods"), hint=_("Documents, talks, visits, samples."))
    earlier = words(
        _("what earlier audits showed"),
        required=False,
        hint=_("If there were none, write that this is the first programme."),
    )


class WeighForm(forms.Form):
    """How important something is, and what became of its earlier results."""

    importance = forms.ChoiceField(label=_("importance"), choices=Importance.choices)
    considered = words(_("how earlier results were taken into account"), required=False)
    left_out = words(
        _("why it is not audited this year"),
        required=False,
        hint=_("Leave empty if an audit is planned."),
    )


class ApproveForm(forms.Form):
    """The order that approves a programme."""

    order = forms.CharField(label=_("number of the order"), max_length=40)
    on = DayField(label=_("day of the order"), initial=today)


class AuditForm(forms.Form):
    """What is audited, where, by which clauses, when."""

    title = forms.CharField(label=_("what is checked"), max_length=300)
    purpose = words(pgettext_lazy("audit", "purpose"), required=False)
    process = RowField(label=_("process"), required=False)
    unit = RowField(label=_("unit"), required=False)
    clauses = forms.MultipleChoiceField(
        label=_("clauses it is checked against"),
        required=False,
        help_text=_("Several: hold Ctrl and click; on a phone tap one after another."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    planned_on = DayField(label=_("first day"))
    planned_until = DayField(label=_("last day"))
    methods = forms.CharField(label=_("methods"), max_length=300, required=False)


class ControlForm(AuditForm):
    """A line of the plan of in-school control."""

    form = forms.ChoiceField(label=_("kind of control"), choices=Form.choices)
    looked_at = forms.CharField(
        label=_("classes, teachers or papers that are looked at"), max_length=300, required=False
    )
    heard_at = forms.CharField(label=_("where the result is heard"), max_length=160, required=False)


class UnplannedForm(forms.Form):
    """Why an audit is added to an approved programme."""

    unplanned = words(_("why it is added to the approved programme"))


class MoveForm(forms.Form):
    """Another date, and why."""

    since = DayField(label=_("first day"))
    until = DayField(label=_("last day"))
    reason = words(_("reason"))


class SeatForm(forms.Form):
    """Who takes part, on which side."""

    part = forms.ChoiceField(label=_("takes part as"), choices=Part.choices)
    person = RowField(label=_("person of the school"), required=False)
    outsider = forms.CharField(
        label=_("or somebody from outside: name and place of work"), max_length=200, required=False
    )
    exception = words(
        _("exception: why somebody audits work of their own"),
        required=False,
        rows=2,
        hint=_("Only where it cannot be avoided; then somebody from outside belongs to the team."),
    )


class MakeForm(forms.Form):
    """What the checklist is made of."""

    sources = forms.MultipleChoiceField(
        label=_("made of"), widget=forms.CheckboxSelectMultiple, required=False
    )


class AskForm(forms.Form):
    """A question of the auditors' own."""

    words = words(_("question"), rows=2)
    clause = forms.ChoiceField(label=_("clause"), required=False)


class AnswerForm(forms.Form):
    """What was seen at a question."""

    judgement = forms.ChoiceField(choices=Judgement.choices)
    note = forms.CharField(required=False)
    sample = forms.CharField(max_length=300, required=False)
    evidence = forms.CharField(required=False)
    on_paper = forms.BooleanField(required=False)
    key = forms.CharField(max_length=64)
    seen = forms.IntegerField(required=False)


class FoundForm(forms.Form):
    """A finding in one of five grades."""

    title = forms.CharField(label=_("what was found"), max_length=300)
    text = words(_("details and evidence"), required=False)
    grade = forms.ChoiceField(
        label=_("grade"),
        choices=Grade.choices,
        help_text=_("A nonconformity needs a cause and an action; good practice needs none."),
    )
    clause = forms.ChoiceField(label=_("clause"), required=False)


class ReportForm(forms.Form):
    """What a report says."""

    volume = words(_("how much was looked at"), required=False, rows=2)
    facts = words(_("facts and figures"), required=False, rows=5)
    strengths = words(_("what is good"), required=False)
    conclusions = words(_("conclusions"), rows=4)
    advice = words(
        _("recommendations: who, what, by when"),
        required=False,
        rows=4,
        hint=_("One on each line."),
    )
    again_on = DayField(label=_("day of the repeat check"), required=False)


class SignForm(forms.Form):
    """The lead auditor's signature: the mark of what is read goes along."""

    shown = forms.CharField(widget=forms.HiddenInput)


class CountersignForm(forms.Form):
    """The signature of the audited side."""

    person = RowField(label=_("who signs for the audited side"))
    on = DayField(label=_("signed on"), initial=today)
    words = words(
        _("objections or explanations"),
        required=False,
        hint=_("To sign means to have read the report, not to agree with it."),
    )
    on_paper = forms.BooleanField(label=_("signed on paper"), required=False)


class VerdictForm(forms.Form):
    """What management says of one finding."""

    confirmed = forms.ChoiceField(
        label=_("does management agree"),
        choices=[("yes", _("management agrees")), ("no", _("management does not agree"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    owner = RowField(label=_("who answers for it"), required=False)
    due_on = DayField(label=_("to be closed by"), required=False)
    reason = forms.CharField(
        label=_("if not confirmed: the reason"), max_length=1000, required=False
    )


class HeardForm(forms.Form):
    """Where the report was heard."""

    on = DayField(label=_("heard on"), required=False)
    protocol = forms.CharField(
        label=_("at which meeting, protocol number"), max_length=80, required=False
    )
