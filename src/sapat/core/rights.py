"""Who may do what: one table, read by the doors and by the menu."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A post a person can hold, named as the regulations name it."""

    DIRECTOR = "director", _("director")
    DEP_ACADEMIC = "dep_academic", _("deputy director, academic")
    DEP_UPBRINGING = "dep_upbringing", _("deputy director, upbringing")
    ADMINISTRATION = "administration", _("administration")
    ACADEMIC_DEPT = "academic_dept", _("academic department")
    PRACTICE_DEPT = "practice_dept", _("industrial-practice department")
    CAREER_HEAD = "career_head", _("head of career centre")
    UNIT_HEAD = "unit_head", _("unit head")
    AUDITOR = "auditor", _("internal auditor")
    MO = "mo", _("head of methodical union")
    TEACHER = "teacher", _("teacher")
    CLASS_TEACHER = "class_teacher", _("class teacher")
    PSYCHOLOGIST = "psychologist", _("school psychologist")
    SOCIAL_TEACHER = "social_teacher", _("social teacher")
    NURSE = "nurse", _("school nurse")
    LIBRARIAN = "librarian", _("librarian")
    FACILITIES = "facilities", _("facilities manager")
    CLERK = "clerk", _("clerk")
    INSPECTOR = "inspector", _("inspector of the education department")


HEADS = frozenset({Role.DIRECTOR, Role.DEP_ACADEMIC})
OFFICE = HEADS | {
    Role.DEP_UPBRINGING,
    Role.ADMINISTRATION,
    Role.ACADEMIC_DEPT,
    Role.CLERK,
}
STAFF = frozenset(Role) - {Role.INSPECTOR}
EVERYBODY = frozenset(Role)
KEEPERS = OFFICE | {
    Role.PRACTICE_DEPT,
    Role.CAREER_HEAD,
    Role.UNIT_HEAD,
    Role.MO,
    Role.CLASS_TEACHER,
    Role.PSYCHOLOGIST,
    Role.SOCIAL_TEACHER,
    Role.NURSE,
    Role.LIBRARIAN,
    Role.FACILITIES,
}
"""Those who keep a register or a journal, and so bring evidence in."""

