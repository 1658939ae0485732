"""Findings, their causes, and every step of their life."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.check.findings.rules import FindingState, Grade, Happened, Likeness, Origin, confirm_by
from sapat.plan.processes.models import Process
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.rules import name_key


class Finding(SchoolRow):
    """What was found, where it came from, what it touches, and who answers for it."""

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    """School year in which it was found; numbers begin anew in each."""
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    search_key = models.CharField(max_length=400, editable=False)
    grade = models.CharField(max_length=8, choices=Grade.choices)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    source = models.CharField(max_length=80, blank=True)
    """Key of the record it was written from, such as `signal:12`; one open finding a key."""
    source_label = models.CharField(max_length=300, blank=True)
    source_page = models.CharField(max_length=60, blank=True)
    source_args = models.JSONField(default=list, blank=True)
    source_query = models.CharField(max_length=300, blank=True)
    """What follows the question mark: the term, the dimension, the day that was looked at."""
    indicator = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=200, blank=True)
    """The class, subject or unit it is about, as people call it."""
    clause = models.CharField(max_length=12, blank=True)
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    found_on = models.DateField()
    found_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=FindingState.choices, default=FindingState.WRITTEN
    )
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    """Why it was not confirmed, or what showed that it may be closed."""
    due_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    repeat_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeats")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="a_finding_a_number"),
            models.UniqueConstraint(
                fields=["school", "source"],
                condition=~Q(source="") & Q(state__in=["written", "confirmed"]),
                name="one_open_finding_a_source",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which findings are searched."""
        self.search_key = name_key(f"{self.title} {self.group}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """Return the number as papers write it."""
        return f"№ {self.year}/{self.number}"

    @property
    def likeness(self) -> Likeness:
        """Return what makes another finding the same."""
        return Likeness(self.indicator, self.group, self.clause, self.process_id)

    @property
    def confirm_by(self) -> date:
        """Return the day by which it is confirmed or refused."""
        return confirm_by(self.found_on)


class FindingCause(SchoolRow):
    """Why: one answer in the tree of causes."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="causes")
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    text = models.CharField(max_length=300)
    factor = models.CharField(max_length=40, blank=True)
    """Code of a factor of the catalogue, for the Pareto over a year."""
    is_root = models.BooleanField(default=False)
    named_on = models.DateField()
    named_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text


class FindingStep(SchoolRow):
    """One step in the life of a finding; added, never changed."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="steps")
    happened = models.CharField(max_length=10, choices=Happened.choices)
    on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    noted_at = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["noted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.get_happened_display()}"
