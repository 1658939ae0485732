"""Expert reviews: who makes them, the criteria they judge by, and what they recommend."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.check.expertises.rules import (
    ExpertiseState,
    Judged,
    Kind,
    Mark,
    Named,
    Outcome,
    Part,
    Seat,
)
from sapat.check.expertises.shipped import words_of_criteria
from sapat.plan.programmes.models import Programme
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person
from sapat.school.people.rules import name_key


class Expertise(SchoolRow):
    """A review of attestation, of a programme or of the state of education, made by a body."""

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    """School year in which it was planned; numbers begin anew in each."""
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=300)
    search_key = models.CharField(max_length=400, editable=False)
    looked_at = models.TextField(blank=True)
    """What exactly is looked at: which papers, classes, days."""
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=200, blank=True)
    """The order or decision it is made by."""
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ExpertiseState.choices, default=ExpertiseState.PLANNED
    )
    planned_on = models.DateField()
    begun_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    conclusion = models.TextField(blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    """The day the last expert signed."""
    council = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    heard_on = models.DateField(null=True, blank=True)
    council_protocol = models.CharField(max_length=40, blank=True)
    council_words = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    """Why it was given up."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="a_review_a_number"),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_on__isnull=False),
                name="a_signed_review_has_its_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which reviews are searched."""
        self.search_key = name_key(f"{self.title} {self.looked_at}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """Return the number as papers write it."""
        return f"№ {self.year}/{self.number}"


class ExpertiseMember(SchoolRow):
    """Somebody of a review: who leads it, an expert, or an author of what is reviewed."""

    expertise = models.ForeignKey(Expertise, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outside = models.CharField(max_length=160, blank=True)
    """Name and post of an expert from outside the school."""
    seat = models.CharField(max_length=6, choices=Seat.choices)
    signed_on = models.DateField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)
    opinion = models.TextField(blank=True)
    """What they add where they see it otherwise than the others."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["expertise", "person"],
                condition=Q(person__isnull=False),
                name="a_person_once_a_review",
            ),
            models.UniqueConstraint(
                fields=["expertise"], condition=Q(seat="lead"), name="one_leads_a_review"
            ),
        ]

    def __str__(self) -> str:
        return self.person.short_name if self.person else self.outside

    @property
    def named(self) -> Named:
        """Return the member as the rules see them."""
        return Named(str(self), self.seat, self.person_id, bool(self.signed_on))


class ExpertiseCriterion(SchoolRow):
    """A criterion of a review with the experts' mark."""

    expertise = models.ForeignKey(Expertise, models.CASCADE, related_name="criteria")
    part = models.CharField(max_length=10, choices=Part.choices)
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    """Of the catalogue; the school's own criterion has words instead."""
    text = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=8, choices=Mark.choices, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """Return the words of the criterion in the reader's language."""
        known = words_of_criteria().get(self.code)
        return str(known) if known else self.text

    @property
    def judged(self) -> Judged:
        """Return the criterion as the rules see it."""
        return Judged(self.shown, self.part, self.mark, bool(self.words.strip()))


class ExpertiseAdvice(SchoolRow):
    """A recommendation of the experts: what, to whom, by when."""

    expertise = models.ForeignKey(Expertise, models.CASCADE, related_name="advice")
    text = models.CharField(max_length=300)
    addressee = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def source(self) -> str:
        """Return the key of the finding that answers it."""
        return f"expertise_advice:{self.pk}"
