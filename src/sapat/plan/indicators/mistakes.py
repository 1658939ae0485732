"""What is wrong with a school's own indicator, in words, with the place in the text."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.analytics.conditions import condition
from sapat.analytics.definitions import MOVING, DefinitionError, compile_definition
from sapat.analytics.syntax import Columns, ConditionError
from sapat.core.entry import CatalogueError
from sapat.plan.datasets import rules as datasets
from sapat.plan.datasets.schema import schema
from sapat.plan.indicators.rules import Levels, catalogue, indicator_of
from sapat.plan.indicators.sketch import EVERY, Sketch, SketchKind, content_of, dims_of_data

DAYS = dict.fromkeys(MOVING, 20000)
"""Any days: whether a condition is right does not depend on them."""

ZERO = re.compile(r"/\s*0+(?:\.0+)?(?![\w.])")
QUOTED = re.compile(r"'(?:[^']|'')*'")


class Wrong(TextChoices):
    """A mistake, as its writer is told about it."""

    NO_NAME = "no_name", _("Give the indicator a name in Kyrgyz.")
    NO_DATA = "no_data", _("Choose the data set in which the rows are counted.")
    NO_CRITERION = "no_criterion", _("Choose the criterion it belongs to.")
    EMPTY = "empty", _("Nothing is written: say which rows count, or that every row counts.")
    NAME = "name", _("The data set has no field “%(name)s”.")
    NAME_NEAR = "name_near", _("The data set has no field “%(name)s”; perhaps “%(near)s”?")
    CODE = "code", _("“%(name)s” never has the value “%(value)s”. It has: %(known)s.")
    CODE_NEAR = "code_near", _("“%(name)s” never has the value “%(value)s”; perhaps “%(near)s”?")
    COMPARE = "compare", _("A %(left)s cannot be compared with a %(right)s.")
    KIND = "kind", _("Here a %(wanted)s is needed, and this is a %(found)s.")
    SIZE = "size", _("Only numbers and days can be compared by size.")
    LIST = "list", _("After “in” comes a list in brackets: ('a', 'b').")
    CHARACTER = "character", _("The sign “%(seen)s” cannot stand here.")
    UNEXPECTED = "unexpected", _("“%(seen)s” cannot stand here.")
    ENDS = "ends", _("The condition breaks off here.")
    LONG = "long", _("The condition is too long or has too many brackets; make it simpler.")
    PLAIN = "plain", _("This number is too long or not a number.")
    ZERO = "zero", _("This divides by zero.")
    NO_FIELD = "no_field", _("Choose the field of which the mean is taken; it has to be a number.")
    BREAKDOWN = "breakdown", _("It cannot be broken down by “%(name)s”.")
    ORDER = "order", _("Target, norm and alarm do not run from the better to the worse.")
    WHOLE = "whole", _("The definition cannot be used: %(why)s")


KINDS = {"num": _("number"), "str": _("word"), "bool": _("condition")}
"""What a part of a condition can be."""


@dataclass(frozen=True)
class Mistake:
    """One mistake: where in the form, what, and where in the text."""

    where: str
    reason: Wrong
    facts: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    position: int = 0

    @property
    def sentence(self) -> str:
        """Return the mistake in the reader's language."""
        return str(self.reason.label) % self.facts if self.facts else str(self.reason.label)

    @property
    def marked(self) -> tuple[str, str, str]:
        """Return the text before the place, the place, and the text after it."""
        rest = self.text[self.position :]
        token = re.match(r"'(?:[^']|'')*'|\w+|[<>!]=|.|$", rest, re.S)
        end = self.position + (len(token[0]) if token else 0)
        return self.text[: self.position], self.text[self.position : end], self.text[end:]


def mistakes(sketch: Sketch) -> list[Mistake]:
    """Return everything that is wrong, in the order of the form; nothing: it can be used."""
    found = list(_of_words(sketch))
    if sketch.data not in schema().columns:
        return [*found, Mistake("data", Wrong.NO_DATA)]
    if sketch.den_data and sketch.den_data not in schema().columns:
        return [*found, Mistake("den_data", Wrong.NO_DATA)]
    found += _of_conditions(sketch)
    found += _of_numbers(sketch)
    if not found:
        found += _of_whole(sketch)
    return found


def condition_mistake(where: str, text: str, data: str) -> Mistake | None:
    """Return what is wrong with one condition on a data set."""
    if not text.strip():
        return Mistake(where, Wrong.EMPTY)
    if text.strip() == EVERY:
        return None
    zero = ZERO.search(QUOTED.sub(lambda quoted: "_" * len(quoted[0]), text))
    if zero:
        return Mistake(where, Wrong.ZERO, {}, text, zero.start())
    try:
        condition(text, schema().columns[data], DAYS)
    except ConditionError as wrong:
        return _told(where, text, data, wrong)
    return None


