"""Server time of the clause map: a fresh school, then one with a thousand documents and five years.

Measures the whole answer inside one process, as the server gives it: sign-in, rights, every proof
rule of both regulations, template. Run: `python benchmarks/clause_map.py`.
"""

import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import home_page as pages
import measure_speed as speed

FRESH, FULL = 1.0, 2.0
"""Seconds at p95: of a school that has just adopted both, and of one with many records."""
TIMES = 40
DOCUMENTS, YEARS, LAST = 1000, 5, 2026
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def fresh_school() -> Any:
    """Found a school that has both regulations in force and nothing else."""
    from django.core.management import call_command

    from sapat.core.language import Text
    from sapat.plan.founding import changes as founding
    from sapat.school.organisations.changes import Standing
    from sapat.school.organisations.rules import SchoolType

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    standing = Standing(name=Text("Мектеп"), parent=None, school_type=SchoolType.BASIC)
    school = founding.found_school(
        "FRESH", standing, since=date(2015, 9, 1), years=[2026], by=None, at=NOW
    )
    adopt_both(school)
    return school


def browser_in(school: Any) -> Any:
    """Open the sign-in of a deputy head and return a browser of theirs."""
    from django.conf import settings
    from django.test import Client

    from sapat.core.rights import Role
    from sapat.school.people import changes as people
    from sapat.school.people.changes import Identity

    settings.ALLOWED_HOSTS = ["testserver"]
    person = people.take_on(school, Identity(family_name="Deputy"), by=None, at=NOW)
    people.give_post(person, Role.DEP_ACADEMIC, since=date(2015, 9, 1), by=None, at=NOW)
    browser = Client()
    name = f"dep-{school.code.lower()}"
    browser.force_login(people.open_sign_in(person, name, "quiet-M-7", by=None, at=NOW))
    return browser


def adopt_both(school: Any) -> None:
    """Put both regulations in force."""
    from sapat.core.language import Text
    from sapat.core.rights import Role
    from sapat.plan.regulations import changes
    from sapat.plan.regulations.changes import Settings, Signers
    from sapat.plan.regulations.states import SignOff
    from sapat.school.bodies import changes as bodies
    from sapat.school.bodies.changes import Mandate
    from sapat.school.bodies.rules import BodyKind
    from sapat.school.people import changes as people
    from sapat.school.people.changes import Identity

    mandate = Mandate(BodyKind.PED_COUNCIL, Text("Педкеңеш"), since=date(2015, 9, 1))
    council = bodies.set_up(school, mandate, by=None, at=NOW)
    head = people.take_on(school, Identity(family_name="Director"), by=None, at=NOW)
    people.give_post(head, Role.DIRECTOR, since=date(2015, 9, 1), by=None, at=NOW)
    for number, code in enumerate(("A", "B"), 1):
        edition = changes.take_on(school, code, Settings(), by=None, at=NOW)
        days = (date(2026, 8, 27), date(2026, 8, 28), date(2026, 9, 1))
        sign_off = SignOff(str(number), days[0], str(number), days[1], days[2])
        changes.put_in_force(edition, sign_off, Signers(council, head), by=None, at=NOW)


def fill(school: Any) -> None:
    """Write a thousand documents and five years of requirements, plans, digests and notes."""
    from sapat.plan.control.models import ControlNote, WeeklyDigest
    from sapat.plan.documents.models import Document, DocumentEdition
    from sapat.plan.planning.models import Plan, PlanItem
    from sapat.plan.requirements.models import Requirement
    from sapat.school.boundary import within

    with within(school):
        papers = Document.objects.bulk_create(
            Document(
                school=school,
                kind="local_act",
                title=f"Акт {n}",
                owner_role="director",
                review_months=12,
            )
            for n in range(DOCUMENTS)
        )
        DocumentEdition.objects.bulk_create(
            edition_of(school, one, n) for n, one in enumerate(papers)
        )
        first = NOW - timedelta(days=366 * YEARS)
        WeeklyDigest.objects.bulk_create(
            WeeklyDigest(school=school, week=week, made_at=NOW, content=digest())
            for week in (monday(first) + timedelta(weeks=n) for n in range(52 * YEARS))
        )
        ControlNote.objects.bulk_create(
            ControlNote(
                school=school,
                year=2021 + n // 12,
                month=n % 12 + 1,
                text="Баары жайында.",
                drafted_at=NOW,
                signed_on=date(2026, 8, 1),
            )
            for n in range(12 * YEARS)
        )
        Requirement.objects.bulk_create(
            Requirement(
                school=school,
                number=n,
                group="parent",
                text=f"Талап {n}",
                origin="survey",
                found_on=(first + timedelta(days=n)).date(),
                state_since=(first + timedelta(days=n)).date(),
            )
            for n in range(1, 300 * YEARS)
        )
        for year in range(LAST - YEARS, LAST + 1):
            plan = Plan.objects.create(
                school=school, level="annual", title=f"План {year}", year=year, made_on=NOW.date()
            )
            PlanItem.objects.bulk_create(
                PlanItem(
                    school=school,
                    plan=plan,
                    text=f"Иш {n}",
                    since=date(year, 9, 1),
                    due_on=date(year, 9, 1) + timedelta(days=n),
                    first_due_on=date(year, 9, 1) + timedelta(days=n),
                    added_on=date(year, 9, 1),
                    done_on=date(year + 1, 5, 20) if year < LAST else None,
                )
                for n in range(300)
            )


def edition_of(school: Any, paper: Any, number: int) -> Any:
    """Return the edition of a document, in force for up to five years."""
    from sapat.plan.documents.models import DocumentEdition

    since = date(2021, 9, 1) + timedelta(days=number)
    return DocumentEdition(
        school=school,
        document=paper,
        number=1,
        state="in_force",
        protocol_number="1",
        adopted_on=since,
        order_number="1",
        approved_on=since,
        effective_from=since,
        drafted_on=since,
    )


def monday(moment: datetime) -> date:
    """Return the Monday of a day's week."""
    return moment.date() - timedelta(days=moment.weekday())


def digest() -> dict[str, Any]:
    """Return what an ordinary digest holds."""
    said = {"ky": "Иш", "ru": "Дело", "en": "Work"}
    return {"counts": {"proved": 90}, "late": [{"sentence": said}] * 20, "soon": [], "clauses": []}


def told(name: str, school: Any, limit: float) -> bool:
    """Time the map, print it, and answer whether it keeps to the limit."""
    pages.TIMES = TIMES
    address = f"/schools/{school.code}/plan/regulation/"
    first, busy, found = pages.times_of(browser_in(school), address)
    p95 = statistics.quantiles(found, n=20)[-1]
    words = f"first {first:5.2f} s, median {statistics.median(found):.3f} s, p95 {p95:.3f} s"
    print(f"{name:28} {words}, processor {busy:.3f} s, limit {limit:.1f} s", flush=True)
    return p95 <= limit


def main() -> int:
    fine = told("fresh school", fresh_school(), FRESH)
    begun = time.perf_counter()
    full = speed.school_with_marks()
    adopt_both(full)
    fill(full)
    print(f"records written in {time.perf_counter() - begun:.1f} s")
    return 0 if told(f"{DOCUMENTS} documents, {YEARS} years", full, FULL) and fine else 1


if __name__ == "__main__":
    code = main()
    speed.HOME.cleanup()
    sys.exit(code)
