"""Whether a test was fair to two sides: who was compared, and which items were harder for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sapat.check.testing import reads
from sapat.check.testing.analysis import difference
from sapat.check.testing.models import AnswerSheet, SatTest

LARGE, NONE = "C", "A"
"""Classes of a difference: the engine's."""
CHANCE = 0.05
"""How often a test in which no item is unfair may be said to have one that is harder."""
SIDES = {
    "sex": {"f": gettext_lazy("girls"), "m": gettext_lazy("boys")},
    "language": {
        "ky": gettext_lazy("pupils taught in Kyrgyz"),
        "ru": gettext_lazy("pupils taught in Russian"),
        "uz": gettext_lazy("pupils taught in Uzbek"),
        "tg": gettext_lazy("pupils taught in Tajik"),
    },
}
"""By what pupils are compared, and what the sides are called."""


@dataclass(frozen=True)
class Side:
    """Two groups of pupils, and the items that were harder for one of them."""

    title: str
    compared: str
    unfair: list[str]


def sides(row: SatTest, lines: Sequence[AnswerSheet]) -> list[Side]:
    """Compare girls with boys, and languages of instruction, where there are enough pupils."""
    if any(most != 1 for most in row.most):
        return []
    given = reads.answers_of(row, lines)
    titles = {"sex": _("Girls and boys"), "language": _("Languages of instruction")}
    found = []
    for name, title in titles.items():
        compared = difference(given, [str(getattr(line, name)) for line in lines])
        if compared is None:
            continue
        one, other, differences = compared
        called = {side: str(SIDES[name].get(side, side)) for side in (one, other)}
        figures = (differences.sizes, differences.delta, differences.p)
        rows = zip(row.items, *figures, strict=True)
        likely = CHANCE / len(row.items)  # of many items some differ by chance alone
        unfair = [
            _unfair(item, str(size), called[other if delta < 0 else one])
            for item, size, delta, p in rows
            if size == LARGE or (size is not None and size != NONE and p < likely)
        ]
        counts = (differences.reference, differences.focal)
        found.append(Side(title, _compared(called[one], called[other], counts), unfair))
    return found


def _compared(one: str, other: str, counts: tuple[int, int]) -> str:
    told = {"one": one[:1].upper() + one[1:], "other": other}
    told |= {"first": str(counts[0]), "second": str(counts[1])}
    sentence = _(
        "%(one)s (%(first)s) and %(other)s (%(second)s) with the same score were compared."
    )
    return sentence % told


def _unfair(item: str, size: str, who: str) -> str:
    told = {"name": item, "who": who}
    told["far"] = _("much harder") if size == LARGE else _("harder")
    return (
        _(
            "Item %(name)s is %(far)s for %(who)s, though they know as much: look for a word or a "
            "picture that one side does not know."
        )
        % told
    )
