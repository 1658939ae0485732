"""The settings of a proof rule as a school writes them: what they mean, and what is no value."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.entry import CatalogueError
from sapat.core.proofs import Parameter, ProofRule, found
from sapat.plan.regulations.glossary import glossary
from sapat.plan.regulations.labels import check_labels
from sapat.plan.regulations.renewals import renewals
from sapat.plan.regulations.rules import Regulation, notes, regulations
from sapat.plan.regulations.standards import parts

MOST = 3660
"""The largest whole number a setting may be: ten years in days."""


class NotSo(TextChoices):
    """Why something is no value of a setting."""

    NO_NUMBER = "no_number", _("Write a whole number from 0 to %(most)s.")
    NO_FRACTION = "no_fraction", _("Write a number from 0 to %(most)s.")
    EMPTY = "empty", _("This setting cannot be empty.")
    NO_CHOICE = "no_choice", _("This is none of the values the rule knows.")


def why_not_value(parameter: Parameter, value: object) -> NotSo | None:
    """Return the objection to a value of a setting, or None; its usual value says the kind.

    >>> why_not_value(Parameter("months", "months", 12), -1)
    NotSo.NO_NUMBER
    """
    usual = parameter.default
    if parameter.choices:
        known = {code for code, _words in parameter.choices}
        several = isinstance(usual, list | tuple)
        chosen = value if several and isinstance(value, list | tuple) else [value]
        if several and not chosen:
            return NotSo.EMPTY
        return None if {str(one) for one in chosen} <= known else NotSo.NO_CHOICE
    if isinstance(usual, bool):
        return None if isinstance(value, bool) else NotSo.NO_CHOICE
    if isinstance(usual, int):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return None if whole and 0 <= int(str(value)) <= MOST else NotSo.NO_NUMBER
    if isinstance(usual, float):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return None if number and 0 <= float(str(value)) <= MOST else NotSo.NO_FRACTION
    if usual and not value:
        return NotSo.EMPTY
    return None


def sentence_of(objection: NotSo) -> str:
    """Return what is wrong with a value, in the reader's language."""
    return str(objection.label) % {"most": MOST}


def in_words(rule: ProofRule, given: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return what each setting means and its value, as a reader reads them."""
    return [
        (str(each.label), _value(each, given.get(each.name, each.default)))
        for each in rule.parameters
    ]


def _value(parameter: Parameter, value: object) -> str:
    words = dict(parameter.choices)
    if str(value) in words:
        return str(words[str(value)])
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple):
        return ", ".join(str(words.get(str(one), one)) for one in value)
    return str(value) if value not in ("", None) else "—"


def regulations_are_right(**_: Any) -> list[CheckMessage]:
    """Refuse to start on a wrong regulation; name the clause and what is wrong with it."""
    try:
        notes()
        check_labels()
        parts()
        glossary()
        renewals()
        wrong = [one for each in regulations().values() for one in _unknown_settings(each)]
    except CatalogueError as error:
        return [Error(f"The catalogue is wrong. {error}.", id="sapat.E011")]
    return [Error(f"The catalogue is wrong. {one}.", id="sapat.E011") for one in wrong]


def _unknown_settings(regulation: Regulation) -> Sequence[str]:
    wrong = []
    for clause in regulation.clauses:
        rule = found(clause.rule)
        if rule is None:
            continue
        known = {each.name: each for each in rule.parameters}
        for name, value in clause.parameters.items():
            if name not in known:
                wrong.append(f"clause {clause.code}: {clause.rule} has no parameter {name}")
            elif why_not_value(known[name], value):
                wrong.append(f"clause {clause.code}: {name} cannot be {value!r}")
    return wrong
