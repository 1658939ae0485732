"""The school's regulation as a paper: the same clauses that the map judges."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sapat.core.rights import Role
from sapat.plan.documents.rules import Wording
from sapat.plan.regulations import reads
from sapat.plan.regulations.models import RegulationEdition
from sapat.plan.regulations.rules import Chapter, regulations
from sapat.plan.regulations.states import EditionState
from sapat.plan.regulations.text import line_of, wording_of
from sapat.plan.regulations.wording import SchoolClause
from sapat.plan.regulations.words import Rhythm, role_name
from sapat.publish.exports.tables import Column, Table
from sapat.publish.papers import stamps
from sapat.publish.papers.content import Paper, Prose, Section, Stamp
from sapat.school.bodies.rules import BodyKind


def regulation_paper(edition: RegulationEdition, *, language: str, at: datetime) -> Paper:
    """Return an edition as a paper with its sign-offs, and who answers for what as an annex."""
    with translation.override(language):
        regulation = regulations()[edition.regulation.code]
        clauses = reads.clauses_in(edition)
        day = edition.effective_from or timezone.localdate(at)
        number = _("edition %(number)s") % {"number": edition.number}
        return Paper(
            language=language,
            title=str(regulation.name),
            school=edition.school.edition(day).name,
            frozen_at=at,
            kind=_("Regulation"),
            subject=number,
            stamps=_stamps(edition, wording_of(clauses)),
            facts=_facts(edition),
            sections=[_section(chapter, clauses) for chapter in regulation.chapters],
            numbered=False,
            annexes=[Section(_("Who answers for what"), [_answering(clauses, day)])],
            watermark=_mark(edition),
        )


def _mark(edition: RegulationEdition) -> str:
    words = {EditionState.DRAFT: _("DRAFT"), EditionState.SUPERSEDED: _("SUPERSEDED")}
    return words.get(EditionState(edition.state), "")


def _stamps(edition: RegulationEdition, wording: str) -> Sequence[Stamp]:
    body = edition.body.name if edition.body else str(BodyKind.PED_COUNCIL.label).capitalize()
    taken = stamps.adopted(body, number=edition.protocol_number, day=edition.adopted_on)
    if wording == Wording.AGREED:
        taken = Stamp(_("AGREED"), taken.lines)
    head = edition.approved_by.short_name if edition.approved_by else ""
    post = str(Role.DIRECTOR.label).capitalize()
    order, day = edition.order_number, edition.approved_on
    return [taken, stamps.approved(post, head, order=order, day=day)]


def _facts(edition: RegulationEdition) -> list[tuple[str, str]]:
    facts = [(_("Edition of the regulation"), str(edition.number))]
    if edition.effective_from:
        facts.append((_("In force from"), f"{edition.effective_from:%d.%m.%Y}"))
    return facts


def _section(chapter: Chapter, clauses: Sequence[SchoolClause]) -> Section:
    own = [line_of(one) for one in clauses if one.chapter == chapter.code]
    return Section(f"{chapter.code}. {chapter.heading}", [Prose("\n\n".join(own))])


def _answering(clauses: Sequence[SchoolClause], day: date) -> Table:
    """Return who answers for each clause, and how often."""
    holders = reads.holders_of_roles(day)
    named = reads.short_names({one.holder for one in clauses if one.holder})
    rows = [_row(one, holders, named) for one in clauses if one.applies]
    columns = [
        Column("№", width=9),
        Column(_("Clause"), width=34),
        Column(_("Who answers"), width=36),
        Column(_("How often"), width=18),
    ]
    return Table(_("Who answers for the clauses of the regulation"), columns, rows)


def _row(
    clause: SchoolClause, holders: Mapping[str, Sequence[object]], named: Mapping[int, str]
) -> list[str]:
    people = holders.get(clause.role, ())
    one = named.get(clause.holder or 0) or (str(people[0]) if len(people) == 1 else "")
    post = role_name(clause.role)
    who = f"{post[:1].upper()}{post[1:]}{f' ({one})' if one else ''}"
    return [clause.code, str(clause.heading), who, str(Rhythm(clause.rhythm).label)]
