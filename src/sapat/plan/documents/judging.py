"""What the school's documents prove: plain values in, an answer out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Record, State
from sapat.plan.documents.rules import DocumentKind, Wording
from sapat.plan.documents.terms import Problem, months_after


class Reason(TextChoices):
    """Why a clause about documents holds or not."""

    NOT_THERE = "not_there", _("No such document is in force: %(about)s.")
    NOT_SIGNED = "not_signed", _("“%(title)s” lacks its protocol or its order.")
    OTHER_WORDING = "other_wording", _("The stamp of “%(title)s” says “%(wording)s”.")
    SIGNED = (
        "signed",
        _("“%(title)s”: protocol %(protocol)s of %(adopted)s, order %(order)s of %(approved)s."),
    )
    IN_FORCE = "in_force", _("“%(title)s” is in force since %(since)s.")
    REVIEW_SOON = "review_soon", _("“%(title)s” is to be reviewed by %(day)s.")
    REVIEW_LATE = "review_late", _("The review of “%(title)s” was due on %(day)s.")
    NO_BASIS = "no_basis", _("“%(title)s” cites no act it stands on.")
    OUTDATED = "outdated", _("“%(title)s” cites an act that was replaced on %(day)s: %(act)s.")
    UNCHECKED = "unchecked", _("Not yet compared with the official text: %(act)s.")
    BASIS = "basis", _("Acts cited: %(count)s, all in force and checked.")
    NO_NOMENCLATURE = "no_nomenclature", _("There is no nomenclature of files.")
    NO_DOCUMENTS = "no_documents", _("No document is in force.")
    NO_PLACE = "no_place", _("Documents without a place in the nomenclature: %(count)s.")
    NOT_MOVED = "not_moved", _("Nothing was entered in the register since %(day)s.")
    KEPT = "kept", _("The register holds %(count)s documents in %(files)s files.")
    PROBLEMS = "problems", _("The document audit finds: %(count)s (%(title)s: %(what)s).")
    CONTROLLED = (
        "controlled",
        _("%(count)s documents: one edition in force each, reviewed in time."),
    )
    FEW_ACTS = "few_acts", _("Local acts with annexes, approved by order: %(count)s of %(least)s.")
    ACTS = "acts", _("Local acts with annexes, approved by order: %(count)s.")
    CURRENT = "current", _("Local acts reviewed in time: %(count)s of %(all)s.")
    NOT_CURRENT = "not_current", _("Local acts reviewed in time: only %(count)s of %(all)s.")
    ALONE = "alone", _("No method in force was worked out with a methodical union.")
    NO_ROUND = "no_round", _("“%(title)s” was never put to a comment round.")
    TOGETHER = "together", _("“%(title)s” was worked out with “%(body)s” and commented on.")


@dataclass(frozen=True)
class ActSeen:
    """An act a document cites."""

    name: str
    replaced_on: date | None
    checked: bool


@dataclass(frozen=True)
class Paper:
    """A document in force, in plain values."""

    pk: int
    title: str
    kind: str
    about: str
    since: date
    wording: str = Wording.ADOPTED
    body: str = ""
    body_kind: str = ""
    protocol: str = ""
    adopted_on: date | None = None
    order: str = ""
    approved_on: date | None = None
    review_due: date | None = None
    in_nomenclature: bool = True
    annexes: int = 0
    co_author: str = ""
    commented: bool = False
    acts: tuple[ActSeen, ...] = ()

    @property
    def record(self) -> Record:
        """Return the document as a record that proves."""
        return Record(self.title, "plan:document", (self.pk,), kind="document", pk=self.pk)


LOCAL = (DocumentKind.LOCAL_ACT, DocumentKind.REGULATION)


def _missing(reason: Reason, papers: Sequence[Paper] = (), **facts: object) -> Answer:
    return Answer(State.MISSING, reason, facts, records=[paper.record for paper in papers])


def _proved(reason: Reason, papers: Sequence[Paper], **facts: object) -> Answer:
    since = max((paper.since for paper in papers), default=None)
    records = [paper.record for paper in papers]
    return Answer(State.PROVED, reason, facts, since=since, records=records)


def _soonest(papers: Sequence[Paper], day: date, soon: int) -> Answer | None:
    """Return what the nearest review makes of an answer: late, due, or nothing."""
    due = [(paper.review_due, paper) for paper in papers if paper.review_due]
    if not due:
        return None
    when, paper = min(due, key=lambda one: one[0])
    facts = {"title": paper.title, "day": when}
    if when < day:
        return Answer(State.DUE, Reason.REVIEW_LATE, facts, since=when, records=[paper.record])
    if when - day <= timedelta(days=soon):
        return Answer(State.DUE, Reason.REVIEW_SOON, facts, since=day, records=[paper.record])
    return None


def in_force(papers: Sequence[Paper], about: str, *, day: date, soon: int) -> Answer:
    """Judge whether what is asked for is in force and not overdue for review."""
    if not papers:
        return _missing(Reason.NOT_THERE, about=about)
    title, since = papers[0].title, papers[0].since
    near = _soonest(papers, day, soon)
    return near or _proved(Reason.IN_FORCE, papers, title=title, since=since)


def signed_off(papers: Sequence[Paper], about: str, *, wording: str) -> Answer:
    """Judge whether a document has the protocol of its body and the director's order."""
    if not papers:
        return _missing(Reason.NOT_THERE, about=about)
    paper = papers[0]
    if not (paper.adopted_on and paper.protocol and paper.approved_on and paper.order):
        return _missing(Reason.NOT_SIGNED, papers, title=paper.title)
    if wording and paper.wording != wording:
        said = str(Wording(paper.wording).label)
        return _missing(Reason.OTHER_WORDING, papers, title=paper.title, wording=said)
    facts: Mapping[str, object] = {
        "title": paper.title,
        "protocol": paper.protocol,
        "adopted": paper.adopted_on,
        "order": paper.order,
        "approved": paper.approved_on,
    }
    return _proved(Reason.SIGNED, papers, **facts)


