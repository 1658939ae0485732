"""Write the document of a plan from its measures; write it anew while it is a draft."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents import changes as documents
from sapat.plan.documents.changes import Approval
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.outlining import Outline
from sapat.plan.documents.rules import DocumentKind, EditionState
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.plan.planning import changes, reads, rules
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.rules import NotSo
from sapat.school.boundary import within

OPEN = frozenset({EditionState.DRAFT, EditionState.DISCUSSION})


@transaction.atomic
def write(plan: Plan, *, by: User | None, at: datetime) -> DocumentEdition:
    """Write the plan as a document to be adopted and approved; a draft is written anew.

    Once adopted its text stands: what changes later is told by the plan itself, with its reason.
    """
    school, day = plan.school, timezone.localdate(at)
    language = school.edition(day).language
    with within(school):
        items = list(reads.items_of(plan))
        if not items:
            raise Refused(NotSo.NO_ITEMS)
        edition = reads.paper_of(plan)
        if edition is not None and edition.state not in OPEN:
            raise Refused(NotSo.SIGNED, state=EditionState(edition.state).label)
        with translation.override(language):
            text = _text(items)
    if edition is None:
        outline = Outline(DocumentKind.PLAN, plan.title, language=language)
        edition = documents.draft(school, outline, prepared_by=plan.owner, by=by, at=at)
        changes.link_paper(plan, edition.document, by=by, at=at)
    texts.write(edition, language, Written(text, plan.title), by=by, at=at)
    return edition


@transaction.atomic
def approve(
    plan: Plan, approval: Approval, *, since: date, by: User | None, at: datetime
) -> DocumentEdition:
    """Approve the adopted plan by order and put it in force."""
    with within(plan.school):
        edition = reads.paper_of(plan)
    if edition is None:
        raise Refused(NotSo.NO_PAPER)
    edition = documents.approve(edition, approval, by=by, at=at)
    return documents.put_in_force(edition, since=since, by=by, at=at)


def _text(items: Sequence[PlanItem]) -> str:
    """Return the measures as tables, a section each."""
    parts, number = [], 0
    for code, label in rules.Section.choices:
        rows = [item for item in items if item.section == code]
        if not rows:
            continue
        lines = [f"## {label}", "", _head(), "|---|---|---|---|---|"]
        for item in rows:
            number += 1
            lines.append(_line(number, item))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _head() -> str:
    titles = ("№", _("Measure"), _("Deadline"), _("Responsible"), _("Outcome"))
    return f"| {' | '.join(titles)} |"


def _line(number: int, item: PlanItem) -> str:
    who = item.executor.short_name if item.executor else rules.who(item.role)
    cells = (str(number), item.text, f"{item.due_on:%d.%m.%Y}", who, item.outcome)
    plain = (" ".join(cell.replace("|", "/").split()) for cell in cells)
    return f"| {' | '.join(plain)} |"
