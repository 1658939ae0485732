"""Every step of a rating: weights, approval, working out, publishing, appeals, the end."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.check.measuring.ground import ground_of
from sapat.check.ratings import changes, reads
from sapat.check.ratings.changes import Approval
from sapat.check.ratings.figures import fit
from sapat.check.ratings.models import Rating, RatingAppeal, RatingScheme
from sapat.check.ratings.rules import Kind
from sapat.school.bodies import reads as bodies
from sapat.school.calendar.rules import parse_term
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.ratings import AnswerForm, AppealForm, ApproveForm, RateForm, WeightsForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.check.ratings import visible

WEIGHTS = "check/rating_weights.html"


@right("rating.keep")
@form_page
def new_scheme(request: SchoolRequest) -> HttpResponse:
    """Write down the weights of a rating; the address says what is rated."""
    kind = request.GET.get("kind", Kind.CLASSES.value)
    if kind not in Kind.values:
        raise Http404
    form = WeightsForm(posted(request), _offered(request, kind))
    question = Question(
        heading=_("Weights of a rating"),
        button=_("Save"),
        back=reverse("check:ratings", args=[request.school.code]),
        pretitle=str(Kind(kind).label).capitalize(),
        lead=_(
            "What counts and how much is decided openly, with reasons, before anything is rated."
        ),
        done=_("The weights are written. A council approves them, then they count."),
        template=WEIGHTS,
    )
    return ask(
        request,
        form,
        question,
        lambda _given: changes.draft_scheme(
            request.school, form.weighing(kind), by=request.user, at=now()
        ),
    )


@right("rating.keep")
@form_page
def change_scheme(request: SchoolRequest, ratingscheme_id: int) -> HttpResponse:
    """Change weights that nobody has approved yet."""
    row = seen(request, RatingScheme, ratingscheme_id)
    names = ("name", "plain", "least_coverage", "appeal_days")
    stood = {name: getattr(row, name) for name in names}
    parts = row.weighed if all(isinstance(part, dict) for part in row.parts) else []
    form = WeightsForm(posted(request), _offered(request, row.kind), parts, initial=stood)
    return ask(
        request,
        form,
        _of_scheme(row, _("Weights of a rating"), _("Save"), _("The weights are kept."), WEIGHTS),
        lambda _given: changes.change_scheme(
            row, form.weighing(row.kind), by=request.user, at=now()
        ),
    )


@right("rating.keep")
@form_page
def approve_scheme(request: SchoolRequest, ratingscheme_id: int) -> HttpResponse:
    """Note which body approved the weights."""
    row = seen(request, RatingScheme, ratingscheme_id)
    form = ApproveForm(posted(request))
    known = {body.pk: body for body in bodies.bodies(localdate())}
    form.fields["body"].offer([(pk, body.name) for pk, body in known.items()])  # type: ignore[attr-defined]
    done = _("The weights are approved. A term can be rated by them.")
    return ask(
        request,
        form,
        _of_scheme(row, _("Approve the weights"), _("Approve"), done),
        lambda given: changes.approve_scheme(
            row, Approval(known[given.pop("body")], **given), by=request.user, at=now()
        ),
    )


@right("rating.keep")
@form_page
def rate_term(request: SchoolRequest, ratingscheme_id: int) -> HttpResponse:
    """Work a rating out for a term that has ended."""
    row = seen(request, RatingScheme, ratingscheme_id)
    ground = ground_of(request.school)
    ended = [code for code in reversed(ground.known) if ground.days(code)[1] < localdate()]
    form = RateForm(posted(request))
    form.fields["term"].choices = [(str(code), code.label) for code in ended]  # type: ignore[attr-defined]
    done = _("The rating is worked out. Look at it, then publish it in the school.")

    def change(given: dict[str, Any]) -> Rating:
        term = parse_term(given["term"])
        if term is None:
            raise Http404
        return changes.rate(row, term, by=request.user, at=now())

    return ask(request, form, _of_scheme(row, _("Rate a term"), _("Work out"), done), change)


@right("rating.keep")
@form_page
def publish_rating(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Publish a rating inside the school."""
    row = seen(request, Rating, rating_id)
    done = _("The rating is published in the school; it can be appealed against from today.")
    return ask(
        request,
        SureForm(posted(request)),
        _of_rating(row, _("Publish in the school"), _("Publish"), done),
        lambda _given: changes.publish(row, by=request.user, at=now()),
    )


