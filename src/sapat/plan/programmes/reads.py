"""Questions about programmes, their sheets and technologies, in the active school."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sapat.core.language import Text
from sapat.plan.licensing import reads as licensing
from sapat.plan.programmes.models import Programme, ProgrammeLine, Technology, TechnologyUse
from sapat.plan.programmes.rules import Cover, ProgrammeState, Sheet, Use
from sapat.plan.programmes.shipped import known_technologies
from sapat.plan.requirements import reads as requirements
from sapat.plan.requirements.rules import Side
from sapat.school.subjects.models import Subject


@dataclass(frozen=True)
class Asked:
    """One requirement that a programme has to answer: of a paper or of a group."""

    key: str
    text: str
    source: str
    since: date


def asked(day: date) -> list[Asked]:
    """Return what programmes have to answer on the day: items of papers, then stakeholders'."""
    items = [
        Asked(f"item-{item.pk}", str(item), str(item.requirement_set),
              item.requirement_set.valid_from)
        for item in licensing.content_items(day)
    ]  # fmt: skip
    heard = [
        Asked(f"requirement-{row.pk}", str(row), row.group, row.state_since)
        for row in requirements.taken_up(Side.CONTENT)
    ]
    return items + heard


def programmes() -> QuerySet[Programme]:
    """Return every programme that has not ended, drafts first, by title."""
    rows: QuerySet[Programme] = Programme.objects.exclude(state=ProgrammeState.ENDED)
    return rows.select_related("subject", "author").order_by("-state", "kind", "title", "pk")


def ended() -> QuerySet[Programme]:
    """Return the programmes that have ended, latest first."""
    rows: QuerySet[Programme] = Programme.objects.filter(state=ProgrammeState.ENDED)
    return rows.order_by("-ended_on", "title")


def lines(programme: Programme) -> dict[str, ProgrammeLine]:
    """Return the sheet of a programme: what is asked -> how it is answered."""
    return {_key(line): line for line in programme.lines.all()}


def _key(line: ProgrammeLine) -> str:
    if line.item_id:
        return f"item-{line.item_id}"
    return f"requirement-{line.requirement_id}"


def sheets(day: date) -> list[Sheet]:
    """Return every programme with how far its sheet is (four queries)."""
    wanted = {one.key for one in asked(day)}
    answered: dict[int, list[ProgrammeLine]] = {}
    for line in ProgrammeLine.objects.all():
        if _key(line) in wanted:
            answered.setdefault(line.programme_id, []).append(line)
    return [_sheet(row, len(wanted), answered.get(row.pk, [])) for row in programmes()]


def _sheet(row: Programme, expected: int, found: list[ProgrammeLine]) -> Sheet:
    return Sheet(
        pk=row.pk,
        title=row.title,
        kind=row.kind,
        state=row.state,
        described=row.is_described,
        expected=expected,
        marked=len(found),
        uncovered=sum(line.cover == Cover.NOT for line in found),
        signed=row.signed_on is not None,
    )


def sheet(programme: Programme, day: date) -> Sheet:
    """Return how far the sheet of one programme is."""
    wanted = {one.key for one in asked(day)}
    found = [line for key, line in lines(programme).items() if key in wanted]
    return _sheet(programme, len(wanted), found)


def technologies() -> dict[str, str]:
    """Return code -> name in the reader's language: the catalogue's, then the school's own."""
    known = {code: str(name) for code, name in known_technologies().items()}
    own = Technology.objects.order_by("name_ky", "pk")
    return known | {row.code: str(Text(row.name_ky, row.name_ru, row.name_en)) for row in own}


def uses() -> QuerySet[TechnologyUse]:
    """Return every technology in every subject."""
    rows: QuerySet[TechnologyUse] = TechnologyUse.objects.select_related("subject", "responsible")
    return rows.order_by("subject__name_ky", "technology")


def use(subject: Subject, technology: str) -> TechnologyUse | None:
    """Return how a technology stands in a subject, or None."""
    found: TechnologyUse | None = TechnologyUse.objects.filter(
        subject=subject, technology=technology
    ).first()
    return found


def judged_uses() -> list[Use]:
    """Return every technology in every subject as the rules judge it (one query)."""
    return [
        Use(row.subject_id, row.state, row.since, bool(row.responsible_id))
        for row in TechnologyUse.objects.all()
    ]


def drafted() -> dict[int, date]:
    """Return programme id -> the day on which it was drafted (one query)."""
    return dict(Programme.objects.values_list("pk", "drafted_on"))
