"""Bringing a test's answers in: read, shown, kept; a corrected one takes the place of another."""

import csv
import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.testing import changes, reads, roster
from sapat.check.testing.changes import Sitting
from sapat.check.testing.models import SatTest
from sapat.check.testing.sheets import Mistake, Table, read_table, text_of
from sapat.core.refusal import Refused
from sapat.evidence.reading import Sheet, Unreadable, address, paste, read
from sapat.publish.tests_sat import sheet as sheets
from sapat.school.calendar import reads as calendar
from sapat.school.classes import reads as classes
from sapat.school.classes.models import SchoolClass
from sapat.school.people import reads as people
from sapat.school.subjects import reads as subjects
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right
from sapat.web.files import attachment
from sapat.web.forms.testing import AnswersForm, KeyForm, SheetForm
from sapat.web.pages.check.test_showing import seen_test

SHOWN = 8
"""Pupils in the preview."""


@dataclass
class Look:
    """What was understood of a table, before anything is kept."""

    text: str = ""
    table: Table | None = None
    sitting: Sitting | None = None
    mistakes: list[tuple[str, str]] = field(default_factory=list)
    """Address of the cell, and the sentence."""

    @property
    def found(self) -> int:
        """Return how many rows are pupils of the school."""
        return len(self.sitting.seats) if self.sitting else 0

    @property
    def nameless(self) -> int:
        """Return how many rows name nobody of the school."""
        return len(self.table.lines) - self.found if self.table else 0


@right("test.change")
@form_page
def new_test(request: SchoolRequest) -> HttpResponse:
    """Take a test's answers: first shown as understood, then kept."""
    return _bring(request, None)


@right("test.change")
@form_page
def replace_test(request: SchoolRequest, sattest_id: int) -> HttpResponse:
    """Take corrected answers in the place of a test."""
    return _bring(request, seen_test(request, sattest_id))


def _bring(request: SchoolRequest, earlier: SatTest | None) -> HttpResponse:
    given = posted(request)
    start: dict[str, Any] = {}
    if earlier:
        start = {"title": earlier.title, "subject": earlier.subject_id, "held_on": earlier.held_on}
    form = AnswersForm(given, request.FILES or None, initial=start, replacing=bool(earlier))
    known = _offer(form)
    blank = SheetForm(prefix="")
    blank.fields["school_class"].offer(  # type: ignore[attr-defined]
        [(pk, row.label) for pk, row in known["school_class"].items()]
    )
    context: dict[str, Any] = {"form": form, "earlier": earlier, "blank": blank}
    status = 200
    if given is not None:
        status = 422
        if form.is_valid():
            look = _looked(form.cleaned_data, known)
            if "keep" in given and look.table and look.sitting and not look.mistakes:
                try:
                    row = _kept(request, earlier, look)
                except Refused as no:
                    context["refused"], status = no.sentence, 409
                except IntegrityError:
                    # Another window kept the same answers between our look and our writing.
                    context["refused"], status = _("These answers are being kept already."), 409
                else:
                    messages.success(request, _("The answers are kept and cannot be changed."))
                    return redirect("check:test", request.school.code, row.pk)
            elif not look.mistakes:
                status = 200
            again = {**given.dict(), "pasted": look.text or given.get("pasted", "")}
            context["form"] = AnswersForm(again, replacing=bool(earlier))
            _offer(context["form"])
            context |= {"look": look, "preview": _preview(look)}
    return render(request, "check/new_test.html", context, status=status)


@right("test.change")
@require_safe
def answer_sheet(request: SchoolRequest) -> HttpResponse:
    """Hand out a sheet with the names of a class, to be filled in and brought back."""
    form = SheetForm(request.GET)
    rows = _classes()
    form.fields["school_class"].offer(  # type: ignore[attr-defined]
        [(pk, row.label) for pk, row in rows.items()]
    )
    if not form.is_valid():
        raise Http404
    chosen = rows[form.cleaned_data["school_class"]]
    day = now().date()
    title = _("Answers of class %(label)s") % {"label": chosen.label}
    content = sheets.answer_sheet(
        sorted(reads.seats(day, chosen), key=lambda seat: seat.name),
        form.cleaned_data["items"],
        title=title,
        school=str(request.school.edition(day).name),
    )
    return attachment(content, request.school.code, title, ending="xlsx")


def _classes() -> dict[int, SchoolClass]:
    year = calendar.year_on(now().date())
    return {row.pk: row for row in classes.classes(year.year)} if year else {}


