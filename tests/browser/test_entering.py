"""Signing in, the second step, the language, the menu of a phone, a search as one types."""

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.opening import CAST, COUNCIL, PASSWORD

HOME = "/schools/S12/school/"


def code_of(secret):
    """The six digits an authenticator app would show now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[19] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def test_signing_in_and_out(site, page):
    sign_in(page, site, "teacher")
    expect(page).to_have_url(f"{site}{HOME}")
    page.click(".person summary")
    page.click(".person-menu form button")
    expect(page).to_have_url(f"{site}/account/login/?next=/")


def test_a_wrong_password_stays_at_the_door(site, page):
    sign_in(page, site, "teacher", "wrong")
    expect(page.locator("[role=alert]")).to_be_visible()


def test_the_second_step_is_set_up_and_asked_for(site, page, context):
    sign_in(page, site, "deputy")
    page.click(".second-step a")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    secret = page.input_value("#authenticator_secret")
    expect(page.locator("img.qr")).to_be_visible()
    page.fill("[name=code]", code_of(secret))
    page.click("main form button")
    page.wait_for_url("**/recovery-codes/**")
    recovery = page.input_value("#recovery_codes").split()[0]

    context.clear_cookies()
    sign_in(page, site, "deputy")
    page.wait_for_url("**/protection/authenticate/**")
    page.fill("[name=code]", recovery)  # the app's own code is taken once in half a minute
    page.click("main form button >> nth=0")
    expect(page).to_have_url(f"{site}{HOME}")
    expect(page.locator(".second-step")).to_have_count(0)


def test_the_language_is_switched_where_one_is(site, director_page):
    director_page.goto(f"{site}{HOME}calendar/")
    director_page.click(".tools button[value=ky]")
    expect(director_page).to_have_url(f"{site}{HOME}calendar/")
    expect(director_page.locator("html")).to_have_attribute("lang", "ky")
    expect(director_page.locator("h1")).to_have_text("Календарь")


def test_the_theme_is_remembered(site, director_page):
    director_page.goto(f"{site}{HOME}")
    director_page.click(".tools button[value=dark]")
    expect(director_page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    director_page.goto(f"{site}{HOME}people/")
    expect(director_page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_menu_of_a_phone_unfolds(site, director_page):
    director_page.set_viewport_size({"width": 360, "height": 740})
    director_page.goto(f"{site}{HOME}")
    link = director_page.locator("#menu a", has_text="People")
    expect(link).not_to_be_visible()
    director_page.click(".navbar-toggler")
    link.click()
    expect(director_page).to_have_url(f"{site}{HOME}people/")


def test_the_list_follows_the_search(site, director_page):
    director_page.goto(f"{site}{HOME}people/")
    expect(director_page.locator("#found tbody tr")).to_have_count(len(CAST) + len(COUNCIL))
    director_page.locator("#q").press_sequentially("төлө")
    expect(director_page.locator("#found tbody tr")).to_have_count(1)
    expect(director_page).to_have_url(f"{site}{HOME}people/?q=%D1%82%D3%A9%D0%BB%D3%A9&who=staff")


def test_without_scripts_everything_is_reached(site, browser, browser_context_args):
    quiet = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = quiet.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, site, "teacher")
    page.click("#menu a >> text=People")
    page.fill("#q", "АСАНОВА")
    page.click(".filter button")
    expect(page.locator("#found tbody tr")).to_have_count(1)
    quiet.close()


def test_the_first_tab_skips_the_menu(site, director_page):
    director_page.goto(f"{site}{HOME}")
    director_page.keyboard.press("Tab")
    expect(director_page.locator(".skip-link")).to_be_focused()
    director_page.keyboard.press("Enter")
    expect(director_page.locator("#main")).to_be_focused()
