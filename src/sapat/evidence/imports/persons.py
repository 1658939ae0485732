"""Finding whom a row is about: by number, or by name within the class, never by name alone."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sapat.evidence.imports.directory import ClassInfo, Directory, PersonInfo
from sapat.evidence.imports.errors import Code, Doubt
from sapat.evidence.imports.policy import Enrolling, NewPerson, News, Policy
from sapat.evidence.imports.values import Wrong
from sapat.school.people.rules import name_key

CLOSE = 0.84


@dataclass(frozen=True)
class Named:
    """How a row names a person, and where."""

    name: str
    number: str
    data_set: str
    school_class: ClassInfo | None
    year: int
    since: date


@dataclass(frozen=True)
class Found:
    """The person of a row and their class; a doubt if one remains."""

    person: int
    school_class: ClassInfo
    doubt: tuple[Doubt, dict[str, object]] | None = None


def agree(one: str, other: str) -> bool:
    """Return whether two name keys can be the same person's: one leaves parts out.

    >>> agree("асанов үсөн", "асанов үсөн болотович"), agree("асанов", "асанова")
    (True, False)
    """
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def has_initials(short: str, full: str) -> bool:
    """Return whether a key is a family name with initials of the full one.

    >>> has_initials("осмонова а б", "осмонова айгүл бакытовна")
    True
    """
    few, many = short.split(), full.split()
    return (
        1 < len(few) <= len(many)
        and few[0] == many[0]
        and all(len(word) == 1 and many[at].startswith(word) for at, word in enumerate(few) if at)
    )


def nearest(key: str, people: Iterable[PersonInfo]) -> PersonInfo | None:
    """Return the person whose name is nearly this one, or None."""
    by_key = {one.key: one for one in people}
    close = difflib.get_close_matches(key, by_key, n=1, cutoff=CLOSE)
    return by_key[close[0]] if close else None


class Pupils:
    """The pupils of the school and those a file brings."""

    def __init__(self, directory: Directory, policy: Policy, news: News) -> None:
        self.directory, self.policy, self.news = directory, policy, news
        self.rosters: dict[int, list[PersonInfo]] = {
            class_id: [directory.people[one] for one in dict.fromkeys(s.person for s in seats)]
            for class_id, seats in directory.rosters.items()
        }
        self.by_name: defaultdict[tuple[int, str], list[tuple[ClassInfo, PersonInfo]]]
        self.by_name = defaultdict(list)
        for class_id, people in self.rosters.items():
            school_class = directory.classes_by_id[class_id]
            for one in people:
                self.by_name[school_class.year, one.key].append((school_class, one))
        self.brought: dict[tuple[int, str], int] = {}
        self.brought_numbers: dict[str, int] = {}
        self.enrolled: dict[tuple[int, int], ClassInfo] = {}

    def find(self, named: Named) -> Found:
        """Return the pupil, who may be new; raise `Wrong` with the reason if there is none."""
        if named.number:
            person = self._numbered(named)
            if person is not None:
                return self._placed(person, named)
        if named.school_class is None:
            if named.number and not named.name:
                raise Wrong(Code.UNKNOWN_NUMBER, value=named.number)
            raise Wrong(Code.NAME_ALONE, value=named.name)
        key = name_key(named.name)
        there = self._in_class(named.school_class, key, named) if key else None
        if there is not None:
            return Found(there, named.school_class)
        return self._new(named, named.school_class, key)

    def _numbered(self, named: Named) -> int | None:
        if named.number in self.brought_numbers:
            return self.brought_numbers[named.number]
        person = self.directory.by_number.get(named.number)
        if person is None:
            return None
        if named.name and not self._same(person.key, name_key(named.name)):
            raise Wrong(
                Code.NAME_AND_NUMBER, number=named.number, other=person.name, value=named.name
            )
        return person.id

    @staticmethod
    def _same(one: str, other: str) -> bool:
        return agree(one, other) or has_initials(other, one) or has_initials(one, other)

    def _placed(self, person: int, named: Named) -> Found:
        """Return a pupil known by number with the class of the year."""
        seats = self.directory.seats.get((named.year, person), [])
        brought = self.enrolled.get((named.year, person))
        classes = [school_class for school_class, _ in seats] + ([brought] if brought else [])
        wanted = named.school_class
        if wanted is None:
            if not classes:
                raise Wrong(Code.NOT_ENROLLED, value=named.name or named.number, year=named.year)
            return Found(person, classes[-1])
        if any(one.id == wanted.id for one in classes):
            return Found(person, wanted)
        shown = named.name or named.number
        if classes:
            raise Wrong(
                Code.OTHER_CLASS, value=shown, other=classes[-1].label, **{"class": wanted.label}
            )
        if not self._may_enrol(wanted, named.data_set):
            raise Wrong(Code.UNKNOWN_PUPIL, value=shown, **{"class": wanted.label})
        self._enrol(person, wanted, named)
        return Found(person, wanted)

    def _in_class(self, school_class: ClassInfo, key: str, named: Named) -> int | None:
        roster = self.rosters.get(school_class.id, [])
        same = [one for one in roster if one.key == key]
        same = same or [one for one in roster if agree(one.key, key)]
        if named.number:
            same = [one for one in same if not one.number]
        if len(same) > 1:
            raise Wrong(
                Code.SAME_NAMES, count=len(same), value=named.name, **{"class": school_class.label}
            )
        if same:
            return same[0].id
        return None if named.number else self.brought.get((school_class.id, key))

    def _new(self, named: Named, school_class: ClassInfo, key: str) -> Found:
        """Return a pupil the file brings, or raise with the likeliest explanation."""
        shown = named.name or named.number
        here: dict[str, object] = {"value": shown, "class": school_class.label}
        others = [where for where, _ in self.by_name.get((named.year, key), ())] if key else []
        if others and not self.policy.enrol_new and not named.number:
            raise Wrong(Code.OTHER_CLASS, other=others[0].label, **here)
        like = nearest(key, self.rosters.get(school_class.id, ())) if key else None
        if not self._may_enrol(school_class, named.data_set):
            if like:
                raise Wrong(Code.LIKE_PUPIL, like=like.name, **here)
            raise Wrong(Code.UNKNOWN_PUPIL, **here)
        if others:
            doubt = Doubt.ALSO_IN, here | {"other": others[0].label}
        elif like:
            doubt = Doubt.LIKE_NEW, here | {"like": like.name}
        else:
            doubt = None
        before, namesake = self._of_last_year(school_class, key, named)
        person = before.id if before else self._bring(named)
        if not before and namesake and doubt is None:
            doubt = Doubt.NAMESAKE, {"value": shown, "other": namesake.label}
        self._enrol(person, school_class, named)
        if key and not named.number:
            self.brought[school_class.id, key] = person
        return Found(person, school_class, doubt)

    def _may_enrol(self, school_class: ClassInfo, data_set: str) -> bool:
        if self.policy.enrol_new:
            return True
        return not self.rosters.get(school_class.id) and self.policy.takes_roster(data_set)

    def _of_last_year(
        self, school_class: ClassInfo, key: str, named: Named
    ) -> tuple[PersonInfo | None, ClassInfo | None]:
        """Return the pupil of this name in the class this one continues, or a namesake's class."""
        last = self.by_name.get((named.year - 1, key), []) if key else []
        free = [
            (where, one)
            for where, one in last
            if (named.year, one.id) not in self.enrolled
            and (named.year, one.id) not in self.directory.seats
            and not (named.number and one.number)
        ]
        same = [one for where, one in free if where.id == school_class.continues]
        if len(same) == 1:
            return same[0], None
        return None, free[0][0] if free else None

    def _bring(self, named: Named) -> int:
        number = self.news.next_id()
        name = named.name or f"№ {named.number}"
        info = PersonInfo(number, name, named.number)
        self.news.people[number] = NewPerson(info, named.since)
        if named.number:
            self.brought_numbers[named.number] = number
        return number

    def _enrol(self, person: int, school_class: ClassInfo, named: Named) -> None:
        self.enrolled[named.year, person] = school_class
        self.news.enrolments.append(Enrolling(person, school_class.id, named.since))


