"""The sister pages of self-assessment, and the looks of its levels."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.criteria.rules import Standing
from sapat.check.assessments.cycles.rules import CycleState
from sapat.web.doors import SchoolRequest

TABS = (
    (_("Self-assessment"), "check:assessments"),
    (_("Sets of criteria"), "check:criteria_sets"),
    (_("Accreditation and inspection"), "check:outside"),
    (_("Discussions with others"), "check:joint_discussions"),
)
LOOKS = {
    CycleState.PREPARED: "waiting",
    CycleState.RUNNING: "attention",
    CycleState.CLOSED: "normal",
    CycleState.DROPPED: "not_applicable",
}
LEVEL_LOOKS = {
    Standing.MEETS: "normal",
    Standing.REMARKS: "attention",
    Standing.FAILS: "critical",
    Standing.NONE: "not_applicable",
}


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs; every reader of self-assessment may open them all."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page in TABS
    ]
