"""What Rasch and related models share: items and persons of a file, refusals, the answer."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from sapat.cli.analyse import items, running
from sapat.cli.analyse.frame import Frame, Unusable

if TYPE_CHECKING:
    import numpy as np

    from sapat.analytics.testing.scores import Unscalable


def parser_of(methods: Any, name: str, about: str) -> argparse.ArgumentParser:
    """Return the parser of a method that reads persons in rows and items in columns."""
    parser = running.method(methods, name, about)
    items.item_options(parser)
    parser.add_argument("--person", metavar="COL", help="names the rows; else their numbers")
    parser.add_argument(
        "--missing",
        choices=("apart", "wrong"),
        default="apart",
        help="an answer not given: unknown (apart, the default) or no points (wrong)",
    )
    return parser


def read(
    frame: Frame, arguments: argparse.Namespace
) -> "tuple[list[str], np.ndarray[Any, np.dtype[np.float64]]]":
    """Return the names of the items and the points, shape (rows, items)."""
    import numpy as np
    from django.utils.translation import gettext as _

    from sapat.analytics.testing.answers import scored

    key = items.key_of(arguments.key, frame) if arguments.key else None
    names = [name for name in items.names(frame, arguments, key) if name != arguments.person]
    for name in names:
        if names.count(name) > 1:
            raise Unusable(_("Column %(name)s is named twice.") % {"name": name})
    if not names:
        raise Unusable(_("A test needs two columns of items at least."))
    if key is None:
        points = items.points(frame, names)
    else:
        points = scored(*items.answers(frame, names, key))
    return names, np.nan_to_num(points, nan=0.0) if arguments.missing == "wrong" else points


def persons(frame: Frame, arguments: argparse.Namespace, figures: dict[str, Any]) -> list[Any]:
    """Return one object a row of the file: who, and these figures of shape (rows,)."""
    who: Sequence[Any] = range(1, len(frame) + 1)
    if arguments.person:
        who = frame.texts(arguments.person)
    rows = zip(who, *figures.values(), strict=True)
    return [{"person": name, **dict(zip(figures, row, strict=True))} for name, *row in rows]


def left_out(names: list[str], places: Sequence[int]) -> list[str]:
    """Return what is said of items on which all who count have the same points."""
    from django.utils.translation import gettext as _

    if not places:
        return []
    told = ", ".join(names[place] for place in places)
    return [
        _("All who count have the same points on these items, left out: %(items)s.")
        % {"items": told}
    ]


def extremes(many: int) -> list[str]:
    """Return what is said of persons with no point or every point."""
    from django.utils.translation import gettext as _

    if not many:
        return []
    sentence = _("Persons with no point or every point, who tell nothing on the items: %(many)s.")
    return [sentence % {"many": many}]


def refuse(no: "Unscalable", names: list[str]) -> NoReturn:
    """Raise why a test cannot be scaled, for a reader."""
    from django.utils.translation import gettext as _

    from sapat.analytics.testing.scores import Reason

    sentences = {
        Reason.SINGLE_ITEM: _("A test needs two columns of items at least."),
        Reason.SINGLE_PERSON: _("A test needs the answers of two persons at least."),
        Reason.NOT_RIGHT_OR_WRONG: _("Column %(column)s has other points than 0 and 1."),
        Reason.NOT_WHOLE: _("Column %(column)s has points that are not whole numbers from 0 on."),
        Reason.NO_VARIATION: _(
            "Persons with some points, but not all, differ on fewer than two of the items."
        ),
        Reason.UNCONNECTED: _(
            "Nothing connects column %(column)s with the other items: nobody who tells them apart"
            " answered both."
        ),
        Reason.EMPTY_CATEGORY: _(
            "Column %(column)s: nobody who counts has the score %(points)s; join it with another."
        ),
        Reason.UNBOUNDED: _(
            "Too few persons for column %(column)s: its figures would grow without end."
        ),
    }
    column = names[no.item] if no.item is not None else ""
    raise Unusable(sentences[no.reason] % {"column": column, "points": no.points}) from None
