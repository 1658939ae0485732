"""Pictures say what they show, hide what must be hidden, and stand in a page without harm."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from sapat.publish.pictures import drawing
from sapat.publish.pictures.distribution import distribution
from sapat.publish.pictures.history import history
from sapat.publish.pictures.looks import Theme
from sapat.publish.pictures.pictures import NormLine, Picture, Pile, Point

POINTS = [
    Point("I", 48.25, 40, 56, "2024/25"),
    Point("II", year="2024/25"),
    Point("III", 33.7, 20, 50, "2024/25", hidden=True),
    Point("IV", 61.5, 55, 68, "2024/25"),
]
NORMS = [NormLine(60, "target 60", "target"), NormLine(59, "normal 59", "ok")]


@pytest.fixture
def line(settings, tmp_path):
    settings.SAPAT_HOME = tmp_path
    return history("Quality", POINTS, NORMS, unit="%", bounds=(0, 100))


def words_of(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize("theme", Theme)
def test_a_drawing_may_stand_in_a_page(line, theme):
    svg = drawing.picture(line, theme, "ky")

    assert not re.search(r"\bstyle=|<style|<script|href=|on\w+=", svg)
    assert ("currentColor" in svg) == (theme is Theme.PAGE)


def test_numbers_are_written_as_the_reader_writes_them(line):
    assert "48,3" in words_of(drawing.picture(line, Theme.PRINT, "ky"))
    assert "48.3" in words_of(drawing.picture(line, Theme.PRINT, "en"))


def test_what_is_not_shown_is_nowhere(line):
    assert "33,7" not in drawing.picture(line, Theme.PRINT, "ky")
    assert "33.7" not in str(line.twin.lines)
    assert "—" in words_of(drawing.picture(line, Theme.PRINT, "ky"))


def test_a_hidden_group_never_reaches_the_drawing():
    piles = [Pile("7А", [5, 8, 4, 1, 0]), Pile("7Б", None)]
    picture = distribution("Marks", piles, ["5", "4", "3", "2", "–"])

    assert picture.twin.lines[1] == ["7Б", "—", "—", "—", "—", "—"]
    assert picture.twin.notes
    assert "27,8" in picture.sentence


def test_labels_of_norms_do_not_cover_each_other(line):
    svg = drawing.picture(line, Theme.PRINT, "en")
    places = [
        float(y) for y in re.findall(r"translate\([\d.]+,([\d.]+)\)[^>]*>(?:target|normal)", svg)
    ]

    assert len(places) == 2
    assert abs(places[0] - places[1]) >= 10


def test_words_of_people_are_only_words(settings, tmp_path):
    settings.SAPAT_HOME = tmp_path
    nasty = "<svg onload=alert(1)>"
    piles = [Pile(nasty, [1, 2])]

    svg = drawing.picture(distribution(nasty, piles, [nasty, "b"]), Theme.PAGE, "ru")

    assert "<svg onload" not in svg
    assert "&lt;svg" in svg


def test_what_was_drawn_is_kept_and_old_drawings_go(line, settings, monkeypatch):
    first = drawing.picture(line, Theme.PAGE, "ky")
    monkeypatch.setattr(drawing, "_artist", lambda: pytest.fail("drawn twice"))
    assert drawing.picture(line, Theme.PAGE, "ky") == first

    monkeypatch.setattr(drawing, "KEPT", 3)
    monkeypatch.setattr(drawing, "SWEEP_AT", 5)
    for number in range(6):
        drawing._keep(settings.SAPAT_HOME / "pictures" / f"{number}.svg", b"<svg/>")
    assert len(list((settings.SAPAT_HOME / "pictures").iterdir())) <= 5


def test_a_picture_goes_into_a_text_document(line):
    assert drawing.png(line, "ky").startswith(b"\x89PNG")


def test_nothing_to_show_is_said(settings, tmp_path):
    settings.SAPAT_HOME = tmp_path
    empty: Picture = history("Quality", [Point("I", year="2025/26")])

    with translation.override("en"):
        assert history("Quality", []).sentence == "There is no figure to show yet."
    assert "<svg" in drawing.picture(empty, Theme.PRINT, "ky")


def test_the_figure_speaks_and_has_its_table(line):
    with translation.override("en"):
        page = render_to_string("publish/_picture.html", {"drawn": drawing.for_page(line, "en")})

    assert "<figcaption>" in page
    assert page.count("<svg") == 2
    assert "<details" in page
    assert "&lt;svg" not in page
