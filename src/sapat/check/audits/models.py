"""Programmes of a year, their audits, who takes part, what is asked, what is reported."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst

from sapat.check.audits.rules import (
    AuditState,
    Form,
    Frame,
    Importance,
    Judgement,
    Kind,
    Origin,
    Part,
    ProgrammeState,
    Seat,
    Standing,
)
from sapat.check.findings.models import Finding
from sapat.core.language import Text
from sapat.plan.processes.models import Process
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import year_label
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class AuditProgramme(SchoolRow):
    """What is audited in a school year, by which criteria, how often and how; approved by order."""

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.INTERNAL)
    year = models.PositiveSmallIntegerField()
    criteria = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    frequency = models.TextField(blank=True)
    methods = models.TextField(blank=True)
    earlier = models.TextField(blank=True)
    """What earlier audits showed, in words."""
    drawn_up_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drawn_up_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT
    )
    order_number = models.CharField(max_length=40, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    """Day of the order."""
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "kind", "year"], name="one_audit_programme_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{capfirst(self.get_kind_display())}, {year_label(self.year)}"

    @property
    def frame(self) -> Frame:
        """Return what management sets."""
        return Frame(self.criteria, self.scope, self.frequency, self.methods)

    @property
    def is_approved(self) -> bool:
        """Answer whether an order stands behind it."""
        return self.state == ProgrammeState.APPROVED

    @property
    def label(self) -> str:
        """Return the school year as people write it."""
        return year_label(self.year)


class ProgrammeLine(SchoolRow):
    """A process or a unit in a programme: how important, and what became of earlier results."""

    programme = models.ForeignKey(AuditProgramme, models.CASCADE, related_name="lines")
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    importance = models.CharField(
        max_length=6, choices=Importance.choices, default=Importance.MEDIUM
    )
    considered = models.TextField(blank=True)
    """How earlier results were taken into account."""
    left_out = models.TextField(blank=True)
    """Why it is not audited this year."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "process"],
                condition=Q(process__isnull=False),
                name="a_process_stands_once_in_a_programme",
            ),
            models.UniqueConstraint(
                fields=["programme", "unit"],
                condition=Q(unit__isnull=False),
                name="a_unit_stands_once_in_a_programme",
            ),
        ]

    def __str__(self) -> str:
        return self.process.title if self.process else self.name

    @property
    def place(self) -> tuple[str, int]:
        """Return what it is about, as a key."""
        return place_of(self.process_id, self.unit_id)


class Audit(SchoolRow):
    """One audit or check: what, where, by which clauses, when, and what became of it."""

    programme = models.ForeignKey(AuditProgramme, models.PROTECT, related_name="audits")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    clauses = models.JSONField(default=list, blank=True)
    form = models.CharField(max_length=10, choices=Form.choices, blank=True)
    looked_at = models.CharField(max_length=300, blank=True)
    """The classes, teachers or papers that are looked at."""
    methods = models.CharField(max_length=300, blank=True)
    heard_at = models.CharField(max_length=160, blank=True)
    """Where the result is heard."""
    planned_on = models.DateField()
    planned_until = models.DateField()
    first_planned_on = models.DateField()
    unplanned = models.TextField(blank=True)
    """Why it was added to an approved programme."""
    state = models.CharField(max_length=10, choices=AuditState.choices, default=AuditState.PLANNED)
    started_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    """Last day of the work on the spot."""
    reason = models.TextField(blank=True)
    """Why it was called off, or why management refused the report."""
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="an_audit_a_number"),
            models.CheckConstraint(
                condition=Q(planned_until__gte=F("planned_on")), name="audit_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return f"{self.name} {self.title}"

    @property
    def name(self) -> str:
        """Return the number as papers write it; needs the programme."""
        return f"№ {self.programme.year}/{self.number}"

    @property
    def place(self) -> tuple[str, int]:
        """Return what is audited, as a key."""
        return place_of(self.process_id, self.unit_id)

    @property
    def standing(self) -> Standing:
        """Return what plan and fact are counted by."""
        return Standing(
            self.planned_on,
            self.first_planned_on,
            self.state,
            self.held_on,
            added=bool(self.unplanned),
        )


class AuditSeat(SchoolRow):
    """Somebody who audits or is audited; an auditor may come from outside the school."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="seats")
    part = models.CharField(max_length=8, choices=Part.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outsider = models.CharField(max_length=200, blank=True)
    exception = models.TextField(blank=True)
    """Why somebody audits work of their own."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["audit", "person"],
                condition=Q(person__isnull=False),
                name="one_seat_a_person_in_an_audit",
            ),
            models.UniqueConstraint(
                fields=["audit"], condition=Q(part="lead"), name="one_lead_auditor"
            ),
        ]

    def __str__(self) -> str:
        return self.person.short_name if self.person else self.outsider

    @property
    def plain(self) -> Seat:
        """Return the seat as the rules judge it."""
        return Seat(self.person_id, self.part, str(self), self.exception)


