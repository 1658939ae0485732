"""`sapat analyse dif`: items harder for one of two groups of equally able pupils."""

import argparse
from typing import Any

from sapat.cli.analyse import items, running
from sapat.cli.analyse.frame import Frame, Unusable


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "dif", "items harder for a group of equally able pupils")
    parser.add_argument("--group", metavar="COL", required=True, help="column of two groups")
    parser.add_argument("--reference", metavar="GROUP", help="compared with; else the first")
    parser.add_argument("--matching", metavar="COL", help="score; else the sum of the items")
    parser.add_argument("--refine", action="store_true", help="leave large differences out, again")
    items.item_options(parser)
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return each item's difference as an object, and what was left out."""
    import numpy as np
    from django.utils.translation import gettext as _

    from sapat.analytics.testing import answers, dif

    groups = np.array(frame.texts(arguments.group))
    key = items.key_of(arguments.key, frame) if arguments.key else None
    columns = [
        name
        for name in items.names(frame, arguments, key)
        if name not in {arguments.group, arguments.matching}
    ]
    if not columns:
        raise Unusable(_("A test needs two columns of items at least."))
    if key is None:
        points = items.points(frame, columns)
    else:
        points = np.nan_to_num(answers.scored(*items.answers(frame, columns, key)))
    matching = frame.numbers(arguments.matching) if arguments.matching else None
    known = groups != ""
    if matching is not None:
        known &= ~np.isnan(matching)
    reference, focal = _two(groups[known].tolist(), arguments)
    try:
        found = dif.differences(
            points[known],
            groups[known] == focal,
            matching=None if matching is None else matching[known],
            refine=arguments.refine,
        )
    except dif.Incomparable as no:
        raise Unusable(_sentence(no, columns, (reference, focal))) from None
    notes = []
    if left_out := int((~known).sum()):
        notes.append(_("Rows with something missing, left out: %(rows)s.") % {"rows": left_out})
    return _told(found, columns, (reference, focal)), notes


def _two(groups: list[str], arguments: argparse.Namespace) -> tuple[str, str]:
    from django.utils.translation import gettext as _

    both = sorted(set(groups))
    told = {"column": arguments.group, "groups": ", ".join(both[:10])}
    if len(both) != 2:
        raise Unusable(_("Column %(column)s must have two groups, but has: %(groups)s.") % told)
    reference = arguments.reference or both[0]
    if reference not in both:
        told["group"] = reference
        raise Unusable(_("Column %(column)s has no group %(group)s, but %(groups)s.") % told)
    return reference, next(each for each in both if each != reference)


def _told(found: Any, columns: list[str], groups: tuple[str, str]) -> dict[str, Any]:
    table = [
        {
            "item": name,
            "odds_ratio": found.odds[at],
            "delta": found.delta[at],
            "se": found.se[at],
            "chi2": found.chi2[at],
            "p": found.p[at],
            "class": found.sizes[at],
        }
        for at, name in enumerate(columns)
    ]
    counts = {"n_reference": found.reference, "n_focal": found.focal}
    return {"reference": groups[0], "focal": groups[1], **counts, "items": table}


def _sentence(no: Any, columns: list[str], groups: tuple[str, str]) -> str:
    from django.utils.translation import gettext as _

    from sapat.analytics.testing.dif import Reason
    from sapat.analytics.testing.thresholds import bound

    if no.reason is Reason.NOT_TWO_POINTS:
        sentence = _("Column %(column)s has other points than 0 and 1.")
        return sentence % {"column": columns[no.item]}
    sentence = _("Groups %(one)s and %(other)s need %(pupils)s pupils each to be compared.")
    return sentence % {"one": groups[0], "other": groups[1], "pupils": int(bound("dif_group"))}
