"""The sign-offs at the top of a school's paper, in the language that is active.

What is not known yet is a line to be filled in by hand.
"""

from datetime import date

from django.utils.translation import gettext as _

from sapat.publish.exports.tables import day as written
from sapat.publish.papers.content import Stamp

NUMBER, DAY, NAME = "______", "____________", "________________"


def adopted(body: str, *, number: str = "", day: date | None = None) -> Stamp:
    """Return the sign-off of a body that adopted the paper: «Кабыл алынды», its protocol."""
    return Stamp(_("ADOPTED"), [body, _protocol(number, day)])


def considered(body: str, *, number: str = "", day: date | None = None) -> Stamp:
    """Return the sign-off of a body that looked through the paper: «Каралды», its protocol."""
    return Stamp(_("CONSIDERED"), [body, _protocol(number, day)])


def agreed(post: str, name: str = "", *, day: date | None = None) -> Stamp:
    """Return the sign-off of somebody who agrees, with a line to sign: «Макулдашылды»."""
    return Stamp(_("AGREED"), [post, _line(name), written(day) if day else DAY])


def approved(post: str, name: str = "", *, order: str = "", day: date | None = None) -> Stamp:
    """Return the sign-off of the head, with a line to sign and the order: «Бекитемин»."""
    facts = {"number": order or NUMBER, "day": written(day) if day else DAY}
    words = _("Order № %(number)s of %(day)s") % facts
    return Stamp(_("APPROVED"), [post, _line(name), words])


def _protocol(number: str, day: date | None) -> str:
    facts = {"number": number or NUMBER, "day": written(day) if day else DAY}
    return _("Protocol № %(number)s of %(day)s") % facts


def _line(name: str) -> str:
    return f"{NAME} {name}".rstrip()
