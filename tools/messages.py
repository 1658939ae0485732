"""Extract, fill and compile translations with Babel alone (no system gettext)."""

import fcntl
import io
import json
import os
import sys
from pathlib import Path

from babel.messages import Catalog, Message, extract, mofile, pofile

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/sapat"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("ky", "ru")
KEYWORDS = {
    **extract.DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def template() -> Catalog:
    """Return every message of the package."""
    import django
    from django.conf import settings
    from django.utils.translation import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    found = Catalog(project="sapat", charset="utf-8")
    files = [*PACKAGE.glob("**/*.py"), *PACKAGE.glob("**/*.html"), *PACKAGE.glob("**/*.txt")]
    for file in sorted(files):
        source = file.read_text("utf-8")
        if file.suffix != ".py":
            # The tokenizer of Python would take a template's indentation for its own.
            source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
        place = str(file.relative_to(PACKAGE))
        data = io.BytesIO(source.encode())
        for _line, message, notes, context in extract.extract(
            "python", data, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        ):
            found.add(message, locations=[(place, 0)], auto_comments=notes, context=context)
    return found


def path(language: str) -> Path:
    """Return where a language's messages stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return a language's messages as they stand."""
    file = path(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as source:
        return pofile.read_po(source, locale=language)


def write(language: str, catalog: Catalog) -> None:
    """Write a language's messages, sorted by place and without noise."""
    file = path(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    catalog.obsolete.clear()
    pofile.write_po(
        out, catalog, width=100, sort_output=True, omit_header=False, include_lineno=False
    )
    text = out.getvalue().decode()
    keep = [
        line
        for line in text.splitlines()
        if not line.startswith(
            (
                '"POT-Creation',
                '"PO-Revision',
                '"Generated-By',
                '"Last-Tr',
                '"Language-Team',
                '"Report-Msgid',
                "# ",
                '"Project-Id',
            )
        )
    ]
    draft = file.with_suffix(".draft")
    draft.write_text("\n".join(keep) + "\n", "utf-8")
    os.replace(draft, file)


def missing(catalog: Catalog) -> list[str]:
    """Return the messages without a translation."""

    def blank(message: Message) -> bool:
        parts = message.string if isinstance(message.string, tuple) else (message.string,)
        return any(not part for part in parts)

    return [str(message.id) for message in catalog if message.id and blank(message)]


def make() -> None:
    """Bring the .po files up to date with the code."""
    newest = template()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(newest, no_fuzzy_matching=True)
        catalog.fuzzy = False
        write(language, catalog)
        print(language, len(catalog), "messages,", len(missing(catalog)), "missing")


def fill(file: str) -> None:
    """Write translations given as {"message": {"ky": ..., "ru": ...}}; plurals are lists.

    A message with a context that is translated already is written only under "context|message".
    """
    given = json.loads(Path(file).read_text("utf-8"))
    for language in LANGUAGES:
        catalog = read(language)
        for message in catalog:
            first = message.id[0] if isinstance(message.id, tuple) else message.id
            own = given.get(f"{message.context}|{first}") if message.context else None
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            done = message.context and all(forms)
            text = (own or ({} if done else given.get(first, {}))).get(language)
            if not first or not text:
                continue
            if isinstance(message.id, tuple):
                texts = text if isinstance(text, list) else [text]
                message.string = tuple((texts * catalog.num_plurals)[: catalog.num_plurals])
            else:
                message.string = text if isinstance(text, str) else text[0]
        write(language, catalog)
        print(language, len(missing(catalog)), "missing")


def show() -> None:
    """Print what still has no translation."""
    for language in LANGUAGES:
        for message in missing(read(language)):
            print(language, json.dumps(message, ensure_ascii=False))


def build() -> None:
    """Compile the .mo files Django reads; wrong placeholders are an error."""
    for language in LANGUAGES:
        catalog = read(language)
        wrong = [
            (message.id, str(error)) for message, errors in catalog.check() for error in errors
        ]
        if wrong:
            raise SystemExit(f"{language}: {wrong}")
        with path(language).with_suffix(".mo").open("wb") as out:
            mofile.write_mo(out, catalog)


def main(words: list[str]) -> None:
    """Run one verb; a lock keeps two people from writing at once."""
    LOCALE.mkdir(exist_ok=True)
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build/messages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        verb = {"make": make, "build": build, "show": show}.get(words[0])
        if verb:
            verb()
        else:
            fill(words[1])
            build()


if __name__ == "__main__":
    main(sys.argv[1:])
