"""`sapat analyse 2pl`: how hard each question is and how sharply it parts pupils."""

import argparse
from typing import Any

from sapat.cli.analyse import scaling
from sapat.cli.analyse.frame import Frame


def add(methods: Any) -> None:
    """Add the method."""
    parser = scaling.parser_of(methods, "2pl", "questions that part pupils more or less sharply")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the scale as an object, and what was left out."""
    from sapat.analytics.testing.scores import Unscalable
    from sapat.analytics.testing.twopl import two_parameter

    names, points = scaling.read(frame, arguments)
    try:
        found = two_parameter(points)
    except Unscalable as no:
        scaling.refuse(no, names)
    items = [
        {
            "item": names[place],
            "difficulty": found.difficulty[at],
            "discrimination": found.discrimination[at],
            "se": found.se[at],
            "se_discrimination": found.se_discrimination[at],
        }
        for at, place in enumerate(found.items)
    ]
    figures = {"score": found.score, "ability": found.ability, "se": found.ability_se}
    told = {
        "loglik": found.loglik,
        "items": items,
        "persons": scaling.persons(frame, arguments, figures),
    }
    return told, scaling.left_out(names, found.left_out)
