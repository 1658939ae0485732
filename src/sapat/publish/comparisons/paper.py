"""Papers of comparison: for the pedagogical council without a name, for a teacher the own one."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.check.comparing import reads
from sapat.check.comparing.funnels import Funnel
from sapat.check.comparing.progress import Line, Progress
from sapat.check.comparing.rules import Basis
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.labels import labels
from sapat.core.rights import Role
from sapat.publish.comparisons import words
from sapat.publish.comparisons.drawn import funnel_picture, progress_picture
from sapat.publish.exports.tables import DASH, Cell, Column, Kind, Table
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature
from sapat.school.calendar.rules import TermCode
from sapat.school.people import reads as people

About = tuple[Basis, TermCode]


def comparison_paper(ground: Ground, term: TermCode, *, language: str, at: datetime) -> Paper:
    """Return the comparison of classes with its doubt; no teacher is named in it."""
    with translation.override(language):
        found = reads.funnels(ground, term, "class")
        sections = [Section(_("How to read it"), [Points(_how_to_read())])]
        if found:
            sections.append(Section(_("What chance explains"), [_overview(found)]))
        outside = [one for one in found if one.outside]
        sections += [Section(str(one.indicator.name), _of_funnel(one)) for one in outside]
        for basis in Basis:
            progress = reads.progress(ground, basis, term)
            if not progress.refused:
                sections.append(_of_progress(progress))
        return Paper(
            language=language,
            title=_("Comparison of classes, with doubt"),
            school=ground.school.edition(ground.today).name,
            frozen_at=at,
            kind=_("Comparison"),
            subject=term.label,
            facts=[(_("Term"), term.label), (_("For"), _("Pedagogical council"))],
            sections=sections,
            signatures=[Signature(str(Role.DEP_ACADEMIC.label).capitalize())],
            annexes=_annexes(outside),
        )


def own_paper(
    ground: Ground, about: About, person_id: int, *, language: str, at: datetime
) -> Paper:
    """Return the sheet of one teacher: the own lessons, and nobody else's."""
    basis, term = about
    with translation.override(language):
        found = reads.by_lesson(ground, basis, term)
        lines = reads.own_lessons(found, person_id)
        told: list[Block] = [
            Paragraph(sentence) for sentence in words.of_progress(found, words.Of.LESSONS)
        ]
        told.append(Paragraph(words.caution(basis)))
        names = reads.lesson_names(lines)
        if lines:
            told.append(_table(_("My lessons"), lines, names, basis))
            told.append(
                Points([words.of_line(*pair, basis) for pair in zip(lines, names, strict=True)])
            )
        else:
            told.append(Paragraph(found.sentence or _("None of your lessons can be shown.")))
        return Paper(
            language=language,
            title=_("How far my pupils came"),
            school=ground.school.edition(ground.today).name,
            frozen_at=at,
            kind=_("Personal sheet"),
            subject=(term.whole_year if basis == Basis.TESTS else term).label,
            facts=[
                (_("Teacher"), people.short_names({person_id})[person_id]),
                (_("Measured by"), str(words.BASES[basis])),
            ],
            sections=[Section("", told)],
        )


def _how_to_read() -> list[str]:
    return [
        _("Classes differ always, if only by chance. A group of few pupils differs more easily."),
        _("Outside its limits a class differs by more than chance: look, ask, do not judge."),
        _("Progress sets a class beside pupils with the same start, not beside better ones."),
        words.shown_least(),
    ]


def _overview(found: Sequence[Funnel]) -> Table:
    columns = [
        Column(_("Indicator"), width=40),
        Column(_("What chance explains"), width=44),
        Column(_("Outside"), width=16),
    ]
    rows: list[list[Cell]] = [
        [
            str(one.indicator.name),
            words.of_groups(one)[0],
            ", ".join(group.label for group in one.outside) or DASH,
        ]
        for one in found
    ]
    return Table(_("Classes on each figure"), columns, rows)


def _of_funnel(found: Funnel) -> list[Block]:
    return [Paragraph(" ".join(words.of_groups(found))), funnel_picture(found)]


def _annexes(found: Sequence[Funnel]) -> list[Section]:
    if not found:
        return []
    return [Section(_("Figures by class"), [_by_class(one) for one in found])]


def _by_class(found: Funnel) -> Table:
    digits = words.DIGITS.get(found.indicator.unit, 1)
    columns = [
        Column(_("Class"), width=10),
        Column(_("Pupils"), Kind.COUNT),
        Column(_("Value"), Kind.FIGURE, digits=digits),
        Column(_("Lower limit"), Kind.FIGURE, width=10, digits=digits),
        Column(_("Upper limit"), Kind.FIGURE, width=10, digits=digits),
        Column(_("Beside chance"), width=30),
    ]
    rows: list[list[Cell]] = [
        [g.label, g.persons, g.figure, g.low95, g.high95, words.beside_chance(g)]
        for g in found.groups
    ]
    title = _("%(name)s by class") % {"name": found.indicator.name}
    return Table(title, columns, rows)


def _of_progress(found: Progress) -> Section:
    ids = {int(line.group) for line in found.shown}
    named = labels("class", ids)
    names = [named[int(line.group)] for line in found.shown]
    title = _("Progress: %(basis)s") % {"basis": words.BASES[found.basis]}
    told = " ".join([*words.of_progress(found, words.Of.CLASSES), words.caution(found.basis)])
    table = _table(_("Progress of classes"), found.shown, names, found.basis)
    picture = progress_picture(found.shown, names, found.basis)
    drawn = [picture] if found.tells_apart else []
    return Section(title, [Paragraph(told), *drawn, table])


def _table(title: str, lines: Sequence[Line], names: Sequence[str], basis: Basis) -> Table:
    digits = words.digits(basis)
    columns = [
        Column(_("Group"), width=22),
        Column(_("With a start"), width=14),
        Column(_("Beyond the usual"), Kind.CHANGE, width=12, digits=digits),
        Column(_("Lower end"), Kind.CHANGE, digits=digits),
        Column(_("Upper end"), Kind.CHANGE, digits=digits),
        Column(_("In words"), width=22),
    ]
    rows: list[list[Cell]] = [
        [
            name,
            words.of_start(line),
            line.estimate,
            line.low,
            line.high,
            str(words.VERDICTS[line.verdict]),
        ]
        for line, name in zip(lines, names, strict=True)
    ]
    return Table(title, columns, rows)