def legal_basis(papers: Sequence[Paper], about: str, *, day: date) -> Answer:
    """Judge whether documents cite acts, none of them replaced, each checked."""
    if not papers:
        return _missing(Reason.NOT_THERE, about=about)
    for paper in papers:
        if not paper.acts:
            return _missing(Reason.NO_BASIS, [paper], title=paper.title)
        for act in paper.acts:
            if act.replaced_on and act.replaced_on <= day:
                facts = {"title": paper.title, "act": act.name, "day": act.replaced_on}
                return _missing(Reason.OUTDATED, [paper], **facts)
    acts = {act.name: act for paper in papers for act in paper.acts}
    for act in acts.values():
        if not act.checked:
            records = [paper.record for paper in papers]
            return Answer(State.DUE, Reason.UNCHECKED, {"act": act.name}, records=records)
    return _proved(Reason.BASIS, papers, count=len(acts))


def register_kept(
    papers: Sequence[Paper], *, files: int, moved: date | None, months: int, day: date, soon: int
) -> Answer:
    """Judge whether every document has its place and the register lives."""
    if not files:
        return _missing(Reason.NO_NOMENCLATURE)
    if not papers or moved is None:
        return _missing(Reason.NO_DOCUMENTS)
    homeless = [paper for paper in papers if not paper.in_nomenclature]
    if homeless:
        return _missing(Reason.NO_PLACE, homeless, count=len(homeless))
    end = months_after(moved, months)
    if end < day:
        return _missing(Reason.NOT_MOVED, day=moved)
    if end - day <= timedelta(days=soon):
        return Answer(State.DUE, Reason.NOT_MOVED, {"day": moved}, since=day)
    return _proved(Reason.KEPT, papers, count=len(papers), files=files)


def controlled(
    papers: Sequence[Paper],
    found: Mapping[str, Collection[Problem]],
    *,
    day: date,
    soon: int,
) -> Answer:
    """Judge by the document audit: title -> what is wrong with how it is kept."""
    wrong = {title: problems for title, problems in found.items() if problems}
    if wrong:
        title, problems = min(wrong.items())
        what = ", ".join(str(problem.label) for problem in problems)
        concerned = [paper for paper in papers if paper.title in wrong]
        return _missing(Reason.PROBLEMS, concerned, count=len(wrong), title=title, what=what)
    if not papers:
        return _missing(Reason.NO_DOCUMENTS)
    near = _soonest(papers, day, soon)
    return near or _proved(Reason.CONTROLLED, papers, count=len(papers))


def local_acts(papers: Sequence[Paper], *, least: int, day: date, soon: int) -> Answer:
    """Judge whether the block of local acts with annexes was approved by order and is looked at."""
    acts = [one for one in papers if one.kind in LOCAL and one.order and one.annexes]
    if len(acts) < least:
        return _missing(Reason.FEW_ACTS, acts, count=len(acts), least=least)
    near = _soonest(acts, day, soon)
    return near or _proved(Reason.ACTS, acts, count=len(acts))


def local_acts_current(papers: Sequence[Paper], *, share: int, day: date, soon: int) -> Answer:
    """Judge whether enough of the local acts were reviewed in time."""
    acts = [paper for paper in papers if paper.kind in LOCAL]
    if not acts:
        about = str(DocumentKind.LOCAL_ACT.label)
        return _missing(Reason.NOT_THERE, about=about)
    late = [paper for paper in acts if paper.review_due and paper.review_due < day]
    facts = {"count": len(acts) - len(late), "all": len(acts)}
    if (len(acts) - len(late)) * 100 < share * len(acts):
        return _missing(Reason.NOT_CURRENT, late, **facts)
    near = _soonest([paper for paper in acts if paper not in late], day, soon)
    return near or _proved(Reason.CURRENT, acts, **facts)


def co_authored(papers: Sequence[Paper]) -> Answer:
    """Judge whether a method was worked out with a union and put to the staff."""
    methods = [paper for paper in papers if paper.kind == DocumentKind.METHOD]
    if not methods:
        return _missing(Reason.NOT_THERE, about=str(DocumentKind.METHOD.label))
    together = [paper for paper in methods if paper.co_author]
    if not together:
        return _missing(Reason.ALONE, methods)
    commented = [paper for paper in together if paper.commented]
    if not commented:
        return _missing(Reason.NO_ROUND, together, title=together[0].title)
    first = commented[0]
    return _proved(Reason.TOGETHER, commented, title=first.title, body=first.co_author)
