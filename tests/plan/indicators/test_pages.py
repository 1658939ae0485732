"""From an idea to a figure on the home page, through the pages and without JavaScript."""

import pytest

from sapat.core.models import TrailEntry
from sapat.plan.indicators.proposals.models import IndicatorProposal
from sapat.plan.indicators.proposals.rules import Progress
from sapat.school.boundary import within

LIST = "/schools/S12/plan/instruments/proposals/"
NEW = f"{LIST}new/?data=period_marks"
INDICATOR = "/schools/S12/indicators/M-01/?term=2025-Q2"

LINES = {
    "name_ky": "Кыздардын билим сапаты", "words": "«4» жана «5» алган кыздар.",
    "criterion": "B4.1-1", "kind": "share", "freq": "quarter", "better": "higher",
    "target": "60", "ok": "45", "alarm": "30", "basis": "suggested", "by": ["class"],
    "role": "dep_academic", "tool": "import", "why": "Кыздардын жыйынтыгы өзүнчө керек.",
    "num_way": "rows", "num_joined": "and", "num_field_0": "category", "num_operator_0": "in",
    "num_value_0": "excellent, good", "den_way": "text", "den_joined": "and",
    "den_text": "category is not null and not exempt",
}  # fmt: skip


@pytest.fixture
def proposed(marked, browser_of, deputy):
    """A proposal written by the deputy through the editor."""
    browser_of(deputy).post(NEW, {**LINES, "propose": "1"})
    with within(marked):
        return IndicatorProposal.objects.get()


def test_the_editor_first_asks_for_the_data_set(marked, browser_of, teacher):
    page = browser_of(teacher).get(f"{LIST}new/").text
    assert "With evidence" in page
    assert "?data=period_marks" in page


def test_the_preview_shows_figures_and_keeps_what_was_written(marked, browser_of, teacher):
    page = browser_of(teacher).post(NEW, {**LINES, "preview": "1"}).text
    assert "Кыздардын билим сапаты" in page
    assert "<mark>" not in page
    assert "7 of 10" in page
    with within(marked):
        assert not IndicatorProposal.objects.exists()


def test_as_one_writes_only_the_preview_comes_back(marked, browser_of, teacher):
    page = browser_of(teacher, htmx=True).post(NEW, LINES).text
    assert page.lstrip().startswith("{#") or 'id="tried"' in page
    assert "<form" not in page


def test_a_mistake_is_marked_where_it_stands(marked, browser_of, teacher):
    wrong = {**LINES, "den_text": "categori = 'good'"}
    for sent in ({**wrong, "preview": "1"}, {**wrong, "propose": "1"}):
        page = browser_of(teacher).post(NEW, sent).text
        assert "<mark>categori</mark>" in page
        assert "perhaps “category”?" in page


def test_an_empty_form_says_what_is_missing(marked, browser_of, teacher):
    answer = browser_of(teacher).post(NEW, {"propose": "1"})
    assert answer.status_code == 422
    assert "Give the indicator a name in Kyrgyz." in answer.text


def test_the_whole_way_from_idea_to_figure(
    marked, proposed, union, council, browser_of, deputy, teacher
):
    one, browser = f"{LIST}{proposed.pk}/", browser_of(deputy)
    browser_of(teacher).post(f"{one}comment/", {"text": "Балдар үчүн да керек."})
    given = {"protocol": "2", "day": "2026-10-01"}
    browser.post(f"{one}discuss/", {**given, "body": union.pk, "conclusion": "Макулбуз"})
    page = browser.get(one).text
    assert "Балдар үчүн да керек." in page
    assert "Макулбуз" in page

    with within(marked):
        IndicatorProposal.objects.update(
            state=Progress.APPROVED, council=council, protocol_number="3", since_year=2025,
            since_number=1, decided_on="2025-09-01", noted_at="2025-09-01T08:00Z",
        )  # fmt: skip

    page = browser.get(INDICATOR).text
    assert "Кыздардын билим сапаты" in page
    assert "category is not null and not exempt" in page
    assert "M-01" in browser.get("/schools/S12/indicators/?term=2025-Q2").text
    assert "Кыздардын билим сапаты" in browser.get("/schools/S12/?term=2025-Q2").text
    assert "M-01" in browser.get(LIST).text


def test_approval_names_a_term_and_a_council(proposed, union, council, browser_of, deputy):
    one, browser = f"{LIST}{proposed.pk}/", browser_of(deputy)
    early = browser.post(
        f"{one}approve/",
        {"body": council.pk, "protocol": "3", "day": "2026-10-02", "since": "2025-Q4"},
    )
    assert early.status_code in {409, 422}
    proposed.refresh_from_db()
    assert proposed.state == Progress.PROPOSED


def test_the_proposer_alone_takes_it_back(proposed, browser_of, deputy, teacher):
    one = f"{LIST}{proposed.pk}/take-back/"
    assert browser_of(teacher).post(one).status_code == 404
    assert browser_of(deputy).post(one).status_code == 302
    proposed.refresh_from_db()
    assert proposed.state == Progress.TAKEN_BACK


def test_dropping_and_weights_are_proposed_on_a_page(marked, browser_of, deputy):
    browser = browser_of(deputy)
    browser.post(f"{LIST}about/?about=off&indicator=R-03", {"why": "Колдонулбайт"})
    weights = browser.get(f"{LIST}about/?about=weights")
    assert "n_R-01" in weights.text
    assert browser.get(f"{LIST}about/?about=off&indicator=Z-1").status_code == 404
    page = browser.get(LIST).text
    assert "to drop an indicator" in page
    assert TrailEntry.objects.filter(what="indicator.proposed").count() == 1


def test_the_list_asks_the_database_little(
    marked, proposed, browser_of, deputy, django_assert_max_num_queries
):
    browser = browser_of(deputy)
    browser.get(LIST)
    with django_assert_max_num_queries(22):
        browser.get(LIST)
