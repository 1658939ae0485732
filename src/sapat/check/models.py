"""Every record of the check floor, where Django looks for them."""

from sapat.check.assessments.criteria.models import CriteriaSet, Criterion
from sapat.check.assessments.cycles.models import AssessedCriterion, Assessment, AssessmentEvidence
from sapat.check.assessments.joint.models import JointDiscussion
from sapat.check.assessments.outside.models import ExpertJudgement, OutsideAssessment, OutsidePoint
from sapat.check.audits.models import (
    Audit,
    AuditAnswer,
    AuditFinding,
    AuditMove,
    AuditProgramme,
    AuditQuestion,
    AuditReport,
    AuditSeat,
    ProgrammeLine,
)
from sapat.check.data_quality.models import QualityIssue, QualityLook, QualityTurn
from sapat.check.data_quality.paper_checks.models import PaperCheck
from sapat.check.expertises.models import (
    Expertise,
    ExpertiseAdvice,
    ExpertiseCriterion,
    ExpertiseMember,
)
from sapat.check.findings.models import Finding, FindingCause, FindingStep
from sapat.check.monitoring.models import KeptForecast, Signal, SignalAnswer, SignalFactor, Watch
from sapat.check.ratings.models import Rating, RatingAppeal, RatingScheme
from sapat.check.testing.models import AnswerSheet, SatTest

__all__ = [
    "AnswerSheet",
    "AssessedCriterion",
    "Assessment",
    "AssessmentEvidence",
    "Audit",
    "AuditAnswer",
    "AuditFinding",
    "AuditMove",
    "AuditProgramme",
    "AuditQuestion",
    "AuditReport",
    "AuditSeat",
    "CriteriaSet",
    "Criterion",
    "ExpertJudgement",
    "Expertise",
    "ExpertiseAdvice",
    "ExpertiseCriterion",
    "ExpertiseMember",
    "Finding",
    "FindingCause",
    "FindingStep",
    "JointDiscussion",
    "KeptForecast",
    "OutsideAssessment",
    "OutsidePoint",
    "PaperCheck",
    "ProgrammeLine",
    "QualityIssue",
    "QualityLook",
    "QualityTurn",
    "Rating",
    "RatingAppeal",
    "RatingScheme",
    "SatTest",
    "Signal",
    "SignalAnswer",
    "SignalFactor",
    "Watch",
]
