"""The rules of ethics, and whether those who assess have promised to keep them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.catalogue import load
from sapat.core.entry import Entry
from sapat.core.language import Text
from sapat.core.proofs import State


class NotSo(TextChoices):
    """Why it cannot be written down like that."""

    THERE = "there", _("The school already has rules of ethics.")
    NO_RULES = "no_rules", _("There are no rules of ethics yet.")
    PROMISED = "promised", _("You have promised to keep these rules.")
    ANSWERED = "answered", _("This complaint was answered on %(day)s.")
    EMPTY = "empty", _("Write at least one rule.")
    LATER = "later", _("The day lies in the future.")
    BEFORE = "before", _("The answer is dated before the complaint.")


class Reason(TextChoices):
    """What the proof rule answers."""

    NO_RULES = "no_rules", _("The school has no rules of ethics for assessing.")
    NOBODY = "nobody", _("Nobody is appointed to assess, so nobody has promised to keep the rules.")
    UNPROMISED = (
        "unpromised",
        _("%(count)s of %(of)s assessors have not promised to keep the rules in force."),
    )
    UNANSWERED = "unanswered", _("%(count)s complaints wait longer than %(days)s days.")
    KEPT = "kept", _("All %(of)s assessors have promised to keep the rules in force.")


@dataclass(frozen=True)
class EthicsText:
    """One shipped rule."""

    code: str
    text: Text


@cache
def shipped() -> tuple[EthicsText, ...]:
    """Return the rules of the catalogue."""
    entry = Entry(load("ethics"), "ethics")
    entry.take("title", dict)
    rules = entry.take("rules", list)
    entry.close()
    return tuple(EthicsText(rule["code"], Text(**rule["text"])) for rule in rules)


def digest(texts: Iterable[str]) -> str:
    """Return the mark of a set of rules: a promise is given to these words and no others.

    >>> digest(["a", "b"]) == digest(["ab"])
    False
    """
    joined = "\x1e".join(texts)
    return hashlib.sha256(joined.encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """The answer of the rule, before it names records."""

    state: State
    reason: Reason
    facts: dict[str, object]


def are_rules_kept(
    has_rules: bool, assessors: frozenset[int], promised: frozenset[int], *, waiting: int, days: int
) -> Verdict:
    """Judge: rules in force, every assessor has promised, no complaint waits too long."""
    facts: dict[str, object] = {"of": len(assessors)}
    if not has_rules:
        return Verdict(State.MISSING, Reason.NO_RULES, {})
    if waiting:
        return Verdict(State.MISSING, Reason.UNANSWERED, {"count": waiting, "days": days})
    if not assessors:
        return Verdict(State.MISSING, Reason.NOBODY, {})
    if missing := len(assessors - promised):
        return Verdict(State.MISSING, Reason.UNPROMISED, {**facts, "count": missing})
    return Verdict(State.PROVED, Reason.KEPT, facts)
