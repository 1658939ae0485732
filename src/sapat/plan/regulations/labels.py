"""What a school calls those it teaches, in the forms in which clauses use the word."""

from collections.abc import Mapping
from functools import cache

from sapat.core import catalogue as files
from sapat.core.entry import Entry
from sapat.core.language import LANGUAGES, Text
from sapat.plan.regulations.words import Labels, Learners

FORMS = ("learners", "learners_of", "learners_to")


@cache
def _shipped() -> tuple[Mapping[str, Mapping[str, Text]], Text]:
    """Return the forms of each word for learners, and the words for the parent institution."""
    whole = Entry(files.load("regulations/labels"), "regulations/labels")
    found = {}
    for code, entry in whole.entries("learners"):
        found[code] = {name: entry.text(name) for name in ("name", *FORMS)}
        entry.close()
    if set(found) != set(Learners.values):
        raise whole.error("learners", f"expected {', '.join(Learners.values)}")
    parent = whole.inner("parent")
    words = parent.text("name")
    parent.close()
    whole.close()
    return found, words


def label_forms(labels: Labels, language: str) -> dict[str, str]:
    """Return what stands in each place of a clause, in a language."""
    learners, parent = _shipped()
    forms = learners[labels.learners]
    found = {name: getattr(forms[name], language) for name in FORMS}
    return {**found, "parent": labels.parent or getattr(parent, language)}


def check_labels() -> None:
    """Read the labels, or raise what is wrong with them."""
    for language in LANGUAGES:
        label_forms(Labels(), language)
