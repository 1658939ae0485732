"""Many hands at once: nothing lost, nothing done twice, no page breaks."""

import threading
from collections import Counter

import pytest
from django.db import connection

from sapat.core import background, trail
from sapat.evidence.imports import changes
from sapat.evidence.imports.examining import Asked, File
from sapat.evidence.store.models import Batch
from sapat.school.boundary import within
from sapat.school.people.models import Person
from tests.conftest import AT
from tests.papers import class_sheet, home, taught

__all__ = ["home", "taught"]

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 50


def at_once(*requests):
    """Send every request from a thread of its own; return how often each answer came."""
    statuses = Counter()
    ready = threading.Barrier(len(requests))

    def send(request):
        try:
            ready.wait(60)
            statuses[request().status_code] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return statuses


def test_fifty_people_write_at_once_and_nothing_is_lost(browser_of, school, deputy):
    browsers = [browser_of(deputy) for _ in range(WRITERS)]
    address = "/schools/S12/school/people/new/"
    writes = [
        lambda browser=browser, number=number: browser.post(
            address, {"family_name": "Жаңы", "number": str(number)}
        )
        for number, browser in enumerate(browsers)
    ]
    assert at_once(*writes) == {302: WRITERS}
    with within(school):
        assert Person.objects.filter(family_name="Жаңы").count() == WRITERS
    assert trail.is_whole(school.chain)


def test_who_takes_a_number_first_has_it(browser_of, school, deputy):
    sent = {"family_name": "Жаңы", "number": "7"}
    browsers = [browser_of(deputy) for _ in range(8)]
    address = "/schools/S12/school/people/new/"
    statuses = at_once(*[lambda each=each: each.post(address, sent) for each in browsers])
    assert statuses == {302: 1, 409: 7}


def test_an_import_is_committed_and_undone_once_however_often_one_clicks(
    browser_of, taught, deputy, tmp_path
):
    path = class_sheet(tmp_path / "7Б.xlsx")
    row = changes.receive(taught, File(path, path.name), Asked(enrol_new=True), by=deputy, at=AT)
    changes.look(row, at=AT)
    page = f"/schools/S12/evidence/imports/{row.pk}/"
    for act in ("commit", "undo"):
        browsers = [browser_of(deputy) for _ in range(10)]
        clicks = [lambda each=each, act=act: each.post(f"{page}{act}/") for each in browsers]
        assert at_once(*clicks) == {302: 1, 409: 9}
        background.WORKERS.submit(int).result(120)  # what stands in the line before it is done
    with within(taught):
        assert Batch.objects.count() == 1
        assert Batch.objects.filter(undone_at__isnull=True).count() == 0
