"""The steps of an edition: comments, adoption, approval, force, withdrawal; what it cites."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.plan.acts import reads as acts
from sapat.plan.documents import changes, reads
from sapat.plan.documents.changes import Adoption, Approval, Withdrawal
from sapat.plan.documents.comments import changes as comments
from sapat.plan.documents.comments.changes import Answer
from sapat.plan.documents.comments.models import EditionComment
from sapat.plan.documents.models import Citation, DocumentEdition
from sapat.plan.documents.upkeep import changes as upkeep
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.documents import (
    AdoptForm,
    AnswerForm,
    ApproveForm,
    CiteForm,
    CommentForm,
    ForceForm,
    RoundForm,
    WithdrawForm,
)
from sapat.web.pages.plan.document_tabs import seen_edition

UNIONS = (BodyKind.MO, BodyKind.SUBJECT_COUNCIL)


def _about(edition: DocumentEdition, heading: str, button: str, done: str) -> Question:
    facts = {"title": edition.document.title, "number": edition.number}
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:document_edition", args=[edition.school.code, edition.pk]),
        pretitle=_("%(title)s, edition %(number)s") % facts,
        done=done,
    )


def _person(request: SchoolRequest) -> Any:
    return getattr(request.user, "person", None)


@right("document.write")
@form_page
def open_round(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Ask the staff for comments until a day."""
    row = seen_edition(request, document_edition_id)
    unions = {body.pk: body for body in bodies.bodies(localdate()) if body.kind in UNIONS}
    initial = {"until": row.comments_until, "co_author": row.co_author_id}
    form = RoundForm(posted(request), initial=initial)
    form.fields["co_author"].offer((pk, one.name) for pk, one in unions.items())  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Ask for comments"), _("Ask"), _("Staff can comment now.")),
        lambda given: changes.open_round(
            row,
            until=given["until"],
            co_author=unions.get(given["co_author"]),
            by=request.user,
            at=now(),
        ),
    )


@right("document.comment")
@form_page
def comment(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Comment on a draft."""
    row = seen_edition(request, document_edition_id)
    return ask(
        request,
        CommentForm(posted(request)),
        _about(row, _("Your comment"), _("Send the comment"), _("Thank you for the comment.")),
        lambda given: comments.comment(
            row,
            given["text"],
            place=given["place"],
            person=_person(request),
            by=request.user,
            at=now(),
        ),
    )


@right("document.write")
@form_page
def answer_comment(request: SchoolRequest, edition_comment_id: int) -> HttpResponse:
    """Accept a comment or decline it with a reason."""
    row = seen(request, EditionComment, edition_comment_id)
    edition = seen_edition(request, row.edition_id)
    question = _about(edition, _("Answer the comment"), _("Answer"), _("The answer is kept."))
    return ask(
        request,
        AnswerForm(posted(request)),
        Question(**{**vars(question), "lead": row.text}),
        lambda given: comments.answer(
            row, Answer(**given, person=_person(request)), by=request.user, at=now()
        ),
    )


@right("document.adopt")
@form_page
def adopt_edition(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Record that a body adopted the edition."""
    row = seen_edition(request, document_edition_id)
    offered: dict[int, Body] = {
        body.pk: body
        for body in (*bodies.bodies(localdate()), *bodies.ended(localdate()))
        if body.kind in row.document.route.adoption
    }
    first = next(iter(offered), None) if len(offered) == 1 else None
    form = AdoptForm(posted(request), initial={"body": first})
    form.fields["body"].offer((pk, body.name) for pk, body in offered.items())  # type: ignore[attr-defined]
    question = _about(row, _("Record the adoption"), _("Record"), _("The adoption is recorded."))
    lead = _("After this the text is locked; changes need the next edition.")
    return ask(
        request,
        form,
        Question(**{**vars(question), "lead": lead}),
        lambda given: changes.adopt(
            row,
            Adoption(offered[given["body"]], given["protocol_number"], given["adopted_on"]),
            by=request.user,
            at=now(),
        ),
    )


@right("document.approve")
@form_page
def approve_edition(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Record the director's order that approves the edition."""
    row = seen_edition(request, document_edition_id)
    offered = {person.pk: person for person in reads.directors()}
    mine = getattr(_person(request), "pk", None)
    form = ApproveForm(posted(request), initial={"person": mine if mine in offered else None})
    form.fields["person"].offer((pk, one.full_name) for pk, one in offered.items())  # type: ignore[attr-defined]

    def change(given: dict[str, Any]) -> object:
        given = {**given, "person": offered[given["person"]]}
        return changes.approve(row, Approval(**given), by=request.user, at=now())

    question = _about(row, _("Approve by order"), _("Approve"), _("The edition is approved."))
    return ask(request, form, question, change)


@right("document.adopt")
@form_page
def put_in_force(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Put the edition in force, today or from a later day."""
    row = seen_edition(request, document_edition_id)
    question = _about(row, _("Put in force"), _("Put in force"), _("The day is set."))
    lead = _("On that day the edition before it is superseded.")
    return ask(
        request,
        ForceForm(posted(request)),
        Question(**{**vars(question), "lead": lead}),
        lambda given: changes.put_in_force(row, since=given["since"], by=request.user, at=now()),
    )


@right("document.adopt")
@form_page
def withdraw_edition(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Take an edition back."""
    row = seen_edition(request, document_edition_id)
    question = _about(row, _("Withdraw"), _("Withdraw"), _("The edition is withdrawn."))
    return ask(
        request,
        WithdrawForm(posted(request)),
        Question(**{**vars(question), "danger": True}),
        lambda given: changes.withdraw(row, Withdrawal(**given), by=request.user, at=now()),
    )


@right("document.write")
@form_page
def cite_act(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Write down an act the edition stands on."""
    row = seen_edition(request, document_edition_id)
    offered = {act.pk: act for act in acts.acts()}
    form = CiteForm(posted(request))
    form.fields["act"].offer((pk, act.citation) for pk, act in offered.items())  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Cite an act"), _("Cite"), _("The act is cited.")),
        lambda given: upkeep.cite(
            row, offered[given["act"]], place=given["place"], by=request.user, at=now()
        ),
    )


@right("document.write")
@form_page
def cite_no_more(request: SchoolRequest, citation_id: int) -> HttpResponse:
    """Take a citation out of an edition."""
    row = seen(request, Citation, citation_id)
    edition = seen_edition(request, row.edition_id)
    heading = _("Cite no more: %(act)s") % {"act": row.act.name}
    return ask(
        request,
        Form(posted(request)),
        _about(edition, heading, _("Remove"), _("The citation is removed.")),
        lambda _given: upkeep.cite_no_more(row, by=request.user, at=now()),
    )
