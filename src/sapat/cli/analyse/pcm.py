"""`sapat analyse pcm`: questions with several points and pupils on one scale."""

import argparse
from typing import Any

from sapat.cli.analyse import scaling
from sapat.cli.analyse.frame import Frame


def add(methods: Any) -> None:
    """Add the method."""
    parser = scaling.parser_of(methods, "pcm", "the same for questions with several points")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the scale as an object, and what was left out."""
    from sapat.analytics.testing.pcm import partial_credit
    from sapat.analytics.testing.scores import Unscalable

    names, points = scaling.read(frame, arguments)
    try:
        found = partial_credit(points)
    except Unscalable as no:
        scaling.refuse(no, names)
    items = [
        {
            "item": names[place],
            "thresholds": found.thresholds[at],
            "location": found.location[at],
            "discrimination": 1,
            "se": found.se[at],
            "infit": found.fit.infit[at],
            "outfit": found.fit.outfit[at],
        }
        for at, place in enumerate(found.items)
    ]
    figures = {
        "score": found.persons.score,
        "of": found.persons.reachable,
        "ability": found.persons.ability,
        "se": found.persons.se,
    }
    told = {
        "loglik": found.loglik,
        "separation": found.separation,
        "items": items,
        "persons": scaling.persons(frame, arguments, figures),
    }
    extremes = scaling.extremes(int(found.persons.extreme.sum()))
    return told, scaling.left_out(names, found.left_out) + extremes
