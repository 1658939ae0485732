"""The closed condition language: text in, a checked tree out; nothing is ever evaluated.

What a catalogue or a school may write::

    category in ('excellent', 'good') and not exempt
    hours >= min_hours and due between period_start and period_end

Operators: ``and or not in between is null + - * / = != <> < <= > >=``. Operands: fields of the
data set, plain values, and parameters, whose values are put in while reading. There are no
functions. A blank is neither equal to nor different from anything, as in SQL; only a field that
is itself yes or no counts a blank as no, because a school leaves such a cell empty for "no".
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sapat.analytics.syntax import (
    Blank,
    Calculate,
    Columns,
    Compare,
    ConditionError,
    Every,
    Field,
    Kind,
    Literal,
    Negative,
    Node,
    Not,
    OneOf,
    Parameter,
    Plain,
    Some,
)

MAX_LENGTH = 2000
MAX_DEPTH = 25
MAX_SIGNS = 40
MAX_DIGITS = 15

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))|'(?P<text>(?:[^']|'')*)'(?!')"
    r"|(?P<sign><=|>=|!=|<>|[-+*/()=<>,])|(?P<name>[A-Za-z_][A-Za-z0-9_]*))"
)
_WORDS = frozenset({"and", "or", "not", "in", "is", "null", "between", "true", "false"})
_COMPARISONS = frozenset({"=", "!=", "<>", "<", "<=", ">", ">="})


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


def condition(text: str, columns: Columns, params: Mapping[str, Parameter] | None = None) -> Node:
    """Read a text that is true or false for a row.

    Parameters
    ----------
    text
        At most 2,000 characters, 25 brackets deep, 40 arithmetic signs, numbers of 15 digits.
    columns
        The fields that may be named, with their kinds.
    params
        Named values; a list may be named only after ``in``.

    Returns
    -------
    Node
        A tree that is type-checked against ``columns``.

    Raises
    ------
    ConditionError
        With the place, whatever the text is; no other exception leaves this function.
    """
    return _read(text, columns, params or {}, "bool")


def expression(text: str, columns: Columns, params: Mapping[str, Parameter] | None = None) -> Node:
    """Read a text that is a number for a row; otherwise like `condition`."""
    return _read(text, columns, params or {}, "num")


def conjuncts(node: Node) -> tuple[Node, ...]:
    """Return the conditions that must all hold."""
    return node.items if isinstance(node, Every) else (node,)


def _read(text: str, columns: Columns, params: Mapping[str, Parameter], want: Kind) -> Node:
    parser = _Parser(_tokens(text), columns, params)
    node, kind = parser.whole()
    if kind != want:
        words = {"num": "a number", "str": "a text", "bool": "a condition"}
        said = f"expected {words[want]}, found {words[kind]}"
        raise ConditionError(said, 0, "kind", wanted=want, found=kind)
    return node


def _tokens(text: str) -> list[_Token]:
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"longer than {MAX_LENGTH} characters", MAX_LENGTH, "long")
    found, at, end = [], 0, len(text.rstrip(" \t\r\n"))
    while at < end:
        match = _TOKEN.match(text, at, end)
        if match is None or match.lastgroup is None:
            at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n"))
            seen = text[at]
            raise ConditionError(f"unexpected character {seen!r}", at, "character", seen=seen)
        kind, value, start = match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)
        start -= kind == "text"  # the place of a text is its opening quote
        if kind == "name" and value.lower() in _WORDS:
            kind, value = "word", value.lower()
        found.append(_Token(kind, value, start))
        at = match.end()
    return [*found, _Token("end", "", end)]


_Typed = tuple[Node, Kind]


def _unlike(left: Kind, right: Kind, position: int) -> ConditionError:
    said = f"cannot compare {left} with {right}"
    return ConditionError(said, position, "compare", left=left, right=right)


class _Parser:
    """Recursive descent; every method returns a node together with its kind."""

    def __init__(
        self, tokens: list[_Token], columns: Columns, params: Mapping[str, Parameter]
    ) -> None:
        self.tokens = tokens
        self.columns = columns
        self.params = params
        self.at = 0
        self.depth = 0
        self.signs = 0

    def whole(self) -> _Typed:
        answer = self.either()
        if self.next.kind != "end":
            raise self.unexpected()
        return answer

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def sees(self, *texts: str, kind: str = "word") -> bool:
        return self.next.kind == kind and self.next.text in texts

    def take(self, text: str = "", kind: str = "") -> _Token:
        token = self.next
        if (kind and token.kind != kind) or (text and token.text != text):
            raise self.unexpected(f", expected {text or kind}")
        self.at += 1
        return token

    def unexpected(self, more: str = "") -> ConditionError:
        seen = repr(self.next.text) if self.next.kind != "end" else "end"
        said, text = f"unexpected {seen}{more}", self.next.text
        return ConditionError(said, self.next.position, "unexpected", seen=text)

    def must(self, typed: _Typed, kind: Kind, position: int) -> Node:
        if typed[1] != kind:
            said = f"expected {kind}, found {typed[1]}"
            raise ConditionError(said, position, "kind", wanted=kind, found=typed[1])
        return typed[0]

    def joined(
        self, word: str, part: Callable[[], _Typed], make: Callable[[tuple[Node, ...]], Node]
    ) -> _Typed:
        position = self.next.position
        first = part()
        if not self.sees(word):
            return first
        items = [self.must(first, "bool", position)]
        while self.sees(word):
            self.take()
            position = self.next.position
            items.append(self.must(part(), "bool", position))
        return make(tuple(items)), "bool"

    def either(self) -> _Typed:
        return self.joined("or", self.both, Some)

    def both(self) -> _Typed:
        return self.joined("and", self.denied, Every)

    def denied(self) -> _Typed:
        times = 0
        while self.sees("not"):
            self.take()
            times += 1
        position = self.next.position
        typed = self.compared()
        if not times:
            return typed
        node = self.must(typed, "bool", position)
        return (Not(node) if times % 2 else node), "bool"

    def compared(self) -> _Typed:
        position = self.next.position
        left = self.sum()
        if self.next.kind == "sign" and self.next.text in _COMPARISONS:
            return self.comparison(left)
        if self.sees("is"):
            return self.blank(left[0])
        denied = self.sees("not") and self.tokens[self.at + 1].text in ("in", "between")
        if denied:
            self.take()
        if self.sees("in"):
            node = self.one_of(left)
        elif self.sees("between"):
            node = self.between(left, position)
        else:
            return left
        return (Not(node) if denied else node), "bool"

    def comparison(self, left: _Typed) -> _Typed:
        sign = self.take()
        operator = "!=" if sign.text == "<>" else sign.text
        position = self.next.position
        right = self.sum()
        if left[1] != right[1]:
            raise _unlike(left[1], right[1], position)
        if operator not in ("=", "!=") and left[1] != "num":
            raise ConditionError("only numbers can be compared by size", sign.position, "size")
        self.known(left[0], right[0], position)
        self.known(right[0], left[0], position)
        return Compare(operator, left[0], right[0]), "bool"

    def known(self, field: Node, literal: Node, position: int) -> None:
        """Refuse a code that can never occur, so that a slip does not count nothing."""
        if not (isinstance(field, Field) and isinstance(literal, Literal)):
            return
        allowed = self.columns[field.name].values
        if allowed is not None and literal.value not in allowed:
            facts = {"name": field.name, "value": literal.value}
            raise ConditionError(
                f"{field.name} is never {literal.value!r}", position, "code", **facts
            )

    def blank(self, node: Node) -> _Typed:
        self.take("is")
        denied = self.sees("not")
        if denied:
            self.take()
        self.take("null", "word")
        return (Not(Blank(node)) if denied else Blank(node)), "bool"

    def between(self, left: _Typed, position: int) -> Node:
        self.take("between")
        node = self.must(left, "num", position)
        low_at = self.next.position
        low = self.must(self.sum(), "num", low_at)
        self.take("and", "word")
        high_at = self.next.position
        high = self.must(self.sum(), "num", high_at)
        return Every((Compare(">=", node, low), Compare("<=", node, high)))

    def one_of(self, left: _Typed) -> Node:
        self.take("in")
        values = self.listed() if self.next.kind == "name" else self.bracketed()
        for value, position in values:
            kind = kind_of(value.value)
            if kind != left[1]:
                raise _unlike(left[1], kind, position)
            self.known(left[0], value, position)
        return OneOf(left[0], tuple(value for value, _ in values))

    def listed(self) -> list[tuple[Literal, int]]:
        token = self.take(kind="name")
        value = self.params.get(token.text)
        if not isinstance(value, list | tuple) or not value:
            raise ConditionError(f"{token.text!r} is not a list", token.position, "list")
        return [(self.plain(item, token), token.position) for item in value]

    def bracketed(self) -> list[tuple[Literal, int]]:
        self.take("(", "sign")
        values = [self.value()]
        while self.sees(",", kind="sign"):
            self.take()
            values.append(self.value())
        self.take(")", "sign")
        return values

    def value(self) -> tuple[Literal, int]:
        position = self.next.position
        node, _ = self.atom()
        if isinstance(node, Negative) and isinstance(node.inner, Literal):
            return Literal(-node.inner.value), position  # type: ignore[operator]
        if not isinstance(node, Literal):
            raise ConditionError("only plain values may stand in a list", position, "list")
        return node, position

    def sum(self) -> _Typed:
        return self.chain(self.product, "+", "-")

    def product(self) -> _Typed:
        return self.chain(self.atom, "*", "/")

    def chain(self, part: Callable[[], _Typed], *signs: str) -> _Typed:
        position = self.next.position
        typed = part()
        while self.sees(*signs, kind="sign"):
            left = self.must(typed, "num", position)
            sign = self.take()
            self.signs += 1
            if self.signs > MAX_SIGNS:
                raise ConditionError("too long a calculation", sign.position, "long")
            position = self.next.position
            typed = (Calculate(sign.text, left, self.must(part(), "num", position)), "num")
        return typed

    def atom(self) -> _Typed:
        token = self.next
        self.at += 1
        if token.kind == "number":
            return self.number(token), "num"
        if token.kind == "text":
            literal = self.plain(token.text.replace("''", "'"), token)
            return literal, "str"
        if token.kind == "word" and token.text in ("true", "false"):
            return Literal(token.text == "true"), "bool"
        if token.kind == "name":
            return self.named(token)
        if token.kind == "sign" and token.text in ("-", "("):
            return self.nested(token)
        self.at -= 1
        raise self.unexpected()

    def nested(self, token: _Token) -> _Typed:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ConditionError("too many brackets or signs", token.position, "long")
        if token.text == "-":
            if self.sees("-", kind="sign"):
                raise self.unexpected()
            position = self.next.position
            typed: _Typed = (Negative(self.must(self.atom(), "num", position)), "num")
        else:
            typed = self.either()
            self.take(")", "sign")
        self.depth -= 1
        return typed

    def number(self, token: _Token) -> Literal:
        if len(token.text) > MAX_DIGITS:
            raise ConditionError(f"more than {MAX_DIGITS} digits", token.position, "plain")
        return Literal(float(token.text) if "." in token.text else int(token.text))

    def named(self, token: _Token) -> _Typed:
        if token.text in self.columns:
            return Field(token.text), self.columns[token.text].kind
        if token.text not in self.params:
            said = f"unknown name {token.text!r}"
            raise ConditionError(said, token.position, "name", name=token.text)
        value = self.params[token.text]
        if isinstance(value, list | tuple):
            said = f"the list {token.text!r} may stand only after in"
            raise ConditionError(said, token.position, "list")
        literal = self.plain(value, token)
        return literal, kind_of(literal.value)

    def plain(self, value: Plain, token: _Token) -> Literal:
        if not isinstance(value, bool | int | float | str):
            raise ConditionError(f"{token.text!r} is not a plain value", token.position, "plain")
        if isinstance(value, str) and any(ord(sign) < 32 for sign in value):
            raise ConditionError("control characters are not allowed", token.position, "plain")
        if isinstance(value, float) and not math.isfinite(value):
            raise ConditionError(f"{token.text!r} is not a finite number", token.position, "plain")
        if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
            raise ConditionError(f"more than {MAX_DIGITS} digits", token.position, "plain")
        return Literal(value)


def kind_of(value: Plain) -> Kind:
    """Return the kind of a plain value."""
    if isinstance(value, bool):
        return "bool"
    return "str" if isinstance(value, str) else "num"
