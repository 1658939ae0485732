"""No page has an accessibility violation or overflows a phone: in light, in dark, at 360 pixels."""

import pytest

from tests.browser.conftest import violations
from tests.browser.pages import PAGES

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
TOO_WIDE = """[...document.querySelectorAll('main *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth)
  .filter(one => !one.closest('.table-responsive'))
  .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""


def wrong_with(page):
    """Return everything wrong with a page that is open, by look."""
    found = {}
    for look, theme, size in (
        ("light", "light", DESK),
        ("dark", "dark", DESK),
        ("phone", "light", PHONE),
    ):
        page.set_viewport_size(size)
        page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme)
        if bad := violations(page):
            found[look] = bad
    if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
        found["overflow"] = page.evaluate(TOO_WIDE)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_for_everybody(site, director_page, path):
    said = []
    director_page.on("console", lambda line: said.append(line.text) if line.type == "error" else 0)
    answer = director_page.goto(site + path)
    assert answer.status < 400 or path == "/nowhere/", answer.status
    complaints = [line for line in said if "404" not in line]
    assert not complaints
    assert not wrong_with(director_page)


def test_the_sign_in_is_for_everybody(site, page):
    page.goto(f"{site}/account/login/")
    assert not wrong_with(page)


def test_the_checker_finds_what_is_wrong(site, page):
    """Positive control: a picture without words and grey on grey."""
    page.goto(f"{site}/account/login/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"/static/icons.svg\">'")
    assert violations(page)


def test_a_dark_page_prints_light(site, director_page):
    director_page.goto(f"{site}/schools/S12/school/")
    director_page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    director_page.emulate_media(media="print")
    background = "getComputedStyle(document.body).backgroundColor"
    assert director_page.evaluate(background) == "rgb(255, 255, 255)"
    assert not director_page.locator("aside.navbar").is_visible()


def test_the_device_decides_when_nobody_chose(site, page):
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto(f"{site}/account/login/")
    light = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) != light
