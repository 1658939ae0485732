"""Audits of a fictional school: last year's and this year's, one refused, one late, one gap."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils.timezone import localdate, make_aware

from sapat.check.audits import changes, reads
from sapat.check.audits.changes import Invited, Plan
from sapat.check.audits.checklists import changes as checklists
from sapat.check.audits.checklists import reads as questions
from sapat.check.audits.checklists.changes import Found, Told
from sapat.check.audits.models import Audit, AuditProgramme
from sapat.check.audits.reports import changes as reports
from sapat.check.audits.reports import reads as written
from sapat.check.audits.reports.changes import Countersign, Heard, Said
from sapat.check.audits.reports.rules import Verdict
from sapat.check.audits.rules import Kind, Part
from sapat.check.findings.rules import NONCONFORMING, Grade
from sapat.core.rights import Role
from sapat.demo.days import RUNNING
from sapat.demo.life.audit_words import (
    CONTROL_FRAME,
    CONTROLS,
    FRAME,
    LAST_CONTROLS,
    LAST_YEAR,
    NOTES,
    STORIES,
    Story,
)
from sapat.plan.processes import reads as processes
from sapat.plan.processes.models import Process
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import held

LAST_DAY = date(RUNNING + 1, 5, 20)
"""The story goes no further than the running year, whatever the clock says."""
ORDERS = {Kind.INTERNAL: "71", Kind.CONTROL: "72"}
LEFT_OUT = "Тобокелдиги төмөн, өткөн текшерүүдө кемчилик болгон эмес: кийинки жылга калтырылды."


def live(school: Organisation, *, at: datetime) -> None:
    """Draw up two programmes of last year and two of this one, and lead their audits on."""
    day = min(localdate(at), LAST_DAY)
    with within(school):
        telling = Telling(school, day)
        if telling.director is None or telling.deputy is None or not telling.processes:
            return
        telling.year(RUNNING - 1, Kind.INTERNAL, LAST_YEAR, date(RUNNING - 1, 9, 5))
        telling.year(RUNNING - 1, Kind.CONTROL, LAST_CONTROLS, date(RUNNING - 1, 9, 5))
        telling.year(RUNNING, Kind.INTERNAL, STORIES, date(RUNNING, 9, 4))
        telling.year(RUNNING, Kind.CONTROL, CONTROLS, date(RUNNING, 9, 4))


def moment(day: date, hour: int = 10) -> datetime:
    """Return an hour of a day."""
    return make_aware(datetime.combine(day, time(hour)))


@dataclass
class Telling:
    """Leads the audits of one school through their steps."""

    school: Organisation
    day: date
    keys: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @cached_property
    def held(self) -> dict[str, list[Person]]:
        """Return who holds which post."""
        return held(self.day)

    @cached_property
    def processes(self) -> list[Process]:
        """Return the processes in their order."""
        return list(processes.processes(self.day))

    @property
    def director(self) -> Person | None:
        """Return who approves and confirms."""
        return next(iter(self.held.get(Role.DIRECTOR, ())), None)

    @property
    def deputy(self) -> Person | None:
        """Return who draws the programmes up."""
        return next(iter(self.held.get(Role.DEP_ACADEMIC, ())), None)

    def year(self, year: int, kind: Kind, stories: tuple[Story, ...], approved: date) -> None:
        """Draw up a programme, approve it, and tell each of its audits."""
        drawn = approved - timedelta(days=3)
        row = changes.draw_up(
            self.school, kind, year, person=self.deputy, by=None, at=moment(drawn)
        )
        frame, earlier = FRAME if kind == Kind.INTERNAL else CONTROL_FRAME
        changes.frame(row, frame, earlier[year == RUNNING], by=None, at=moment(drawn))
        planned = [(story, self.plan(row, story, drawn)) for story in stories]
        self.weigh(row, drawn)
        changes.approve(
            row, order=ORDERS[kind], on=approved, person=self.director, by=None, at=moment(approved)
        )
        row.refresh_from_db()
        for story, audit in planned:
            if audit is not None:
                self.tell(audit, story)

    def begins(self, story: Story, year: int) -> date:
        """Return the first day of an audit: a day of last year, or so many days from today."""
        return story.on or self.day + timedelta(days=story.days)

    def plan(self, row: AuditProgramme, story: Story, drawn: date) -> Audit | None:
        """Put an audit into the programme, unless its day lies outside the year."""
        since = self.begins(story, row.year)
        until = since + timedelta(days=story.lasts)
        if not date(row.year, 9, 1) <= since <= until <= date(row.year + 1, 6, 30):
            return None
        process = next((one for one in self.processes if one.code == story.process), None)
        first = since - timedelta(days=story.moved) if story.moved else since
        plan = Plan(
            story.title,
            max(first, date(row.year, 9, 1)),
            until if first == since else max(first, date(row.year, 9, 1)),
            purpose=story.purpose,
            process=process,
            clauses=story.clauses,
            form=story.form,
            looked_at=story.looked_at,
            methods=story.methods,
            heard_at=story.heard_at,
        )
        audit = changes.plan_audit(row, plan, by=None, at=moment(drawn, 11))
        if story.lead:
            self.seat(audit, story, drawn)
        return audit

    def seat(self, audit: Audit, story: Story, drawn: date) -> None:
        """Name an independent lead, somebody who is audited, and who comes from outside."""
        owners = reads.owners(audit, self.day)
        lead = self.lead(owners, audit.number)
        audited = next(
            (
                one
                for role in (*self.roles_of(audit), *story.audited, Role.TEACHER, Role.MO)
                for one in self.held.get(role, ())
                if one != lead
            ),
            self.deputy,
        )
        when = moment(drawn, 12)
        changes.seat(audit, Invited(Part.AUDITEE, audited), by=None, at=when)
        changes.seat(audit, Invited(Part.LEAD, lead), by=None, at=when)
        if story.outsider:
            changes.seat(audit, Invited(Part.MEMBER, outsider=story.outsider), by=None, at=when)

    def roles_of(self, audit: Audit) -> tuple[str, ...]:
        """Return the post that owns the audited process."""
        return (audit.process.owner_role,) if audit.process else ()

    def lead(self, owners: set[int], number: int) -> Person:
        """Return an auditor who does not answer for what is audited."""
        posts = (Role.AUDITOR, Role.MO, Role.DEP_UPBRINGING, Role.PSYCHOLOGIST, Role.SOCIAL_TEACHER)
        found = [one for post in posts for one in self.held.get(post, ()) if one.pk not in owners]
        found += [one for one in self.held.get(Role.TEACHER, ()) if one.pk not in owners]
        return found[number % min(len(found), 3)]

    def weigh(self, row: AuditProgramme, drawn: date) -> None:
        """Say how earlier results were taken into account; leave all but one gap with a reason."""
        gap = True
        for one in reads.coverage(row, reads.audits(row.pk)):
            considered, left_out = "", ""
            if one.before.says_something:
                considered = (
                    "Өткөн аудиттин дал келбестиктери ушул жылкы текшерүүнүн баракчасына кошулду; "
                    "мөөнөтү чейрек аяктагандан кийинкиге коюлду."
                )
            if one.is_gap:
                left_out, gap = ("" if gap and row.year == RUNNING else LEFT_OUT), False
            if considered or left_out:
                changes.weigh(
                    one.line,
                    importance=one.line.importance,
                    considered=considered,
                    left_out=left_out,
                    by=None,
                    at=moment(drawn, 13),
                )

    def tell(self, audit: Audit, story: Story) -> None:
        """Lead an audit as far as its story goes."""
        since = self.begins(story, audit.programme.year)
        until = since + timedelta(days=story.lasts)
        if story.moved:
            when = moment(min(audit.planned_on, self.day), 9)
            changes.move(audit, since, until, story.why, by=None, at=when)
        if story.ends == "called_off":
            changes.call_off(audit, story.why, by=None, at=moment(self.day, 9))
            return
        if story.ends == "planned":
            if story.lead:
                self.prepare(audit, min(since, self.day))
            return
        self.prepare(audit, since)
        changes.begin(audit, by=None, at=moment(since))
        self.answer(audit, story, since)
        if story.ends == "started":
            return
        for found in story.found:
            self.find(audit, found, until)
        checklists.finish(audit, by=None, at=moment(until, 16))
        if story.ends != "held":
            self.report(audit, story, until)

    def prepare(self, audit: Audit, day: date) -> None:
        """Make the checklist; a control has questions of its own only."""
        if audit.programme.kind == Kind.CONTROL:
            return
        sources = ["finding", "card", "clause"]
        checklists.make(audit, sources, by=None, at=moment(day - timedelta(days=1)))

    def answer(self, audit: Audit, story: Story, day: date) -> None:
        """Answer the checklist: all of it, or half while the audit is under way."""
        lines = questions.lines(audit)
        lead = next(seat.person for seat in reads.seats(audit) if seat.part == Part.LEAD)
        last = len(lines) // 2 if story.ends == "started" else len(lines)
        for number, line in enumerate(lines[:last]):
            judgement, note, sample, evidence = NOTES[(number + audit.number) % len(NOTES)]
            told = Told(
                judgement,
                f"demo-{audit.pk}-{line.question.pk}-{next(self.keys)}",
                note,
                sample,
                evidence,
                on_paper=number % 4 == 3,
            )
            checklists.answer(line.question, told, person=lead, by=None, at=moment(day, 11))

    def find(self, audit: Audit, found: tuple[str, str, str, str], day: date) -> None:
        """Write a finding; the first question of the same clause is where it was seen."""
        grade, title, text, clause = found
        lead = next(seat.person for seat in reads.seats(audit) if seat.part == Part.LEAD)
        lines = questions.lines(audit)
        question = next(
            (one.question for one in lines if clause and one.question.clause == clause), None
        )
        what = Found(title, grade, text, clause, question)
        checklists.find(audit, what, person=lead, by=None, at=moment(day, 15))

    def report(self, audit: Audit, story: Story, day: date) -> None:
        """Write the report, sign it for both sides, let management decide."""
        seats = {seat.part: seat.person for seat in reads.seats(audit)}
        lead, when = seats[Part.LEAD], day + timedelta(days=2)
        said = Said(
            story.conclusions,
            story.volume,
            story.facts,
            story.strengths,
            story.advice,
            day + timedelta(days=90) if story.again else None,
        )
        reports.write(audit, said, person=lead, by=None, at=moment(when))
        report = written.report_of(audit)
        assert report is not None
        shown = written.digest(report)
        reports.sign(audit, shown, person=lead, by=None, at=moment(when, 11))
        if story.ends == "reported":
            return
        given = Countersign(seats[Part.AUDITEE], when, story.objection, on_paper=story.again)
        reports.countersign(audit, given, by=None, at=moment(when, 12))
        if story.ends == "refused":
            reports.refuse(
                audit, story.why, person=self.director, by=None, at=moment(when + timedelta(days=2))
            )
        elif story.ends == "confirmed":
            self.confirm(audit, story, when)

    def confirm(self, audit: Audit, story: Story, day: date) -> None:
        """Confirm every finding, with an owner and a term where it is a fault."""
        when = day + timedelta(days=3)
        waiting = written.waiting(audit)
        owner = next(seat.person for seat in reads.seats(audit) if seat.part == Part.AUDITEE)
        assert owner is not None
        verdicts = [
            Verdict(
                one.pk,
                one.name,
                one.grade,
                confirmed=True,
                owner=None if one.grade == Grade.GOOD else owner.pk,
                due_on=when + timedelta(days=45) if one.grade in NONCONFORMING else None,
            )
            for one in waiting
        ]
        heard = Heard(when if story.protocol else None, story.protocol)
        reports.confirm(
            audit,
            verdicts,
            {owner.pk: owner},
            heard,
            person=self.director,
            by=None,
            at=moment(when),
        )