def _kept(request: SchoolRequest, earlier: SatTest | None, look: Look) -> SatTest:
    assert look.table
    assert look.sitting
    if earlier:
        return changes.replace(earlier, look.sitting, look.table, by=request.user, at=now())
    return changes.keep(
        request.school,
        look.sitting,
        look.table,
        author=people.person_of(request.user),
        by=request.user,
        at=now(),
    )


def _offer(form: AnswersForm) -> dict[str, dict[int, Any]]:
    """Give the form the subjects and the classes of the running year."""
    found: dict[str, dict[int, Any]] = {
        "subject": {row.pk: row for row in subjects.subjects()},
        "school_class": _classes(),
    }
    for name, rows in found.items():
        words = [(pk, getattr(row, "label", None) or row.name) for pk, row in rows.items()]
        form.fields[name].offer(words)  # type: ignore[attr-defined]
    return found


def _looked(given: dict[str, Any], known: dict[str, dict[int, Any]]) -> Look:
    """Understand a table: its answers, and whose they are."""
    try:
        sheet = _sheet(given)
    except Unreadable as no:
        return Look(mistakes=[("", str(no.reason.label))])
    look = Look(text=_as_text(sheet))
    look.table, wrong = read_table(sheet.rows, given["key"])
    chosen = known["school_class"].get(given["school_class"])
    if look.table:
        seats = reads.seats(given["held_on"], chosen)
        found, doubts = roster.matched(look.table.lines, seats)
        wrong = [*wrong, *doubts]
        look.sitting = Sitting(
            title=given["title"],
            held_on=given["held_on"],
            subject=known["subject"].get(given["subject"]),
            label=chosen.label if chosen else "",
            why=given.get("why", ""),
            seats=found,
        )
    look.mistakes = [(_address(mistake), mistake.sentence) for mistake in wrong]
    return look


def _sheet(given: dict[str, Any]) -> Sheet:
    """Return the first sheet with something in it."""
    sent = given["file"]
    if not sent:
        return paste(given["pasted"]).sheets[0]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "sent"
        with path.open("wb") as out:
            for chunk in sent.chunks():
                out.write(chunk)
        book = read(path, name=sent.name)
    filled = [sheet for sheet in book.sheets if not sheet.hidden and any(map(any, sheet.rows))]
    return filled[0] if filled else book.sheets[0]


def _as_text(sheet: Sheet) -> str:
    """Return the sheet as it would be pasted, so that it can be mended on the page."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([text_of(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()


def _address(mistake: Mistake) -> str:
    if mistake.row is None:
        return ""
    if mistake.column is None:
        return _("row %(row)s") % {"row": mistake.row + 1}
    return address(mistake.row, mistake.column)


def _preview(look: Look) -> dict[str, Any] | None:
    if look.table is None or look.sitting is None:
        return None
    seats = look.sitting.seats
    return {
        "rows": [
            (seats[line.row].name if line.row in seats else line.who or f"№ {at}", line.cells)
            for at, line in enumerate(look.table.lines[:SHOWN], 1)
        ],
        "more": max(0, len(look.table.lines) - SHOWN),
        "empty": sum(not cell for line in look.table.lines for cell in line.cells),
    }


@right("test.change")
@form_page
def correct_key(request: SchoolRequest, sattest_id: int) -> HttpResponse:
    """Keep the same answers with a corrected key."""
    row = seen_test(request, sattest_id)
    if not row.has_options:
        raise Http404
    _lines, found = reads.analysis_of(row)
    doubtful = set(found.wrong_keys)
    items = [
        (name, option, at in doubtful)
        for at, (name, option) in enumerate(zip(row.items, row.key, strict=True))
    ]
    form = KeyForm(posted(request), items=items)
    kept: list[SatTest] = []
    question = Question(
        heading=_("Correct the key"),
        button=_("Keep with this key"),
        back=reverse("check:test", args=[request.school.code, row.pk]),
        lead=_(
            "The answers stay as they are. The test with the new key takes the place of this one, "
            "which stays in the history."
        ),
        pretitle=row.title,
        done=_("The test is kept with the corrected key."),
        template="check/key.html",
    )
    answer = ask(
        request,
        form,
        question,
        lambda given: kept.append(
            changes.correct_key(row, form.key(), why=given["why"], by=request.user, at=now())
        ),
    )
    return redirect("check:test", request.school.code, kept[0].pk) if kept else answer
