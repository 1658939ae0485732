"""`sapat analyse rasch`: how hard each question is and how able each pupil, on one scale."""

import argparse
from typing import TYPE_CHECKING, Any

from sapat.cli.analyse import scaling
from sapat.cli.analyse.frame import Frame

if TYPE_CHECKING:
    from sapat.analytics.testing.rasch import Invariance, Rasch


def add(methods: Any) -> None:
    """Add the method."""
    parser = scaling.parser_of(methods, "rasch", "questions and pupils on one scale")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the scale as an object, and what was left out."""
    from sapat.analytics.testing.rasch import rasch
    from sapat.analytics.testing.scores import Unscalable

    names, points = scaling.read(frame, arguments)
    try:
        found = rasch(points)
    except Unscalable as no:
        scaling.refuse(no, names)
    told = {
        "loglik": found.loglik,
        "separation": found.separation,
        "andersen": _told(_invariance(points)),
        "items": _items(found, names),
        "persons": scaling.persons(
            frame,
            arguments,
            {
                "score": found.persons.score,
                "of": found.persons.reachable,
                "ability": found.persons.ability,
                "se": found.persons.se,
            },
        ),
    }
    extremes = scaling.extremes(int(found.persons.extreme.sum()))
    return told, scaling.left_out(names, found.left_out) + extremes


def _items(found: "Rasch", names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "item": names[place],
            "difficulty": found.difficulty[at],
            "discrimination": 1,
            "se": found.se[at],
            "infit": found.fit.infit[at],
            "outfit": found.fit.outfit[at],
        }
        for at, place in enumerate(found.items)
    ]


def _invariance(points: Any) -> "Invariance | None":
    """Return Andersen's test of weaker against stronger pupils, or None where they are too few."""
    from sapat.analytics.testing.rasch import andersen
    from sapat.analytics.testing.scores import Unscalable

    try:
        return andersen(points)
    except Unscalable:
        return None


def _told(test: "Invariance | None") -> dict[str, Any] | None:
    if test is None:
        return None
    return {"statistic": test.statistic, "df": test.df, "p": test.p}
