"""The words of regulations: roles, rhythms, labels of learners, notes on reading."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sapat.core.rights import Role
from sapat.school.bodies.rules import BodyKind


class Priority(TextChoices):
    """How much a clause weighs."""

    MUST = "M", _("must hold")
    SHOULD = "S", _("should hold")
    CONTENT = "C", _("wording")


class Phase(TextChoices):
    """A quarter of the wheel."""

    PLAN = "plan", pgettext_lazy("wheel", "Plan")
    DO = "do", pgettext_lazy("wheel", "Do")
    CHECK = "check", pgettext_lazy("wheel", "Check")
    ACT = "act", pgettext_lazy("wheel", "Act")


class Rhythm(TextChoices):
    """How often a clause asks for something."""

    CONTINUOUS = "continuous", _("continuously")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    TERM = "term", _("every term")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")
    EVENT = "event", _("when it happens")
    ONCE = "once", _("once")


class Outsider(TextChoices):
    """Somebody outside the school whom a clause names."""

    MINISTRY = "ministry", _("ministry")
    EMPLOYER = "employer", _("employer")
    GRADUATE = "graduate", _("graduate")
    PARENT = "parent", _("parent")
    PUPIL = "pupil", _("learner")
    PUBLIC = "public", _("public")
    EXTERNAL = "external", _("outside bodies")
    EVERYBODY = "everybody", _("everybody")


class Learners(TextChoices):
    """What a school calls those who learn there."""

    PUPIL = "pupil", _("pupil")
    STUDENT = "student", _("student")
    LISTENER = "listener", _("listener (course member)")


class Standard(TextChoices):
    """The standard on which the mission relies."""

    ISO_2008 = "iso9001_2008", _("ISO 9001:2008 (GOST ISO 9001-2011)")
    ISO_2015 = "iso9001_2015", _("ISO 9001:2015")
    ISO_21001_2018 = "iso21001_2018", _("ISO 21001:2018")
    ISO_21001_2025 = "iso21001_2025", _("ISO 21001:2025")


OUTDATED = frozenset({Standard.ISO_2008})
"""Standards that were replaced by a later edition."""

ROLES: dict[str, Promise | str] = {
    **{role.value: role.label for role in Role},
    **{kind.value: kind.label for kind in BodyKind},
    **{who.value: who.label for who in Outsider},
    Role.MO.value: BodyKind.MO.label,
}
"""Who may answer for a clause; a methodical union answers as a body."""

ROOMS: dict[str, Promise] = {
    "acknowledgements": _("acknowledgements"),
    "actions": _("actions and their effect"),
    "audits": _("internal audits"),
    "bodies": _("councils and unions"),
    "breaches": _("cases of breach"),
    "change_requests": _("change requests"),
    "data_quality": _("control of data quality"),
    "decisions": _("decisions"),
    "documents": _("documents"),
    "duties": _("duties"),
    "ethics": _("rules of ethics"),
    "evidence": _("evidence"),
    "expertise": _("expert reviews"),
    "export": _("export of education"),
    "feedback": _("feedback"),
    "forecasts": _("forecasts"),
    "indicators": _("indicators"),
    "instruments": _("instruments"),
    "measuring": _("measuring"),
    "meetings": _("meetings"),
    "monitoring": _("monitoring"),
    "objectives": _("strategy and objectives"),
    "partners": _("partners"),
    "planning": _("plans"),
    "policy": _("quality policy"),
    "processes": _("processes"),
    "programmes": _("programmes"),
    "proposals": _("proposals"),
    "publications": _("publications"),
    "ratings": _("ratings"),
    "registers": _("registers"),
    "regulations": _("regulation"),
    "requirements": _("requirements"),
    "resources": _("resources"),
    "reviews": _("management reviews"),
    "self_assessment": _("self-assessment"),
    "self_reviews": _("teachers' self-reviews"),
    "surveys": _("surveys"),
    "training": _("training"),
}
"""The part of Sapat a rule waits for, by the beginning of its name."""


def room_of(rule: str) -> str:
    """Return the part of Sapat that would prove a rule, in words."""
    beginning = rule.partition(".")[0]
    return str(ROOMS.get(beginning, beginning.replace("_", " ")))


def role_name(code: str) -> str:
    """Return a role of the dictionary in the reader's language."""
    return str(ROLES.get(code, code))


@dataclass(frozen=True)
class Labels:
    """What a school calls its learners and the institution it belongs to."""

    learners: str = Learners.PUPIL
    parent: str = ""
