"""Forms about documents: what the register says, the text, comments, and each step of approval."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.documents.changes import Outline
from sapat.plan.documents.comments.rules import Verdict
from sapat.plan.documents.rules import DocumentKind, Wording
from sapat.plan.documents.shipped import abouts, kinds
from sapat.plan.documents.texts.rules import ENDINGS, FILE_BYTES, LANGUAGES, MIB
from sapat.web.forms.fields import DayField, RowField, today

ACCEPTED = ",".join(f".{ending}" for ending in (*ENDINGS, "jpeg"))
SENT = _("PDF, DOCX, ODT, XLSX, PNG or JPEG, up to %(most)s MB.")
OWNERS = tuple((role.value, role.label) for role in Role if role != Role.INSPECTOR)


def _kinds() -> list[tuple[str, str]]:
    usual = kinds()
    return [(kind, f"{DocumentKind(kind).label}: {usual[kind].purpose}") for kind in usual]


def _abouts() -> list[tuple[str, str]]:
    return [("", str(_("any other paper"))), *((code, str(a.name)) for code, a in abouts().items())]


class CardForm(forms.Form):
    """What the register says of a document that is there."""

    title = forms.CharField(label=_("title"), max_length=300)
    index = forms.ChoiceField(label=_("file of the nomenclature"), required=False)
    owner_role = forms.ChoiceField(
        label=_("who keeps it up to date"),
        choices=(("", _("as usual for its kind")), *OWNERS),
        required=False,
    )
    unit = RowField(label=_("unit"), required=False)
    wording = forms.ChoiceField(
        label=_("word of the body's stamp"),
        choices=(("", _("as usual for its kind")), *Wording.choices),
        required=False,
    )
    review_months = forms.IntegerField(
        label=_("months between reviews"),
        min_value=0,
        max_value=120,
        required=False,
        help_text=_("Empty: as usual for its kind. 0: it is not reviewed."),
    )

    def offer(self, files: list[Any], units: list[Any]) -> None:
        """Take the files and the units to choose from."""
        rows = [(file.index, f"{file.index} {file.name}") for file in files]
        self.fields["index"].choices = [("", "—"), *rows]  # type: ignore[attr-defined]
        names = [(unit.organisation_id, unit.name) for unit in units]
        self.fields["unit"].offer(names)  # type: ignore[attr-defined]

    @staticmethod
    def outline(given: dict[str, Any], **more: Any) -> Outline:
        """Return what was written as the outline of a document."""
        return Outline(**{**given, **more})


class OutlineForm(CardForm):
    """A new document."""

    kind = forms.ChoiceField(label=_("kind"), choices=_kinds)
    about = forms.ChoiceField(
        label=_("what it is to Sapat"),
        choices=_abouts,
        required=False,
        help_text=_("Clauses of the regulation are proved by documents found under this word."),
    )
    language = forms.ChoiceField(label=_("language in which it is adopted"), choices=LANGUAGES)

    field_order = ("title", "kind", "about", "language", "index")


class TextForm(forms.Form):
    """The text of an edition in one language."""

    title = forms.CharField(label=_("title in this language"), max_length=300, required=False)
    text = forms.CharField(
        label=_("text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "form-control writing"}),
        help_text=_(
            "# heading, ## smaller heading, **bold**, *italic*, - point, 1. numbered point"
        ),
    )


class FileForm(forms.Form):
    """A file of an edition."""

    file = forms.FileField(
        label=_("file"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    title = forms.CharField(label=_("what the list calls it"), max_length=300, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].help_text = str(SENT) % {"most": FILE_BYTES // MIB}


class NextForm(forms.Form):
    """The next edition."""

    changed = forms.CharField(
        label=_("what will be new in it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The text, the annexes and the cited acts are copied from the edition in force."
        ),
    )


class RoundForm(forms.Form):
    """A round of comments."""

    until = DayField(label=_("comments are taken until"))
    co_author = RowField(
        label=_("union that works it out together with you"),
        required=False,
        help_text=_("Methods of assessment are worked out with a methodical union."),
    )


class CommentForm(forms.Form):
    """A comment on a draft."""

    place = forms.CharField(
        label=_("place"), max_length=40, required=False, help_text=_("For example: point 3.2")
    )
    text = forms.CharField(label=_("comment"), widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """The answer to a comment."""

    verdict = forms.ChoiceField(
        label=_("answer"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("reason, or what was changed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if the comment is declined."),
    )


class AdoptForm(forms.Form):
    """The adoption by a body."""

    body = RowField(label=_("body"))
    protocol_number = forms.CharField(label=_("number of the protocol"), max_length=40)
    adopted_on = DayField(label=_("date of the protocol"), initial=today)


class ApproveForm(forms.Form):
    """The director's order."""

    person = RowField(label=_("director who signed"))
    order_number = forms.CharField(label=_("order number"), max_length=40)
    approved_on = DayField(label=_("date of the order"), initial=today)
    exception = forms.CharField(
        label=_("why the author approves it, if so"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only in a very small school; the reason is kept in the trail."),
    )


class ForceForm(forms.Form):
    """The day from which an edition holds."""

    since = DayField(label=_("in force from"), initial=today)


class WithdrawForm(forms.Form):
    """An edition is taken back."""

    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}))
    order_number = forms.CharField(
        label=_("order number"),
        max_length=40,
        required=False,
        help_text=_("Needed for an edition that is in force."),
    )
    on = DayField(label=_("from what day"), initial=today)


class ReviewForm(forms.Form):
    """A review, also one that changes nothing."""

    reviewed_on = DayField(label=_("reviewed on"), initial=today)
    to_change = forms.TypedChoiceField(
        label=_("outcome"),
        choices=((0, _("reviewed, no change")), (1, _("it has to change"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial=0,
    )
    note = forms.CharField(
        label=_("note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CiteForm(forms.Form):
    """An act an edition stands on."""

    act = RowField(label=_("act"))
    place = forms.CharField(label=_("place in the text"), max_length=40, required=False)
