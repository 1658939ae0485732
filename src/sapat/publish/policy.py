"""The quality policy as it is printed and hung on the wall."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.plan.documents.rules import EditionState
from sapat.plan.objectives import reads as objectives
from sapat.plan.policy import reads
from sapat.plan.policy.models import PolicyEdition, PolicySection
from sapat.publish.papers.content import Block, Paper, Paragraph, Points, Section, Signature
from sapat.publish.plans import stamps_of
from sapat.school.people import reads as people


def policy_paper(policy: PolicyEdition, *, language: str, at: datetime) -> Paper:
    """Return the paper of an edition of the policy; inside the school's boundary."""
    with translation.override(language):
        edition, day = policy.edition, at.date()
        strategy = objectives.strategy_on(day)
        head = people.director(day)
        sections = [Section("", [Paragraph(policy.opening)])] if policy.opening else []
        if strategy:
            sections += [
                Section(_("Mission"), [Paragraph(strategy.mission)]),
                Section(_("Main goal"), [Paragraph(strategy.goal)]),
            ]
            if strategy.values:
                values = [line for line in strategy.values.splitlines() if line.strip()]
                sections.append(Section(_("Values"), [Points(values)]))
        sections += [_input(row) for row in reads.sections_of(policy)]
        if policy.plan:
            words = _("The policy is carried out by the plan “%(plan)s”.") % {"plan": policy.plan}
            sections.append(Section(_("Plan that carries it out"), [Paragraph(words)]))
        return Paper(
            language=language,
            title=_("Quality policy"),
            school=policy.school.edition(day).name,
            frozen_at=at,
            kind=_("Quality policy"),
            subject=_("edition %(number)s") % {"number": edition.number},
            stamps=stamps_of(edition, policy.school, day),
            sections=sections,
            numbered=False,
            signatures=[Signature(_("Director"), head.short_name if head else "")],
            watermark=_("SUPERSEDED") if edition.state == EditionState.SUPERSEDED else "",
        )


def _input(row: PolicySection) -> Section:
    blocks: list[Block] = [Paragraph(row.text)] if row.text.strip() else []
    if row.taken:
        blocks.append(Points(list(row.taken)))
    return Section(str(row.get_code_display()), blocks or [Paragraph("—")])
