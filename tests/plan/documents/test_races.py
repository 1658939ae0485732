"""Two people at the same document at once: one edition is drafted, one comes into force."""

import pytest

from sapat.plan.documents import changes
from sapat.plan.documents.models import DocumentEdition
from sapat.school.boundary import within
from tests.plan.documents.conftest import NOTED
from tests.security.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def test_one_next_edition_is_drafted_however_many_press(browser_of, school, deputy, in_force):
    document = in_force().document
    address = f"/schools/S12/plan/documents/{document.pk}/next/"
    browsers = [browser_of(deputy) for _ in range(HANDS)]

    statuses = at_once(*[lambda each=each: each.post(address, {}) for each in browsers])

    assert statuses == {302: 1, 409: HANDS - 1}
    with within(school):
        assert document.editions.count() == 2


def test_one_edition_comes_into_force_however_many_press(
    browser_of, school, deputy, in_force, approved
):
    first = in_force()
    second = approved(changes.next_edition(first.document, **NOTED))
    address = f"/schools/S12/plan/documents/editions/{second.pk}/force/"
    browsers = [browser_of(deputy) for _ in range(HANDS)]
    day = {"since": "2026-09-02"}

    statuses = at_once(*[lambda each=each: each.post(address, day) for each in browsers])

    assert statuses == {302: 1, 409: HANDS - 1}
    with within(school):
        states = DocumentEdition.objects.order_by("number").values_list("state", flat=True)
        assert list(states) == ["superseded", "in_force"]
