"""The one division: states to a figure with its doubt, its completeness and its status."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from sapat.analytics import intervals
from sapat.analytics.intervals import Estimate, Likeness
from sapat.analytics.states import Alike, Amount, Definition, Norm, Part, Sums
from sapat.analytics.suppression import suppress

Group = TypeVar("Group", bound=Hashable)


class Status(StrEnum):
    """Where a figure stands against its norm, or why it does not."""

    HIGH = "high"
    NORMAL = "normal"
    ATTENTION = "attention"
    CRITICAL = "critical"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    WAITING = "waiting"


class WhyNot(StrEnum):
    """Why a figure is not shown."""

    TOO_SMALL = "too_small"
    COMPLEMENT = "complement"
    NO_DATA = "no_data"
    WAITING = "waiting"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Value:
    """A figure with all that is needed to trust it or not.

    Attributes
    ----------
    num, den
        Summed before dividing, in their own units; None if a data set has no facts.
    n
        Persons in the group; where rows are not persons, the denominator rounded down.
    value
        Unrounded, in the indicator's unit; None if there is nothing to divide by.
    low, high
        The 95 % interval, None where the method refuses.
    completeness
        Share of the rows that should say something and do, 0 to 1; None if not known.
    status, sure
        Against the norm; sure if the whole interval has the same status.
    shown, why_not
        Whether it may be shown, and if not, why.
    version, batches
        What it stands on.
    """

    indicator: str
    num: float | None
    den: float | None
    n: int
    value: float | None
    low: float | None
    high: float | None
    completeness: float | None
    status: Status
    sure: bool
    shown: bool
    why_not: WhyNot | None
    version: str
    batches: tuple[int, ...] = ()


def value_of(
    definition: Definition,
    sums: Sums,
    *,
    norm: Norm | None = None,
    batches: tuple[int, ...] = (),
) -> Value:
    """Divide the states of one group.

    Parameters
    ----------
    definition
        The compiled indicator.
    sums
        Data set to the states of the group (`Level.at`); None or absent if it has no facts.
    norm
        The school's own levels; the catalogue's if None.
    batches
        What the facts came from; handed through.

    Returns
    -------
    Value
        Shown, unless there is no figure; `hidden` looks at small groups afterwards.
    """
    divided = [_divide(part, sums) for part in definition.parts] if definition.mixed else []
    num, den, value = _mixed(definition, divided) if definition.mixed else _single(definition, sums)
    estimate = _estimate(definition, divided, sums) if value is not None else None
    status = status_of(value, norm or definition.norm)
    return Value(
        indicator=definition.code,
        num=num,
        den=den,
        n=_persons(definition, sums, den),
        value=value,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        completeness=_completeness(definition, sums),
        status=status,
        sure=_is_sure(definition, estimate, status, norm or definition.norm),
        shown=value is not None,
        why_not=WhyNot.NO_DATA if value is None else None,
        version=definition.version,
        batches=batches,
    )


def nothing(definition: Definition, status: Status) -> Value:
    """Return the value of an indicator that waits for evidence or does not apply."""
    empty = value_of(definition, {})
    return replace(empty, status=status, why_not=WhyNot(status.value))


def status_of(value: float | None, norm: Norm) -> Status:
    """Place a figure among the levels of its norm; a level that is just reached counts."""
    if value is None:
        return Status.NO_DATA
    for level, status in (
        (norm.target, Status.HIGH),
        (norm.ok, Status.NORMAL),
        (norm.alarm, Status.ATTENTION),
    ):
        if norm.better == "higher" and value >= level:
            return status
        if norm.better == "lower" and value <= level:
            return status
        if norm.better == "zero" and abs(value) <= level:
            return status
    return Status.CRITICAL


def hidden(
    values: Mapping[Group, Value],
    total: Value | None,
    k: int,
    *,
    within: Iterable[Collection[Group]] = (),
) -> dict[Group, Value]:
    """Mark the values of one breakdown that may not be shown beside their total.

    Parameters
    ----------
    values
        Group to its value, of one indicator and one window.
    total
        The value of all groups together if it is shown beside them, else None.
    k
        The smallest group that may be shown.
    within
        See `suppress`.

    Returns
    -------
    dict
        The same groups; those hidden keep their figures, for whoever may see them, with
        ``shown`` false and ``why_not`` saying whether they are too small or protect another.
    """
    sizes = {group: value.n for group, value in values.items()}
    together = total.n if total is not None and total.shown else None
    away = suppress(sizes, together, k, within=within)
    return {
        group: value
        if group not in away or not value.shown
        else replace(
            value,
            shown=False,
            why_not=WhyNot.TOO_SMALL if value.n < k else WhyNot.COMPLEMENT,
        )
        for group, value in values.items()
    }


def alone(value: Value, k: int) -> Value:
    """Mark a value that stands beside no other, such as a school's, if its group is too small."""
    return hidden({"": value}, None, k)[""]


def _divide(part: Part, sums: Sums) -> Fraction | None:
    num, den = part.num.of(sums), part.den.of(sums)
    if num is None or not den:
        return None
    return part.scale * Fraction(num * part.den.divisor, part.num.divisor * den)


def _single(definition: Definition, sums: Sums) -> tuple[float | None, float | None, float | None]:
    part = definition.parts[0]
    num, den = part.num.of(sums), part.den.of(sums)
    value = None
    if num is not None and den:
        # One division of whole numbers: the same bits on every machine, whatever the order.
        top = num * part.den.divisor * part.scale.numerator * _hundred(definition)
        value = top / (part.num.divisor * den * part.scale.denominator)
    return _read(num, part.num), _read(den, part.den), value


