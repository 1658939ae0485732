"""Every picture keeps the same promises: on the page, on paper, in words, for screen readers."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from sapat.publish.pictures import drawing
from sapat.publish.pictures.caterpillar import Against, Held, caterpillar
from sapat.publish.pictures.control_chart import Watch, Watched, control_chart
from sapat.publish.pictures.forecast_fan import Outlook, forecast_fan
from sapat.publish.pictures.funnel import Member, Scale, funnel
from sapat.publish.pictures.looks import Theme
from sapat.publish.pictures.pictures import NARROW, WIDE
from tests.publish.pictures_cast import CAST, LONG

HIDDEN = re.compile(r"33[.,]7")


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.SAPAT_HOME = tmp_path


@pytest.fixture(params=CAST)
def drawn(request):
    return CAST[request.param]()


def words_of(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def values_in(spec):
    """Every row of data in a specification, wherever it stands."""
    if isinstance(spec, dict):
        yield from spec.get("values", []) if isinstance(spec.get("values"), list) else []
        for part in spec.values():
            yield from values_in(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from values_in(part)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("theme", Theme)
def test_it_may_stand_in_a_page_and_on_paper(drawn, theme, width):
    svg = drawing.picture(drawn, theme, "ky", width=width)

    assert not re.search(r"\bstyle=|<style|<script|href=|on\w+=", svg)
    assert float(re.search(r'width="([\d.]+)"', svg)[1]) <= width + 60
    assert ("var(--" in svg) == (theme is Theme.PAGE)


def test_what_is_hidden_is_nowhere(drawn):
    svg = drawing.picture(drawn, Theme.PRINT, "ky")
    spec = str(drawn.build(Theme.PRINT.value, WIDE))

    assert not HIDDEN.search(svg)
    assert not HIDDEN.search(spec)
    assert not HIDDEN.search(str(drawn.twin.lines))
    assert not HIDDEN.search(drawn.sentence)
    assert drawn.twin.notes


@pytest.mark.parametrize("name", CAST)
def test_it_speaks_three_languages(name):
    told = {}
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            drawn = CAST[name]()
            told[language] = (drawn.sentence, str([c.title for c in drawn.twin.columns]))

    assert len({sentence for sentence, _ in told.values()}) == 3
    assert len({heads for _, heads in told.values()}) == 3


def test_a_letter_of_a_name_is_only_a_letter():
    nasty = "');alert(1)//|<b>"
    groups = [Held(nasty, 1, 0, 2), Held("b", 2, 1, 3)]

    svg = drawing.picture(caterpillar(nasty, groups, Against()), Theme.PAGE, "ru")

    assert "<b>" not in svg
    assert "alert(1)" in svg


def test_a_funnel_names_only_the_groups_beyond_its_limits():
    words = words_of(drawing.picture(CAST["funnel"](), Theme.PRINT, "ky"))

    assert "7Б" in words
    assert "7А" not in words
    assert "8А" not in words  # fewer than ten are never judged
    assert any(word.startswith(LONG[:12]) for word in words)


def test_of_many_groups_beyond_the_limits_the_farthest_are_named():
    limits = {"low95": 4.0, "high95": 6.0, "low998": 3.0, "high998": 7.0}
    members = [Member(f"g{i}", 12 + i, 6.0 + i, **limits, outside="95") for i in range(1, 40)]
    drawn = funnel("f", members, 5.0, Scale("n"))

    named = [w for w in words_of(drawing.picture(drawn, Theme.PRINT, "ky")) if w.startswith("g")]

    assert len(named) == 16
    assert "g39" in named
    assert "g1" not in named
    assert "g1," in drawn.sentence


def test_the_twin_of_a_funnel_is_what_is_drawn():
    drawn = CAST["funnel"]()
    dots = {
        (row["n"], row["v"])
        for row in values_in(drawn.build(Theme.PRINT.value, WIDE))
        if "k" in row
    }

    assert dots == {(row[1], row[2]) for row in drawn.twin.rows if not hasattr(row[2], "name")}


@pytest.mark.parametrize("many", [1, 3, 60])
def test_a_funnel_takes_few_groups_and_many(many):
    limits = {"low95": 1.0, "high95": 9.0, "low998": 0.5, "high998": 9.5}
    members = [Member(f"{i}", 12, 5.0, **limits) for i in range(many)]

    assert "<svg" in drawing.picture(funnel("f", members, 5.0, Scale("n")), Theme.PRINT, "ky")


def test_a_caterpillar_puts_the_lowest_first_and_colours_nobody_red():
    drawn = CAST["caterpillar"]()
    palette = Theme.PRINT.value
    spec = drawn.build(palette, WIDE)
    values = [row["v"] for row in values_in(spec) if "k" in row]

    assert values == [-2.6, 0.4, 2.9]
    assert palette.bad not in str(spec)


def test_limits_of_a_control_chart_begin_anew_with_a_piece():
    spec = CAST["control chart"]().build(Theme.PRINT.value, WIDE)
    lines = [
        [row["v"] for row in layer["data"]["values"]]
        for layer in spec["layer"]
        if layer.get("mark", {}).get("type") == "line"
    ]

    assert [50.0] * 4 in lines
    assert [60.0] * 2 in lines
    assert [49.0, 58.4, None, None, 60.2, 54.1] in lines


@pytest.mark.parametrize(
    ("beyond", "told"),
    [
        (0, "No point stands out of ordinary variation."),
        (4, "Not explained by ordinary variation: 1, 2, 3, 4."),
        (9, "Not explained by ordinary variation: 6, 7, 8, 9 and 5 earlier terms."),
    ],
)
def test_the_newest_terms_beyond_the_limits_are_named(beyond, told):
    points = [
        Watched(f"{at}", "", 9.0, 5.0, 4.0, 6.0, "high" if at <= beyond else "common")
        for at in range(1, 10)
    ]
    with translation.override("en"):
        assert told in control_chart("Quality", points, Watch("%", 1, 60.0)).sentence


def test_what_happened_is_told_below_the_control_chart():
    words = words_of(drawing.picture(CAST["control chart"](), Theme.PRINT, "en"))

    assert "1. I 2025/26: The new textbook came" in words


def test_a_forecast_is_compared_with_what_happened():
    with translation.override("en"):
        drawn = CAST["forecast fan"]()

    assert "Of 2 earlier forecasts 1 held." in drawn.sentence
    assert "52.5" in drawn.sentence
    assert [line[-1] for line in drawn.twin.lines] == ["", "yes", "no", "", "", ""]


def test_without_figures_the_sentence_stands_alone():
    for empty in (
        funnel("f", [], None, Scale("n")),
        caterpillar("c", [Held("a", hidden=True)], Against()),
        control_chart("x", [], Watch()),
        forecast_fan("f", [], Outlook()),
    ):
        assert empty.is_empty
        with translation.override("en"):
            context = {"drawn": drawing.for_page(empty, "en")}
            page = render_to_string("publish/_picture.html", context)
        assert "<svg" not in page
        assert "<figcaption>" in page


def test_a_picture_without_figures_leaves_no_hole_on_paper():
    empty = replace(CAST["funnel"](), is_empty=True)

    assert drawing.for_page(empty, "ky")["wide"] == ""


def colours_of_the_page():
    """Each colour of the pictures and of the page below them: name -> (light, dark)."""
    css = (Path(finders.find("sapat.css"))).read_text("utf-8")
    return {
        name: (light, dark)
        for name, light, dark in re.findall(
            r"--((?:drawn|tblr)-[\w-]+): light-dark\((#\w+), (#\w+)\);", css
        )
    }


def luminance(colour):
    full = colour[1:] if len(colour) > 4 else "".join(2 * letter for letter in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_lines_and_words_can_be_read_on_the_page(theme):
    colours = colours_of_the_page()
    surface = colours["tblr-bg-surface"][theme]
    drawn = [name for name in colours if name.startswith("drawn-")] + ["tblr-secondary"]

    assert len(drawn) == 5
    for name in drawn:
        assert contrast(colours[name][theme], surface) >= 4.5, name


def test_lines_and_words_can_be_read_on_paper():
    palette = Theme.PRINT.value
    for colour in (
        palette.ink,
        palette.muted,
        palette.line,
        palette.good,
        palette.bad,
        palette.apart,
    ):
        assert contrast(colour, palette.surface) >= 4.5


def test_every_picture_stands_in_the_documentation():
    said = Path(__file__).parents[2].joinpath("docs/pictures.md").read_text("utf-8")
    folder = Path(drawing.__file__).parent
    made = [
        file.stem for file in folder.glob("*.py") if "return Picture(" in file.read_text("utf-8")
    ]

    assert len(made) == 13
    assert not [name for name in made if f"(`{name}`)" not in said]
