"""What a school may do to an instrument, and what that does to comparing its results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.language import LANGUAGES, Text
from sapat.core.proofs import State
from sapat.plan.instruments.sheets import Content, Item, Sheet


class InstrumentKind(TextChoices):
    """What an instrument is, as schools name it."""

    QUESTIONNAIRE = "questionnaire", _("questionnaire")
    OBSERVATION = "observation", _("observation sheet")
    SELF_ASSESSMENT = "self_assessment", _("self-assessment sheet")
    CHECKLIST = "checklist", _("checklist")
    AUDIT = "audit", _("audit checklist")
    CRITERIA = "criteria", _("set of criteria")
    CARD = "card", _("card")


class InstrumentState(TextChoices):
    """Where an edition of an instrument stands."""

    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Kept(TextChoices):
    """What became of an item in the school's edition."""

    ADDED = "added", _("added")
    OFF = "off", _("switched off")
    REWORDED = "reworded", _("reworded, same meaning")
    MEANING = "meaning", _("reworded, another meaning")
    GONE = "gone", _("no longer shipped")


class NotSo(TextChoices):
    """Why an instrument cannot change like that."""

    UNKNOWN = "unknown", _("There is no instrument %(code)s.")
    TAKEN = "taken", _("The school has taken over %(code)s already.")
    HAS_DRAFT = "has_draft", _("There is a draft already; approve it or go on writing it.")
    NOT_DRAFT = "not_draft", _("Only a draft can be changed; begin a new edition.")
    NO_ITEM = "no_item", _("The instrument has no item %(code)s.")
    NO_WORDS = "no_words", _("Write the item in Kyrgyz at least.")
    NO_CODE = "no_code", _("A code begins with %(prefix)s- and has Latin letters, digits, dashes.")
    CODE_TAKEN = "code_taken", _("The code %(code)s is taken; a code is never given twice.")
    NOTHING_ASKED = "nothing_asked", _("Nothing is asked: switch on one item at least.")
    NO_PROTOCOL = "no_protocol", _("Name the body that approved it and its protocol.")
    NOT_YET = "not_yet", _("The protocol is dated %(day)s, which has not come yet.")
    TOO_EARLY = "too_early", _("It cannot hold before %(day)s.")
    NOT_IN_FORCE = "not_in_force", _("No edition of this instrument is in force.")


class Reason(TextChoices):
    """Why a clause about instruments is proved or not."""

    NOT_TAKEN = "not_taken", _("The school has not put “%(name)s” in force.")
    IN_FORCE = "in_force", _("“%(name)s” is in force since %(day)s, protocol No. %(protocol)s.")
    NOT_BY_UNION = (
        "not_by_union",
        _("“%(name)s” is in force, but no methodical union approved it by a protocol."),
    )
    OLD = "old", _("“%(name)s” was approved on %(day)s; it is time to look at it again.")


@dataclass(frozen=True)
class Standing:
    """What a proof looks at: whether and since when an edition is in force, by whose protocol."""

    name: str
    since: date | None
    decided_on: date | None = None
    protocol: str = ""
    by_union: bool = False


@dataclass(frozen=True)
class Difference:
    """One item that is not as it was shipped."""

    code: str
    what: Kept
    was: Text | None
    now: Text | None

    @property
    def breaks_comparison(self) -> bool:
        """Answer whether results before and after can no longer be set side by side."""
        return self.what in {Kept.MEANING, Kept.OFF, Kept.GONE}


def differences(shipped: Sheet, own: Sheet) -> list[Difference]:
    """Return what an edition changed, in the order of the items; its own items last."""
    found = [_of_item(item, own.items.get(code)) for code, item in shipped.items.items()]
    added = [
        Difference(item.code, Kept.ADDED, None, item.words)
        for code, item in own.items.items()
        if code not in shipped.items and not item.off
    ]
    return [*filter(None, found), *added]


def _of_item(was: Item, now: Item | None) -> Difference | None:
    if now is None:
        return Difference(was.code, Kept.GONE, was.words, None)
    if now.off and not was.off:
        return Difference(was.code, Kept.OFF, was.words, now.words)
    if now.words != was.words or now.meaning:
        what = Kept.MEANING if now.meaning else Kept.REWORDED
        return Difference(was.code, what, was.words, now.words)
    return None


def why_not_code(code: str, sheet: Sheet) -> NotSo | None:
    """Return why a new item cannot have this code, or None.

    The codes of items that are switched off stay taken: their answers are kept.
    """
    rest = code.removeprefix(f"{sheet.code}-")
    plain = rest.replace("-", "")
    if rest == code or not (plain.isascii() and plain.isalnum()) or len(code) > 20:
        return NotSo.NO_CODE
    return NotSo.CODE_TAKEN if code in sheet.items else None


def why_not_in_force(
    sheet: Sheet, protocol: str, decided_on: date, since: date, *, today: date, after: date | None
) -> NotSo | None:
    """Return the first objection to an edition taking effect, or None.

    `after` is the day on which the edition before it took effect.
    """
    if not any(item.is_scored or item.answer for item in sheet.asked):
        return NotSo.NOTHING_ASKED
    if not protocol.strip():
        return NotSo.NO_PROTOCOL
    if decided_on > today:
        return NotSo.NOT_YET
    if since < decided_on or (after is not None and since <= after):
        return NotSo.TOO_EARLY
    return None


def free_code(sheet: Sheet) -> str:
    """Return a code that no item of the instrument ever had, for an item of the school."""
    numbers = (f"{sheet.code}-M{number}" for number in range(1, len(sheet.items) + 2))
    return next(code for code in numbers if code not in sheet.items)


def with_item(content: Content, code: str, words: Text, **more: object) -> dict[str, Any]:
    """Return the content with an item added, or with other words in its place."""
    items = dict(content["items"])
    spoken = {language: words.in_language(language) for language in LANGUAGES}
    items[code] = {**items.get(code, {}), **spoken, **more}
    return {**content, "items": items}


def with_switch(content: Content, code: str, *, off: bool) -> dict[str, Any]:
    """Return the content with an item switched off or on again."""
    items: Mapping[str, Any] = content["items"]
    return {**content, "items": {**items, code: {**items[code], "off": off}}}


def judge(standing: Standing, day: date, *, by_union: bool, months: int) -> tuple[State, Reason]:
    """Answer whether an instrument is in force, by whom, and not forgotten since.

    >>> judge(Standing("Sheet", None), date(2026, 9, 1), by_union=False, months=12)
    (State.MISSING, Reason.NOT_TAKEN)
    """
    if standing.since is None or standing.since > day:
        return State.MISSING, Reason.NOT_TAKEN
    if by_union and not standing.by_union:
        return State.MISSING, Reason.NOT_BY_UNION
    decided = standing.decided_on or standing.since
    if _months(decided, day) >= months:
        return State.DUE, Reason.OLD
    return State.PROVED, Reason.IN_FORCE


def _months(since: date, day: date) -> int:
    """Return how many whole months have passed."""
    return 12 * (day.year - since.year) + day.month - since.month - (day.day < since.day)


def by_kind(sheets: Mapping[str, Sheet]) -> Iterator[tuple[InstrumentKind, list[Sheet]]]:
    """Yield the instruments of each kind, in the order of kinds."""
    for kind in InstrumentKind:
        found = [sheet for sheet in sheets.values() if sheet.kind == kind]
        if found:
            yield kind, found
