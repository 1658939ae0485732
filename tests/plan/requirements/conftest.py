"""A register to begin with: one requirement of the parents, owned by the deputy."""

from datetime import UTC, date, datetime

import pytest

from sapat.plan.requirements import changes
from sapat.plan.requirements.changes import Decision, Heard, Shown
from sapat.plan.requirements.models import Requirement

AT = datetime(2025, 11, 22, 8, tzinfo=UTC)
TODAY = date(2025, 11, 22)
AUTUMN = date(2025, 9, 1)


@pytest.fixture
def heard(deputy):
    """What a group said on the first of September; the group and the text are given."""

    def heard(group="parent", text="Көбүрөөк ЭСЕП сабагы", *, owned=True):
        owner = deputy.person if owned else None
        return Heard(group, text, "meeting", AUTUMN, "Чогулуш № 1", owner=owner)

    return heard


@pytest.fixture
def requirement(school, deputy, heard):
    """A requirement of the parents, found on the first of September."""
    return changes.write_down(school, heard(), by=deputy, at=AT)


@pytest.fixture
def lead(deputy):
    """Lead a requirement on until a state: lead(requirement, "accepted", on=...)."""

    def lead(row, state, *, on=AUTUMN, sides=("content",)):
        way = {"by": deputy, "at": AT}
        if row.state == "found" and state != "found":
            changes.analyse(row, "Ата-энелердин көбү колдойт", on=on, **way)
        if state in {"accepted", "accounted", "satisfied", "declined"}:
            accepted = state != "declined"
            changes.decide(row, Decision(accepted, "Керек", "№ 2 протокол", on, sides), **way)
        if state in {"accounted", "satisfied"}:
            for side in sides:
                shown = Shown(side, "other", "2 саат кошулду", "№ 5 буйрук", on)
                changes.take_into_account(row, shown, **way)
        if state == "satisfied":
            changes.ask_again(row, "Чогулушта ыраазы", satisfied=True, on=on, **way)
        return Requirement.objects.get(pk=row.pk)

    return lead
