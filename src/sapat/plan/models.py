"""Every record of the plan floor, where Django looks for them."""

from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.indicators.models import Norm
from sapat.plan.objectives.models import Objective, Strategy
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.processes.models import Process
from sapat.plan.requirements.models import Requirement

__all__ = [
    "Document",
    "DocumentEdition",
    "Norm",
    "Objective",
    "Plan",
    "PlanItem",
    "Process",
    "Requirement",
    "Strategy",
]
