"""`sapat analyse equate`: what a score of one form means on another that shares items with it."""

import argparse
from typing import Any

from sapat.cli.analyse import items, running
from sapat.cli.analyse.frame import Frame, Unusable, read


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "equate", "scores of a form on the scale of an earlier one")
    parser.add_argument("--to", metavar="FILE", required=True, help="answers to the earlier form")
    parser.add_argument("--to-key", metavar="FILE", help="right options of the earlier form")
    parser.add_argument("--common", metavar="COL,...", help="else columns of one name")
    items.item_options(parser)
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the table of equated scores as an object, and what was left out."""
    import numpy as np
    from django.utils.translation import gettext as _

    from sapat.analytics.testing import equating

    earlier = read(arguments.to)
    new_names, new, left_new = _form(frame, arguments.items, arguments.key)
    old_names, old, left_old = _form(earlier, None, arguments.to_key)
    common = _common(arguments, new_names, old_names)
    scores = np.arange(0, _most(new) + 1)
    places = ([new_names.index(n) for n in common], [old_names.index(n) for n in common])
    try:
        found = equating.chained(new, old, places, scores)  # type: ignore[arg-type]
    except equating.Unequatable as no:
        raise Unusable(sentence(no)) from None
    rows = zip(scores, found.equated, found.se, strict=True)
    notes = []
    if left_new + left_old:
        told = {"rows": left_new + left_old}
        notes.append(_("Rows with something missing, left out: %(rows)s.") % told)
    return {
        "n": {"new": found.n_new, "old": found.n_old},
        "common": common,
        "slope": found.slope,
        "intercept": found.intercept,
        "anchor": {"new": found.anchor_new, "old": found.anchor_old},
        "table": [{"score": score, "equated": value, "se": se} for score, value, se in rows],
    }, notes


def sentence(no: Any) -> str:
    """Return why two forms cannot be equated, for a reader."""
    from django.utils.translation import gettext as _

    from sapat.analytics.testing.equating import Reason
    from sapat.analytics.testing.thresholds import bound

    sentences = {
        Reason.FEW_COMMON: _("The tests need %(items)s items in common at least."),
        Reason.SMALL_SHARE: _("The items in common must be a fifth of the longer test at least."),
        Reason.FEW_PUPILS: _("Each test needs %(pupils)s pupils at least."),
        Reason.NO_VARIETY: _("All pupils have the same score: there is nothing to go by."),
        Reason.LOOSE_ANCHOR: _("The items in common hardly go with the whole test."),
    }
    bounds = {"items": int(bound("common_items")), "pupils": int(bound("pupils"))}
    return sentences[no.reason] % bounds


def _form(frame: Frame, named: str | None, key_file: str | None) -> tuple[list[str], Any, int]:
    """Return the items of a form, points of pupils with every answer, and how many were left."""
    import numpy as np

    from sapat.analytics.testing import answers

    key = items.key_of(key_file, frame) if key_file else None
    names = items.names(frame, argparse.Namespace(items=named), key)
    if key is not None:
        return names, np.nan_to_num(answers.scored(*items.answers(frame, names, key))), 0
    points = items.points(frame, names)
    whole = ~np.isnan(points).any(axis=1)
    return names, points[whole], int((~whole).sum())


def _common(arguments: argparse.Namespace, new: list[str], old: list[str]) -> list[str]:
    from django.utils.translation import gettext as _

    if not arguments.common:
        return [name for name in new if name in old]
    found = [name.strip() for name in arguments.common.split(",") if name.strip()]
    for name in found:
        if name not in new or name not in old:
            raise Unusable(_("Column %(name)s is not in both files.") % {"name": name})
    return found


def _most(points: Any) -> int:
    return int(points.max(axis=0).sum()) if points.size else 0
