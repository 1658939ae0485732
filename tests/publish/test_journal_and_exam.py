"""Annual marks beside examination marks: in the report, never in public."""

import pytest
from django.utils import translation

from sapat.check.measuring.agreeing import EXAMS, against
from sapat.check.measuring.ground import ground_of
from sapat.check.monitoring.charting import Charted
from sapat.check.monitoring.looking import Series
from sapat.plan.indicators.rules import indicators
from sapat.publish.exports.tables import Table
from sapat.publish.journal_and_exam import conclusion, pairs_picture
from sapat.publish.pictures.pictures import Picture
from sapat.publish.quarter.material import Variant
from sapat.publish.quarter.report import Wish, quarter_report
from sapat.school.boundary import within
from tests.check.conftest import CATEGORY, Q1, Q2
from tests.conftest import AT


@pytest.fixture
def examined(told, school):
    """Twenty pupils of 9А: annual marks of which eight are higher than the examination's."""
    nine = told.open("9А", 20)
    annual, exams = [5] * 8 + [4] * 12, [4] * 8 + [4] * 12
    told.marks(nine, "algebra", annual, term=0)
    count = len(exams)
    told.keep(
        "exam_marks",
        {
            "year": [2025] * count, "term": [0] * count, "exam": ["iga9"] * count,
            "pupil": [pupil.pk for pupil in nine.pupils],
            "subject": [told.subject("algebra").pk] * count, "value": exams,
            "category": [CATEGORY[mark] for mark in exams], **told.of_class(nine, count),
        },
    )  # fmt: skip
    return school


def pairs_of(school, term=Q2):
    with within(school):
        found = against(ground_of(school), EXAMS, term, ())
    return found.school.agreement if found else None


def report_of(school, variant=Variant.OFFICIAL):
    return quarter_report(school, Wish(Q2, "en", variant), at=AT)


def blocks_of(report):
    return [block for part in report.parts for block in part.section.blocks]


def test_marks_that_lean_to_one_side_need_checking(examined):
    with translation.override("en"):
        words = conclusion(pairs_of(examined))
        picture = pairs_picture("Pairs", pairs_of(examined), "Examination")

    assert "this needs checking" in words
    assert "The same: 12 (60 %); Journal higher: 8 (40 %)" in picture.sentence


def test_the_report_prints_them_as_a_table_and_says_what_follows(examined):
    found = blocks_of(report_of(examined))
    table = next(b for b in found if isinstance(b, Table) and "examination marks" in b.title)

    assert table.rows[0][:3] == ["5", 0, 8]
    assert any("this needs checking" in getattr(block, "text", "") for block in found)


def test_pairs_of_marks_are_not_published(examined):
    found = blocks_of(report_of(examined, Variant.PUBLIC))

    assert not [b for b in found if isinstance(b, Table) and "examination marks" in b.title]


def test_the_report_draws_the_main_indicators_over_the_terms(examined):
    pictures = [block for block in blocks_of(report_of(examined)) if isinstance(block, Picture)]
    drawn = next(each for each in pictures if each.title.startswith("Main indicators"))

    assert [row[0] for row in drawn.twin.rows][1].startswith("Knowledge quality")
    assert drawn.twin.columns[1].title == "I 2024–2025"


def test_without_examinations_nothing_is_printed(school, told):
    found = blocks_of(report_of(school))

    assert pairs_of(school) is None
    assert not [b for b in found if isinstance(b, Table) and "examination marks" in b.title]


def test_with_enough_terms_quality_is_drawn_between_its_limits(told, school, monkeypatch):
    chart = Charted(
        series=Series(indicators()["R-02"], "", 0, (Q1, Q2), (None, None)),
        values=[50.0, 90.0], adjusted=[52.0, 88.0], shift=[-2.0, 2.0],
        mean=60.0, lower=50.0, upper=70.0, causes=["", "above_limit"],
        short=False, seasonal=True, p=0.01,
    )  # fmt: skip
    monkeypatch.setattr("sapat.publish.quarter.over_time.charted", lambda series: [chart])

    found = blocks_of(report_of(school))
    named = [b for b in found if isinstance(b, Picture) and b.title.startswith("Knowledge")]
    rows = named[0].twin.rows

    assert rows[0][1:5] == [50.0, 58.0, 48.0, 68.0]
    assert rows[1][1:] == [90.0, 62.0, 52.0, 72.0, "better, beyond chance"]