@right("rating.keep")
@form_page
def drop_rating(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Throw a rating away that was not published."""
    row = seen(request, Rating, rating_id)
    return ask(
        request,
        SureForm(posted(request)),
        _of_rating(row, _("Throw away"), _("Throw away"), _("The rating is thrown away.")),
        lambda _given: changes.drop(row, by=request.user, at=now()),
    )


@right("rating.keep")
@form_page
def correct_rating(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Work a published rating out anew after an accepted appeal."""
    row = seen(request, Rating, rating_id)
    done = _("The rating is worked out anew. Publishing it replaces the one before.")

    def change(_given: dict[str, Any]) -> Rating:
        scheme = reads.approved(row.kind) or row.scheme
        return changes.rate(scheme, row.code, by=request.user, at=now())

    question = _of_rating(row, _("Work out anew"), _("Work out anew"), done, to_list=True)
    return ask(request, SureForm(posted(request)), question, change)


@right("rating.keep")
@form_page
def finish_rating(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Make a rating final."""
    row = seen(request, Rating, rating_id)
    return ask(
        request,
        SureForm(posted(request)),
        _of_rating(row, _("Make it final"), _("Make it final"), _("The rating is final.")),
        lambda _given: changes.finish(row, by=request.user, at=now()),
    )


@right("rating.appeal")
@form_page
def appeal_rating(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Appeal against a rating."""
    row = visible(request, rating_id)
    form = AppealForm(posted(request))
    named = reads.names(row.kind, row.figures.get("units", []))
    form.fields["unit"].choices = [("", _("the rating as a whole")), *named.items()]  # type: ignore[attr-defined]
    me = people.person_of(request.user)
    done = _("The appeal is written. It is answered within five days, with a reason.")
    return ask(
        request,
        form,
        _of_rating(row, _("Appeal"), _("Send the appeal"), done),
        lambda given: changes.appeal(row, **given, person=me, by=request.user, at=now()),
    )


@right("rating.keep")
@form_page
def answer_appeal(request: SchoolRequest, ratingappeal_id: int) -> HttpResponse:
    """Answer an appeal."""
    made = seen(request, RatingAppeal, ratingappeal_id)
    me = people.person_of(request.user)
    question = _of_rating(
        made.rating,
        _("Answer the appeal"),
        _("Answer"),
        _("The appeal is answered."),
        lead=made.text,
    )
    return ask(
        request,
        AnswerForm(posted(request)),
        question,
        lambda given: changes.answer(made, **given, person=me, by=request.user, at=now()),
    )


def _offered(request: SchoolRequest, kind: str) -> dict[str, object]:
    ground = ground_of(request.school)
    return {code: one.name for code, one in fit(ground, kind).items()}


def _of_scheme(
    row: RatingScheme, heading: str, button: str, done: str, template: str = "asking.html"
) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("check:ratings", args=[row.school.code]),
        pretitle=row.name,
        done=done,
        template=template,
    )


def _of_rating(
    row: Rating, heading: str, button: str, done: str, *, lead: str = "", to_list: bool = False
) -> Question:
    code = row.school.code
    back = reverse("check:ratings", args=[code])
    return Question(
        heading=heading,
        button=button,
        back=back if to_list else reverse("check:rating", args=[code, row.pk]),
        pretitle=row.scheme.name,
        lead=lead or row.code.label,
        done=done,
    )
