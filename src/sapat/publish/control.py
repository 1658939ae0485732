"""The control note as a paper, signed by the deputy."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.core.rights import Role
from sapat.plan.control.models import ControlNote
from sapat.publish.papers.content import Paper, Prose, Section, Signature


def note_paper(note: ControlNote, *, language: str, at: datetime) -> Paper:
    """Return the note of a month as a paper; unsigned it says so across the page."""
    with translation.override(language):
        day = note.of.ends
        signer = note.signed_by.short_name if note.signed_by else ""
        facts = [(_("Signed"), f"{note.signed_on:%d.%m.%Y}")] if note.signed_on else []
        return Paper(
            language=language,
            title=_("Control note for %(month)s") % {"month": note.of.name},
            school=note.school.edition(day).name,
            frozen_at=at,
            kind=_("Control note"),
            facts=facts,
            sections=[Section("", [Prose(note.text)])],
            signatures=[Signature(str(Role.DEP_ACADEMIC.label).capitalize(), signer)],
            watermark="" if note.signed_on else _("DRAFT"),
        )
