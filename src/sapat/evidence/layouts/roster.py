"""OneRoster 1.1 and 1.2: pupils, classes, staff and results, as far as they map.

The standard names the school year by its last calendar year and has no numbers for terms: they are
counted by their first days. A result is a term mark if its class has one line item in a grading
period, and a mark of a lesson if it has several.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from sapat.evidence.layouts.declared import Shape
from sapat.evidence.layouts.records import RawValue, Record
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import Sheet, Workbook, address

Line = dict[str, RawValue]
STAFF_ROLES = frozenset(["teacher", "administrator", "aide", "proctor", "principal"])
PUPIL_ROLES = frozenset(["student"])
GONE = "tobedeleted"
PARTS_OF_YEAR = ("gradingperiod", "term", "semester")
DATA_SETS = ("pupils", "classes", "staff", "period_marks", "current_marks")
NOTHING = RawValue(None)


def lines_of(sheet: Sheet) -> list[tuple[int, Line]]:
    """Return the lines of one file by column name, each with its row counted from 1."""
    if not sheet.rows:
        return []
    names = [str(name or "").strip().lower() for name in sheet.rows[0]]
    lines = []
    for index, row in enumerate(sheet.rows[1:], start=1):
        cells = zip(names, row, strict=False)
        line = {
            name: RawValue(value, address(index, column))
            for column, (name, value) in enumerate(cells)
        }
        if text(line, "status").lower() != GONE and any(row):
            lines.append((index + 1, line))
    return lines


def text(line: Mapping[str, RawValue], name: str) -> str:
    """Return a cell of a line as text."""
    value = line.get(name.lower(), NOTHING).value
    return "" if value is None else str(value).strip()


def plain_date(raw: RawValue) -> RawValue:
    """Return the day of a date with a time, as 1.2 writes them."""
    return RawValue(raw.value[:10], raw.address) if isinstance(raw.value, str) else raw


class Roster:
    """The files of a roster, tied together by their ids."""

    def __init__(self, workbook: Workbook) -> None:
        self.sheets = {sheet.name.lower(): sheet for sheet in workbook.sheets}

    def lines(self, name: str) -> list[tuple[int, Line]]:
        """Return the lines of one file; none if the roster has no such file."""
        sheet = self.sheets.get(name.lower())
        return lines_of(sheet) if sheet else []

    def by_id(self, name: str) -> dict[str, Line]:
        """Return the lines of one file by their id."""
        return {text(line, "sourcedId"): line for _, line in self.lines(name)}

    @cached_property
    def classes(self) -> dict[str, Line]:
        """Return the classes by id."""
        return self.by_id("classes")

    @cached_property
    def users(self) -> dict[str, Line]:
        """Return the users by id."""
        return self.by_id("users")

    @cached_property
    def sessions(self) -> dict[str, Line]:
        """Return the academic sessions by id."""
        return self.by_id("academicSessions")

    @cached_property
    def roles(self) -> dict[str, str]:
        """Return the role of each user: in `users` up to 1.1, in `roles` since 1.2."""
        roles = {key: text(line, "role").lower() for key, line in self.users.items()}
        for _, line in self.lines("roles"):
            if text(line, "roleType").lower() != "secondary":
                roles[text(line, "userSourcedId")] = text(line, "role").lower()
        return roles

    @cached_property
    def year(self) -> int | None:
        """Return the school year by its first calendar year; the newest if there are several."""
        years = [text(line, "schoolYear") for line in self.sessions.values()]
        last = max((int(year) for year in years if year.isdecimal()), default=None)
        return last - 1 if last else None

    @cached_property
    def terms(self) -> dict[str, str]:
        """Return the term of each part of the year, counted by first days."""
        found: dict[str, str] = {}
        groups = defaultdict(list)
        for key, line in self.sessions.items():
            kind = text(line, "type").lower()
            if kind in PARTS_OF_YEAR:
                groups[kind, text(line, "schoolYear")].append((text(line, "startDate"), key))
            elif kind == "schoolyear":
                found[key] = "Y"
        for sessions in groups.values():
            letter = "Q" if len(sessions) > 2 else "H"
            for number, (_, key) in enumerate(sorted(sessions), start=1):
                found[key] = f"{letter}{number}"
        return found

    @cached_property
    def homes(self) -> dict[str, str]:
        """Return the class (the homeroom) of each pupil."""
        homes = {}
        for _, line in self.lines("enrollments"):
            room = self.classes.get(text(line, "classSourcedId"), {})
            if text(line, "role").lower() in PUPIL_ROLES and _is_home(room):
                homes[text(line, "userSourcedId")] = text(line, "classSourcedId")
        return homes

    def person(self, key: str, field: str) -> Line:
        """Return the name and the code of a user, for a field of the data set."""
        line = self.users.get(key, {})
        words = [text(line, part) for part in ("familyName", "givenName", "middleName")]
        name = " ".join(word for word in words if word) or None
        place = line.get("familyname", NOTHING).address
        code = line.get("identifier", NOTHING)
        return {
            field: RawValue(name, place),
            f"{field}.code": code if code.value else RawValue(key or None),
        }

    def home_of(self, key: str) -> RawValue:
        """Return the label of a pupil's class."""
        room = self.classes.get(self.homes.get(key, ""), {})
        return room.get("title", room.get("classcode", NOTHING))

    def subject_of(self, room: Line) -> RawValue:
        """Return the subject a class is taught in: its own, or its course's name."""
        courses = self.courses.get(text(room, "courseSourcedId"), {})
        own = room.get("subjects", NOTHING)
        return own if own.value else courses.get("title", room.get("title", NOTHING))

    @cached_property
    def courses(self) -> dict[str, Line]:
        """Return the courses by id."""
        return self.by_id("courses")


