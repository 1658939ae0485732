"""The second step: a code from the phone, recovery codes, and what a lost phone means."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tests.web.conftest import PASSWORD

PROTECTION = "/account/protection/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def signed_in(login):
    browser = Client(headers={"accept-language": "en"})
    answer = browser.post("/account/login/", {"login": login, "password": PASSWORD})
    return browser, answer


@pytest.fixture
def secret(deputy):
    """The deputy's secret: the second step is set up."""
    browser, _answer = signed_in("deputy")
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    text = browser.get(f"{PROTECTION}totp/activate/").text
    found = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', text)[1]
    browser.post(f"{PROTECTION}totp/activate/", {"code": code_of(found)})
    cache.clear()  # a code is taken once only
    return found


def test_the_password_alone_no_longer_opens(secret):
    browser, answer = signed_in("deputy")
    assert answer["Location"].startswith(f"{PROTECTION}authenticate/")
    assert "/account/login/" in browser.get("/schools/S12/school/")["Location"]


def test_the_code_opens(secret):
    browser, _answer = signed_in("deputy")
    browser.post(f"{PROTECTION}authenticate/", {"code": code_of(secret)})
    assert browser.get("/schools/S12/school/").status_code == 200


def test_a_wrong_code_does_not(secret):
    browser, _answer = signed_in("deputy")
    answer = browser.post(f"{PROTECTION}authenticate/", {"code": "000000"})
    assert 'role="alert"' in answer.text
    assert browser.get("/schools/S12/school/").status_code == 302


def test_a_new_password_forgets_the_lost_phone(secret, browser_of, director, deputy, person_of):
    address = f"/schools/S12/school/people/{person_of(deputy).pk}/sign-in/renew/"
    browser_of(director).post(address, {"password": "quiet-Valley-9"})
    assert not Authenticator.objects.filter(user=deputy).exists()


@pytest.mark.parametrize("tail", ["", "totp/deactivate/", "recovery-codes/"])
def test_every_page_of_it_is_dressed(secret, tail):
    browser, _answer = signed_in("deputy")
    browser.post(f"{PROTECTION}authenticate/", {"code": code_of(secret)})
    answer = browser.get(PROTECTION + tail, follow=True)
    assert answer.status_code == 200
    assert "page-title" in answer.text or "door-brand" in answer.text
