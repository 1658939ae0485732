"""`sapat analyse reliability`: how far a test can be trusted, and which items to look at."""

import argparse
from typing import TYPE_CHECKING, Any

from sapat.cli.analyse import items, running
from sapat.cli.analyse.frame import Frame

if TYPE_CHECKING:
    from sapat.analytics.testing.answers import Option
    from sapat.analytics.testing.classical import Reliability


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "reliability", "how far a test can be trusted; its items")
    items.item_options(parser)
    parser.add_argument(
        "--missing",
        choices=("wrong", "pairwise", "complete"),
        help="an answer not given: no points (with a key), left out, or its row left out",
    )
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the test as an object, and what it is good for."""
    from sapat.analytics.testing import answers, classical

    key = items.key_of(arguments.key, frame) if arguments.key else None
    columns = items.names(frame, arguments, key)
    try:
        if key is None:
            points = items.points(frame, columns)
            test = classical.reliability(points, missing=_missing(arguments))
            return told(test, columns, None), _notes(test, len(frame))
        chosen, right = items.answers(frame, columns, key)
        points = answers.scored(chosen, right)
        test = classical.reliability(points, missing=_missing(arguments))
        choices = answers.options(chosen, right, points)
        return told(test, columns, choices), _notes(test, len(frame))
    except classical.Untestable:
        items.refuse()


def told(
    test: "Reliability", columns: list[str], choices: "list[list[Option]] | None"
) -> dict[str, Any]:
    """Return the test in its machine-readable face."""
    from sapat.analytics.testing.answers import flags

    marked = flags(test, choices)
    table = [
        {
            "item": name,
            "difficulty": test.difficulty[at],
            "item_total": test.item_total[at],
            "item_rest": test.item_rest[at],
            "alpha_without": test.alpha_without[at],
            "flags": [flag.value for flag in marked[at]],
            "options": [
                {"option": each.option, "share": each.share, "rest": each.rest, "key": each.key}
                for each in (choices[at] if choices else ())
            ],
        }
        for at, name in enumerate(columns)
    ]
    whole = {"n": test.n, "items": test.items, "alpha": test.alpha, "omega": test.omega}
    return {**whole, "sem": test.sem, "table": table}


def _missing(arguments: argparse.Namespace) -> Any:
    from sapat.analytics.testing.classical import Missing

    usual = Missing.WRONG if arguments.key else Missing.PAIRWISE
    return Missing(arguments.missing) if arguments.missing else usual


def _notes(test: "Reliability", rows: int) -> list[str]:
    from django.utils.translation import gettext as _

    from sapat.analytics.testing.classical import Verdict

    sentences = {
        Verdict.TOO_FEW: _("Too few pupils or items to judge the test."),
        Verdict.WEAK: _("The test is too coarse to judge anybody by."),
        Verdict.CLASS: _("The test is good enough to judge a class, not a pupil."),
        Verdict.PUPIL: _("The test is good enough to judge a pupil."),
    }
    notes = [sentences[test.verdict]]
    if rows > test.n:
        told = {"rows": rows - test.n}
        notes.append(_("Rows with something missing, left out: %(rows)s.") % told)
    return notes
