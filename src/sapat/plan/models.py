"""Every record of the plan floor, where Django looks for them."""

from sapat.plan.acknowledgements.models import (
    Acknowledgement,
    CheckQuestion,
    CheckTry,
    DeclineTalk,
    PositionNote,
    ReadingAudience,
    ReadingSheet,
    SheetLine,
    SheetScan,
)
from sapat.plan.acts.models import CitedAct
from sapat.plan.change_requests.models import ChangeRequest
from sapat.plan.control.models import ControlNote, WeeklyDigest
from sapat.plan.documents.comments.models import EditionComment
from sapat.plan.documents.models import Citation, Document, DocumentEdition, DocumentReview
from sapat.plan.documents.texts.models import DocumentFile, DocumentText
from sapat.plan.duties.models import (
    ContributionReading,
    Duty,
    DutyHolder,
    DutyMatrix,
    DutySignature,
)
from sapat.plan.ethics.models import EthicsCode, EthicsPromise, ProcedureComplaint
from sapat.plan.indicators.models import Frame, Norm
from sapat.plan.indicators.proposals.models import IndicatorComment, IndicatorProposal
from sapat.plan.inquiries.models import Inquiry, NeedsStudy
from sapat.plan.instruments.models import Instrument, InstrumentEdition
from sapat.plan.licensing.models import ItemCheck, RequirementItem, RequirementSet
from sapat.plan.nomenclature.models import NomenclatureFile
from sapat.plan.objectives.models import Milestone, Objective, Strategy, StrategyGoal
from sapat.plan.planning.models import ItemMove, Plan, PlanItem
from sapat.plan.policy.models import PolicyEdition, PolicySection
from sapat.plan.procedures.models import AssessmentProcedure
from sapat.plan.processes.models import (
    Process,
    ProcessEdition,
    ProcessFlow,
    ProcessLink,
    ProcessMeasure,
    ProcessRisk,
)
from sapat.plan.programmes.models import (
    Programme,
    ProgrammeLine,
    Technology,
    TechnologyUse,
)
from sapat.plan.registers.models import (
    ContinuityLink,
    ExportOffer,
    Partner,
    PartnerContact,
    RatingMethod,
    RatingPlace,
)
from sapat.plan.regulations.models import AdoptedRegulation, EditionClause, RegulationEdition
from sapat.plan.requirements.models import Reflection, RegisterTerms, Requirement, RequirementStage
from sapat.plan.resources.models import ResourceRequest
from sapat.plan.stakeholders.models import StakeholderGroup
from sapat.plan.training.models import Assessor, Training, TrainingPart, TrainingPlan

__all__ = [
    "Acknowledgement",
    "AdoptedRegulation",
    "AssessmentProcedure",
    "Assessor",
    "ChangeRequest",
    "CheckQuestion",
    "CheckTry",
    "Citation",
    "CitedAct",
    "ContinuityLink",
    "ContributionReading",
    "ControlNote",
    "DeclineTalk",
    "Document",
    "DocumentEdition",
    "DocumentFile",
    "DocumentReview",
    "DocumentText",
    "Duty",
    "DutyHolder",
    "DutyMatrix",
    "DutySignature",
    "EditionClause",
    "EditionComment",
    "EthicsCode",
    "EthicsPromise",
    "ExportOffer",
    "Frame",
    "IndicatorComment",
    "IndicatorProposal",
    "Inquiry",
    "Instrument",
    "InstrumentEdition",
    "ItemCheck",
    "ItemMove",
    "Milestone",
    "NeedsStudy",
    "NomenclatureFile",
    "Norm",
    "Objective",
    "Partner",
    "PartnerContact",
    "Plan",
    "PlanItem",
    "PolicyEdition",
    "PolicySection",
    "PositionNote",
    "ProcedureComplaint",
    "Process",
    "ProcessEdition",
    "ProcessFlow",
    "ProcessLink",
    "ProcessMeasure",
    "ProcessRisk",
    "Programme",
    "ProgrammeLine",
    "RatingMethod",
    "RatingPlace",
    "ReadingAudience",
    "ReadingSheet",
    "Reflection",
    "RegisterTerms",
    "RegulationEdition",
    "Requirement",
    "RequirementItem",
    "RequirementSet",
    "RequirementStage",
    "ResourceRequest",
    "SheetLine",
    "SheetScan",
    "StakeholderGroup",
    "Strategy",
    "StrategyGoal",
    "Technology",
    "TechnologyUse",
    "Training",
    "TrainingPart",
    "TrainingPlan",
    "WeeklyDigest",
]
