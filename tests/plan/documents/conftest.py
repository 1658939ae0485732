"""A regulation on its way, and the council that adopts it."""

from datetime import date

import pytest

from sapat.core.language import Text
from sapat.plan.documents import changes
from sapat.plan.documents.changes import Adoption, Approval, Outline
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from tests.conftest import AT, FIRST_DAY

DAY = date(2026, 9, 1)
COUNCIL_DAY, ORDER_DAY = date(2026, 8, 28), date(2026, 8, 31)
NOTED = {"by": None, "at": AT}


@pytest.fixture
def council(school):
    mandate = Mandate(BodyKind.PED_COUNCIL, Text("Педагогикалык кеңеш"), FIRST_DAY)
    return bodies.set_up(school, mandate, **NOTED)


@pytest.fixture
def author(deputy):
    return deputy.person


@pytest.fixture
def head(director):
    return director.person


@pytest.fixture
def begun(school, author, inside):
    """A regulation with a text, still a draft."""

    def begun(title="Дежурство тартиби", kind="regulation", **more):
        outline = Outline(kind, title, **more)
        edition = changes.draft(school, outline, prepared_by=author, **NOTED)
        texts.write(edition, "ky", Written("1. Дежур мугалим 7.30да келет."), **NOTED)
        return edition

    return begun


@pytest.fixture
def adopted(begun, council):
    """A regulation the council adopted."""

    def adopted(edition=None, day=COUNCIL_DAY, **more):
        edition = edition or begun(**more)
        return changes.adopt(edition, Adoption(council, "1", day), **NOTED)

    return adopted


@pytest.fixture
def approved(adopted, head):
    """A regulation with both stamps."""

    def approved(edition=None, day=ORDER_DAY, **more):
        edition = adopted(edition, **more)
        return changes.approve(edition, Approval(head, "12", day), **NOTED)

    return approved


@pytest.fixture
def in_force(approved):
    """A regulation the school lives by since 1 September."""

    def in_force(edition=None, since=DAY, **more):
        return changes.put_in_force(approved(edition, **more), since=since, **NOTED)

    return in_force
