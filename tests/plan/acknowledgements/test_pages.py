"""Readings as teachers, heads and clerks use them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from sapat.core.rights import Role
from sapat.plan.acknowledgements import changes
from sapat.plan.acknowledgements.laying import changes as laying
from sapat.plan.acknowledgements.laying.changes import Asked
from sapat.plan.acknowledgements.models import Acknowledgement, ReadingSheet
from sapat.plan.acknowledgements.rules import Audience
from sapat.school.bodies import changes as bodies
from sapat.school.people import changes as people
from sapat.school.people.models import Person, Post
from tests.conftest import join
from tests.plan.acknowledgements.conftest import at

pytestmark = pytest.mark.usefixtures("inside")
PAGE = "/schools/S12/plan/readings/"
PDF = b"%PDF-1.4 signed"


@pytest.fixture
def edition(put_in_force):
    """A policy in force since yesterday."""
    return put_in_force(since=localdate() - timedelta(days=1))


def shown(browser, address):
    """The page, and the mark of the text that stands in its form."""
    page = browser.get(address).text
    return page, page.split('name="shown" value="')[1].split('"')[0]


def test_a_teacher_reads_with_the_note_for_the_own_post(browser_of, edition, deputy, teacher):
    notes = {"teacher": "Сабагым сапаттуу болсун", "director": "Жетектейм"}
    laying.write_notes(edition.document, notes, by=deputy, at=at(localdate()))
    browser, address = browser_of(teacher), f"{PAGE}editions/{edition.pk}/"
    page, mark = shown(browser, address)
    assert "Биз сапаттуу билим беребиз." in page
    assert "Сабагым сапаттуу болсун" in page
    assert "Жетектейм" not in page
    assert browser.post(address, {"shown": mark}).status_code == 422
    assert browser.post(address, {"shown": mark, "understood": "on"}).status_code == 302
    record = Acknowledgement.objects.get()
    assert (record.person, record.way, record.shown_digest) == (teacher.person, "screen", mark)
    assert "You have read everything" in browser.get(f"{PAGE}mine/").text


def test_nobody_confirms_a_text_that_was_not_shown(browser_of, edition, teacher):
    answer = browser_of(teacher).post(
        f"{PAGE}editions/{edition.pk}/", {"shown": "0" * 64, "understood": "on"}
    )
    assert answer.status_code == 409
    assert "The text changed" in answer.text
    assert not Acknowledgement.objects.exists()


def test_a_wrong_answer_shows_the_passage_and_asks_again(browser_of, edition, deputy, teacher):
    asked = Asked("Максат эмне?", ("сапат", "текшерүү"), 0, "Биз сапаттуу билим беребиз")
    laying.ask(edition.document, asked, by=deputy, at=at(localdate()))
    browser, address = browser_of(teacher), f"{PAGE}editions/{edition.pk}/"
    _page, mark = shown(browser, address)
    given = {"shown": mark, "understood": "on"}
    wrong = browser.post(address, {**given, "answer_1": "1"})
    assert wrong.status_code == 409
    assert "<blockquote>Биз сапаттуу билим беребиз" in wrong.text
    assert browser.post(address, {**given, "answer_1": "0"}).status_code == 302
    assert Acknowledgement.objects.get().tries == 2


def test_a_reason_is_read_by_the_heads_alone(browser_of, edition, deputy, teacher, school):
    browser_of(teacher).post(f"{PAGE}editions/{edition.pk}/decline/", {"reason": "Түшүнүксүз"})
    record = Acknowledgement.objects.get()
    follow, talk = f"{PAGE}editions/{edition.pk}/follow/", f"{PAGE}records/{record.pk}/declined/"
    assert "Түшүнүксүз" in browser_of(deputy).get(follow).text
    clerk = browser_of(join("clerk", school, Role.CLERK))
    assert "Түшүнүксүз" not in clerk.get(follow).text
    assert clerk.get(talk).status_code == 404
    browser_of(deputy).post(talk, {"outcome": "Түшүндүрүлдү"})
    record.refresh_from_db()
    assert record.talk.outcome == "Түшүндүрүлдү"


def test_a_document_for_others_is_not_shown(browser_of, edition, deputy, teacher):
    only = Audience("posts", posts=frozenset({"director"}))
    laying.set_audience(edition.document, only, by=deputy, at=at(localdate()))
    address = f"{PAGE}editions/{edition.pk}/"
    assert browser_of(teacher).get(address).status_code == 404
    assert browser_of(teacher).get(f"{address}decline/").status_code == 404


def test_the_clerk_prints_a_sheet_and_brings_it_back(
    browser_of, edition, school, teacher, settings, tmp_path
):
    settings.SAPAT_HOME = tmp_path
    clerk = browser_of(join("clerk", school, Role.CLERK))
    clerk.post(f"{PAGE}editions/{edition.pk}/sheet/", {"unit": "all"})
    sheet = ReadingSheet.objects.get()
    assert "Teacher" in clerk.get(f"{PAGE}sheets/{sheet.pk}/paper/").text
    line, day = sheet.lines.get(person=teacher.person), localdate()
    scan = SimpleUploadedFile("барак.pdf", PDF)
    given = {"scan": scan, "on": f"{day:%Y-%m-%d}", f"signed_{line.pk}": "on"}
    assert clerk.post(f"{PAGE}sheets/{sheet.pk}/back/", given).status_code == 302
    record = Acknowledgement.objects.get()
    assert (record.person, record.on) == (teacher.person, day)
    answer = clerk.get(f"{PAGE}scans/{record.scan_id}/")
    assert answer.content == PDF
    assert "attachment" in answer["Content-Disposition"]
    withdraw = f"{PAGE}records/{record.pk}/withdraw/"
    assert clerk.post(withdraw, {"reason": "Ката белгиленди"}).status_code == 302
    assert "Withdrawn: Ката белгиленди" in clerk.get(f"{PAGE}editions/{edition.pk}/follow/").text


def test_a_scan_that_is_no_document_is_refused(
    browser_of, edition, deputy, teacher, settings, tmp_path
):
    settings.SAPAT_HOME = tmp_path
    browser = browser_of(deputy)
    browser.post(f"{PAGE}editions/{edition.pk}/sheet/", {"unit": "all"})
    sheet = ReadingSheet.objects.get()
    given = {
        "scan": SimpleUploadedFile("a.pdf", b"MZ not a paper"),
        "on": f"{localdate():%Y-%m-%d}",
        f"signed_{sheet.lines.first().pk}": "on",
    }
    answer = browser.post(f"{PAGE}sheets/{sheet.pk}/back/", given)
    assert answer.status_code == 409
    assert "not a PDF" in answer.text


def test_a_head_hands_the_reading_to_the_own_newcomer_only(
    browser_of, edition, hire, school, union, teacher
):
    day = localdate()
    mine, other = hire("Жаңы", day + timedelta(days=3)), hire("Башка", day + timedelta(days=3))
    bodies.seat(union, mine, "member", since=day, by=None, at=at(day))
    head = browser_of(join("head", school, Role.MO))
    bodies.seat(union, head_person(school), "secretary", since=day, by=None, at=at(day))
    assert head.get(f"{PAGE}newcomers/{mine.pk}/").status_code == 404
    people.give_post(teacher.person, Role.MO, since=day, by=None, at=at(day))
    head = browser_of(teacher)
    address = f"{PAGE}newcomers/{mine.pk}/{edition.pk}/"
    assert head.get(f"{PAGE}newcomers/{other.pk}/").status_code == 404
    _page, mark = shown(head, address)
    assert head.post(address, {"shown": mark, "understood": "on"}).status_code == 302
    record = Acknowledgement.objects.get()
    assert (record.person, record.handed_by) == (mine, teacher.person)
    assert record.unit_name == "Математика бирикмеси"


def head_person(school):
    return Person.objects.get(school=school, family_name="Head")


def test_who_works_unread_is_flagged_everywhere(browser_of, edition, hire, deputy):
    person = hire("Окубаган", localdate())
    browser = browser_of(deputy)
    for address in (
        PAGE,
        f"{PAGE}newcomers/",
        f"{PAGE}newcomers/{person.pk}/",
        f"/schools/S12/school/people/{person.pk}/",
    ):
        assert 'class="alert alert-danger"' in browser.get(address).text, address


def test_a_newcomer_signs_a_sheet_of_their_own(browser_of, edition, hire, deputy):
    person = hire("Жаңы", localdate() + timedelta(days=2))
    address = f"{PAGE}newcomers/{person.pk}/{edition.pk}/sheet/"
    browser = browser_of(deputy)
    first = browser.post(address)
    assert browser.get(address)["Location"] == first["Location"]
    assert ReadingSheet.objects.get().lines.get().person == person


def test_the_deputy_says_who_reads_writes_notes_and_asks(browser_of, put_in_force, deputy, teacher):
    act = put_in_force("", kind="local_act", since=localdate())
    browser, page = browser_of(deputy), f"{PAGE}asked/{act.document_id}/"
    given = {"whom": "posts", "posts": ["teacher"], "days": "10"}
    assert browser.post(f"{page}audience/", given).status_code == 302
    assert browser.post(f"{page}notes/", {"teacher": "Дежур болом"}).status_code == 302
    asked = {"text": "Качан?", "answers": "7.30\n8.30", "right": "1"}
    assert browser.post(f"{page}question/", asked).status_code == 302
    told = browser.get(page).text
    for words in ("Teacher", "10", "Дежур болом", "Качан?", "8.30"):
        assert words in told
    assert act.document.title in browser_of(teacher).get(f"{PAGE}mine/").text
    assert browser.post(f"{page}audience/", {"whom": "units", "days": "10"}).status_code == 409


def test_empty_pages_say_what_to_do(browser_of, deputy, school):
    browser = browser_of(deputy)
    assert "Say whom documents concern" in browser.get(PAGE).text
    assert "Nobody was hired" in browser.get(f"{PAGE}newcomers/").text
    assert "No sheet has been printed" in browser.get(f"{PAGE}sheets/").text


def test_the_reach_prints_in_both_languages(browser_of, edition, deputy, teacher):
    address = f"{PAGE}editions/{edition.pk}/reach/"
    page = browser_of(deputy).get(address, {"language": "ky"}).text
    assert "Администрация жана адистер" in page
    pdf = browser_of(deputy).get(address, {"language": "ru", "form": "pdf"})
    assert pdf.content.startswith(b"%PDF-")


def crowd(school, count):
    """So many teachers since long ago, written at once."""
    rows = [
        Person(school=school, family_name=f"Мугалим{number}", search_key=f"мугалим{number}")
        for number in range(count)
    ]
    people = Person.objects.bulk_create(rows)
    since = date(2020, 9, 1)
    Post.objects.bulk_create(
        Post(school=school, person=one, role=Role.TEACHER, place=school, since=since)
        for one in people
    )
    return people


def test_thirty_documents_and_a_hundred_staff_ask_few_questions(
    browser_of, put_in_force, school, deputy, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    staff = crowd(school, 120)
    editions = [put_in_force("", kind="regulation", since=localdate()) for _ in range(30)]
    for person in staff[:20]:
        changes.decline(editions[0], person, "Жок", by=None, at=at(localdate()))
    with django_assert_max_num_queries(19):
        browser.get(PAGE)
    with django_assert_max_num_queries(20):
        browser.get(f"{PAGE}editions/{editions[0].pk}/follow/")
    with django_assert_max_num_queries(19):
        browser.get(f"{PAGE}asked/")
    with django_assert_max_num_queries(19):
        browser.get(f"{PAGE}mine/")
