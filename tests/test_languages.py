"""Three languages, all of them whole."""

import importlib.util
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from tests.rows import one_of_everything
from tests.test_access import filled, school_pages

ROOT = Path(__file__).parent.parent
ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?:[ ,]+[a-z]{2,}){2,}\b")
"""Three Latin words in a row: a sentence that was not translated."""


def tool():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools/messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def messages():
    return tool()


@pytest.fixture(scope="module")
def template(messages):
    return messages.template()


def test_a_word_in_a_context_is_not_overwritten_by_the_plain_one(messages, monkeypatch, tmp_path):
    catalogs = {}
    for language in messages.LANGUAGES:
        catalogs[language] = messages.Catalog(locale=language)
        catalogs[language].add("Figure", "")
        catalogs[language].add("Figure", "picture", context="caption")
        catalogs[language].add("Figure", "", context="new")
    monkeypatch.setattr(messages, "read", catalogs.get)
    monkeypatch.setattr(messages, "write", lambda _language, _catalog: None)
    given = tmp_path / "given.json"
    words = {"ky": "value", "ru": "value"}
    given.write_text(json.dumps({"Figure": words}))
    messages.fill(str(given))
    found = {message.context: message.string for message in catalogs["ky"] if message.id}
    assert found == {None: "value", "caption": "picture", "new": "value"}

    given.write_text(json.dumps({"caption|Figure": words}))
    messages.fill(str(given))
    assert catalogs["ky"].get("Figure", context="caption").string == "value"


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_string_is_missing(messages, template, language):
    """Every message of the code stands in the catalogue (`make messages`) and is translated."""
    catalog = messages.read(language)
    known = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in catalog if m.id}
    wanted = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in template if m.id}
    assert len(wanted) > 100
    assert not wanted - known
    assert not messages.missing(catalog)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_translations_keep_their_places(messages, language):
    """`%(name)s` in the message is `%(name)s` in the translation."""
    catalog = messages.read(language)
    assert not [(m.id, str(error)) for m, errors in catalog.check() for error in errors]


def test_kyrgyz_is_not_russian_in_disguise(messages):
    """The same words in both languages are names and loan words, and few."""
    ru = {str(m.id): m.string for m in messages.read("ru") if m.id}
    same = [
        str(m.id)
        for m in messages.read("ky")
        if m.id
        and isinstance(m.string, str)
        and len(m.string.split()) > 2
        and ru.get(str(m.id)) == m.string
    ]
    assert len(same) <= 5, same


class VisibleText(HTMLParser):
    """The words a reader sees, without code and without what says it is another language."""

    HIDDEN = {"script", "style", "code", "kbd", "samp"}
    VOID = {
        "meta",
        "link",
        "input",
        "br",
        "hr",
        "img",
        "use",
        "path",
        "col",
        "wbr",
        "source",
        "line",
        "rect",
        "circle",
    }

    def __init__(self):
        super().__init__()
        self.stack = []
        self.words = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in self.VOID:
            foreign = given.get("lang", "ky") not in {"ky", ""} and tag != "html"
            self.stack.append((tag, tag in self.HIDDEN or foreign))
        for name in ("title", "aria-label", "placeholder", "alt"):
            if given.get(name):
                self.words.append(given[name])

    def handle_endtag(self, tag):
        while self.stack and tag in [name for name, _ in self.stack]:
            if self.stack.pop()[0] == tag:
                break

    def handle_data(self, data):
        if not any(hidden for _tag, hidden in self.stack):
            self.words.append(data)


def english(html):
    reader = VisibleText()
    reader.feed(html)
    return [hit for text in reader.words for hit in ENGLISH.findall(" ".join(text.split()))]


def test_the_detector_finds_an_english_sentence():
    """Positive control."""
    assert english("<p>Choose the file with marks</p>")
    assert not english("<p>Файлды тандаңыз</p><code>select the best one</code>")


def test_no_kyrgyz_page_holds_an_english_sentence(school, director):
    rows = one_of_everything(school, "Сөз")
    client = Client(headers={"accept-language": "ky"})
    client.force_login(director)
    found = {}
    for name, route, _page in school_pages():
        answer = client.get(filled(route, school, rows))
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            assert '<html lang="ky"' in answer.text, name
            if hits := english(answer.text):
                found[name] = hits
    assert not found


@pytest.mark.parametrize(("language", "word"), [("ky", "Кирүү"), ("ru", "Вход"), ("en", "Sign in")])
def test_the_sign_in_speaks_the_readers_language(db, language, word):
    answer = Client(headers={"accept-language": language}).get("/account/login/")
    assert answer.status_code == 200
    assert word.lower() in answer.text.lower() or (
        language == "ru" and "войти" in answer.text.lower()
    )