def _is_home(room: Mapping[str, RawValue]) -> bool:
    return text(room, "classType").lower() == "homeroom"


def records_of(workbook: Workbook, shapes: Mapping[str, Shape]) -> Iterator[Record]:
    """Yield the records of a whole roster, for the data sets that are wanted."""
    roster = Roster(workbook)
    makers = (_classes, _pupils, _staff, _results)
    for make in makers:
        for record in make(roster):
            shape = shapes.get(record.dataset)
            if shape:
                values = record.values.items()
                record.values = {name: raw for name, raw in values if name in shape.places}
                yield record


def _classes(roster: Roster) -> Iterator[Record]:
    for row, line in roster.lines("classes"):
        if _is_home(line):
            values = {
                "class": line.get("title", NOTHING),
                "grade": line.get("grades", NOTHING),
                "room": line.get("location", NOTHING),
                "year": RawValue(roster.year),
            }
            yield Record("classes", "classes", row, values)


def _pupils(roster: Roster) -> Iterator[Record]:
    about = roster.by_id("demographics")
    for row, line in roster.lines("users"):
        key = text(line, "sourcedId")
        if roster.roles.get(key) in PUPIL_ROLES:
            more = about.get(key, {})
            values = roster.person(key, "pupil") | {
                "class": roster.home_of(key),
                "sex": more.get("sex", NOTHING),
                "born_on": plain_date(more.get("birthdate", NOTHING)),
                "year": RawValue(roster.year),
            }
            yield Record("pupils", "users", row, values)


def _staff(roster: Roster) -> Iterator[Record]:
    for row, line in roster.lines("users"):
        key = text(line, "sourcedId")
        if roster.roles.get(key) in STAFF_ROLES:
            values = roster.person(key, "staff") | {"year": RawValue(roster.year)}
            yield Record("staff", "users", row, values)


def _results(roster: Roster) -> Iterator[Record]:
    items = roster.by_id("lineItems")
    per_period = Counter(_period(item) for item in items.values())
    numbers: Counter[tuple[str, str, str]] = Counter()
    for row, line in roster.lines("results"):
        item = items.get(text(line, "lineItemSourcedId"), {})
        room = roster.classes.get(text(item, "classSourcedId"), {})
        key = text(line, "studentSourcedId")
        values = roster.person(key, "pupil") | {
            "class": roster.home_of(key),
            "subject": roster.subject_of(room),
            "value": line.get("score", NOTHING),
        }
        term = roster.terms.get(text(item, "gradingPeriodSourcedId"))
        if term and per_period[_period(item)] == 1:
            values |= {"year": RawValue(roster.year), "term": RawValue(term)}
            yield Record("period_marks", "results", row, values)
        else:
            day = plain_date(line.get("scoredate", NOTHING))
            lesson = (key, fold(str(values["subject"].value)), str(day.value))
            numbers[lesson] += 1
            values |= {"date": day, "number": RawValue(numbers[lesson])}
            yield Record("current_marks", "results", row, values)


def _period(item: Mapping[str, RawValue]) -> tuple[str, str]:
    return text(item, "classSourcedId"), text(item, "gradingPeriodSourcedId")
