"""A finding from any page leads back to the page it was written from."""

import html
import re
from urllib.parse import parse_qs, urlsplit

from sapat.check.findings.models import Finding
from sapat.school.boundary import within

HERE = re.compile(r'href="([^"]*/act/findings/new/\?[^"]*)"')


def test_a_finding_leads_back_to_the_page_it_was_written_from(
    browser_of, school, deputy, school_class
):
    browser = browser_of(deputy)
    page = f"/schools/S12/school/classes/{school_class.pk}/"
    (address,) = [html.unescape(found) for found in HERE.findall(browser.get(page).text)]
    told = parse_qs(urlsplit(address).query)
    assert told["args"] == [str(school_class.pk)]
    words = {"title": "No timetable on the wall", "grade": "minor", "found_on": "01.09.2026"}
    answer = browser.post(address, {**words, "origin": told["origin"][0]})
    assert answer["Location"] == page
    with within(school):
        finding = Finding.objects.get()
    assert f'href="{page}"' in browser.get(f"/schools/S12/act/findings/{finding.pk}/").text
