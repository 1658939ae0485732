"""A page that asks one thing: draw the form, carry out the change, say what happened."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sapat.core.refusal import Refused

log = logging.getLogger(__name__)

Change = Callable[[dict[str, Any]], object]

form_page = require_http_methods(["GET", "HEAD", "POST"])
"""Decorator, below the door: the page is shown by GET and carried out by POST."""


@dataclass(frozen=True)
class Question:
    """What the page says around its form."""

    heading: str
    button: str
    back: str
    """Address to return to, done or not."""
    lead: str = ""
    pretitle: str = ""
    danger: bool = False
    done: str = ""
    """Sentence shown once the change is made."""
    template: str = "asking.html"


def posted(request: HttpRequest) -> Any:
    """Return what was sent, or None while the form is only shown."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest, form: BaseForm, question: Question, change: Change, **more: Any
) -> HttpResponse:
    """Show the form; carry out the change; 422 for what cannot be read, 409 for a refusal."""
    others = [part for part in more.values() if hasattr(part, "is_valid")]
    stood = _digest([form, *others])
    context = {"form": form, "question": question, "stood": stood, **more}
    if request.method != "POST":
        return render(request, question.template, context)
    if not all([form.is_valid(), *(part.is_valid() for part in others)]):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, question.template, context, status=status)
    if request.POST.get("stood", stood) != stood:
        context["refused"] = _(
            "Somebody else changed this while you were writing, so nothing was saved. "
            "Send the form again to put your version in place of theirs."
        )
        return render(request, question.template, context, status=HTTPStatus.CONFLICT)
    try:
        change(form.cleaned_data)
    except Refused as no:
        context["refused"] = no.sentence
        return render(request, question.template, context, status=HTTPStatus.CONFLICT)
    except IntegrityError:
        # The rules looked before another's writing ended; the database saw both and kept one.
        log.warning("A write met another one: %s", request.path, exc_info=True)
        context["refused"] = _(
            "Somebody else has just recorded the same, so nothing was saved. "
            "Look at what stands there now, then send the form again if it is still needed."
        )
        return render(request, question.template, context, status=HTTPStatus.CONFLICT)
    if question.done:
        messages.success(request, question.done)
    return redirect(question.back)


def _digest(parts: Sequence[Any]) -> str:
    """Return a mark of what stood in the records when the form was drawn."""
    stood = json.dumps([part.initial for part in parts], default=str, sort_keys=True)
    return hashlib.sha256(stood.encode()).hexdigest()[:16]
