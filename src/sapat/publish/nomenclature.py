"""The nomenclature of files as the school prints it for a year."""

from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.core.rights import Role
from sapat.plan.nomenclature import reads
from sapat.plan.nomenclature.models import NomenclatureFile
from sapat.plan.nomenclature.shipped import sections
from sapat.publish.exports.tables import Cell, Column, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Paper, Section, Signature
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people


def nomenclature_paper(school: Organisation, *, language: str, at: datetime) -> Paper:
    """Return the nomenclature: index, heading, storage term and who keeps each file."""
    day = localdate(at)
    with within(school):
        files, head = reads.open_files(day), people.director(day)
    with translation.override(language):
        director, clerk = str(Role.DIRECTOR.label), str(Role.CLERK.label)
        return Paper(
            language=language,
            title=_("Nomenclature of files for %(year)s") % {"year": day.year},
            school=school.edition(day).name,
            frozen_at=at,
            stamps=[stamps.approved(director.capitalize(), head.short_name if head else "")],
            sections=[Section("", [_table(files)])],
            signatures=[Signature(clerk.capitalize())],
        )


def _table(files: list[NomenclatureFile]) -> Table:
    """Return all files in one table, each section below a line with its name."""
    columns = [
        Column(_("Index"), width=9),
        Column(_("Heading of the file"), width=46),
        Column(_("Storage term"), width=22),
        Column(_("Responsible"), width=22),
        Column(_("Note"), width=12),
    ]
    rows: list[list[Cell]] = []
    before = ""
    for file in files:
        code = file.index.split("-")[0]
        if code != before:
            rows.append([code, str(sections().get(code, code)).upper(), "", "", ""])
        before = code
        role = str(Role(file.role).label)
        rows.append([file.index, file.name, file.kept, role, file.note])
    return Table(_("Files of the school"), columns, rows)
