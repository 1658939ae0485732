"""Gather the inputs of a review: each room tells its own, in three languages, with its mark."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from sapat.core.inputs import Input, Told, inputs
from sapat.core.language import LANGUAGES
from sapat.core.proofs import Question
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@dataclass(frozen=True)
class Gathered:
    """One input as it stands now: language -> what is told, and the mark of it all."""

    code: str
    place: int
    told: dict[str, dict[str, Any]]
    digest: str
    is_lacking: bool

    def in_language(self, language: str) -> dict[str, Any]:
        """Return what is told in a language."""
        return self.told.get(language) or self.told["ky"]


def gather(
    school: Organisation, since: date, day: date, *, languages: tuple[str, ...] = LANGUAGES
) -> list[Gathered]:
    """Ask every room for its input; what one language has read the others share."""
    question = Question(school, day)
    with within(school):
        return [_gathered(one, question, since, languages) for one in inputs()]


def _gathered(one: Input, question: Question, since: date, languages: tuple[str, ...]) -> Gathered:
    told: dict[str, dict[str, Any]] = {}
    for language in languages:
        with translation.override(language):
            told[language] = _plain(one, one.tell(question, since))
    lacking = all(not each["figures"] for each in told.values())
    return Gathered(one.code, one.place, told, mark_of(told), lacking)


def _plain(one: Input, told: Told) -> dict[str, Any]:
    return {
        "name": str(one.name),
        "figures": [
            {"name": str(each.name), "said": str(each.said), "page": each.page,
             "args": list(each.args)}
            for each in told.figures
        ],
        "lacks": str(told.lacks),
        "page": told.page,
    }  # fmt: skip


def mark_of(content: object) -> str:
    """Return the SHA-256 of what was seen, whatever the order of its keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
