"""What a report says where too little of the data is there, or something in it needs checking."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sapat.check.data_quality.checks import limit
from sapat.check.data_quality.trust import is_preliminary, of_term
from sapat.check.measuring.readings import Reading
from sapat.publish.papers.content import Paragraph
from sapat.publish.quarter.material import QUALITY, Material

NAMED = 8
"""Indicators that a notice names; of the others it says how many."""


def watermark(material: Material) -> str:
    """Return the word across the pages where the marks of the term are too incomplete."""
    if is_preliminary(material.school(QUALITY).completeness):
        return pgettext("watermark", "PRELIMINARY")
    return ""


def notice(readings: Iterable[Reading]) -> list[Paragraph]:
    """Return what stands before a conclusion that rests on too little data."""
    thin = [each for each in readings if each.judged and is_preliminary(each.completeness)]
    if not thin:
        return []
    names = "; ".join(f"{each.known.name} ({_percent(each)} %)" for each in thin[:NAMED])
    more = len(thin) - NAMED
    if more > 0:
        names += " " + _("and %(count)s more") % {"count": more}
    words = _(
        "PRELIMINARY. Less than %(least)s %% of the data is there for: %(names)s."
        " What is concluded from it may change."
    )
    return [Paragraph(words % {"least": limit("preliminary"), "names": names})]


def open_issues(material: Material) -> list[str]:
    """Say how many entries in the data of the term still need checking."""
    found = of_term(material.term).issues
    if not found:
        return []
    words = ngettext(
        "%(count)s entry in the data of the term still needs checking.",
        "%(count)s entries in the data of the term still need checking.",
        len(found),
    )
    return [words % {"count": len(found)}]


def _percent(reading: Reading) -> int:
    return int(100 * (reading.completeness or 0))
