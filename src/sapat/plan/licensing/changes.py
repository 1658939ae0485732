"""Keep sets, their items and the checks of them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.licensing.models import ItemCheck, RequirementItem, RequirementSet
from sapat.plan.licensing.rules import MOST_DAYS, ItemState, NotSo
from sapat.plan.licensing.shipped import usual_sets
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class SetPaper:
    """The paper of a set: its number, who issued it, how long it holds, how often it is checked."""

    kind: str
    title: str
    number: str
    issued_by: str
    valid_from: date
    valid_to: date | None = None
    check_days: int = 90


@dataclass(frozen=True)
class Found:
    """What a check found about one item."""

    item: int
    state: str
    evidence: str


@transaction.atomic
def lay_set(
    school: Organisation,
    paper: SetPaper,
    *,
    usual: bool = True,
    by: User | None,
    at: datetime,
) -> RequirementSet:
    """Open a set; with the usual items of its kind, each to be compared with the current text."""
    _refuse_paper(paper)
    with within(school):
        row: RequirementSet = RequirementSet.objects.create(school=school, **_columns(paper))
        if usual:
            RequirementItem.objects.bulk_create(
                RequirementItem(
                    school=school,
                    requirement_set=row,
                    code=item.code,
                    since=max(row.valid_from, localdate(at)),
                    content=item.content,
                    unverified=True,
                    **_texts(item.text),
                )
                for item in usual_sets()[paper.kind].items
            )
    facts = {"kind": paper.kind, "name": row.title, "code": paper.number}
    trail.note("licensing.laid", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def restate_set(row: RequirementSet, paper: SetPaper, *, by: User | None, at: datetime) -> None:
    """Correct the paper of a set, or prolong it."""
    _open(row)
    _refuse_paper(paper)
    before = {"number": row.number, "valid_to": f"{row.valid_to or ''}"}
    for name, value in _columns(paper).items():
        setattr(row, name, value)
    with within(row.school):
        row.save()
    facts = {"name": row.title, "before": before, "valid_to": f"{row.valid_to or ''}"}
    trail.note("licensing.restated", row, chain=row.school.chain, by=by, at=at, facts=facts)


@transaction.atomic
def end_set(row: RequirementSet, reason: str, *, on: date, by: User | None, at: datetime) -> None:
    """End a set that no longer applies; its checks stay."""
    _open(row)
    if on < row.valid_from:
        raise Refused(NotSo.ENDS_BEFORE)
    row.ended_on, row.end_reason = on, reason.strip()
    with within(row.school):
        row.save(update_fields=["ended_on", "end_reason"])
    facts = {"name": row.title, "reason": row.end_reason}
    trail.note("licensing.ended", row, chain=row.school.chain, by=by, at=at, facts=facts)


@transaction.atomic
def add_item(
    row: RequirementSet, code: str, text: Text, *, content: bool, by: User | None, at: datetime
) -> RequirementItem:
    """Add an item to a set."""
    _open(row)
    if not text.ky.strip() or not code.strip():
        raise Refused(NotSo.NO_TEXT)
    with within(row.school):
        if row.items.filter(code=code.strip()).exists():
            raise Refused(NotSo.CODE_TAKEN, item=code.strip())
        item: RequirementItem = RequirementItem.objects.create(
            school=row.school,
            requirement_set=row,
            code=code.strip(),
            since=max(row.valid_from, localdate(at)),
            content=content,
            **_texts(text),
        )
    _note("licensing.item_added", item, by=by, at=at)
    return item


@transaction.atomic
def restate_item(
    item: RequirementItem, text: Text, *, content: bool, by: User | None, at: datetime
) -> None:
    """Bring an item into the words of the current text of the act."""
    _live(item)
    if not text.ky.strip():
        raise Refused(NotSo.NO_TEXT)
    before = item.text_ky
    item.text_ky, item.text_ru, item.text_en = text.ky.strip(), text.ru, text.en
    item.content, item.unverified = content, False
    with within(item.school):
        item.save()
    _note("licensing.item_restated", item, by=by, at=at, facts={"before": before})


@transaction.atomic
def retire_item(item: RequirementItem, *, on: date, by: User | None, at: datetime) -> None:
    """Say that an item is no longer required; its checks stay."""
    _live(item)
    item.retired_on = on
    with within(item.school):
        item.save(update_fields=["retired_on"])
    _note("licensing.item_retired", item, by=by, at=at)


@transaction.atomic
def check_items(
    row: RequirementSet, found: Sequence[Found], *, on: date, by: User | None, at: datetime
) -> list[ItemCheck]:
    """Record what a check of a set found, item by item; items left out keep their last check."""
    _open(row)
    if not found:
        raise Refused(NotSo.NOTHING)
    if on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=on)
    with within(row.school):
        items = {item.pk: item for item in row.items.select_for_update()}
        person = Person.objects.filter(user=by).first() if by else None
        made = [_checked(items[one.item], one, on, person, at) for one in found]
    states = {items[one.item].code: one.state for one in found}
    facts = {"name": row.title, "on": f"{on}", "states": states}
    trail.note("licensing.checked", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return made


def _checked(
    item: RequirementItem, found: Found, on: date, person: Person | None, at: datetime
) -> ItemCheck:
    _live(item)
    if not found.evidence.strip():
        raise Refused(NotSo.NO_EVIDENCE, item=item.code)
    if item.checked_on and on < item.checked_on:
        raise Refused(NotSo.BEFORE, item=item.code, day=item.checked_on)
    item.state, item.evidence = ItemState(found.state), found.evidence.strip()
    item.checked_on, item.checked_by = on, person
    item.save(update_fields=["state", "evidence", "checked_on", "checked_by"])
    made: ItemCheck = ItemCheck.objects.create(
        school=item.school, item=item, state=item.state, evidence=item.evidence, on=on,
        person=person, noted_at=at,
    )  # fmt: skip
    return made


def _columns(paper: SetPaper) -> dict[str, object]:
    return {name: v.strip() if isinstance(v, str) else v for name, v in asdict(paper).items()}


def _texts(text: Text) -> dict[str, str]:
    return {"text_ky": text.ky.strip(), "text_ru": text.ru, "text_en": text.en}


def _refuse_paper(paper: SetPaper) -> None:
    if not paper.number.strip():
        raise Refused(NotSo.NO_NUMBER)
    if paper.valid_to and paper.valid_to < paper.valid_from:
        raise Refused(NotSo.ENDS_BEFORE)
    if not 1 <= paper.check_days <= MOST_DAYS:
        raise Refused(NotSo.NO_DAYS, most=MOST_DAYS)


def _open(row: RequirementSet) -> None:
    if row.ended_on:
        raise Refused(NotSo.ENDED, day=row.ended_on)


def _live(item: RequirementItem) -> None:
    if item.retired_on:
        raise Refused(NotSo.RETIRED, item=item.code)


def _note(
    what: str,
    item: RequirementItem,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    told = {"set": item.requirement_set_id, "code": item.code, **(facts or {})}
    trail.note(what, item, chain=item.school.chain, by=by, at=at, facts=told)