class AuditMove(SchoolRow):
    """An audit was given another date, for a reason."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="moves")
    was = models.DateField()
    now = models.DateField()
    reason = models.TextField()
    moved_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.was:%d.%m.%Y} → {self.now:%d.%m.%Y}"


class AuditQuestion(SchoolRow):
    """One question of a checklist, and where it comes from."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text_ky = models.TextField()
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.OWN)
    clause = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=60, blank=True)
    """Key of what it was made from: the same is not asked twice."""
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    """The earlier finding it asks about."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["audit", "source"],
                condition=~Q(source=""),
                name="one_question_a_source_in_an_audit",
            ),
        ]
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return str(Text(self.text_ky, self.text_ru, self.text_en))


class AuditAnswer(SchoolRow):
    """What was seen at a question; added, never changed: the newest one counts."""

    question = models.ForeignKey(AuditQuestion, models.CASCADE, related_name="answers")
    judgement = models.CharField(max_length=8, choices=Judgement.choices)
    note = models.TextField(blank=True)
    sample = models.CharField(max_length=300, blank=True)
    """What was looked at out of how much: 5 journals of 12."""
    evidence = models.TextField(blank=True)
    """The papers, records and words that show it."""
    client_key = models.CharField(max_length=64)
    """Given by the browser: sent twice, it is written once."""
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(editable=False)
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "client_key"], name="one_audit_answer_a_key"),
        ]
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.get_judgement_display()


class AuditFinding(SchoolRow):
    """A finding that an audit brought, and the question at which it was seen."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="found")
    question = models.ForeignKey(
        AuditQuestion, models.PROTECT, null=True, blank=True, related_name="found"
    )
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.finding.title


class AuditReport(SchoolRow):
    """What an audit says: volume, strengths, conclusions, advice, and who signed when."""

    audit = models.OneToOneField(Audit, models.CASCADE, related_name="report")
    volume = models.TextField(blank=True)
    """How much was looked at: lessons, journals, talks."""
    facts = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    conclusions = models.TextField()
    advice = models.TextField(blank=True)
    """Who does what by when."""
    again_on = models.DateField(null=True, blank=True)
    """Day of the repeat check."""
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()
    lead = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lead_signed_on = models.DateField(null=True, blank=True)
    auditee = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    auditee_signed_on = models.DateField(null=True, blank=True)
    auditee_on_paper = models.BooleanField(default=False)
    auditee_words = models.TextField(blank=True)
    """Objections and explanations of the audited side."""
    kept = models.JSONField(default=list, blank=True, editable=False)
    """The findings as they stood when the lead auditor signed."""
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """Mark of what was signed."""
    heard_on = models.DateField(null=True, blank=True)
    protocol = models.CharField(max_length=80, blank=True)
    """Where and under which protocol the note of a control was heard."""

    def __str__(self) -> str:
        return self.conclusions[:80]


def place_of(process_id: int | None, unit_id: int | None) -> tuple[str, int]:
    """Return what is audited as a key; a process goes before a unit, neither is the school."""
    if process_id:
        return ("process", process_id)
    return ("unit", unit_id) if unit_id else ("school", 0)
