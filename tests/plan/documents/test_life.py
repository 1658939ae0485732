"""A document lives: drafted, adopted, approved, in force, superseded, withdrawn."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sapat.core import trail
from sapat.core.refusal import Refused
from sapat.plan.documents import changes, reads, rules
from sapat.plan.documents.changes import Adoption, Approval, Outline, Withdrawal
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import NotSo
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts import reads as text_reads
from sapat.plan.documents.texts.changes import Written
from sapat.plan.documents.upkeep import changes as upkeep
from sapat.school.bodies import changes as bodies
from tests.conftest import AT
from tests.plan.documents.conftest import COUNCIL_DAY, DAY, NOTED, ORDER_DAY

LATER = datetime(2026, 10, 5, 8, tzinfo=UTC)


def refused(change, *args, **more):
    with pytest.raises(Refused) as no:
        change(*args, **{**NOTED, **more})
    assert "%(" not in no.value.sentence
    return no.value.reason


def test_a_regulation_comes_into_force_with_both_stamps(in_force, council, head, school):
    edition = in_force()

    assert edition.state == "in_force"
    assert (edition.body, edition.protocol_number, edition.adopted_on) == (
        council, "1", COUNCIL_DAY,
    )  # fmt: skip
    assert (edition.approved_by, edition.order_number) == (head, "12")
    assert reads.in_force(edition.document, DAY) == edition
    assert reads.in_force(edition.document, date(2026, 8, 31)) is None
    assert trail.is_whole(school.chain)


def test_the_hash_of_the_adopted_text_is_in_the_trail(adopted, school):
    edition = adopted()

    line = next(one for one in trail.told(school.chain) if one.what == "document.adopted")
    assert line.facts["digest"] == edition.text_digest == text_reads.adopted_digest(edition)


def test_an_adopted_text_is_locked(adopted):
    edition = adopted()

    assert refused(texts.write, edition, "ky", Written("Башка")) == NotSo.LOCKED


def test_a_translation_may_follow_the_adoption(adopted):
    edition = adopted()

    texts.write(edition, "ru", Written("1. Дежурный приходит в 7.30."), **NOTED)

    assert text_reads.behind(edition) == []


def test_a_translation_falls_behind_when_the_main_text_changes(begun):
    edition = begun()
    texts.write(edition, "ru", Written("Перевод"), **NOTED)

    texts.write(edition, "ky", Written("1. Дежур мугалим 7.15те келет."), **NOTED)

    assert text_reads.behind(edition) == ["ru"]
    assert text_reads.editions_behind() == {edition.pk}


def test_without_an_order_it_does_not_come_into_force(adopted, begun):
    assert refused(changes.put_in_force, begun(), since=DAY) == NotSo.NOT_ADOPTED
    edition = adopted(title="Башка жобо")

    assert refused(changes.put_in_force, edition, since=DAY) == NotSo.NOT_APPROVED
    edition.refresh_from_db()
    assert edition.state == "adopted"


def test_a_body_that_ended_adopts_nothing(begun, council):
    bodies.dissolve(council, until=date(2026, 8, 1), **NOTED)

    decision = Adoption(council, "1", COUNCIL_DAY)
    assert refused(changes.adopt, begun(), decision) == NotSo.BODY_CLOSED
    decision = Adoption(council, "1", date(2026, 7, 31))
    assert changes.adopt(begun(title="Башка"), decision, **NOTED).state == "adopted"


def test_only_the_director_of_that_day_approves(adopted, author):
    order = Approval(author, "12", ORDER_DAY)

    assert refused(changes.approve, adopted(), order) == NotSo.NOT_DIRECTOR


def test_a_small_school_records_why_the_author_approves(school, council, head, inside):
    outline = Outline("procedure", "Шайман алуу тартиби")
    edition = changes.draft(school, outline, prepared_by=head, **NOTED)
    texts.write(edition, "ky", Written("1. Арыз."), **NOTED)

    assert refused(changes.approve, edition, Approval(head, "3", ORDER_DAY)) == NotSo.OWN_WORK
    order = Approval(head, "3", ORDER_DAY, exception="Мектепте үч кызматкер")
    edition = changes.approve(edition, order, **NOTED)

    assert edition.exception == "Мектепте үч кызматкер"
    line = trail.told(school.chain, "document").first()
    assert line.facts["exception"] == "Мектепте үч кызматкер"


def test_the_next_edition_supersedes_the_one_before(in_force, school):
    first = in_force()
    second = changes.next_edition(first.document, changed="Убактысы", by=None, at=LATER)
    texts.write(second, "ky", Written("1. Дежур мугалим 7.15те келет."), by=None, at=LATER)
    council = first.body
    changes.adopt(second, Adoption(council, "2", date(2026, 9, 28)), by=None, at=LATER)
    order = Approval(first.approved_by, "20", date(2026, 10, 1))
    changes.approve(second, order, by=None, at=LATER)
    changes.put_in_force(second, since=date(2026, 10, 5), by=None, at=LATER)

    first.refresh_from_db()
    assert (first.state, first.effective_until) == ("superseded", date(2026, 10, 5))
    assert reads.in_force(first.document, date(2026, 10, 4)) == first
    assert reads.in_force(first.document, date(2026, 10, 5)).number == 2


def test_a_future_edition_waits_and_then_takes_over(in_force, approved, school):
    first = in_force()
    second = changes.next_edition(first.document, **NOTED)
    approved(second, day=DAY)

    changes.put_in_force(second, since=date(2026, 10, 5), **NOTED)

    assert changes.come_into_force(school, at=AT) == []
    assert reads.in_force(first.document, DAY) == first
    [begun] = changes.come_into_force(school, at=LATER)
    assert (begun.number, begun.state) == (2, "in_force")
    assert changes.come_into_force(school, at=LATER) == []
    first.refresh_from_db()
    assert first.effective_until == date(2026, 10, 5)


def test_the_database_keeps_one_edition_in_force(in_force):
    edition = in_force()
    twin = DocumentEdition(
        school=edition.school, document=edition.document, number=9, state="in_force"
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_one_edition_is_prepared_at_a_time(in_force):
    document = in_force().document
    changes.next_edition(document, **NOTED)

    assert refused(changes.next_edition, document) == NotSo.IN_WORK


def test_a_withdrawn_document_is_in_force_no_more(in_force, school):
    edition = in_force()
    order = Withdrawal("Жаңы мыйзам", date(2026, 10, 1), order_number="22")

    changes.withdraw(edition, order, by=None, at=LATER)

    assert reads.in_force(edition.document, date(2026, 9, 30)) is not None
    assert reads.in_force(edition.document, date(2026, 10, 1)) is None
    assert refused(changes.withdraw, edition, order, at=LATER) == NotSo.FINAL


def test_there_is_one_policy(begun):
    begun("Сапат саясаты", kind="policy", about="policy")

    outline = Outline("policy", "Дагы бир саясат", about="policy")
    assert refused(changes.draft, DocumentEdition.objects.first().school, outline) == (
        NotSo.ABOUT_TAKEN
    )


def test_a_review_without_change_is_a_recorded_act(in_force, author):
    document = in_force().document

    row = upkeep.review(
        document, reviewed_on=DAY + timedelta(days=30), person=author, note="Өзгөрүү жок",
        by=None, at=LATER,
    )  # fmt: skip

    assert (row.to_change, row.note) == (False, "Өзгөрүү жок")
    assert reads.last_reviews() == {document.pk: date(2026, 10, 1)}


def test_a_draft_cannot_be_reviewed(begun):
    edition = begun()
    more = {"reviewed_on": DAY, "person": None}

    assert refused(upkeep.review, edition.document, **more) == NotSo.NONE_IN_FORCE


def test_the_usual_terms_of_a_kind_are_taken_over(begun):
    document = begun().document

    assert (document.review_months, document.owner_role) == (36, "dep_academic")
    assert document.wording == rules.Wording.ADOPTED
