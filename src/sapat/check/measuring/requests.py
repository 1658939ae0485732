"""What may be asked: one indicator at one term, broken down or not."""

from dataclasses import dataclass

from sapat.school.calendar.rules import TermCode


@dataclass(frozen=True)
class Request:
    """One indicator at one term, broken down by some dimensions (by none: the school)."""

    indicator: str
    term: TermCode
    by: tuple[str, ...] = ()
