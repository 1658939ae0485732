"""What is said about a file beside its errors: what was skipped, assumed or doubted, and why."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Remark(StrEnum):
    """What is said about a file."""

    NOT_RECOGNISED = "not_recognised"
    SHEET_SKIPPED = "sheet_skipped"
    SHEET_HIDDEN = "sheet_hidden"
    COLUMN_SKIPPED = "column_skipped"
    ROW_SKIPPED = "row_skipped"
    YEAR_FROM_LEAVING = "year_from_leaving"
    YEAR_FROM_SCHOOL = "year_from_school"
    YEAR_FROM_WEEKDAYS = "year_from_weekdays"
    SUNDAY_LESSONS = "sunday_lessons"
    NO_YEAR = "no_year"
    NO_TERM = "no_term"
    NO_CLASS = "no_class"
    NO_TERM_MARKS = "no_term_marks"
    LESSONS_HELD = "lessons_held"
    MISSING_FIELD = "missing_field"
    OTHER_DATA_SET = "other_data_set"
    ROW_WITHOUT_OWNER = "row_without_owner"

    @property
    def label(self) -> Promise:
        """Return the sentence with places for facts."""
        return SENTENCES[self]

    @property
    def is_warning(self) -> bool:
        """Return whether a person should look at it before going on."""
        return self in WARNINGS


SENTENCES: dict[Remark, Promise] = {
    Remark.NOT_RECOGNISED: _(
        "No table was recognised. Name the data set and say what each column holds."
    ),
    Remark.SHEET_SKIPPED: _("The sheet was left out: no table of this layout is on it."),
    Remark.SHEET_HIDDEN: _("The sheet is hidden in the file and was left out."),
    Remark.COLUMN_SKIPPED: _("The column “%(header)s” was left out."),
    Remark.ROW_SKIPPED: _("The row “%(text)s” was left out: it is a total or a signature."),
    Remark.YEAR_FROM_LEAVING: _(
        "The file does not name the school year; %(year)s follows from the day a pupil left."
    ),
    Remark.YEAR_FROM_SCHOOL: _(
        "The file does not name the school year; the current one was taken: %(year)s."
    ),
    Remark.YEAR_FROM_WEEKDAYS: _(
        "The school year %(year)s was taken: only in it no lesson falls on a Sunday."
    ),
    Remark.SUNDAY_LESSONS: _(
        "In the school year %(year)s some of these lessons fall on a Sunday. Check the year."
    ),
    Remark.NO_YEAR: _("The file does not say which school year it is. Choose it."),
    Remark.NO_TERM: _("The file does not say which term it is. Choose it."),
    Remark.NO_CLASS: _("The file does not say which class it is. Choose it."),
    Remark.NO_TERM_MARKS: _("There is no column of term marks: only lessons were read."),
    Remark.LESSONS_HELD: _(
        "%(held)s of %(all)s days have an entry and count as lessons; "
        "a pupil without a mark of absence was there."
    ),
    Remark.MISSING_FIELD: _("No column for “%(field)s” was found."),
    Remark.OTHER_DATA_SET: _("The same columns would also fit the data set “%(data)s”."),
    Remark.ROW_WITHOUT_OWNER: _("The row has values but no name; it was left out."),
}
WARNINGS = frozenset(
    [
        Remark.NOT_RECOGNISED,
        Remark.YEAR_FROM_SCHOOL,
        Remark.YEAR_FROM_WEEKDAYS,
        Remark.SUNDAY_LESSONS,
        Remark.NO_YEAR,
        Remark.NO_TERM,
        Remark.NO_CLASS,
        Remark.NO_TERM_MARKS,
        Remark.MISSING_FIELD,
        Remark.ROW_WITHOUT_OWNER,
    ]
)


@dataclass(frozen=True)
class Note:
    """One remark about one place of the file."""

    remark: Remark
    sheet: str = ""
    address: str = ""
    facts: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def is_warning(self) -> bool:
        """Return whether a person should look at it before going on."""
        return self.remark.is_warning

    @property
    def sentence(self) -> str:
        """Return the sentence in the reader's language."""
        return str(self.remark.label) % self.facts if self.facts else str(self.remark.label)
