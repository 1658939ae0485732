"""Cases of breach, their evidence, the steps of their way, and how long they are kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.act.breaches.rules import BreachState, Explanation, measures
from sapat.act.orders.models import Order
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Breach(SchoolRow):
    """A case: somebody acted against the policy.

    What prints it names nobody: lists of work, hand-overs and the trail show it as its number.
    After the term of retention person, texts and files are gone; what is left can only be counted.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who is concerned; nobody once the case is erased."""
    point = models.CharField(max_length=200, blank=True)
    """What of the policy was acted against, in words that name nobody."""
    fact = models.TextField(blank=True)
    happened_on = models.DateField()
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=BreachState.choices, default=BreachState.OPEN)
    asked_on = models.DateField(null=True)
    explain_by = models.DateField(null=True)
    explanation_kind = models.CharField(max_length=8, choices=Explanation.choices, blank=True)
    explanation = models.TextField(blank=True)
    explained_on = models.DateField(null=True)
    measure = models.CharField(max_length=16, blank=True)
    """Code of the catalogue's measure."""
    measure_words = models.TextField(blank=True)
    """Why this measure, or why none."""
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    order_paper = models.CharField(max_length=60, blank=True)
    """Number of an order that is kept on paper only."""
    order_paper_on = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    """Why it was dropped."""
    closed_on = models.DateField(null=True)
    keep_until = models.DateField(null=True)
    erased_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="a_breach_a_number"),
            models.CheckConstraint(
                condition=~Q(state=BreachState.ERASED)
                | Q(person__isnull=True, fact="", explanation="", reply="", measure_words=""),
                name="an_erased_breach_names_nobody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the number as papers write it."""
        return f"№ {self.year}/{self.number}"

    @property
    def measure_name(self) -> str:
        """Return the measure in the reader's language."""
        known = measures().get(self.measure)
        return str(known.name) if known else self.measure

    @property
    def has_order(self) -> bool:
        """Answer whether an order is named, in Sapat or on paper."""
        return bool(self.order_id or self.order_paper)


class BreachFile(SchoolRow):
    """A file of evidence; it lies beside its case so that one erasure takes both."""

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=4)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    added_on = models.DateField()

    def __str__(self) -> str:
        return self.kind


class BreachStep(SchoolRow):
    """A step in the life of a case; erased with it."""

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12)
    on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"


class BreachRetention(SchoolRow):
    """How many months a school keeps a case after its end, by measure, where not the usual."""

    measure = models.CharField(max_length=16)
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "measure"], name="one_retention_a_measure"),
            models.CheckConstraint(condition=Q(months__gte=1), name="kept_a_month_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.months}"
