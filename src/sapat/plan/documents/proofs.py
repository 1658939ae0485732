"""What documents prove, by name, for the clause map."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, proof
from sapat.plan.documents import collecting, judging, reads, shipped
from sapat.plan.documents.judging import Paper
from sapat.plan.documents.rules import Wording
from sapat.plan.nomenclature import reads as nomenclature

ABOUT = tuple((code, about.name) for code, about in shipped.abouts().items())
SOON = Parameter("soon", _("days before the term when it is told"), 30)


def _about(default: str) -> Parameter:
    return Parameter("about", _("which document"), default, ABOUT)  # type: ignore[arg-type]


def _papers(question: Question) -> list[Paper]:
    return question.once(collecting.papers, question.day)


def _asked(question: Question) -> tuple[list[Paper], str]:
    """Return the documents asked about, and their names in words."""
    codes = question.several("about")
    found = [paper for paper in _papers(question) if paper.about in codes]
    return found, ", ".join(shipped.about_name(code) for code in codes)


@proof("documents.in_force", _("A document is in force"), _about("policy"), SOON)
def in_force(question: Question) -> Answer:
    """Answer whether the document is in force and its review not overdue."""
    papers, about = _asked(question)
    soon = question.number("soon")
    return judging.in_force(papers, about, day=question.day, soon=soon)


@proof("documents.procedure", _("A procedure is laid down"), _about("method:feedback"), SOON)
def procedure(question: Question) -> Answer:
    """Answer whether the procedure is in force and its review not overdue."""
    return in_force(question)


@proof(
    "documents.signed_off",
    _("A document was adopted by a body and approved by the director"),
    _about("regulation:A"),
    Parameter("wording", _("what the stamp of the body says"), "", tuple(Wording.choices)),
)
def signed_off(question: Question) -> Answer:
    """Answer whether the document in force has its protocol and its order."""
    papers, about = _asked(question)
    return judging.signed_off(papers, about, wording=question.words("wording"))


@proof(
    "documents.legal_basis",
    _("A document cites the acts it stands on, and they hold"),
    _about("regulation:A"),
)
def legal_basis(question: Question) -> Answer:
    """Answer whether the acts cited are there, in force and checked."""
    papers, about = _asked(question)
    return judging.legal_basis(papers, about, day=question.day)


@proof(
    "documents.register_kept",
    _("The register of documents is kept"),
    Parameter("months", _("months in which something moves"), 12),
    SOON,
)
def register_kept(question: Question) -> Answer:
    """Answer whether every document has its place and the register lives."""
    return judging.register_kept(
        _papers(question),
        files=len(question.once(nomenclature.open_files, question.day)),
        moved=question.once(reads.last_movement),
        months=question.number("months"),
        day=question.day,
        soon=question.number("soon"),
    )


@proof(
    "documents.controlled",
    _("How documents are kept is controlled: nothing is missing or overdue"),
    Parameter("about", _("which documents; empty: all"), "", ABOUT),  # type: ignore[arg-type]
    SOON,
)
def controlled(question: Question) -> Answer:
    """Answer by the document audit."""
    codes = question.several("about")
    papers = [one for one in _papers(question) if not codes or one.about in codes]
    kept = question.once(collecting.audit, question.day)
    found = {
        one.document.title: one.problems for one in kept if not codes or one.document.about in codes
    }
    soon = question.number("soon")
    return judging.controlled(papers, found, day=question.day, soon=soon)


@proof(
    "documents.local_acts",
    _("Local acts with annexes were approved by order"),
    Parameter("least", _("how many at least"), 3),
    SOON,
)
def local_acts(question: Question) -> Answer:
    """Answer whether the block of local acts is there and looked at."""
    least, soon = question.number("least"), question.number("soon")
    return judging.local_acts(_papers(question), least=least, day=question.day, soon=soon)


@proof(
    "documents.local_acts_current",
    _("Local acts are reviewed in time"),
    Parameter("share", _("least share, percent"), 100),
    SOON,
)
def local_acts_current(question: Question) -> Answer:
    """Answer whether enough of the local acts were reviewed in time."""
    share, soon = question.number("share"), question.number("soon")
    return judging.local_acts_current(_papers(question), share=share, day=question.day, soon=soon)


@proof("documents.method_co_authored", _("A method was worked out with a methodical union"))
def method_co_authored(question: Question) -> Answer:
    """Answer whether a union took part in a method that is in force."""
    return judging.co_authored(_papers(question))
