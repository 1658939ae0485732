"""Sets of requirements of the state, their items, and every check of them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.core.language import Text
from sapat.plan.licensing.rules import ItemState, SetKind
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class RequirementSet(SchoolRow):
    """A licence, an accreditation or an inspection: its paper, its validity, its items."""

    kind = models.CharField(max_length=14, choices=SetKind.choices)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    issued_by = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    """The last day; empty: without end."""
    check_days = models.PositiveSmallIntegerField(default=90)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="set_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} № {self.number}"


class RequirementItem(SchoolRow):
    """One thing a set requires, and what its last check found."""

    requirement_set = models.ForeignKey(RequirementSet, models.PROTECT, related_name="items")
    code = models.CharField(max_length=20)
    text_ky = models.CharField(max_length=400)
    text_ru = models.CharField(max_length=400, blank=True)
    text_en = models.CharField(max_length=400, blank=True)
    since = models.DateField()
    """From when the school keeps it; the term of its first check begins here."""
    content = models.BooleanField(default=False)
    """It concerns what is taught, so the sheet of a programme asks about it."""
    unverified = models.BooleanField(default=False)
    """Taken from the usual list and not yet compared with the current text of the act."""
    state = models.CharField(max_length=8, choices=ItemState.choices, blank=True)
    evidence = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["requirement_set", "code"], name="one_item_a_code_in_a_set"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"

    @property
    def text(self) -> str:
        """Return the requirement in the reader's language, or the nearest one there is."""
        return str(Text(self.text_ky, self.text_ru, self.text_en))


class ItemCheck(SchoolRow):
    """One check of an item; added, never changed."""

    item = models.ForeignKey(RequirementItem, models.PROTECT, related_name="checks")
    state = models.CharField(max_length=8, choices=ItemState.choices)
    evidence = models.TextField()
    on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.get_state_display()}"
