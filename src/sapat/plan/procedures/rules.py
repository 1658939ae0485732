"""Which procedures follow from the indicators, and what a register of them has to have."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text
from sapat.core.proofs import State
from sapat.core.rights import Role
from sapat.plan.indicators.rules import Indicator, catalogue

MAIN = ("results", "process", "conditions")
"""What quality is judged of; every procedure belongs to one of these or to the management."""


class Method(TextChoices):
    """How something is judged."""

    MARKS = "marks", _("marks")
    TEST = "test", _("tests and checks")
    EXAM = "exam", _("exams")
    DIAGNOSTICS = "diagnostics", _("diagnostics")
    OBSERVATION = "observation", _("observation")
    SURVEY = "survey", _("survey")
    CHECKLIST = "checklist", _("checklist and measuring")
    AUDIT = "audit", _("audit and self-assessment")
    RECORDS = "records", _("records and registers")


class Period(TextChoices):
    """How often a procedure is carried out."""

    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every term")
    HALF_YEAR = "half_year", _("every half-year")
    YEAR = "year", _("every year")
    EVENT = "event", _("as it happens")


METHODS: Mapping[str, Method] = {
    "period_marks": Method.MARKS, "current_marks": Method.MARKS, "exam_marks": Method.EXAM,
    "olympiads": Method.TEST, "tests": Method.TEST, "diagnostics": Method.DIAGNOSTICS,
    "group_diagnostics": Method.DIAGNOSTICS, "credits": Method.EXAM,
    "observations": Method.OBSERVATION, "activity_events": Method.OBSERVATION,
    "survey_answers": Method.SURVEY, "surveys": Method.SURVEY, "feedback": Method.SURVEY,
    "info_requests": Method.SURVEY, "checks": Method.CHECKLIST, "measurements": Method.CHECKLIST,
    "audits": Method.AUDIT, "findings": Method.AUDIT, "criteria": Method.AUDIT,
    "export_points": Method.CHECKLIST,
}  # fmt: skip
"""Data set -> the method its rows come from; any other is a record or register."""


class NotSo(TextChoices):
    """Why a procedure cannot be written down like that."""

    UNKNOWN = "unknown", _("There is no criterion %(code)s.")
    NO_TOOL = "no_tool", _("Name the tool: the instrument or the records that are used.")
    NO_NORM = "no_norm", _("Name the document against which it is judged.")
    ENDS_BEFORE = "ends_before", _("It cannot end before it began on %(day)s.")
    ALL_THERE = "all_there", _("Every usual procedure is in the register already.")


class Reason(TextChoices):
    """Why a clause about procedures is proved or not."""

    NONE = "none", _("No assessment procedure is in the register.")
    NO_BLOCK = "no_block", _("No procedure judges: %(what)s.")
    NO_EXPECTATIONS = "no_expectations", _("No survey asks what pupils and parents expect.")
    KEPT = "kept", _("%(count)s procedures with object, method, tool, norm, period and post.")
    ALONE = "alone", _("Only %(count)s criteria are judged by two methods; %(least)s are expected.")
    TOGETHER = "together", _("%(count)s criteria are judged by two or more methods.")
    NO_CHECKLIST = "no_checklist", _("The checklist %(code)s is not in force at the school.")
    NO_WALK = "no_walk", _("No procedure says how often the checklist %(code)s is filled in.")
    CHECKED = "checked", _("The checklist %(code)s is in force and has its period and its post.")
    UNCOVERED = "uncovered", _("%(count)s indicators in use have no procedure: %(which)s.")
    VACANT = "vacant", _("Nobody holds the responsible post: %(which)s.")
    WORKABLE = "workable", _("All %(count)s indicators in use have source, tool and a held post.")


@dataclass(frozen=True)
class Procedure:
    """One procedure, as proofs and the map look at it."""

    criterion: str
    method: str
    tool: str
    norm: str
    period: str
    role: str
    indicators: tuple[str, ...] = ()
    since: date | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes it the same procedure."""
        return self.criterion, self.method, self.tool

    @property
    def block(self) -> str:
        """Return what it judges: results, process, conditions or the management."""
        found = catalogue().criteria.get(self.criterion)
        return found.block if found else ""


