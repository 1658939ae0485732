"""Forms about reports: nothing they ask is stored."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from sapat.publish.quarter.material import Variant
from sapat.school.calendar.rules import TermCode

LONGEST = 8000
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
VARIANTS = {
    Variant.INTERNAL: _("for the school itself, with names"),
    Variant.OFFICIAL: _("without names"),
    Variant.PUBLIC: _("for publication"),
}


class ReportChoice(forms.Form):
    """Which report: term, language, edition."""

    term = forms.ChoiceField(label=_("Term"))
    language = forms.ChoiceField(label=_("Language of the report"), choices=LANGUAGES)
    edition = forms.ChoiceField(label=_("Edition"))

    def __init__(
        self,
        *args: object,
        terms: Sequence[TermCode],
        variants: Sequence[Variant],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        fields: dict[str, forms.ChoiceField] = self.fields  # type: ignore[assignment]
        fields["term"].choices = [(str(code), code.label) for code in terms]
        fields["edition"].choices = [(str(each), VARIANTS[each]) for each in variants]


class ReportText(forms.Form):
    """What people add before printing: who prepared it, and the edited closing text."""

    post = forms.CharField(label=_("Post"), max_length=120, required=False)
    prepared_by = forms.CharField(label=_("Prepared by"), max_length=120, required=False)
    conclusions = forms.CharField(
        label=_("Conclusions"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One conclusion on a line. The text is not stored: it goes into the file only."
        ),
    )
    recommendations = forms.CharField(
        label=_("Recommendations"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One recommendation on a line: what, who is responsible, by when."),
    )
    form = forms.ChoiceField(
        label=_("Form"), choices=[("pdf", "PDF"), ("docx", "DOCX"), ("xlsx", "XLSX")]
    )

    @property
    def texts(self) -> tuple[list[str], list[str]]:
        """Return the conclusions and the recommendations, a sentence each."""
        found = self.cleaned_data
        return _lines(found["conclusions"]), _lines(found["recommendations"])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
