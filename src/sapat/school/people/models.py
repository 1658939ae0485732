"""People and their posts."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from sapat.core.rights import Role
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.rules import Sex, name_key


class Person(SchoolRow):
    """Somebody of this school: staff, pupil or parent. Names are kept here and nowhere else."""

    family_name = models.CharField(max_length=80)
    given_name = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=80, blank=True)
    search_key = models.CharField(max_length=250, editable=False, db_index=True)
    number = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    born_on = models.DateField(null=True, blank=True)
    special_needs = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "number"], condition=~Q(number=""), name="one_person_a_number"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "search_key"])]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return family name, given name and patronymic."""
        return " ".join(filter(None, (self.family_name, self.given_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Return the family name with initials, as tables print it."""
        initials = "".join(f"{name[0]}." for name in (self.given_name, self.patronymic) if name)
        return f"{self.family_name} {initials}".strip()

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which names are compared beside the name."""
        self.search_key = name_key(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Post(SchoolRow):
    """A person holds a role in an organisation from a day to another, by an order."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    place = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.since:%d.%m.%Y})"


class Qualification(SchoolRow):
    """What staff registers ask of a teacher; one row a person, replaced by imports."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="qualification")
    education = models.CharField(max_length=20, blank=True)
    profile_match = models.BooleanField(null=True)
    category = models.CharField(max_length=20, blank=True)
    hired_on = models.DateField(null=True, blank=True)
    rehired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.category}"


def current(day: date) -> Q:
    """Return the condition "holds on the day" for anything with since and until."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))
