"""Which regulations the active school has taken on, and how they read on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sapat.plan.objectives import reads as objectives
from sapat.plan.regulations.glossary import STRUCTURE
from sapat.plan.regulations.models import AdoptedRegulation, EditionClause, RegulationEdition
from sapat.plan.regulations.renewals import Situation
from sapat.plan.regulations.rules import Regulation, regulations
from sapat.plan.regulations.states import EditionState
from sapat.plan.regulations.wording import Restated, SchoolClause, clauses_of, read_back
from sapat.plan.regulations.words import Labels
from sapat.school.calendar import reads as calendar
from sapat.school.classes import reads as classes
from sapat.school.classes.rules import Level
from sapat.school.classes.shipped import usual_structure
from sapat.school.people import reads as people
from sapat.school.people.models import Person, Post, current


@dataclass(frozen=True)
class Reading:
    """A regulation as it reads for the school on a day.

    With neither an edition in force nor a draft it is the catalogue's: a look before adoption.
    """

    regulation: Regulation
    clauses: tuple[SchoolClause, ...]
    adopted: AdoptedRegulation | None = None
    edition: RegulationEdition | None = None

    @property
    def in_force(self) -> bool:
        """Whether an edition of it is in force."""
        return self.edition is not None and self.edition.state != EditionState.DRAFT

    def clause(self, code: str) -> SchoolClause | None:
        """Return the clause with this code, or None."""
        return next((clause for clause in self.clauses if clause.code == code), None)


def readings(day: date, *, every: bool = False) -> list[Reading]:
    """Return the regulations the school has taken on, as they read on the day (three queries).

    `every`: also those it has not, as the catalogue has them.
    """
    adopted = {row.code: row for row in AdoptedRegulation.objects.order_by("code")}
    editions = _standing(day)
    drafts = [one.pk for one in editions.values() if one.state == EditionState.DRAFT]
    said: dict[int, list[EditionClause]] = {}
    for row in EditionClause.objects.filter(edition__in=drafts) if drafts else ():
        said.setdefault(row.edition_id, []).append(row)
    found = []
    for code, regulation in regulations().items():
        taken = adopted.get(code)
        if taken is None and not every:
            continue
        edition = editions.get(taken.pk) if taken else None
        clauses = _clauses(regulation, edition, said)
        found.append(Reading(regulation, tuple(clauses), taken, edition))
    return found


def _standing(day: date) -> dict[int, RegulationEdition]:
    """Return regulation id -> the edition that holds on the day, or else its draft."""
    open_then = Q(effective_until__isnull=True) | Q(effective_until__gt=day)
    held = Q(state__in=[EditionState.IN_FORCE, EditionState.SUPERSEDED]) & Q(
        effective_from__lte=day
    )
    rows = RegulationEdition.objects.filter((held & open_then) | Q(state=EditionState.DRAFT))
    found: dict[int, RegulationEdition] = {}
    for row in rows.select_related("regulation").order_by("-number"):
        known = found.get(row.regulation_id)
        if known is None or known.state == EditionState.DRAFT:
            found[row.regulation_id] = row
    return found


def _clauses(
    regulation: Regulation,
    edition: RegulationEdition | None,
    said: dict[int, list[EditionClause]],
) -> list[SchoolClause]:
    if edition is None:
        return clauses_of(regulation, (), Labels())
    if edition.state != EditionState.DRAFT:
        return read_back(edition.content)
    rows = [row.restated for row in said.get(edition.pk, ())]
    return clauses_of(regulation, rows, edition.labels)


def clauses_in(edition: RegulationEdition) -> list[SchoolClause]:
    """Return the clauses of an edition, whatever its state; none if the catalogue lost it."""
    if edition.state != EditionState.DRAFT:
        return read_back(edition.content)
    regulation = regulations().get(edition.regulation.code)
    if regulation is None:
        return []
    rows = [row.restated for row in EditionClause.objects.filter(edition=edition)]
    return clauses_of(regulation, rows, edition.labels)


def adopted(code: str) -> AdoptedRegulation | None:
    """Return the regulation if the school has taken it on, or None."""
    return AdoptedRegulation.objects.filter(code=code).first()


def editions(regulation: AdoptedRegulation) -> list[RegulationEdition]:
    """Return the editions of a regulation, newest first, without their content."""
    rows = RegulationEdition.objects.filter(regulation=regulation).order_by("-number")
    return list(rows.defer("content").select_related("regulation", "body", "approved_by"))


def edition_before(edition: RegulationEdition) -> RegulationEdition | None:
    """Return the edition before this one, or None."""
    rows = RegulationEdition.objects.filter(
        regulation=edition.regulation_id, number__lt=edition.number
    )
    return rows.select_related("regulation").order_by("-number").first()


def draft_of(regulation: AdoptedRegulation) -> RegulationEdition | None:
    """Return the draft of the next edition, or None."""
    rows = RegulationEdition.objects.filter(regulation=regulation, state=EditionState.DRAFT)
    return rows.select_related("regulation").first()


def followed(day: date) -> list[RegulationEdition]:
    """Return the editions in force on the day, as reports name them."""
    found = [one for one in _standing(day).values() if one.state != EditionState.DRAFT]
    return sorted(found, key=lambda one: one.regulation.code)


def holders_of_roles(day: date) -> dict[str, list[Person]]:
    """Return role -> who holds it on the day, by name (one query)."""
    found: dict[str, list[Person]] = {}
    posts = Post.objects.filter(current(day)).select_related("person")
    for post in posts.order_by("person__search_key", "pk"):
        held_by = found.setdefault(post.role, [])
        if post.person not in held_by:
            held_by.append(post.person)
    return found


def history_of(
    regulation: AdoptedRegulation, code: str
) -> list[tuple[RegulationEdition, SchoolClause]]:
    """Return a clause as each edition has it, newest first."""
    rows = RegulationEdition.objects.filter(regulation=regulation).order_by("-number")
    found = []
    for edition in rows.select_related("regulation"):
        clause = next((one for one in clauses_in(edition) if one.code == code), None)
        if clause:
            found.append((edition, clause))
    return found


def said_of(edition: RegulationEdition, code: str) -> EditionClause | None:
    """Return what the edition says of a clause in the school's own words, or None."""
    return EditionClause.objects.filter(edition=edition, code=code).first()