class Staff:
    """The staff of the school and those a register brings."""

    def __init__(self, directory: Directory, policy: Policy, news: News) -> None:
        self.directory, self.news = directory, news
        self.people = [directory.people[one] for one in directory.staff]
        self.may_bring = policy.enrol_new or not directory.has_staff_register

    def find(self, name: str, number: str, *, since: date, register: bool) -> int:
        """Return the member of staff; a register may bring new ones."""
        if number and (person := self.directory.by_number.get(number)):
            return person.id
        key = name_key(name)
        found = self._named(key, number)
        if len(found) > 1:
            raise Wrong(Code.SAME_TEACHERS, count=len(found), value=name)
        if found:
            return found[0].id
        if register and self.may_bring:
            return self._bring(name, number, since)
        like = nearest(key, self.people)
        if like:
            raise Wrong(Code.LIKE_TEACHER, value=name, like=like.name)
        raise Wrong(Code.UNKNOWN_TEACHER, value=name or number)

    def _named(self, key: str, number: str) -> list[PersonInfo]:
        fits = [one for one in self.people if not (number and one.number and one.number != number)]
        return (
            [one for one in fits if one.key == key]
            or [one for one in fits if agree(one.key, key)]
            or [one for one in fits if has_initials(key, one.key) or has_initials(one.key, key)]
        )

    def _bring(self, name: str, number: str, since: date) -> int:
        new = PersonInfo(self.news.next_id(), name or f"№ {number}", number)
        self.news.staff[new.id] = NewPerson(new, since)
        self.people.append(replace(new))
        return new.id
