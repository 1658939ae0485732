"""What the checks of the data found, what was answered, and when the data were looked at."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from sapat.check.data_quality.checks import Check, Severity, checks
from sapat.check.data_quality.rules import IssueState, Turn
from sapat.plan.datasets.rules import datasets, derived, origins
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.classes.models import SchoolClass
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject


class QualityIssue(SchoolRow):
    """Something in the data that needs checking; the same thing is the same row for good."""

    key = models.CharField(max_length=160)
    rule = models.CharField(max_length=40)
    data_set = models.CharField(max_length=40)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    year = models.PositiveSmallIntegerField()
    term = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=1, choices=TermKind.choices, default=TermKind.QUARTER)
    """What the terms of its year are."""
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    teacher = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    wrong = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    shown = models.JSONField(default=list)
    """Ids of the first pupils concerned, or the value that is repeated."""
    state = models.CharField(max_length=12, choices=IssueState.choices, default=IssueState.OPEN)
    opened_at = models.DateTimeField()
    """When it was found, or came back."""
    times = models.PositiveSmallIntegerField(default=1)
    answered = models.PositiveIntegerField(default=0)
    """How much there was when it was answered: more than that opens it again."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "key"], name="one_issue_a_key"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["school", "year"], condition=Q(state=IssueState.OPEN), name="open_issues"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.place}" if self.place else self.name

    @property
    def check_made(self) -> Check | None:
        """Return the check that found it; None if the catalogue no longer has it."""
        return checks().get(self.rule)

    @property
    def name(self) -> str:
        """Return what it is called."""
        return str(self.check_made.name) if self.check_made else self.rule

    @property
    def sentence(self) -> str:
        """Return what was seen, with its numbers."""
        if self.check_made is None:
            return self.rule
        told = {"wrong": self.wrong, "all": self.out_of, "shown": self._repeated}
        return str(self.check_made.sentence) % told

    @property
    def _repeated(self) -> str:
        first = self.shown[0] if self.shown else ""
        return f"{first:g}" if isinstance(first, float) else str(first)

    @property
    def what_to_do(self) -> str:
        """Return what to do about it."""
        return str(self.check_made.do) if self.check_made else ""

    @property
    def about(self) -> str:
        """Return the name of the data set."""
        known = datasets().get(self.data_set) or derived().get(self.data_set)
        return str(known.name) if known else self.data_set

    @property
    def sets(self) -> tuple[str, ...]:
        """Return the declared data sets whose rows it was found in."""
        known = self.data_set in datasets() or self.data_set in derived()
        return origins(self.data_set) if known else ()

    @property
    def place(self) -> str:
        """Return the class and the subject, as people say them."""
        parts = [self.school_class and self.school_class.label, self.subject and self.subject.name]
        return ", ".join(str(part) for part in parts if part)

    @property
    def code(self) -> TermCode:
        """Return the term it is about, or the year as a whole."""
        kind = TermKind(self.kind) if self.term else TermKind.YEAR
        return TermCode(self.year, self.term, kind)

    @property
    def term_label(self) -> str:
        """Return the term, as people say it."""
        return self.code.label

    @property
    def is_open(self) -> bool:
        """Answer whether it waits for somebody."""
        return self.state == IssueState.OPEN


class QualityTurn(SchoolRow):
    """One turn in the life of an issue: found, answered, gone, back."""

    issue = models.ForeignKey(QualityIssue, models.CASCADE, related_name="turns")
    turn = models.CharField(max_length=12, choices=Turn.choices)
    wrong = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_turn_display()


class QualityLook(SchoolRow):
    """When all checks last looked at a school's data, and at which state of them."""

    fingerprint = models.CharField(max_length=64)
    """Of the facts and the checks together."""
    day = models.DateField()
    at = models.DateTimeField()
    filled = models.JSONField(default=dict)
    """`data_set:year.term` -> cells filled, cells expected."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school"], name="one_look_a_school"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
