"""A sheet to fill in: the pupils of a class, a column an item, a row for the key."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sapat.check.testing.roster import Seat
from sapat.publish.exports.tables import Column, Table
from sapat.publish.exports.workbook import workbook

NARROW = 4.0


def answer_sheet(seats: Sequence[Seat], items: int, *, title: str, school: str) -> bytes:
    """Return an XLSX file that comes back as a test once it is filled in.

    Pupils of one name are written by their personal numbers, so that they can be told apart.
    """
    named = Counter(seat.name for seat in seats)
    who = [seat.number if named[seat.name] > 1 and seat.number else seat.name for seat in seats]
    columns = [Column(_("Pupil"), width=34)]
    columns += [Column(str(number), width=NARROW) for number in range(1, items + 1)]
    rows = [[name, *[""] * items] for name in [_("Key"), *who]]
    return workbook([Table(title, columns, rows)], title=title, head=school)