def short_names(ids: set[int]) -> dict[int, str]:
    """Return person id -> short name (one query)."""
    return people.short_names(ids)


def plain_clause(
    regulation: Regulation, code: str, edition: RegulationEdition | None, renewal: str = ""
) -> SchoolClause | None:
    """Return a clause as the catalogue has it under the edition's labels, renewed or not."""
    said = [Restated(code, renewal=renewal)] if renewal else []
    found = clauses_of(regulation, said, edition.labels if edition else Labels())
    return next((clause for clause in found if clause.code == code), None)


def levels_taught(day: date) -> list[str]:
    """Return the levels of schooling of this year's classes, the lowest first (two queries)."""
    year = calendar.year_on(day)
    taught = {one.level for one in classes.classes(year.year)} if year else set()
    return [level.value for level in Level if level.value in taught]


def situation(edition: RegulationEdition, day: date) -> Situation:
    """Return what decides which proposals of renewal still stand for an edition."""
    strategy = objectives.strategy_on(day)
    own = {one.code for one in clauses_in(edition) if one.restated}
    return Situation(
        renewed=frozenset(own),
        standard=edition.standard,
        structure=str(edition.levels.get(STRUCTURE, "") or usual_structure().code),
        horizon=strategy.horizon_year if strategy else None,
        year=day.year,
    )


def began() -> date | None:
    """Return the day from which the school has lived by a regulation, or None."""
    rows = RegulationEdition.objects.exclude(effective_from=None)
    first = rows.order_by("effective_from").defer("content").first()
    return first.effective_from if first else None
