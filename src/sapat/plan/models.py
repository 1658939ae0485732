"""Every record of the plan floor, where Django looks for them."""

from sapat.plan.acts.models import CitedAct
from sapat.plan.documents.comments.models import EditionComment
from sapat.plan.documents.models import Citation, Document, DocumentEdition, DocumentReview
from sapat.plan.documents.texts.models import DocumentFile, DocumentText
from sapat.plan.indicators.models import Norm
from sapat.plan.instruments.models import Instrument, InstrumentEdition
from sapat.plan.licensing.models import ItemCheck, RequirementItem, RequirementSet
from sapat.plan.nomenclature.models import NomenclatureFile
from sapat.plan.objectives.models import Objective, Strategy
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.processes.models import (
    Process,
    ProcessEdition,
    ProcessFlow,
    ProcessLink,
    ProcessMeasure,
    ProcessRisk,
)
from sapat.plan.regulations.models import AdoptedRegulation, EditionClause, RegulationEdition
from sapat.plan.requirements.models import Reflection, RegisterTerms, Requirement, RequirementStage
from sapat.plan.stakeholders.models import StakeholderGroup

__all__ = [
    "AdoptedRegulation",
    "Citation",
    "CitedAct",
    "Document",
    "DocumentEdition",
    "DocumentFile",
    "DocumentReview",
    "DocumentText",
    "EditionClause",
    "EditionComment",
    "Instrument",
    "InstrumentEdition",
    "ItemCheck",
    "NomenclatureFile",
    "Norm",
    "Objective",
    "Plan",
    "PlanItem",
    "Process",
    "ProcessEdition",
    "ProcessFlow",
    "ProcessLink",
    "ProcessMeasure",
    "ProcessRisk",
    "Reflection",
    "RegisterTerms",
    "RegulationEdition",
    "Requirement",
    "RequirementItem",
    "RequirementSet",
    "RequirementStage",
    "StakeholderGroup",
    "Strategy",
]
