"""Two looks at the same data at once tell of everything once."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection

from sapat.check.data_quality import changes
from sapat.check.data_quality.models import QualityIssue, QualityTurn
from sapat.school.boundary import within
from tests.conftest import AT


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_find_everything_once(village):
    row = village.open("7А", 8)
    for code in ("algebra", "physics", "history"):
        village.marks(row, code, [None] * 8)
    gate = threading.Barrier(2)

    def look():
        gate.wait()
        with suppress(OperationalError):  # a locked SQLite in memory; the next tick looks again
            changes.look(village.school, by=None, at=AT)
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changes.look(village.school, by=None, at=AT)

    with within(village.school):
        assert QualityIssue.objects.count() == 3
        assert QualityTurn.objects.count() == 3
