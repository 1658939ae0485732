"""Forms of sets of criteria: take one over, bring one as a file."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.criteria.reading import BYTES, of_table, of_yaml
from sapat.check.assessments.criteria.rules import SHOWN, Content, Mistake, SetKind, mistakes_in
from sapat.check.assessments.criteria.shipped import known_codes, usual_levels
from sapat.evidence.reading.door import read
from sapat.evidence.reading.reasons import Unreadable
from sapat.web.forms.fields import DayField, NameForm, today

OF_YAML = {".yaml", ".yml"}


class TakeSetForm(forms.Form):
    """Which set of the catalogue."""

    shipped = forms.ChoiceField(label=_("set of criteria"), widget=forms.RadioSelect)


class BringSetForm(NameForm):
    """A set of the school's own, or the official one of its agency."""

    code = forms.RegexField(
        label=_("short name"),
        regex=r"^[A-Za-z0-9-]{1,30}$",
        help_text=_("Latin letters and digits. The same short name makes a new edition."),
    )
    kind = forms.ChoiceField(label=_("kind"), choices=SetKind.choices)
    edition = forms.CharField(label=_("edition"), max_length=20, initial="1")
    source = forms.CharField(
        label=_("where it comes from"),
        max_length=400,
        help_text=_("The act with its number and day, or who worked the set out."),
    )
    dated = DayField(label=_("dated"), initial=today)
    file = forms.FileField(
        label=_("file"),
        help_text=_(
            "A table (XLSX, ODS, CSV) with the columns code, section, ky, ru, en, clauses, "
            "indicators, or the same as YAML, which may state levels too."
        ),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx,.xls,.ods,.csv"}),
    )

    field_order = ("code", "name_ky", "name_ru", "name_en", "kind", "edition", "source", "dated")

    def clean_file(self) -> Content:
        """Read the file and say everything that is wrong in it."""
        sent = self.cleaned_data["file"]
        content, mistakes = self._read(sent)
        if content is not None:
            mistakes = [*mistakes, *mistakes_in(content, known_codes())]
        if mistakes or content is None:
            said = [one.sentence for one in mistakes[:SHOWN]]
            if len(mistakes) > SHOWN:
                said.append(gettext("… and %(count)s more.") % {"count": len(mistakes) - SHOWN})
            raise ValidationError(said)
        return content

    @staticmethod
    def _read(sent: Any) -> tuple[Content | None, list[Mistake]]:
        if Path(sent.name).suffix.lower() in OF_YAML:
            if sent.size > BYTES:
                raise ValidationError(gettext("The file is larger than %(most)s MB.") % {"most": 1})
            return of_yaml(sent.read(), usual_levels())
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "sent"
            with path.open("wb") as out:
                for chunk in sent.chunks():
                    out.write(chunk)
            try:
                book = read(path, name=sent.name)
            except Unreadable as no:
                raise ValidationError(str(no.reason.label)) from no
        filled = [sheet for sheet in book.sheets if not sheet.hidden and any(map(any, sheet.rows))]
        return of_table((filled or book.sheets)[0].rows if book.sheets else [], usual_levels())
