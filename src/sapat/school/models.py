"""Every record of the school floor, where Django looks for them."""

from sapat.school.bodies.models import Body, Sitting
from sapat.school.calendar.models import Holiday, SchoolYear, Term
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.organisations.models import Edition, Organisation
from sapat.school.people.models import Person, Post, Qualification
from sapat.school.scales.models import MarkScale, ScaleUse
from sapat.school.subjects.models import Subject, TeachingLoad

__all__ = [
    "Body",
    "Edition",
    "Enrolment",
    "Holiday",
    "MarkScale",
    "Organisation",
    "Person",
    "Post",
    "Qualification",
    "ScaleUse",
    "SchoolClass",
    "SchoolYear",
    "Sitting",
    "Subject",
    "TeachingLoad",
    "Term",
]
