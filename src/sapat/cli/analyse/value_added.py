"""`sapat analyse value-added`: which group differs, given where its members started."""

import argparse
from typing import TYPE_CHECKING, Any

from sapat.cli.analyse import running
from sapat.cli.analyse.frame import Frame, Unusable

if TYPE_CHECKING:
    from sapat.analytics.multilevel import Fitted, Labels, Sums, Unfit


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "value-added", "progress of groups, given their start")
    model_options(parser)
    parser.set_defaults(answer=answer)


def model_options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add the options that name the columns of a model."""
    parser.add_argument("--outcome", metavar="COL", required=required, help="the result")
    parser.add_argument("--group", metavar="COL[,COL2]", required=required, help="who is compared")
    parser.add_argument("--covariates", metavar="COL,...", default="", help="what was there before")
    parser.add_argument("--crossed", action="store_true", help="the two columns cross")
    parser.add_argument("--method", dest="likelihood", choices=("reml", "ml"), default="reml")


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the model as an object, and what was left out."""
    found, notes = fitted(frame, arguments)
    return told(found), notes


def fitted(frame: Frame, arguments: argparse.Namespace) -> "tuple[Fitted, list[str]]":
    """Estimate the model the options name; `Unusable` says which column or group forbids it."""
    from django.utils.translation import gettext as _

    from sapat.analytics import multilevel

    try:
        rows = sums(frame, arguments)
        found = multilevel.fit(rows, method=arguments.likelihood, crossed=arguments.crossed)
    except multilevel.Unfit as no:
        raise Unusable(sentence(no)) from None
    left_out = len(frame) - found.n
    if not left_out:
        return found, []
    return found, [_("Rows with something missing, left out: %(rows)s.") % {"rows": left_out}]


def sums(frame: Frame, arguments: argparse.Namespace) -> "Sums":
    """Return the rows of the columns the options name as sums."""
    from django.utils.translation import gettext as _

    from sapat.analytics import multilevel

    groups, covariates = _names(arguments.group), _names(arguments.covariates)
    if not 1 <= len(groups) <= 2:
        raise Unusable(_("Name one or two columns of groups."))
    if arguments.crossed and len(groups) < 2:
        raise Unusable(_("--crossed needs two columns of groups."))
    for name in (all_names := [arguments.outcome, *covariates, *groups]):
        if all_names.count(name) > 1:
            raise Unusable(_("Column %(name)s is named twice.") % {"name": name})
    labels = {name: multilevel.Labels.of(frame.texts(name)) for name in groups}
    columns = {name: _covariate(frame, name) for name in covariates}
    outcome = frame.numbers(arguments.outcome)
    if not arguments.crossed:
        labels = _outer_first(labels)
    return multilevel.sums((arguments.outcome, outcome), columns, labels)


def told(found: "Fitted") -> dict[str, Any]:
    """Return the model in its machine-readable face."""
    fixed = zip(found.terms, found.estimate, found.se, strict=True)
    return {
        "n": found.n,
        "groups": found.groups,
        "fixed": [{"term": t, "estimate": e, "se": se} for t, e, se in fixed],
        "variances": [{"component": name, "variance": value} for name, value in found.variances],
        "minus2loglik": found.minus2loglik,
        "residuals": {
            name: [
                {"group": group, "estimate": estimate, "se": se}
                for group, estimate, se in zip(each.groups, each.estimate, each.se, strict=True)
            ]
            for name, each in found.residuals.items()
        },
    }


def sentence(no: "Unfit") -> str:
    """Return why a model cannot be estimated, for a reader."""
    from django.utils.translation import gettext as _

    from sapat.analytics.multilevel import Reason

    sentences = {
        Reason.NO_ROWS: _("No row with a value in column %(column)s is complete."),
        Reason.TOO_FEW_ROWS: _("There are too few rows with column %(column)s for the covariates."),
        Reason.SINGLE_GROUP: _(
            "Column %(column)s has a single group, %(group)s: there is nothing to compare."
        ),
        Reason.GROUPS_OF_ONE: _(
            "Every group of column %(column)s has one row: group and row cannot be told apart."
        ),
        Reason.NOT_NESTED: _(
            "Columns %(group)s and %(column)s divide the rows in the same way: name one of them."
        ),
        Reason.CONSTANT: _("Column %(column)s has the same value in every row."),
        Reason.SINGULAR: _("Column %(column)s follows from the other covariates: leave one out."),
        Reason.NO_NOISE: _(
            "The covariates and groups explain column %(column)s wholly: no chance is left."
        ),
    }
    return sentences[no.reason] % {"column": no.column, "group": no.group}


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _covariate(frame: Frame, name: str) -> Any:
    """Return numbers where at least half of the values are numbers, labels otherwise."""
    from sapat.analytics.multilevel import Labels

    present = [value for value in frame.column(name) if value is not None]
    if 2 * sum(map(_is_number, present)) >= len(present):
        return frame.numbers(name)
    return Labels.of(frame.texts(name))


def _is_number(value: Any) -> bool:
    try:
        float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        return False
    return True


def _outer_first(groups: "dict[str, Labels]") -> "dict[str, Labels]":
    """Return the columns with the larger groups first; as named, where none nests in the other."""
    if len(groups) == 1:
        return groups
    (first, one), (second, two) = groups.items()
    pairs = {*zip(one.codes.tolist(), two.codes.tolist(), strict=True)}
    pairs = {(a, b) for a, b in pairs if a >= 0 and b >= 0}
    if len({b for _, b in pairs}) < len({a for a, _ in pairs}) == len(pairs):
        return {second: two, first: one}
    return groups