def _mixed(
    definition: Definition, divided: list[Fraction | None]
) -> tuple[float | None, float | None, float | None]:
    known = _known(definition, divided)
    if known is None:
        return None, None, None
    weights = sum((weight for weight, _ in known), Fraction(0))
    den = weights if definition.renormalise else Fraction(1)
    num = sum((weight * value for weight, value in known), Fraction(0))
    return float(num), float(den), float(num / den)


def _known(
    definition: Definition, divided: list[Fraction | None]
) -> list[tuple[Fraction, Fraction]] | None:
    """Weights and values of the parts that have one; None if the mix cannot be made."""
    pairs = zip(definition.parts, divided, strict=True)
    known = [(part.weight, value) for part, value in pairs if value is not None]
    complete = len(known) == len(divided)
    return known if known and (complete or definition.renormalise) else None


def _hundred(definition: Definition) -> int:
    return 100 if definition.kind == "ratio" else 1


def _read(number: int | None, amount: Amount) -> float | None:
    if number is None:
        return None
    whole, rest = divmod(number, amount.divisor)
    return whole if rest == 0 else number / amount.divisor


def _persons(definition: Definition, sums: Sums, den: float | None) -> int:
    if definition.people is None:
        return int(den or 0) if not definition.mixed else 0
    dataset, state = definition.people
    found = sums.get(dataset)
    persons = found[state] if found is not None else 0
    # Rows that name nobody may all be one person's, so they count as a group of one.
    return max(persons, 1) if den and not definition.mixed else persons


def _completeness(definition: Definition, sums: Sums) -> float | None:
    rule = definition.completeness
    found = sums.get(rule.dataset) if rule else None
    if rule is None or found is None or not found[rule.expected]:
        return None
    return found[rule.filled] / found[rule.expected]


def _estimate(
    definition: Definition, divided: list[Fraction | None], sums: Sums
) -> Estimate | None:
    """Return the interval in the indicator's unit, or None where its method refuses."""
    part = definition.parts[0]
    try:
        if definition.mixed:
            return _of_mix(definition, divided, sums)
        if definition.interval == "wilson":
            return _share(part, sums).times(float(part.scale) * _hundred(definition))
        if definition.interval == "t":
            return _mean(part, sums).times(float(part.scale) * _hundred(definition))
        if definition.interval == "poisson":
            return _rate(part, sums)
    except ValueError:
        return None
    return None


def _share(part: Part, sums: Sums) -> Estimate:
    num, den = part.num.of(sums) or 0, part.den.of(sums) or 0
    reached, of = num / part.num.divisor, den / part.den.divisor
    if part.alike:
        return intervals.share_of_persons(reached, of, _likeness(part.alike, sums))
    return intervals.wilson(reached, of)


def _likeness(alike: Alike, sums: Sums) -> Likeness:
    amounts = (alike.num_num, alike.num_den, alike.den_den)
    products = [(amount.of(sums) or 0) / amount.divisor for amount in amounts]
    dataset, state = alike.persons
    found = sums.get(dataset)
    # Rows that name nobody may all be one person's, so they count as one.
    return Likeness(max(found[state] if found is not None else 0, 1), *products)


def _mean(part: Part, sums: Sums) -> Estimate:
    num, den = part.num.of(sums) or 0, part.den.of(sums) or 0
    squares = part.squares.of(sums) if part.squares else None
    if part.squares is None or squares is None or den % part.den.divisor:
        raise ValueError("a mean needs the squares of its terms and a whole number of them")
    n, total = den // part.den.divisor, num / part.num.divisor
    plain = intervals.mean_t(n, total, squares / part.squares.divisor)
    if part.alike:
        return intervals.mean_of_persons(plain, n, _likeness(part.alike, sums))
    return plain


def _rate(part: Part, sums: Sums) -> Estimate:
    factors = {factor for _, _, factor in part.num.items}
    num, den = part.num.of(sums) or 0, part.den.of(sums) or 0
    factor = factors.pop()
    if factors or factor <= 0 or num % factor or part.num.divisor != 1:
        raise ValueError("a rate counts events, all with the same multiplier")
    exposure = den / part.den.divisor
    return intervals.poisson_exact(num // factor, exposure=exposure).times(factor)


def _of_mix(definition: Definition, divided: list[Fraction | None], sums: Sums) -> Estimate | None:
    if definition.interval != "wilson":
        return None
    known = [
        (part, value)
        for part, value in zip(definition.parts, divided, strict=True)
        if value is not None
    ]
    whole = sum((part.weight for part, _ in known), Fraction(0))
    whole = whole if definition.renormalise else Fraction(1)
    return intervals.combined(
        [
            (float(part.weight / whole), _share(part, sums).times(float(part.scale)))
            for part, _ in known
        ]
    )


def _is_sure(definition: Definition, estimate: Estimate | None, status: Status, norm: Norm) -> bool:
    """Tell whether nothing inside the interval would be judged otherwise.

    A figure without an interval by definition is a complete count and is what it is; a figure
    whose interval could not be made is not sure.
    """
    if status is Status.NO_DATA:
        return False
    if estimate is None:
        return definition.interval == "none"
    ends = [estimate.low, estimate.high]
    if norm.better == "zero" and estimate.low < 0 < estimate.high:
        ends.append(0.0)
    return all(status_of(end, norm) == status for end in ends)
