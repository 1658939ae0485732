"""The register in the browser: from a draft to the paper, by those who may."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from sapat.plan.documents import changes, reads
from sapat.plan.documents.comments.models import EditionComment
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import NotSo
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.plan.documents.texts.models import DocumentFile
from tests.conftest import join
from tests.plan.documents.conftest import NOTED

PLAN = "/schools/S12/plan/"
DOCUMENTS = f"{PLAN}documents/"


def at(edition, step=""):
    return f"{DOCUMENTS}editions/{edition.pk}/{step}"


def test_a_document_goes_its_whole_way_in_the_browser(
    browser_of, deputy, director, council, inside
):
    browser = browser_of(deputy)
    form = {"title": "Дежурство тартиби", "kind": "regulation", "language": "ky"}
    answer = browser.post(f"{DOCUMENTS}new/", form)
    edition = DocumentEdition.objects.get()
    assert answer.url == at(edition, "text/")

    browser.post(at(edition, "text/"), {"text": "# Тартип\n\n1. Сабак 8.00дө."})
    today = {"protocol_number": "3", "adopted_on": "2026-11-01", "body": council.pk}
    browser.post(at(edition, "adopt/"), today)
    order = {"person": director.person.pk, "order_number": "7", "approved_on": "2026-11-02"}
    browser_of(director).post(at(edition, "approve/"), order)
    browser.post(at(edition, "force/"), {"since": "2026-11-03"})

    edition.refresh_from_db()
    assert (edition.state, edition.effective_from) == ("in_force", date(2026, 11, 3))
    assert "Сабак 8.00дө" in browser.get(f"{DOCUMENTS}{edition.document_id}/").text


@pytest.mark.parametrize(
    ("step", "form", "objection"),
    [
        ("approve/", {"order_number": "7", "approved_on": "2026-11-02"}, NotSo.NOT_ADOPTED),
        ("force/", {"since": "2026-11-03"}, NotSo.NOT_ADOPTED),
        ("adopt/", {"protocol_number": "3", "adopted_on": "2099-01-01"}, NotSo.FUTURE),
        ("withdraw/", {"reason": " ", "on": "2026-11-03"}, None),
    ],
)
def test_a_forbidden_step_gets_a_sentence(
    browser_of, director, council, begun, step, form, objection
):
    edition = begun()
    answer = browser_of(director).post(
        at(edition, step), {"person": director.person.pk, "body": council.pk, **form}
    )

    assert answer.status_code == (409 if objection else 422)
    edition.refresh_from_db()
    assert edition.state == "draft"
    if objection:
        assert str(objection.label).split("%(")[0] in answer.text


def test_an_adopted_text_is_not_written_over(browser_of, deputy, adopted):
    edition = adopted()

    answer = browser_of(deputy).post(at(edition, "text/"), {"text": "Башка"})

    assert answer.status_code == 409
    assert str(NotSo.LOCKED.label) in answer.text


def test_the_preview_saves_nothing(browser_of, deputy, begun):
    edition = begun()

    answer = browser_of(deputy).post(
        at(edition, "text/"), {"text": "**Жаңы** <script>x</script>", "preview": "1"}
    )

    assert "<strong>Жаңы</strong>" in answer.text
    assert "<script>x" not in answer.text
    assert "Жаңы" not in edition.texts.get().text


def test_two_authors_do_not_overwrite_each_other(browser_of, deputy, begun):
    edition = begun()
    browser = browser_of(deputy)
    stood = browser.get(at(edition, "text/")).context["stood"]
    texts.write(edition, "ky", Written("Башка киши жазды"), **NOTED)

    answer = browser.post(at(edition, "text/"), {"text": "Меники", "stood": stood})

    assert answer.status_code == 409
    assert edition.texts.get().text == "Башка киши жазды"


def test_staff_comment_and_the_author_answers(browser_of, teacher, deputy, begun):
    edition = begun()
    changes.open_round(edition, until=localdate() + timedelta(days=3), **NOTED)
    browser_of(teacher).post(at(edition, "comment/"), {"text": "Эртерээк келсин"})
    row = EditionComment.objects.get()
    answer = f"{DOCUMENTS}comments/{row.pk}/answer/"

    refused = browser_of(deputy).post(answer, {"verdict": "declined", "answer": ""})
    assert refused.status_code == 409
    browser_of(deputy).post(answer, {"verdict": "declined", "answer": "Автобус 7.20да"})

    assert "Автобус 7.20да" in browser_of(teacher).get(at(edition)).text


def test_drafts_are_hidden_from_those_who_do_not_write(
    browser_of, teacher, deputy, inspector, begun, adopted, in_force
):
    draft, signed, held = begun("Долбоор"), adopted(title="Жобо"), in_force(title="Эреже")

    def sees(user):
        browser = browser_of(user)
        return [browser.get(at(one)).status_code for one in (draft, signed, held)]

    assert sees(deputy) == [200, 200, 200]
    assert sees(teacher) == [404, 200, 200]
    assert sees(inspector) == [404, 404, 200]
    listed = browser_of(inspector).get(DOCUMENTS).text
    assert "Эреже" in listed
    assert "Долбоор" not in listed
    assert browser_of(teacher).get(f"{DOCUMENTS}{draft.document_id}/").status_code == 404


def test_a_search_ignores_case_and_yo_and_looks_into_texts(browser_of, deputy, begun):
    edition = begun("ӨЗГӨЧӨ үлгү")
    texts.write(edition, "ky", Written("Учёт жүргүзүлөт"), **NOTED)
    begun("Башка кагаз")

    def found(words):
        return browser_of(deputy).get(DOCUMENTS, {"q": words}).text

    assert "ӨЗГӨЧӨ" in found("өзгөчө")
    assert "Башка кагаз" not in found("өзгөчө")
    assert "ӨЗГӨЧӨ" in found("учет ЖҮРГҮЗҮЛӨТ")
    assert "No document is found" in found("эчтеке")


@pytest.mark.parametrize(
    ("query", "shown"),
    [("kind=method", False), ("state=draft", True), ("state=in_force", False), ("unit=77", False)],
)
def test_the_list_is_narrowed(browser_of, deputy, begun, query, shown):
    begun("Дежурство")

    answer = browser_of(deputy).get(f"{DOCUMENTS}?{query}")

    assert ("Дежурство" in answer.text) == shown


def test_a_file_is_kept_by_its_hash_and_handed_out_to_be_saved(browser_of, deputy, begun):
    edition = begun()
    sent = SimpleUploadedFile("../../жадыбал.pdf", b"%PDF-1.4 table", "text/html")
    browser = browser_of(deputy)

    browser.post(at(edition, "file/"), {"file": sent, "title": "Жүгүртмө"})

    row = DocumentFile.objects.get()
    answer = browser.get(f"{DOCUMENTS}files/{row.pk}/")
    assert (row.number, row.title) == (1, "Жүгүртмө")
    assert answer.content == b"%PDF-1.4 table"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_script_in_a_files_clothes_is_refused(browser_of, deputy, begun):
    edition = begun()
    sent = SimpleUploadedFile("x.pdf", b"<html><script>", "application/pdf")

    answer = browser_of(deputy).post(at(edition, "file/"), {"file": sent})

    assert answer.status_code == 409
    assert not DocumentFile.objects.exists()


def test_what_changed_is_shown_word_by_word(browser_of, deputy, in_force):
    first = in_force()
    second = changes.next_edition(first.document, **NOTED)
    texts.write(second, "ky", Written("1. Дежур мугалим 7.15те келет."), **NOTED)

    shown = browser_of(deputy).get(at(second, "compare/")).text

    assert "<del>7.30да </del>" in shown
    assert "<ins>7.15те </ins>" in shown


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_document_is_printed_in_each_language(
    browser_of, deputy, in_force, form, start, language
):
    edition = in_force()

    answer = browser_of(deputy).get(at(edition, "paper/"), {"form": form, "language": language})

    assert answer.content.startswith(start)


@pytest.mark.parametrize(("state", "mark"), [("draft", "DRAFT"), ("in_force", "")])
def test_an_old_print_does_not_pass_for_the_paper(begun, in_force, state, mark):
    from sapat.publish.documents import watermark

    edition = begun() if state == "draft" else in_force()

    assert watermark(edition) == mark


def test_the_list_asks_the_same_number_of_questions_for_many(
    browser_of, deputy, begun, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    for number in range(8):
        begun(f"Жобо {number}")

    with django_assert_max_num_queries(18):
        browser.get(DOCUMENTS)
    with django_assert_max_num_queries(22):
        browser.get(f"{DOCUMENTS}audit/")


def test_signed_editions_begin_when_the_register_is_opened(browser_of, deputy, approved, school):
    edition = approved()
    changes.put_in_force(edition, since=localdate() - timedelta(days=1), **NOTED)

    browser_of(deputy).get(DOCUMENTS)

    assert reads.in_force(edition.document, localdate()) is not None
    edition.refresh_from_db()
    assert edition.state == "in_force"


def test_the_clerk_opens_files_and_nobody_else_takes_an_index_twice(browser_of, school, inside):
    clerk = browser_of(join("clerk", school, "clerk"))
    file = {"index": "01-03", "name_ky": "Жоболор", "storage": "permanent", "role": "clerk"}

    assert clerk.post(f"{DOCUMENTS}nomenclature/new/", file).status_code == 302
    assert clerk.post(f"{DOCUMENTS}nomenclature/new/", file).status_code == 409
    wrong = {**file, "index": "эски"}
    assert clerk.post(f"{DOCUMENTS}nomenclature/new/", wrong).status_code == 409


def test_an_empty_register_says_what_to_do_next(browser_of, deputy):
    browser = browser_of(deputy)

    assert "Begin with what the school lives by" in browser.get(DOCUMENTS).text
    shown = browser.get(f"{DOCUMENTS}nomenclature/").text
    assert "Take over the usual nomenclature" in shown
    browser.post(f"{DOCUMENTS}nomenclature/usual/")
    browser.post(f"{DOCUMENTS}acts/usual/")
    assert "01-03" in browser.get(f"{DOCUMENTS}nomenclature/").text
    assert "number to be checked" in browser.get(f"{DOCUMENTS}acts/").text


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_the_nomenclature_is_printed(browser_of, deputy, form):
    browser = browser_of(deputy)
    browser.post(f"{DOCUMENTS}nomenclature/usual/")

    answer = browser.get(f"{DOCUMENTS}nomenclature/paper/", {"form": form})

    assert answer.status_code == 200
    assert len(answer.content) > 5000
