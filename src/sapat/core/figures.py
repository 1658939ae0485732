"""Numbers as pages and papers write them."""

from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from django.utils import formats

DASH = "—"
MINUS = "\u2212"


def figure(value: float, digits: int = 1, *, signed: bool = False) -> str:
    """Write a number in the reader's language, rounded half up, with a true minus.

    Pages and papers write figures with this one function, so that they are equal to the digit.
    """
    if not isfinite(value):
        return DASH
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text: str = formats.number_format(abs(rounded), decimal_pos=digits)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + text