def _of_words(sketch: Sketch) -> Iterator[Mistake]:
    if not sketch.name_ky.strip():
        yield Mistake("name_ky", Wrong.NO_NAME)
    if sketch.criterion not in catalogue().criteria:
        yield Mistake("criterion", Wrong.NO_CRITERION)


def _of_conditions(sketch: Sketch) -> Iterator[Mistake]:
    numbers = [("num", sketch.num, sketch.data)]
    if sketch.kind != SketchKind.COUNT:
        numbers.append(("den", sketch.den, sketch.below))
    for where, text, data in numbers:
        if wrong := condition_mistake(where, text, data):
            yield wrong


def _of_numbers(sketch: Sketch) -> Iterator[Mistake]:
    columns = schema().columns[sketch.data]
    named = columns.get(sketch.field)
    if sketch.kind == SketchKind.MEAN and (named is None or named.kind != "num"):
        yield Mistake("field", Wrong.NO_FIELD)
    offered = dims_of_data(sketch.data, sketch.below)
    for dim in sketch.by:
        if dim not in offered:
            yield Mistake("by", Wrong.BREAKDOWN, {"name": dim})
    levels = (sketch.target, sketch.ok, sketch.alarm)
    finite = all(abs(level) < float("inf") for level in levels)
    if not finite or not Levels(*levels).are_in_order(sketch.better):
        yield Mistake("target", Wrong.ORDER)


def _of_whole(sketch: Sketch) -> Iterator[Mistake]:
    """Read the whole as the catalogue is read: what no single check has seen."""
    content = content_of(sketch)
    whole = schema()
    try:
        indicator_of("M-00", content)
        compile_definition(
            {"code": "M-00", **content},
            whole.columns,
            DAYS,
            people=whole.people,
            several=whole.several,
        )
    except (CatalogueError, DefinitionError) as wrong:
        yield Mistake("num", Wrong.WHOLE, {"why": wrong})


def _told(where: str, text: str, data: str, wrong: ConditionError) -> Mistake:
    """Say in words what the reader of conditions found, with the nearest thing there is."""
    position, facts = wrong.position, dict(wrong.facts)
    word = re.match(r"\w+", text[position:])
    if wrong.kind == "name" or (wrong.kind == "character" and word):
        name = str(facts.get("name") or (word[0] if word else ""))
        near = _near_field(name, data)
        reason = Wrong.NAME_NEAR if near else Wrong.NAME
        return Mistake(where, reason, {"name": name, "near": near}, text, position)
    if wrong.kind == "code":
        return _unknown_code(where, text, data, wrong)
    if wrong.kind == "unexpected" and position >= len(text.rstrip()):
        return Mistake(where, Wrong.ENDS, {}, text, position)
    kinds = {name: KINDS.get(str(kind), kind) for name, kind in facts.items()}
    reason = Wrong(wrong.kind) if wrong.kind in Wrong.values else Wrong.UNEXPECTED
    return Mistake(where, reason, kinds if "%(" in str(reason.label) else {}, text, position)


def _unknown_code(where: str, text: str, data: str, wrong: ConditionError) -> Mistake:
    name, value = str(wrong.facts["name"]), str(wrong.facts["value"])
    known = sorted(schema().columns[data][name].values or ())
    near = _near_code(name, value, data, known)
    facts = {"name": name, "value": value, "near": near, "known": ", ".join(known)}
    reason = Wrong.CODE_NEAR if near else Wrong.CODE
    return Mistake(where, reason, facts, text, wrong.position)


def _near_code(name: str, value: str, data: str, known: list[str]) -> str:
    """Return the code that schools write so, or the one spelled most alike."""
    for declared in _fields(name, data):
        if (code := declared.choice(value)) is not None:
            return code
    return next(iter(difflib.get_close_matches(value.lower(), known, 1, 0.5)), "")


def _near_field(name: str, data: str) -> str:
    """Return the field that schools call so, or the one spelled most alike."""
    columns: Columns = schema().columns[data]
    wanted = datasets.spelling(name)
    for code in columns:
        if any(wanted in declared.headers for declared in _fields(code, data)):
            return code
    return next(iter(difflib.get_close_matches(name.lower(), list(columns), 1, 0.5)), "")


def _fields(name: str, data: str) -> Iterable[datasets.Field]:
    for origin in datasets.origins(data):
        if declared := datasets.datasets()[origin].fields.get(name):
            yield declared
