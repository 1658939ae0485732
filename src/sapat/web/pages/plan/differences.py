"""What changed between two editions of a regulation, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sapat.core.proofs import found
from sapat.plan.regulations.parameters import in_words
from sapat.plan.regulations.wording import Difference, SchoolClause, differences
from sapat.plan.regulations.words import Rhythm, role_name

FIELDS: dict[str, Promise] = {
    "heading": gettext_lazy("heading"),
    "meaning": gettext_lazy("meaning"),
    "role": gettext_lazy("who answers"),
    "holder": gettext_lazy("named person"),
    "rhythm": gettext_lazy("how often"),
    "parameters": gettext_lazy("settings of the rule"),
    "applies": gettext_lazy("applies here"),
    "why_not": gettext_lazy("why it does not apply"),
    "rule": gettext_lazy("rule"),
}


def shown(before: Sequence[SchoolClause], after: Sequence[SchoolClause]) -> list[dict[str, Any]]:
    """Return each clause that changed: its code, what happened, old and new of each field."""
    return [_shown(one) for one in differences(before, after)]


def _shown(one: Difference) -> dict[str, Any]:
    clause = one.after or one.before
    happened = _("added") if not one.before else _("left out") if not one.after else _("changed")
    lines = [
        (FIELDS[name], _value(one.before, name), _value(one.after, name)) for name in one.fields
    ]
    return {
        "code": one.code,
        "heading": clause and clause.heading,
        "what": happened,
        "lines": lines,
    }


def _value(clause: SchoolClause | None, name: str) -> str:
    if clause is None:
        return ""
    value = getattr(clause, name)
    if name == "role":
        return role_name(value)
    if name == "rhythm":
        return str(Rhythm(value).label)
    if name == "applies":
        return _("yes") if value else _("no")
    if name == "parameters":
        rule = found(clause.rule)
        pairs = in_words(rule, value) if rule else value.items()
        return "; ".join(f"{label}: {words}" for label, words in pairs)
    if name == "holder":
        return _("a named person") if value else _("whoever holds the post")
    return str(value)
