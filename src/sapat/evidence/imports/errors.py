"""What is wrong with a cell, as a code and a sentence in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text


class Code(TextChoices):
    """What can be wrong with a cell."""

    REQUIRED = "required", _("“%(field)s” is empty; a value is needed here.")
    NOT_INTEGER = "not_integer", _("“%(value)s” is not a whole number (%(field)s).")
    NOT_NUMBER = "not_number", _("“%(value)s” is not a number (%(field)s).")
    NOT_DATE = "not_date", _("“%(value)s” is not a date (%(field)s). Write it as 15.09.2025.")
    NOT_BOOLEAN = "not_boolean", _("“%(value)s” is neither yes nor no (%(field)s).")
    NOT_A_CHOICE = "not_a_choice", _("“%(value)s” is not one of: %(allowed)s (%(field)s).")
    NOT_A_MARK = "not_a_mark", _("“%(value)s” is not a mark of the scale used in grade %(grade)s.")
    UNGRADED = (
        "ungraded",
        _("Grade %(grade)s has no marks in %(year)s, and here stands “%(value)s”."),
    )
    NO_SCALE = "no_scale", _("It is not settled which marks are given in grade %(grade)s.")
    TOO_SMALL = "too_small", _("%(value)s is below the least possible, %(limit)s (%(field)s).")
    TOO_BIG = "too_big", _("%(value)s is above the greatest possible, %(limit)s (%(field)s).")
    TOO_LONG = "too_long", _("The text is longer than %(limit)s characters (%(field)s).")
    NO_YEAR = "no_year", _("The school year is not named.")
    UNKNOWN_YEAR = "unknown_year", _("The school has no calendar for the school year %(year)s.")
    NOT_A_YEAR = "not_a_year", _("“%(value)s” is not a school year. Write it as 2025–2026.")
    NO_TERM = "no_term", _("The term is not named.")
    NOT_A_TERM = "not_a_term", _("“%(value)s” is not a term.")
    WRONG_TERM = "wrong_term", _("The school has no term “%(value)s” in %(year)s.")
    OUTSIDE_YEAR = "outside_year", _("%(date)s lies outside the school year %(year)s.")
    OUTSIDE_CALENDAR = "outside_calendar", _("%(date)s lies in none of the school years kept here.")
    NO_CLASS = "no_class", _("The class is not named.")
    NOT_A_CLASS = "not_a_class", _("“%(value)s” is not a class. Write it as 7А or 10.")
    UNKNOWN_CLASS = "unknown_class", _("The school has no class %(class)s in %(year)s.")
    IMPOSSIBLE_CLASS = "impossible_class", _("A class %(class)s is not possible in this school.")
    UNKNOWN_SUBJECT = "unknown_subject", _("The subject “%(value)s” is not known here.")
    LIKE_SUBJECT = "like_subject", _("The subject “%(value)s” is not known here. Is it “%(like)s”?")
    UNKNOWN_PUPIL = "unknown_pupil", _("There is no pupil “%(value)s” in class %(class)s.")
    LIKE_PUPIL = (
        "like_pupil",
        _("There is no pupil “%(value)s” in class %(class)s. Is it %(like)s?"),
    )
    OTHER_CLASS = "other_class", _("%(value)s is a pupil of class %(other)s, not of %(class)s.")
    SAME_NAMES = (
        "same_names",
        _(
            "%(count)s pupils of class %(class)s are called “%(value)s”. "
            "Add their personal numbers."
        ),
    )
    NAME_ALONE = (
        "name_alone",
        _(
            "A name alone does not say which pupil “%(value)s” is. "
            "Add the class or the personal number."
        ),
    )
    UNKNOWN_NUMBER = "unknown_number", _("There is no pupil with the personal number %(value)s.")
    NOT_ENROLLED = "not_enrolled", _("%(value)s is in no class in %(year)s.")
    NAME_AND_NUMBER = (
        "name_and_number",
        _("The personal number %(number)s belongs to %(other)s, and here stands “%(value)s”."),
    )
    UNKNOWN_TEACHER = "unknown_teacher", _("“%(value)s” is not among the staff of the school.")
    LIKE_TEACHER = (
        "like_teacher",
        _("“%(value)s” is not among the staff of the school. Is it %(like)s?"),
    )
    SAME_TEACHERS = (
        "same_teachers",
        _("%(count)s members of staff are called “%(value)s”. Write the full name."),
    )
    DUPLICATE = "duplicate", _("The same row already stands at %(first)s.")
    OTHER_SCHOOL = (
        "other_school",
        _("This belongs to another school: “%(value)s”. Only rows of this school are taken."),
    )
    NOTHING = "nothing", _("Nothing was found in the file that could be imported.")


class Doubt(TextChoices):
    """What a person should look at, although it does not stand in the way."""

    NAMESAKE = (
        "namesake",
        _(
            "“%(value)s” is taken for a new pupil; a pupil of this name was in class %(other)s "
            "last year. A personal number would tie the two together."
        ),
    )
    ALSO_IN = (
        "also_in",
        _(
            "“%(value)s” is enrolled in %(class)s, "
            "although class %(other)s has a pupil of this name."
        ),
    )
    LIKE_NEW = "like_new", _("“%(value)s” is enrolled as new; the class already has %(like)s.")
    LEFT_SOMETIME = "left_sometime", _("The file does not say on which day %(value)s left.")


@dataclass(frozen=True)
class Error:
    """What is wrong with, or doubtful about, one cell of the file."""

    sheet: str
    cell: str
    code: Code | Doubt
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """Return the sentence in the reader's language."""
        return sentence(self.code, self.facts)

    def to_json(self) -> list[object]:
        """Return plain values that keep all three languages."""
        return [self.sheet, self.cell, self.code.value, plain(self.facts)]

    @staticmethod
    def from_json(row: list[object]) -> "Error":
        """Return the error that was kept."""
        sheet, cell, code, facts = row
        assert isinstance(facts, dict)
        known = Code(str(code)) if code in Code.values else Doubt(str(code))
        return Error(str(sheet), str(cell), known, rich(facts))


def sentence(code: TextChoices, facts: Mapping[str, object]) -> str:
    """Return a sentence with its facts, in the reader's language."""
    return str(code.label) % {name: str(value) for name, value in facts.items()}


def plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Return facts as JSON can hold them; a text keeps its three languages."""
    return {
        name: vars(value) if isinstance(value, Text) else value if _is_plain(value) else str(value)
        for name, value in facts.items()
    }


def rich(facts: Mapping[str, object]) -> dict[str, object]:
    """Return facts with their texts in three languages again."""
    return {
        name: Text(**value) if isinstance(value, dict) else value for name, value in facts.items()
    }


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)
