"""Rules of ethics, promises to keep them, complaints about a procedure."""

from typing import ClassVar

from django.db import models

from sapat.plan.training.rules import Procedure
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class EthicsCode(SchoolRow):
    """One edition of the school's rules of ethics; the newest that has begun holds."""

    texts = models.JSONField()
    digest = models.CharField(max_length=64)
    since = models.DateField()
    body = models.CharField(max_length=200, blank=True)
    protocol_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "since"], name="one_ethics_code_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.since:%d.%m.%Y}"


class EthicsPromise(SchoolRow):
    """Somebody promised to keep the rules of one edition."""

    code = models.ForeignKey(EthicsCode, models.PROTECT, related_name="promises")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "person"], name="one_promise_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.code_id}: {self.person_id}"


class ProcedureComplaint(SchoolRow):
    """A complaint about how an assessment was carried out; seen by the heads only."""

    procedure = models.CharField(max_length=12, choices=Procedure.choices)
    text = models.TextField()
    received_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    breach = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"{self.received_on:%d.%m.%Y}"
