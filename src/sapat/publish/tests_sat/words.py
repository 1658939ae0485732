"""What the figures of a test mean, in plain words, and what to do about an item."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sapat.check.testing.analysis import Analysis, Choice
from sapat.check.testing.models import SatTest
from sapat.check.testing.rules import Judgement, Remark, band

STATUSES = {
    Judgement.PUPIL: "normal",
    Judgement.CLASS: "normal",
    Judgement.WEAK: "critical",
    Judgement.TOO_FEW: "not_applicable",
}
VERDICTS: dict[str, Promise] = {
    Judgement.PUPIL: gettext_lazy(
        "This test is good enough to judge a pupil: sat again, pupils would stand nearly as now."
    ),
    Judgement.CLASS: gettext_lazy(
        "This test is good enough to judge a class, not a pupil: the score of one pupil is off by "
        "too many points by chance."
    ),
    Judgement.WEAK: gettext_lazy(
        "This test is good enough to judge nobody: its items say too little in common. Mend the "
        "items named below before it is used again."
    ),
    Judgement.TOO_FEW: gettext_lazy(
        "Too few to judge: with fewer than 30 pupils or 5 items the figures below are mostly "
        "chance. Sit the test in another class and bring both in together."
    ),
}
GRAVE = {Remark.MISKEYED, Remark.NEGATIVE}
ADVICE: dict[str, Promise] = {
    Remark.NEGATIVE: gettext_lazy(
        "Pupils who know more fail here: look for a mistake in the wording or in the points."
    ),
    Remark.NO_VARIETY: gettext_lazy("All answered alike: the item tells nobody from anybody."),
    Remark.WEAK: gettext_lazy(
        "It hardly tells pupils who know more from the others: reword it or leave it out."
    ),
    Remark.TOO_EASY: gettext_lazy(
        "Nearly all are right: good as a beginning, useless as a measure."
    ),
    Remark.TOO_HARD: gettext_lazy("Hardly anybody is right: was it taught, and is it understood?"),
    Remark.DEAD_DISTRACTOR: gettext_lazy(
        "An option hardly anybody chose: put a mistake in its place that pupils do make."
    ),
}


@dataclass(frozen=True)
class ItemLine:
    """One item as the page shows it."""

    number: int
    name: str
    key: str
    difficulty: float
    rest: float | None
    remarks: list[tuple[Remark, str, bool]]
    options: tuple[Choice, ...]

    @property
    def is_grave(self) -> bool:
        """Answer whether the item harms the test."""
        return any(grave for _remark, _advice, grave in self.remarks)


def item_lines(row: SatTest, found: Analysis) -> list[ItemLine]:
    """Return the items in the order of the test."""
    return [
        ItemLine(
            number=at + 1,
            name=name,
            key=row.key[at] if row.key else "",
            difficulty=100 * float(found.test.difficulty[at]),
            rest=_known(float(found.test.item_rest[at])),
            remarks=[
                (Remark(flag.value), _advice(Remark(flag.value), found, at), flag.value in GRAVE)
                for flag in found.flags[at]
            ],
            options=found.options[at] if found.options else (),
        )
        for at, name in enumerate(row.items)
    ]


def _advice(remark: Remark, found: Analysis, at: int) -> str:
    if remark is not Remark.MISKEYED:
        return str(ADVICE[remark])
    others = [each for each in found.options[at] if not each.key and each.rest == each.rest]
    best = max(others, key=lambda each: each.rest)
    key = "/".join(each.option for each in found.options[at] if each.key)
    told = {"other": best.option, "key": key}
    sentence = _(
        "Pupils who know more chose %(other)s, the key says %(key)s: look at the item, and correct "
        "the key if %(other)s is right."
    )
    return sentence % told


def margin(row: SatTest, found: Analysis) -> str:
    """Say how far a pupil's score may be off, by an example at the mean."""
    sem = _known(found.test.sem)
    if sem is None or row.verdict == Judgement.TOO_FEW:
        return ""
    score = round(found.test.mean)
    low, high = band(score, sem, row.most_points)
    told = {"score": score, "most": f"{row.most_points:g}"}
    told |= {"low": round(low), "high": round(high)}
    return (
        _(
            "A pupil with %(score)s of %(most)s points could as well have got anything from "
            "%(low)s to %(high)s on another day."
        )
        % told
    )


def looked_at(found: Analysis) -> str:
    """Say how many items are to be looked at."""
    if not found.flagged:
        return _("No item stands out.")
    words = ngettext(
        "%(many)s of %(all)s items should be looked at.",
        "%(many)s of %(all)s items should be looked at.",
        found.flagged,
    )
    return words % {"many": found.flagged, "all": found.test.items}


def _known(value: float) -> float | None:
    return value if value == value else None
