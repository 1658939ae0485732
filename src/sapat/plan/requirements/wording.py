"""The register as a text that all staff can read: an edition of it is generated from the rows."""

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.plan.requirements import reads
from sapat.plan.requirements.models import Requirement
from sapat.plan.requirements.rules import Happened, Side, State
from sapat.plan.stakeholders import reads as stakeholders

SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|"})
"""Signs that mean something in Markdown; what somebody typed stays as it is."""


def title(language: str) -> str:
    """Return what the document is called."""
    with translation.override(language):
        return _("Register of stakeholders' requirements")


def register_text(language: str) -> str:
    """Return the whole register in one language, by groups, in Markdown."""
    with translation.override(language):
        names = stakeholders.names()
        rows = list(reads.whole_register())
        parts = [_("What stakeholders require of the school and how far the school has come.")]
        for code, name in names.items():
            own = [row for row in rows if row.group == code]
            if own:
                parts += [f"## {plain(name)}", *(_entry(row) for row in own)]
        return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Return a typed text on one line, as Markdown prints it unchanged."""
    return " ".join(text.split()).translate(SPECIAL)


def _entry(row: Requirement) -> str:
    """Return one requirement: its words, its source, where it stands, what was done."""
    facts = [f"{row.get_origin_display()}, {row.found_on:%d.%m.%Y}", plain(row.source)]
    first = f"**№ {row.number}.** {plain(row.text)} ({'; '.join(filter(None, facts))})"
    lines = [f"- {_('State')}: {row.get_state_display()}"]
    decided = [
        stage
        for stage in row.way  # type: ignore[attr-defined]
        if stage.happened in {Happened.ACCEPTED, Happened.DECLINED}
    ]
    if decided and row.state not in {State.FOUND, State.ANALYSED}:
        words = plain(f"{decided[-1].paper}. {decided[-1].text}".strip(". "))
        lines.append(f"- {_('Decision')}: {words}")
    for one in row.reflections.all():
        words = f"{Side(one.side).label}: {one.words} ({one.proof})"
        lines.append(f"- {_('Taken into account')}: {plain(words)}")
    return "\n".join([first, "", *lines])
