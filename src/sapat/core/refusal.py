"""A rule said no."""

from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices

from sapat.core.days import in_words


class Refused(Exception):
    """A change that a rule does not allow; nothing was written.

    Parameters
    ----------
    reason
        Which rule, as a stable code with a sentence for the person who asked.
    facts
        What the sentence names, by the names in its `%(...)s` places.
    """

    def __init__(self, reason: TextChoices, **facts: object) -> None:
        self.reason = reason
        self.facts: Mapping[str, object] = facts
        super().__init__(str(reason))

    @property
    def sentence(self) -> str:
        """Return the sentence in the reader's language."""
        told = {
            name: in_words(fact) if isinstance(fact, date) else fact
            for name, fact in self.facts.items()
        }
        return str(self.reason.label) % told if told else str(self.reason.label)

    def __str__(self) -> str:
        return self.sentence
