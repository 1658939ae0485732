"""The quality policy of the active school, and what its five inputs rest on."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sapat.core.rights import Role
from sapat.plan.documents import reads as documents
from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.objectives import reads as objectives
from sapat.plan.objectives.models import Strategy
from sapat.plan.planning import reads as planning
from sapat.plan.planning.models import Plan
from sapat.plan.planning.rules import PlanLevel
from sapat.plan.policy.models import PolicyEdition, PolicySection
from sapat.plan.policy.rules import Now, Review, Section, SectionCode
from sapat.plan.requirements import reads as requirements
from sapat.plan.resources import reads as resources
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people

ABOUT = "policy"
MOST = 8
"""Lines a section takes over from one register: a policy names the main ones."""


@dataclass(frozen=True)
class Policy:
    """The document of the policy, its edition in force and the one in work, with their parts."""

    document: Document | None = None
    edition: DocumentEdition | None = None
    draft: DocumentEdition | None = None
    parts: dict[int, PolicyEdition] = field(default_factory=dict)

    @property
    def in_force(self) -> PolicyEdition | None:
        """Return the parts of the edition in force."""
        return self.parts.get(self.edition.pk) if self.edition else None

    @property
    def in_work(self) -> PolicyEdition | None:
        """Return the parts of the edition in work."""
        return self.parts.get(self.draft.pk) if self.draft else None


def policy(day: date) -> Policy:
    """Return the policy of the school as of a day (five queries)."""
    document = documents.document(ABOUT)
    if document is None:
        return Policy()
    edition = documents.in_force(document, day)
    draft = documents.in_work(document)
    wanted = [one.pk for one in (edition, draft) if one]
    rows = PolicyEdition.objects.filter(edition__in=wanted)
    found = rows.select_related("strategy", "plan", "edition", "assigned_to")
    parts = {row.edition_id: row for row in found.prefetch_related("sections")}
    return Policy(document, edition, draft, parts)


def sections_of(row: PolicyEdition) -> list[PolicySection]:
    """Return the five sections in the order of the regulation."""
    order = SectionCode.values
    return sorted(row.sections.all(), key=lambda one: order.index(one.code))


def now(school: Organisation, day: date) -> tuple[Policy, Now]:
    """Return the policy and what the records say of it on a day."""
    found = policy(day)
    edition, parts = found.edition, found.in_force
    if found.document is None or edition is None:
        return found, Now()
    strategy = objectives.strategy_on(day)
    return found, Now(
        number=edition.number,
        since=edition.effective_from,
        approved_on=edition.approved_on,
        order=edition.order_number,
        plan=str(parts.plan) if parts and parts.plan else "",
        agrees=parts.agrees if parts else None,
        same_goal=_same_goal(parts, strategy),
        sections=_sections(parts),
        reviews=_reviews(school, found.document, day),
        updater=_updater(found),
    )


def _same_goal(parts: PolicyEdition | None, strategy: Strategy | None) -> bool:
    """Answer whether the goal the policy agreed with is the goal of today."""
    if parts is None or parts.strategy is None or strategy is None:
        return False
    return parts.strategy_id == strategy.pk or parts.strategy.goal == strategy.goal


def _sections(parts: PolicyEdition | None) -> dict[str, Section]:
    rows = parts.sections.all() if parts else ()
    return {
        row.code: Section(
            str(row.get_code_display()), bool(row.text.strip()), bool(row.taken), row.taken_on
        )
        for row in rows
    }


def _reviews(school: Organisation, document: Document, day: date) -> tuple[Review, ...]:
    found = []
    for row in documents.reviews(document):
        if row.reviewed_on > day:
            continue
        heads = people.holders(school, Role.DIRECTOR, row.reviewed_on).values_list("pk", flat=True)
        by_director = row.person_id in set(heads)
        found.append(Review(row.reviewed_on, row.to_change, by_director, row.edition.number))
    return tuple(found)


def _updater(found: Policy) -> str:
    if found.draft is None:
        return ""
    parts = found.in_work
    person = (parts.assigned_to if parts else None) or found.draft.prepared_by
    return person.short_name if person else ""


def plans_for_policy(day: date) -> list[Plan]:
    """Return the plans that can carry the policy out: of the running year, and strategic ones."""
    year = planning.running_year(day)
    rows = [*planning.plans(year), *planning.plans(year + 1)]
    wide = {PlanLevel.ANNUAL, PlanLevel.STRATEGIC}
    return list({row.pk: row for row in rows if row.level in wide}.values())


def from_records(code: str, day: date) -> list[str]:
    """Return what the records say today for a section, in sentences; satisfaction is measured."""
    match code:
        case SectionCode.LONG_TERM:
            return _long_term(day)
        case SectionCode.FUTURE:
            return _future(day)
        case SectionCode.REQUIREMENTS:
            return [str(row) for row in requirements.taken_up()[:MOST]]
        case SectionCode.RESOURCES:
            return _resources(day)
        case _:
            return []


def _long_term(day: date) -> list[str]:
    row = objectives.strategy_on(day)
    if row is None:
        return []
    goals = [
        _("Goal %(number)s. %(text)s") % {"number": g.number, "text": g.text}
        for g in row.goals.all()
    ]
    return [_("To %(year)s: %(goal)s") % {"year": row.horizon_year, "goal": row.goal}, *goals]


def _future(day: date) -> list[str]:
    year = planning.running_year(day)
    rows = planning.items().filter(
        plan__in=planning.plans(year),
        plan__level__in=[PlanLevel.STRATEGIC, PlanLevel.ANNUAL],
        due_on__gte=day,
        done_on__isnull=True,
        dropped_on__isnull=True,
    )
    serving = sorted(rows, key=lambda row: (row.objective_id is None, row.due_on, row.pk))
    return [f"{row.text} ({row.due_on:%d.%m.%Y})" for row in serving[:MOST]]


def _resources(day: date) -> list[str]:
    found = []
    for balance in resources.balances(resources.lately(day)):
        if balance.asked:
            facts = {
                "kind": balance.kind.label,
                "asked": balance.asked,
                "provided": balance.provided,
                "open": balance.open,
            }
            found.append(
                _("%(kind)s: %(asked)s asked, %(provided)s provided, %(open)s open") % facts
            )
    return found
