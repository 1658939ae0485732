"""Which columns of a file are the items of a test, and what their points are."""

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from sapat.cli.analyse.frame import Frame, Unusable, read

if TYPE_CHECKING:
    import numpy as np

PUPILS = frozenset({"pupil", "id", "student", "person", "окуучу", "ученик", "name", "аты", "имя"})
"""Columns that name the row; case makes no difference."""


def item_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the columns of items."""
    parser.add_argument("--items", metavar="COL,...", help="else every column but the pupil's")
    parser.add_argument("--key", metavar="FILE", help="right options: a row, or item and option")


def names(frame: Frame, arguments: argparse.Namespace, key: dict[str, str] | None) -> list[str]:
    """Return the columns of items, in the order of the file."""
    from django.utils.translation import gettext as _

    if arguments.items:
        found = [name.strip() for name in arguments.items.split(",") if name.strip()]
    elif key is not None:
        found = list(key)
    else:
        found = [name for name in frame.columns if name.casefold() not in PUPILS]
    if len(found) < 2:
        raise Unusable(_("A test needs two columns of items at least."))
    for name in found:
        frame.column(name)
        if key is not None and not key.get(name):
            raise Unusable(_("The key has no option for column %(name)s.") % {"name": name})
    return found


def key_of(path: str, frame: Frame) -> dict[str, str]:
    """Return the right option of each item from a key file."""
    from django.utils.translation import gettext as _

    table = read(path)
    columns = list(table.columns)
    if len(columns) == 2 and (pairs := _pairs(table, columns, frame)):
        return pairs
    if any(name in frame.columns and name.casefold() not in PUPILS for name in columns):
        row = {name: table.texts(name)[0] for name in columns}
        return {name: option for name, option in row.items() if name.casefold() not in PUPILS}
    raise Unusable(_("The key %(path)s names no column of the file.") % {"path": path})


def _pairs(table: Frame, columns: list[str], frame: Frame) -> dict[str, str]:
    """Return item and option from two columns, with or without a head; empty if it is no such."""
    pairs = list(zip(*(table.texts(name) for name in columns), strict=True))
    if not any(item in frame.columns for item, _option in pairs):
        return {}
    if columns[0] in frame.columns:
        pairs.insert(0, (columns[0], columns[1]))
    return {item: option for item, option in pairs if item}


def answers(
    frame: Frame, items: list[str], key: dict[str, str]
) -> tuple[list[list[str]], list[str]]:
    """Return the options pupils chose and the right ones, in one alphabet."""
    from sapat.analytics.testing.answers import one_alphabet

    columns = [frame.texts(name) for name in items]
    rows = [list(row) for row in zip(*columns, strict=True)]
    *chosen, right = one_alphabet([*rows, [key[name] for name in items]])
    return chosen, right


def points(frame: Frame, items: list[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the columns as points, shape (rows, items); NaN where there is no answer."""
    import numpy as np

    return np.column_stack([frame.numbers(name) for name in items])


def refuse() -> NoReturn:
    """Raise why a file is no test, for a reader."""
    from django.utils.translation import gettext as _

    raise Unusable(_("No row has an answer to any item.")) from None
