"""The way of an order, its number, and how its points are carried out."""

from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Series(TextChoices):
    """The books in which a school numbers its orders apart."""

    MAIN = "main", _("main activity")
    STAFF = "staff", _("staff")
    PUPILS = "pupils", _("contingent of pupils")


class OrderState(TextChoices):
    """Where an order stands."""

    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("in force")
    CANCELLED = "cancelled", _("cancelled by another order")
    DROPPED = "dropped", _("dropped before signature")


class PointState(TextChoices):
    """Whether a point of an order is carried out."""

    OPEN = "open", _("to be carried out")
    REPORTED = "reported", _("reported as done")
    DONE = "done", _("fulfilled")


class Step(TextChoices):
    """What is done with an order."""

    WRITE = "write", _("change the text")
    SIGN = "sign", _("sign")
    DROP = "drop", _("drop the draft")
    KNOW = "know", _("record that somebody knows it")
    CARRY = "carry", _("carry out a point")
    CANCEL = "cancel", _("cancel by this order")


class Way(TextChoices):
    """How somebody took note of an order."""

    SCREEN = "screen", _("on the screen")
    PAPER = "paper", _("on paper")


class NotSo(TextChoices):
    """Why an order cannot change like that."""

    WRONG_STEP = "wrong_step", _("This order is %(state)s: “%(step)s” is not possible now.")
    NO_TITLE = "no_title", _("Name what the order is about.")
    NO_PREAMBLE = "no_preamble", _("Write for what purpose and on what ground the order is given.")
    NO_POINTS = "no_points", _("An order needs at least one point.")
    NO_TEXT = "no_text", _("Write what the point orders.")
    NO_CONTROL = "no_control", _("Name who controls the order.")
    NOT_DIRECTOR = "not_director", _("Only the director signs orders.")
    TOMORROW = "tomorrow", _("The day %(day)s has not come yet.")
    BACKDATED = "backdated", _("Order № %(number)s was signed on %(day)s: no order goes before it.")
    POINT_STATE = "point_state", _("The point is %(state)s: that is not possible now.")
    NOT_YOURS = "not_yours", _("Only %(name)s does this.")
    OWN_WORK = "own_work", _("Nobody confirms their own work.")
    NO_WORDS = "no_words", _("Write it in words.")
    ITSELF = "itself", _("An order does not cancel itself.")
    NOT_NAMED = "not_named", _("%(name)s is not named to take note of this order.")
    KNOWN = "known", _("%(name)s has taken note already.")
    NOT_BINDING = "not_binding", _("Only a decision in force leads to an order.")
    CHANGED_SINCE = (
        "changed_since",
        _("The order was changed while you read it: read it again before you sign."),
    )


FROM: Mapping[Step, frozenset[OrderState]] = {
    Step.WRITE: frozenset({OrderState.DRAFT}),
    Step.SIGN: frozenset({OrderState.DRAFT}),
    Step.DROP: frozenset({OrderState.DRAFT}),
    Step.KNOW: frozenset({OrderState.SIGNED}),
    Step.CARRY: frozenset({OrderState.SIGNED}),
    Step.CANCEL: frozenset({OrderState.SIGNED}),
}
"""From which states each step is possible; from no other."""

BOOKS = {Series.MAIN: "1", Series.STAFF: "2", Series.PUPILS: "3"}
"""The book behind the number: № 48/1 is the forty-eighth order on main activity."""

KNOW_DAYS = 3
"""Days after the signature in which those named take note of an order."""


def may_step(step: Step, state: str) -> bool:
    """Answer whether an order in this state can take the step.

    >>> may_step(Step.WRITE, "draft"), may_step(Step.WRITE, "signed")
    (True, False)
    """
    return state in FROM[step]


def number_of(number: int | None, series: str) -> str:
    """Return the number as papers write it, or nothing before the signature.

    >>> number_of(48, "main")
    '48/1'
    """
    return f"{number}/{BOOKS[Series(series)]}" if number else ""


def is_overdue(state: str, term: date | None, day: date) -> bool:
    """Answer whether a point should have been carried out by the day."""
    return state == PointState.OPEN and term is not None and term < day