def usual(indicators: Iterable[Indicator], fed_by: Mapping[str, str]) -> list[Procedure]:
    """Return the procedures the indicators imply; `fed_by`: indicator -> its instrument.

    >>> usual([], {})
    []
    """
    found: dict[tuple[str, str, str], Procedure] = {}
    for each in indicators:
        method = METHODS.get(each.source[0], Method.RECORDS) if each.source else Method.RECORDS
        tool = fed_by.get(each.code) or each.source[0]
        basis: Text = catalogue().bases[each.basis]
        made = Procedure(
            each.criterion, method, tool, f"{basis.ky}, {each.criterion}", each.freq, each.role
        )
        before = found.get(made.key)
        codes = (*(before.indicators if before else ()), each.code)
        first = before or made
        found[made.key] = Procedure(
            first.criterion, first.method, first.tool, first.norm, first.period, first.role, codes
        )
    return list(found.values())


def by_criterion(procedures: Iterable[Procedure]) -> dict[str, dict[str, list[Procedure]]]:
    """Return criterion -> method -> procedures: the map of what complements what."""
    found: dict[str, dict[str, list[Procedure]]] = {}
    for each in procedures:
        found.setdefault(each.criterion, {}).setdefault(each.method, []).append(each)
    return found


Verdict = tuple[State, Reason, Mapping[str, object]]


def judge_register(procedures: Sequence[Procedure]) -> Verdict:
    """Answer whether the register covers results, process, conditions and expectations."""
    if not procedures:
        return State.MISSING, Reason.NONE, {}
    judged = {each.block for each in procedures}
    missing = [str(catalogue().blocks[block]) for block in MAIN if block not in judged]
    if missing:
        return State.MISSING, Reason.NO_BLOCK, {"what": ", ".join(missing)}
    if not any(each.method == Method.SURVEY for each in procedures):
        return State.MISSING, Reason.NO_EXPECTATIONS, {}
    return State.PROVED, Reason.KEPT, {"count": len(procedures)}


def judge_complement(procedures: Sequence[Procedure], least: int) -> Verdict:
    """Answer whether enough criteria are judged by more than one method."""
    if not procedures:
        return State.MISSING, Reason.NONE, {}
    several = [one for one in by_criterion(procedures).values() if len(one) > 1]
    if len(several) < least:
        return State.MISSING, Reason.ALONE, {"count": len(several), "least": least}
    return State.PROVED, Reason.TOGETHER, {"count": len(several)}


def judge_safety(procedures: Sequence[Procedure], code: str, *, in_force: bool) -> Verdict:
    """Answer whether the safety checklist is in force and regularly filled in."""
    if not in_force:
        return State.MISSING, Reason.NO_CHECKLIST, {"code": code}
    if not any(each.tool == code for each in procedures):
        return State.MISSING, Reason.NO_WALK, {"code": code}
    return State.PROVED, Reason.CHECKED, {"code": code}


def judge_workable(
    indicators: Sequence[Indicator],
    own: Collection[str],
    procedures: Sequence[Procedure],
    held: Collection[str],
) -> Verdict:
    """Answer whether each indicator in use has a tool, a period and a post that is held.

    Own indicators have their tool from their approval; those of the catalogue from a procedure.
    """
    covered = {code for each in procedures for code in each.indicators}
    bare = [each.code for each in indicators if each.code not in covered and each.code not in own]
    if bare:
        which = ", ".join(bare[:8]) + (" …" if len(bare) > 8 else "")
        return State.MISSING, Reason.UNCOVERED, {"count": len(bare), "which": which}
    used = {each.role for each in procedures if each.indicators}
    used |= {each.role for each in indicators if each.code in own}
    vacant = sorted((used & set(Role.values)) - set(held))
    if vacant:
        return (
            State.DUE,
            Reason.VACANT,
            {"which": ", ".join(str(Role(code).label) for code in vacant)},
        )
    return State.PROVED, Reason.WORKABLE, {"count": len(indicators)}
