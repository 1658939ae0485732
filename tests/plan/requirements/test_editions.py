"""The register is frozen as an edition that goes the way of every document."""

import pytest

from sapat.core.refusal import Refused
from sapat.plan.documents import reads as documents
from sapat.plan.documents.texts import reads as texts
from sapat.plan.requirements import changes
from sapat.plan.requirements.rules import NotSo
from tests.plan.requirements.conftest import AT

pytestmark = pytest.mark.usefixtures("inside")
PAGE = "/schools/S12/plan/requirements/"


def frozen(school, deputy):
    return changes.freeze(school, prepared_by=deputy.person, by=deputy, at=AT)


def test_an_empty_register_is_not_frozen(school, deputy):
    with pytest.raises(Refused) as no:
        frozen(school, deputy)
    assert no.value.reason == NotSo.EMPTY


def test_the_edition_says_what_stands_in_the_register(school, deputy, requirement, lead):
    lead(requirement, "accounted")
    edition = frozen(school, deputy)
    text = texts.text_in(edition, "ky").text
    assert edition.document.about == "requirements"
    assert "## Ата-энелер" in text
    assert "2 саат кошулду" in text
    assert "№ 2 протокол" in text


def test_an_edition_in_work_takes_the_newer_text(school, deputy, requirement, heard):
    first = frozen(school, deputy)
    changes.write_down(school, heard("pupil", "Спорт *зал* <b>ачык</b>"), by=deputy, at=AT)
    again = frozen(school, deputy)
    assert again.pk == first.pk
    assert r"Спорт \*зал\* \<b\>ачык\</b\>" in texts.text_in(again, "ky").text


def test_it_is_frozen_through_the_page(browser_of, deputy, school, requirement):
    browser = browser_of(deputy)
    assert "have nothing to read" in browser.get(PAGE).text
    browser.post(f"{PAGE}edition/")
    assert documents.in_work(documents.document("requirements"))
