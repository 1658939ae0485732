"""What the rooms' own records say as facts: a registry of data sets, asked by the evidence floor.

Meetings, actions or acknowledgements are kept on pages of Sapat, not brought in as files. Their
room states them as rows of a data set of the catalogue, and the evidence floor keeps those rows as
it keeps every other fact, so that indicators count them without looking upward.
"""

from collections.abc import Callable, Iterable, Mapping

from sapat.core.proofs import Question

Fact = Mapping[str, object]
"""One row: field of the data set -> a plain value (a day as `date`, a person or class as its id).

What the room does not say is left out.
"""

Teller = Callable[[Question], Iterable[Fact]]

_tellers: dict[str, Teller] = {}


def tells(data_set: str) -> Callable[[Teller], Teller]:
    """Register what a room's records say as a data set, such as `meetings`; given once.

    The rows of a data set with days of its own are all rows on record; those of a data set of terms
    are the state at the end of the day that is asked for.
    """

    def register(teller: Teller) -> Teller:
        known = _tellers.get(data_set)
        if known and known.__module__ != teller.__module__:
            raise ValueError(f"two rooms tell {data_set}")
        _tellers[data_set] = teller
        return teller

    return register


def told() -> frozenset[str]:
    """Return the data sets that rooms keep themselves."""
    return frozenset(_tellers)


def facts_of(data_set: str, question: Question) -> list[Fact]:
    """Return what the records say on the day."""
    return list(_tellers[data_set](question))
