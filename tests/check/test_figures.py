"""What indicators count, checked by hand on a few rows of every kind of evidence."""

from datetime import date

import pytest

from sapat.check.measuring.readings import Status, measure
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.classes.rules import Level
from tests.check.conftest import Q1

YEAR = TermCode(2025, 0, TermKind.YEAR)
EPOCH = date(1970, 1, 1)


def day(month, number, year=2025):
    return (date(year, month, number) - EPOCH).days


@pytest.fixture
def keep(village):
    """Keep rows of a data set; what they share stands once."""

    def keep(dataset, rows, **shared):
        rows = [{"year": 2025, "term": 0, **shared, **row} for row in rows]
        return village.keep(dataset, {name: [row.get(name) for row in rows] for name in rows[0]})

    return keep


@pytest.fixture
def seven(village):
    """A class of ten pupils."""
    return village.open("7А", 10)


@pytest.fixture
def of(seven):
    """Rows about the pupils of the class, one for each."""

    def of(values):
        record = {"class": seven.pk, "grade": 7, "level": "basic", "shift": 1}
        pupils = zip(seven.pupils, values, strict=False)
        return [{**record, "pupil": pupil.pk, **value} for pupil, value in pupils]

    return of


@pytest.fixture
def figure(school, one):
    """One figure of the school."""

    def figure(code, term=Q1):
        return one(measure(school, term, indicators=[code]))

    return figure


def test_the_weighted_index_follows_categories(village, seven, figure):
    village.marks(seven, "algebra", [5, 4, 3, 2, "na", 4, 4, 4, 4, 4])

    assert figure("R-03").value == (100 + 6 * 64 + 36 + 16 + 7) / 10
    assert figure("R-01").value == 80


def test_exempt_pupils_do_not_count(village, seven, figure):
    village.marks(seven, "pe", [5] * 9 + [None], exempt=[False] * 9 + [True])

    assert figure("R-02").den == 9


def test_the_reserve_is_a_pupil_with_one_mark_to_mend(village, seven, figure):
    village.marks(seven, "algebra", [3, 4, 5, 3, 5, 5, 5, 5, 5, 5])
    village.marks(seven, "physics", [5, 5, 5, 3, 5, 5, 5, 5, 5, "na"])

    reading = figure("R-06")

    assert (reading.num, reading.den) == (2, 10)
    assert figure("R-05").num == 6


def test_the_reserve_is_shown_by_the_subject_of_that_mark(school, village, seven, one):
    village.marks(seven, "algebra", [3, 4, 5, 5, 5, 5, 5, 5, 5, 5])
    village.marks(seven, "physics", [5] * 10)

    found = measure(school, Q1, indicators=["R-06"], by=["subject"])

    assert (one(found, "Algebra").num, one(found, "Algebra").den) == (2, 10)


def test_exam_and_annual_mark_agree_or_not(village, seven, keep, of, figure):
    village.marks(seven, "algebra", [5, 4, 4, 3, 3, 5, 5, 5, 5, 5], term=0)
    subject = village.subject("algebra").pk
    exams = [5, 3, 4, 3, 4, 5, 5, 5, 5, 5]
    keep("exam_marks", of([{"value": value} for value in exams]), subject=subject, exam="iga9")

    assert figure("R-08", YEAR).value == 80


def test_objectivity_is_the_mean_difference_of_the_same_pupils(village, seven, keep, of, figure):
    village.marks(seven, "algebra", [5, 5, 4, 4, 4, 4, 3, 3, 3, 3])
    tests = [{"mark": mark} for mark in [4, 4, 4, 3, 4, 4, 3, 3, 2, 3]]
    shared = {"subject": village.subject("algebra").pk, "wave": "admin", "term": 1}
    keep("tests", of(tests), **shared)

    assert figure("R-09").value == pytest.approx(0.4)


def test_progress_compares_a_pupil_with_his_own_start(village, keep, of, figure):
    shared = {"subject": village.subject("algebra").pk, "max": 20}
    start = [{"score": score} for score in [10, 10, 18, 10, 10, 10, 10, 10, 10, 10]]
    end = [{"score": score} for score in [11, 10, 17, 12, 12, 12, 12, 12, 12]]
    keep("tests", of(start), wave="start", **{**shared, "term": 1})
    keep("tests", of(end), wave="end", **{**shared, "term": 4})

    assert (figure("R-13", YEAR).num, figure("R-13", YEAR).den) == (8, 9)
    before, after = 98 / 9 * 5, 110 / 9 * 5
    assert figure("R-14", YEAR).value == pytest.approx((after - before) / (100 - before))


def test_quality_is_compared_over_the_passage_to_the_next_level(village, seven, figure):
    old = village.open("4А", 0, year=2024, level=Level.PRIMARY)
    old.pupils = seven.pupils
    village.marks(old, "algebra", [5] * 8 + [3] * 2, term=0, year=2024)
    village.marks(seven, "algebra", [5] * 6 + [3] * 4)

    assert figure("P-23", YEAR).value == pytest.approx(-20)


