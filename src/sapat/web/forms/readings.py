"""Forms about readings: the check of understanding, sheets, audiences, notes and questions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.acknowledgements.laying.changes import Asked
from sapat.plan.acknowledgements.models import CheckQuestion, SheetLine
from sapat.plan.acknowledgements.rules import MOST_ANSWERS, MOST_DAYS, Audience, Whom
from sapat.plan.acknowledgements.staffing import Unit
from sapat.web.forms.fields import DayField, today

ENDINGS = ".pdf,.png,.jpg,.jpeg"


class CheckForm(forms.Form):
    """The confirmation of a reading with the answers to the questions."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    understood = forms.BooleanField(label=_("I have read and understood the document"))

    def __init__(self, *args: Any, questions: Sequence[CheckQuestion], **more: Any) -> None:
        super().__init__(*args, **more)
        self.numbers = [one.number for one in questions]
        for one in questions:
            self.fields[f"answer_{one.number}"] = forms.ChoiceField(
                label=one.text,
                choices=list(enumerate(one.answers)),
                widget=forms.RadioSelect,
            )
        self.order_fields(["shown", *(f"answer_{number}" for number in self.numbers)])

    def answers(self) -> tuple[tuple[int, int | None], ...]:
        """Return question number -> place of the answer that was chosen."""
        return tuple(
            (number, int(self.cleaned_data[f"answer_{number}"])) for number in self.numbers
        )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class TalkForm(forms.Form):
    """What came of a talk."""

    outcome = forms.CharField(
        label=_("what came of the talk"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was explained, what was agreed, what goes on to the director."),
    )


class NothingForm(forms.Form):
    """Nothing to fill in: the button says it all."""


class SheetForm(forms.Form):
    """For whom a sheet is printed."""

    unit = forms.ChoiceField(label=_("unit"))
    everybody = forms.BooleanField(
        label=_("also those who have read on screen"),
        required=False,
        help_text=_("Without this only those who have not read it stand on the sheet."),
    )

    def offer(self, more: Iterable[tuple[str, object]], units: Iterable[Unit]) -> None:
        """Take the units to choose from."""
        choices = [*more, *((unit.key, unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """The scan of a signed sheet, and for each open line whether and when it was signed."""

    scan = forms.FileField(
        label=_("scan or photograph of the signed sheet"),
        help_text=_("PDF, PNG or JPEG, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    on = DayField(label=_("date on the paper"), initial=today)

    def __init__(self, *args: Any, lines: Sequence[SheetLine], **more: Any) -> None:
        super().__init__(*args, **more)
        self.lines = lines
        for line in lines:
            self.fields[f"signed_{line.pk}"] = forms.BooleanField(
                label=f"{line.number}. {line.person.full_name}", required=False
            )
            self.fields[f"day_{line.pk}"] = DayField(label=_("another date"), required=False)

    @property
    def signings(self) -> list[tuple[SheetLine, Any, Any]]:
        """Return each open line with its two fields."""
        return [(line, self[f"signed_{line.pk}"], self[f"day_{line.pk}"]) for line in self.lines]

    def signed(self, given: dict[str, Any]) -> dict[int, date]:
        """Return line -> day for the lines that were signed."""
        return {
            line.pk: given[f"day_{line.pk}"] or given["on"]
            for line in self.lines
            if given[f"signed_{line.pk}"]
        }


class AudienceForm(forms.Form):
    """Whom a document concerns and by when it is read."""

    whom = forms.ChoiceField(label=_("whom it concerns"), choices=Whom.choices)
    posts = forms.MultipleChoiceField(
        label=_("posts, if only certain ones"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.MultipleChoiceField(
        label=_("units, if only certain ones"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("days in which it is read"), min_value=1, max_value=MOST_DAYS)
    newcomers = forms.BooleanField(
        label=_("newcomers read it before their first day"), required=False
    )
    needed = forms.IntegerField(
        label=_("right answers that are enough"),
        required=False,
        min_value=1,
        help_text=_("Leave it empty to ask for all answers to be right."),
    )

    def offer(self, roles: Iterable[str], units: Iterable[Unit]) -> None:
        """Take the posts that somebody holds and the units that somebody works in."""
        posts = dict.fromkeys([*roles, *self.initial.get("posts", ())])
        self.fields["posts"].choices = [  # type: ignore[attr-defined]
            (role, Role(role).label) for role in posts if role in Role.values
        ]
        named = {unit.key: unit.name for unit in units}
        kept = {key: "—" for key in self.initial.get("units", ()) if key not in named}
        self.fields["units"].choices = list({**named, **kept}.items())  # type: ignore[attr-defined]

    @staticmethod
    def audience(given: dict[str, Any]) -> Audience:
        """Return what was chosen; posts and units only where they are asked for."""
        whom = given["whom"]
        return Audience(
            whom,
            frozenset(given["posts"] if whom == Whom.POSTS else ()),
            frozenset(given["units"] if whom == Whom.UNITS else ()),
            given["days"],
            given["newcomers"],
            given["needed"],
        )


class NotesForm(forms.Form):
    """What a document means for each post, a field for each."""

    def __init__(self, *args: Any, roles: Iterable[Role], **more: Any) -> None:
        super().__init__(*args, **more)
        for role in roles:
            self.fields[role.value] = forms.CharField(
                label=role.label,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


class QuestionForm(forms.Form):
    """A question with one right answer of several."""

    text = forms.CharField(label=_("question"), max_length=500)
    answers = forms.CharField(
        label=_("answers, one on each line"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    right = forms.IntegerField(
        label=_("number of the right answer"), min_value=1, max_value=MOST_ANSWERS, initial=1
    )
    passage = forms.CharField(
        label=_("passage that is shown to those who err"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copy the sentences of the document from which the answer follows."),
    )

    def clean_answers(self) -> tuple[str, ...]:
        """Split the answers by lines."""
        lines = (line.strip() for line in self.cleaned_data["answers"].splitlines())
        found = tuple(line for line in lines if line)
        if len(found) > MOST_ANSWERS:
            raise ValidationError(_("At most %(most)s answers.") % {"most": MOST_ANSWERS})
        return found

    @staticmethod
    def asked(given: dict[str, Any]) -> Asked:
        """Return what was written."""
        return Asked(given["text"], given["answers"], given["right"] - 1, given["passage"])

    @staticmethod
    def initial_of(row: CheckQuestion) -> dict[str, object]:
        """Return what stands in a question, as the form writes it."""
        return {
            "text": row.text,
            "answers": "\n".join(row.answers),
            "right": row.right + 1,
            "passage": row.passage,
        }
