"""The words of an edition as its document has them."""

from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.plan.regulations.rules import Regulation
from sapat.plan.regulations.wording import SchoolClause

SIGNED_OFF = "documents.signed_off"
"""The rule whose clause says by which words a council takes the regulation on."""


def text_of(regulation: Regulation, clauses: Iterable[SchoolClause], language: str) -> str:
    """Return the whole text in a language, as Markdown: chapters, and a paragraph a clause."""
    lines: list[str] = []
    found = list(clauses)
    with translation.override(language):
        for chapter in regulation.chapters:
            lines.append(f"## {chapter.code}. {chapter.heading}")
            lines += [line_of(one) for one in found if one.chapter == chapter.code]
    return "\n\n".join(lines)


def line_of(clause: SchoolClause) -> str:
    """Return a clause as a paragraph: its code and heading, what it asks, why it may not apply."""
    words = f"**{clause.code}. {clause.heading}.** {clause.meaning}"
    if clause.applies:
        return words
    return f"{words} *{_('Not applicable here: %(why)s') % {'why': clause.why_not}}*"


def wording_of(clauses: Iterable[SchoolClause]) -> str:
    """Return by which word the council takes the regulation on; empty if no clause says it."""
    found: Mapping[str, object] = next(
        (one.parameters for one in clauses if one.rule == SIGNED_OFF), {}
    )
    return str(found.get("wording", ""))