def test_a_term_mark_rests_on_enough_daily_marks(village, seven, keep, of, figure):
    village.marks(seven, "algebra", [4] * 10)
    shared = {"subject": village.subject("algebra").pk, "term": 1, "value": 4, "number": 1}
    for lesson in range(3):
        rows = [{"date": day(9, 10 + lesson)} for _ in range(8)]
        keep("current_marks", of(rows), **shared)

    assert figure("P-09").value == 80
    often = {"class": seven.pk, "subject": village.subject("algebra").pk, "hours_plan": 24}
    keep("curriculum", [{**often, "term": 1}])
    assert figure("P-09").value == 0


def test_without_daily_marks_nothing_is_said_of_their_number(village, seven, figure):
    village.marks(seven, "algebra", [4] * 10)

    assert figure("P-09").status == Status.NO_DATA


def test_topics_count_once_however_many_lessons_they_took(village, seven, keep, figure):
    shared = {"class": seven.pk, "subject": village.subject("algebra").pk, "term": 1}
    topics = ["A", "A", "B", "C", None]
    lessons = [
        {"date": day(9, 10 + at), "topic": topic, "held": at != 3, "made_up": False}
        for at, topic in enumerate(topics)
    ]
    keep("lessons", lessons, planned=True, kind="lesson", recorded_on=day(9, 11), **shared)
    keep("curriculum", [{"topics_plan": 4, "hours_plan": 5}], **shared)

    assert figure("P-05").value == 50
    assert figure("P-04").value == 80
    assert figure("P-07").value == 20
    assert figure("P-08").value == 100


def test_only_pupils_on_roll_are_covered(village, seven, keep, of, figure):
    status = [{"status": "active"}] * 8 + [{"status": "left"}] * 2
    keep("pupils", of(status))
    keep(
        "activity_members", of([{"activity": "chess"}, {"activity": "dance"}])[:1], direction="arts"
    )
    keep("activity_members", of([{"activity": "dance"}] * 10)[-1:], direction="arts")

    reading = figure("P-16")

    assert (reading.num, reading.den) == (1, 8)


def test_a_plan_must_be_of_the_kind_the_pupil_needs(keep, of, figure):
    need = [{"support": kind, "status": "active"} for kind in ["low"] * 6 + ["gifted"] * 4]
    keep("pupils", of(need))
    plans = [{"kind": "low"}] * 5 + [{"kind": "low"}]
    keep("support_plans", of(plans), opened_on=day(9, 10))
    keep("support_plans", of([{}] * 6 + [{"kind": "low"}])[-1:], opened_on=day(9, 10))

    assert (figure("P-14").num, figure("P-14").den) == (6, 10)


def test_a_surplus_of_one_book_does_not_cover_another(village, keep, figure):
    subject = village.subject("algebra").pk
    books = [{"title": "one", "have": 50, "need": 20}, {"title": "two", "have": 10, "need": 20}]
    keep("library", books, subject=subject, grade=7, lang="ky")

    assert figure("C-06", YEAR).value == 75


def test_a_room_is_light_if_it_is_light_everywhere(keep, figure):
    lux = {
        "kind": "lux",
        "norm_min": 300.0,
        "term": 1,
        "date": day(10, 1),
        "room_kind": "classroom",
    }
    spots = [("1", "desk", 320.0), ("1", "board", 280.0), ("2", "desk", 350.0)]
    keep(
        "measurements",
        [{"room": room, "spot": spot, "value": lit} for room, spot, lit in spots],
        **lux,
    )

    assert figure("C-09").value == 50


def test_a_class_over_the_limit_is_seen(village, keep, of, figure):
    keep("pupils", of([{"status": "active"}] * 10))
    big = village.open("8А", 31)
    record = {"class": big.pk, "grade": 8, "level": "basic", "shift": 1, "status": "active"}
    keep("pupils", [{**record, "pupil": pupil.pk} for pupil in big.pupils])

    assert (figure("C-12").num, figure("C-12").den) == (1, 2)


def test_a_course_counts_inside_its_window_and_hours(village, keep, figure):
    staff = [village.person(f"Teacher{at}").pk for at in range(4)]
    keep("staff", [{"staff": one} for one in staff], active=True, post="teacher")
    courses = [
        (staff[0], 2024, 72),
        (staff[0], 2023, 72),
        (staff[1], 2024, 6),
        (staff[2], 2019, 72),
    ]
    rows = [
        {"staff": who, "date": day(3, 1, year), "hours": hours, "year": year - 1, "term": 3}
        for who, year, hours in courses
    ]
    keep("trainings", rows, kind="subject", course="x")

    assert (figure("C-24").num, figure("C-24").den) == (1, 4)


def test_attendance_counts_lessons(keep, of, figure):
    days = [{"lessons_planned": 5, "lessons_missed": missed} for missed in [0] * 8 + [5, 1]]
    keep("attendance", of(days), term=1, date=day(9, 15))

    assert figure("P-24").value == 88


def test_prize_places_weigh_by_their_stage(keep, of, figure):
    keep("pupils", of([{"status": "active"}] * 10))
    results = [("district", "winner"), ("region", "prize"), ("school", "winner")]
    keep("olympiads", of([{"stage": stage, "result": result} for stage, result in results]))

    assert figure("R-24", YEAR).value == 100 * (2 * 1 + 3) / 10
    assert figure("R-23", YEAR).num == 3
