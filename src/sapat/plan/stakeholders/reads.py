"""Questions about the groups of the active school."""

from sapat.core.language import Text
from sapat.plan.stakeholders.groups import Group, KnownGroup, known_groups
from sapat.plan.stakeholders.models import StakeholderGroup


def groups() -> list[Group]:
    """Return every group of the school: those of the catalogue, then its own (one query)."""
    rows = {row.code: row for row in StakeholderGroup.objects.order_by("name_ky", "pk")}
    found = [_group(code, rows.pop(code, None), known) for code, known in known_groups().items()]
    return found + [_group(code, row, None) for code, row in rows.items()]


def _group(code: str, row: StakeholderGroup | None, known: KnownGroup | None) -> Group:
    main, usually = (known.main, known.heard) if known else (False, None)
    if row is None:
        name = known.name if known else Text(code)
        return Group(code, name, main, usually=usually)
    name = Text(row.name_ky, row.name_ru, row.name_en)
    return Group(
        code=code, name=name, main=main, own=known is None, contact=row.contact, heard=row.heard,
        usually=usually, off_since=row.off_since, off_reason=row.off_reason,
    )  # fmt: skip


def group(code: str) -> Group | None:
    """Return one group of the school, or None."""
    return next((one for one in groups() if one.code == code), None)


def in_use() -> list[Group]:
    """Return the groups the school works with."""
    return [one for one in groups() if one.is_on]


def names() -> dict[str, str]:
    """Return code -> name in the reader's language (one query)."""
    return {one.code: str(one.name) for one in groups()}