RIGHTS: dict[str, frozenset[Role]] = {
    "school.read": EVERYBODY,
    "school.change": HEADS | {Role.CLERK},
    "people.read": STAFF,
    "people.change": HEADS | {Role.CLERK},
    "class.read": STAFF,
    "class.change": HEADS | {Role.ACADEMIC_DEPT, Role.CLERK},
    "indicator.read": EVERYBODY,
    "indicator.by_teacher": HEADS | {Role.ACADEMIC_DEPT, Role.MO},
    "norm.change": HEADS,
    "evidence.read": KEEPERS | {Role.AUDITOR},
    "evidence.import": KEEPERS,
    "evidence.undo": HEADS | {Role.ACADEMIC_DEPT},
    "report.read": EVERYBODY,
    "trail.read": HEADS | {Role.AUDITOR},
    "clause.read": EVERYBODY,
    "clause.change": HEADS,
    "document.read": EVERYBODY,
    "document.comment": STAFF,
    "document.write": KEEPERS,
    "document.adopt": HEADS | {Role.CLERK},
    "document.approve": frozenset({Role.DIRECTOR}),
    "reading.own": STAFF,
    "reading.follow": OFFICE | {Role.UNIT_HEAD, Role.MO, Role.AUDITOR},
    "reading.run": OFFICE | {Role.UNIT_HEAD, Role.MO},
    "reading.change": HEADS | {Role.ADMINISTRATION},
    "objective.read": STAFF,
    "objective.change": HEADS,
    "plan.read": STAFF,
    "plan.change": OFFICE | {Role.UNIT_HEAD, Role.MO, Role.PSYCHOLOGIST, Role.FACILITIES},
    "process.read": STAFF,
    "process.change": HEADS,
    "duty.read": STAFF,
    "requirement.read": EVERYBODY,
    "requirement.change": OFFICE | {Role.PRACTICE_DEPT, Role.CAREER_HEAD, Role.UNIT_HEAD, Role.MO},
    "programme.change": OFFICE | {Role.MO},
    "programme.sign": HEADS,
    "programme.approve": frozenset({Role.DIRECTOR}),
    "indicator.propose": KEEPERS | {Role.TEACHER},
    "indicator.discuss": HEADS | {Role.ACADEMIC_DEPT, Role.MO},
    "indicator.approve": HEADS,
    "instrument.read": STAFF | {Role.INSPECTOR},
    "instrument.change": HEADS | {Role.MO, Role.PSYCHOLOGIST},
    "resource.read": STAFF,
    "resource.ask": KEEPERS | {Role.TEACHER},
    "resource.decide": HEADS,
    "training.change": HEADS | {Role.CLERK, Role.MO},
    "register.read": EVERYBODY,
    "register.change": OFFICE | {Role.PRACTICE_DEPT, Role.CAREER_HEAD},
    "change.ask": STAFF,
    "change.approve": frozenset({Role.DIRECTOR}),
    "quality_issue.read": KEEPERS | {Role.AUDITOR, Role.TEACHER},
    "quality_issue.all": (KEEPERS - {Role.CLASS_TEACHER}) | {Role.AUDITOR},
    "quality_issue.answer": KEEPERS | {Role.TEACHER},
    "paper_check.read": KEEPERS | {Role.AUDITOR},
    "paper_check.compare": KEEPERS | {Role.AUDITOR},
    "quality_issue.accept": HEADS | {Role.ACADEMIC_DEPT},
    "signal.read": STAFF,
    "signal.answer": OFFICE | {Role.UNIT_HEAD, Role.MO},
    "comparison.read": EVERYBODY,
    "comparison.by_teacher": HEADS | {Role.ACADEMIC_DEPT, Role.MO},
    "progress.read": STAFF,
    "progress.hand_on": HEADS,
    "effect.read": STAFF,
    "test.read": HEADS | {Role.ACADEMIC_DEPT, Role.MO, Role.TEACHER, Role.CLASS_TEACHER},
    "test.read_all": HEADS | {Role.ACADEMIC_DEPT, Role.MO},
    "test.change": HEADS | {Role.ACADEMIC_DEPT, Role.MO, Role.TEACHER, Role.CLASS_TEACHER},
    "audit.read": STAFF,
    "audit.plan": HEADS,
    "audit.carry_out": HEADS | {Role.AUDITOR, Role.MO, Role.UNIT_HEAD},
    "audit.approve": frozenset({Role.DIRECTOR}),
    "self_assessment.read": STAFF,
    "self_assessment.run": HEADS,
    "self_assessment.judge": KEEPERS | {Role.TEACHER, Role.AUDITOR},
    "expertise.read": STAFF,
    "expertise.change": HEADS | {Role.MO},
    "expertise.judge": KEEPERS | {Role.TEACHER, Role.AUDITOR},
    "rating.read": STAFF,
    "rating.keep": HEADS | {Role.ADMINISTRATION, Role.ACADEMIC_DEPT},
    "rating.appeal": STAFF,
    "standing.read": STAFF,
    "standing.change": HEADS,
    "finding.read": STAFF,
    "finding.write": STAFF,
    "finding.confirm": HEADS | {Role.ADMINISTRATION, Role.DEP_UPBRINGING},
    "action.read": STAFF,
    "action.plan": OFFICE | {Role.UNIT_HEAD, Role.MO, Role.PSYCHOLOGIST, Role.FACILITIES},
    "action.judge": OFFICE | {Role.AUDITOR, Role.MO},
    "meeting.read": STAFF,
    "meeting.keep": OFFICE | {Role.MO, Role.UNIT_HEAD, Role.CLASS_TEACHER},
    "order.read": STAFF,
    "order.write": OFFICE,
    "order.sign": frozenset({Role.DIRECTOR}),
    "review.read": STAFF,
    "review.change": HEADS,
    "review.approve": frozenset({Role.DIRECTOR}),
    "breach.read": HEADS | {Role.CLERK},
    "breach.change": HEADS | {Role.CLERK},
    "breach.terms": frozenset({Role.DIRECTOR}),
    "breach.own": STAFF,
    "breach.count": STAFF,
    "work.own": STAFF,
    "work.reassign": HEADS | {Role.CLERK},
}


def rights_of(roles: frozenset[Role]) -> frozenset[str]:
    """Return every right these roles carry."""
    return frozenset(right for right, holders in RIGHTS.items() if holders & roles)


def may(roles: frozenset[Role], right: str) -> bool:
    """Answer whether somebody in these roles holds the right; an unknown right is an error."""
    return bool(RIGHTS[right] & roles)
