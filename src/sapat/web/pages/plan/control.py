"""Control: the digest of the week, the note of the month."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.control import changes, reads
from sapat.plan.control.models import ControlNote, WeeklyDigest
from sapat.plan.control.rules import month_of, week_of
from sapat.plan.regulations.words import Phase, role_name
from sapat.publish.control import note_paper
from sapat.publish.papers.content import Paper
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.control import MonthForm, NoteForm
from sapat.web.forms.regulations import SureForm
from sapat.web.pages.plan.bars import bar
from sapat.web.pages.plan.regulation_tabs import tabs
from sapat.web.papers import answer_with


@right("duty.read")
@require_safe
def digests(request: SchoolRequest) -> HttpResponse:
    """Show this week's digest, or the newest one, and lead to the earlier ones."""
    kept = reads.digests()
    if kept:
        return redirect("plan:digest", request.school.code, kept[0].pk)
    context = {"tabs": tabs(request)}
    return render(request, "plan/digest.html", context)


@right("duty.read")
@require_safe
def digest(request: SchoolRequest, weeklydigest_id: int) -> HttpResponse:
    """Show the digest of one week, as the controller was told."""
    row = seen(request, WeeklyDigest, weeklydigest_id)
    language = (get_language() or "ky")[:2]
    content = row.content
    code = request.school.code
    context = {
        "tabs": tabs(request, "plan:digests"),
        "digest": row,
        "is_current": row.week == week_of(localdate()),
        "counts": bar(content.get("counts", {})),
        "late": _groups(content.get("late", ()), language, code),
        "soon": [_line(one, language, code) for one in content.get("soon", ())],
        "clauses": [_clause(one, language) for one in content.get("clauses", ())],
        "earlier": [one for one in reads.digests() if one.pk != row.pk],
    }
    return render(request, "plan/digest.html", context)


@right("clause.read")
@require_safe
def control_notes(request: SchoolRequest) -> HttpResponse:
    """Show the control notes, newest first."""
    last = month_of(localdate()).before
    context = {
        "tabs": tabs(request),
        "notes": reads.notes(),
        "wanted": None if reads.note_of(last) else last.name,
        "can_change": request.may("clause.change"),
    }
    return render(request, "plan/control_notes.html", context)


@right("clause.read")
@require_safe
def control_note(request: SchoolRequest, controlnote_id: int) -> HttpResponse:
    """Show one control note as it is printed, or hand it out."""
    row = seen(request, ControlNote, controlnote_id)

    def make(language: str) -> Paper:
        return note_paper(row, language=language, at=now())

    return answer_with(request, make, back=_list(request), back_to=_("Control notes"))


@right("clause.change")
@form_page
def draft_control_note(request: SchoolRequest) -> HttpResponse:
    """Draft the note of a month that is over."""
    last = month_of(localdate()).before
    form = MonthForm(posted(request), initial={"month": f"{last.starts:%Y-%m}"})
    question = Question(
        heading=_("Draft a control note"),
        lead=_("The draft is made from the weekly digests of the month; complete it and sign it."),
        button=_("Draft it"),
        back=_list(request),
        pretitle=_("Control notes"),
        done=_("The draft is ready."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.draft_note(request.school, given["month"], by=request.user, at=now()),
    )


@right("clause.change")
@form_page
def write_control_note(request: SchoolRequest, controlnote_id: int) -> HttpResponse:
    """Write a control note that is not signed yet."""
    row = seen(request, ControlNote, controlnote_id)
    form = NoteForm(posted(request), initial={"text": row.text})
    return ask(
        request,
        form,
        _about(request, row, _("Write"), _("Save"), _("The note is saved.")),
        lambda given: changes.write_note(row, given["text"], by=request.user, at=now()),
    )


@right("clause.change")
@form_page
def sign_control_note(request: SchoolRequest, controlnote_id: int) -> HttpResponse:
    """Sign a control note; from then on it is kept as it is."""
    row = seen(request, ControlNote, controlnote_id)
    question = _about(request, row, _("Sign"), _("Sign"), _("The note is signed."))
    lead = _("A signed note is kept as it is: nobody can change it afterwards.")
    return ask(
        request,
        SureForm(posted(request)),
        Question(**{**vars(question), "lead": lead}),
        lambda _given: changes.sign_note(row, request.member, by=request.user, at=now()),
    )


def _groups(found: Any, language: str, code: str) -> list[tuple[Any, list[dict[str, Any]]]]:
    return [
        (phase.label, [_line(one, language, code) for one in found if one["phase"] == phase])
        for phase in Phase
        if any(one["phase"] == phase for one in found)
    ]


def _line(one: Mapping[str, Any], language: str, code: str) -> dict[str, Any]:
    try:
        address = reverse(one["page"], args=[code, *one["args"]])
    except NoReverseMatch:
        address = ""
    return {
        "sentence": one["sentence"].get(language) or one["sentence"]["ky"],
        "by": date.fromisoformat(one["by"]),
        "late": one["late"],
        "who": ", ".join(role_name(role) for role in one["roles"]),
        "url": address,
    }


def _clause(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        "code": one["code"],
        "status": f"clause_{one['state']}",
        "heading": one["heading"][language],
        "reason": one["reason"][language],
    }


def _list(request: SchoolRequest) -> str:
    return reverse("plan:control_notes", args=[request.school.code])


def _about(
    request: SchoolRequest, row: ControlNote, heading: str, button: str, done: str
) -> Question:
    return Question(
        heading=f"{heading}: {row.of.name}",
        button=button,
        back=_list(request),
        pretitle=_("Control notes"),
        done=done,
    )
