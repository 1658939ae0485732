"""A rule said no."""

from collections.abc import Mapping

from django.db.models import TextChoices


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
        return str(self.reason.label) % self.facts if self.facts else str(self.reason.label)

    def __str__(self) -> str:
        return self.sentence
