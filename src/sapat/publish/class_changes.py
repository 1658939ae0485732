"""How the quality of each class differs from a year ago, the same pupils beside themselves."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sapat.check.measuring.rules import STRICT, difference
from sapat.check.measuring.table import Line
from sapat.check.measuring.table import Table as DeputyTable
from sapat.publish.pictures.diverging_bars import Change, Since, changes
from sapat.publish.pictures.pictures import Picture
from sapat.publish.quarter.sentences import Share, share_of


def class_changes(table: DeputyTable) -> Picture | None:
    """Return the changes of quality since the same term a year ago, then the school's.

    None without a year before, or where no class can be compared. A table holds many differences,
    so each must be surer to be called one.
    """
    if table.year_ago is None:
        return None
    bars = list(_bars(table))
    if not any(bar.is_drawn for bar in bars):
        return None
    title = _("Quality of each class beside a year ago, the same pupils")
    since = Since(_("percentage points"), table.year_ago.label)
    return changes(title, bars, since)


def _bars(table: DeputyTable) -> Iterator[Change]:
    for _level, lines in table.levels:
        for line in lines:
            yield _bar(line.label, line)
    yield _bar(_("School"), table.school)


def _bar(label: str, line: Line) -> Change:
    now, then = (share_of(row, Share.QUALITY) for row in (line.row, line.year_ago))
    if now is None or then is None:
        return Change(label, hidden=line.row is None)
    low, high = difference(now, then, widen=STRICT)
    apart = now.value - then.value
    return Change(label, apart, low, high, beyond=low > 0 or high < 0, better=apart > 0)
