"""The fictional school answers some of what the checks find, and leaves some open."""

import pytest
from django.db import transaction

from sapat.check.models import PaperCheck, QualityIssue
from sapat.demo.life import data_quality
from sapat.evidence.imports.models import Import
from sapat.evidence.imports.states import State
from sapat.evidence.store import files
from sapat.school.boundary import within
from tests.conftest import AT


@pytest.fixture
def lived(village, deputy, director):
    """Two classes whose “not attested” give no reason, and five short files of the deputy."""
    school = village.school
    for label in ("7А", "8А"):
        row = village.open(label, 8)
        batch = village.marks(row, "algebra", [5, 4, 3, 4, 5, "na", "na", "na"])
        kept = [batch, *(village.marks(row, f"s{at}", [5, 4, 3, 5, 4, 3, 5, 4]) for at in range(2))]
        with within(school), transaction.atomic(), files.writing():
            for batch in kept:
                batch.source = Import.objects.create(
                    school=school, name=f"{label} {batch.number}.xlsx", digest=batch.digest,
                    size=9, state=State.COMMITTED, made_at=AT, committed_at=AT, made_by=deputy,
                )  # fmt: skip
                batch.save()
    data_quality.live(school, at=AT)
    return school


def test_every_state_is_seen(lived):
    with within(lived):
        states = sorted(QualityIssue.objects.values_list("rule", "state"))
        standings = {check.standing for check in PaperCheck.objects.all()}
    assert states == [
        ("marks_unexplained", "explained"),
        ("marks_unexplained", "open"),
        ("sample_differs", "open"),
    ]
    assert standings == {"confirmed", "differs", "drawn"}
