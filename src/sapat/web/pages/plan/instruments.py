"""Instruments: the shipped ones, the school's editions, what an edition changed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.rights import Role
from sapat.plan.indicators.rules import indicators as known_indicators
from sapat.plan.instruments import changes, reads, rules
from sapat.plan.instruments.changes import Decision, NewItem
from sapat.plan.instruments.models import InstrumentEdition
from sapat.plan.instruments.rules import InstrumentKind, InstrumentState
from sapat.plan.instruments.sheets import Sheet, shipped
from sapat.publish.instrument_forms import instrument_paper as paper_of
from sapat.publish.papers.content import Paper
from sapat.school.bodies import reads as bodies
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.fields import NothingForm
from sapat.web.forms.instruments import NewItemForm, ProtocolForm, RewordForm, WithdrawForm
from sapat.web.pages.plan.measure_tabs import tabs
from sapat.web.papers import answer_with


@right("instrument.read")
@require_safe
def instruments(request: SchoolRequest) -> HttpResponse:
    """Show every instrument by kind, and where the school's edition of it stands."""
    own = reads.latest()
    groups = [
        (kind.label, [(sheet, own.get(sheet.code, ())) for sheet in found])
        for kind, found in rules.by_kind(shipped())
    ]
    context = {"tabs": tabs(request), "groups": groups, "taken": len(own)}
    return render(request, "plan/instruments.html", context)


@right("instrument.read")
@require_safe
def instrument(request: SchoolRequest, instrument: str) -> HttpResponse:
    """Show one instrument as readers see it, in three languages side by side."""
    row = reads.instrument(instrument)
    editions = list(reads.editions(row)) if row else []
    edition = _chosen(editions, request.GET.get("edition", ""))
    sheet = edition.sheet if edition else shipped().get(instrument)
    if sheet is None:
        raise Http404
    first = shipped().get(instrument)
    found = rules.differences(first, sheet) if first and edition else []
    context = {
        "sheet": sheet,
        "code": instrument,
        "edition": edition,
        "editions": editions,
        "kind": InstrumentKind(sheet.kind).label,
        "post": dict(Role.choices).get(sheet.role, sheet.role),
        "feeds": [known_indicators()[code] for code in sheet.feeds if code in known_indicators()],
        "differences": found,
        "breaks": [one for one in found if one.breaks_comparison],
        "can_change": request.may("instrument.change"),
        "drafting": any(one.state == InstrumentState.DRAFT for one in editions),
    }
    return render(request, "plan/instrument.html", context)


def _chosen(editions: list[InstrumentEdition], asked: str) -> InstrumentEdition | None:
    """Return the edition asked for, else the one in force, else the newest."""
    if asked:
        for edition in editions:
            if str(edition.number) == asked:
                return edition
        raise Http404
    current = [one for one in editions if one.state == InstrumentState.IN_FORCE]
    return next(iter([*current, *editions]), None)


@right("instrument.read")
@require_safe
def instrument_paper(request: SchoolRequest, instrument: str) -> HttpResponse:
    """Show the instrument as a paper form, or hand it out."""
    row = reads.instrument(instrument)
    editions = list(reads.editions(row)) if row else []
    edition = _chosen(editions, request.GET.get("edition", ""))
    sheet = edition.sheet if edition else shipped().get(instrument)
    if sheet is None:
        raise Http404

    def make(language: str) -> Paper:
        return paper_of(request.school, sheet, edition, language=language, at=now())

    return answer_with(request, make, back=_address(request, instrument), back_to=str(sheet.name))


@right("instrument.change")
@form_page
def take_over(request: SchoolRequest, instrument: str) -> HttpResponse:
    """Take a shipped instrument over as the school's own draft."""
    sheet = shipped().get(instrument)
    if sheet is None:
        raise Http404
    question = Question(
        heading=_("Take over “%(name)s”") % {"name": sheet.name},
        button=_("Take over"),
        back=_address(request, instrument),
        lead=_("The school gets a draft with the shipped words, changes it and approves it."),
        pretitle=f"{sheet.code} {sheet.name}",
        done=_("The draft is there: look through its items, then have it approved."),
    )
    return ask(
        request,
        NothingForm(posted(request)),
        question,
        lambda _given: changes.take_over(request.school, instrument, by=request.user, at=now()),
    )


@right("instrument.change")
@form_page
def begin_edition(request: SchoolRequest, instrument: str) -> HttpResponse:
    """Begin a new edition of an instrument the school has."""
    row = reads.instrument(instrument)
    if row is None:
        raise Http404
    return ask(
        request,
        NothingForm(posted(request)),
        Question(
            heading=_("New edition of %(code)s") % {"code": row.code},
            button=_("Begin"),
            back=_address(request, row.code),
            lead=_("The edition in force stays until the new one is approved."),
            pretitle=row.code,
            done=_("The draft is there: look through its items, then have it approved."),
        ),
        lambda _given: changes.begin_edition(row, by=request.user, at=now()),
    )


@right("instrument.change")
@form_page
def add_item(request: SchoolRequest, instrumentedition_id: int) -> HttpResponse:
    """Add an item of the school's own."""
    edition = seen(request, InstrumentEdition, instrumentedition_id)
    sheet = edition.sheet
    form = NewItemForm(posted(request), initial={"code": rules.free_code(sheet)})
    parts = [("", "—"), *((code, str(name)) for code, name in sheet.parts.items())]
    form.fields["part"].choices = parts  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(request, edition, _("Add an item"), _("Add"), _("The item is added.")),
        lambda given: changes.add_item(
            edition,
            NewItem(given["code"], form.text(given), given["part"], given["free"]),
            by=request.user,
            at=now(),
        ),
    )


@right("instrument.change")
@form_page
def reword(request: SchoolRequest, instrumentedition_id: int) -> HttpResponse:
    """Give the item named in the address other words."""
    edition = seen(request, InstrumentEdition, instrumentedition_id)
    item = edition.sheet.items.get(request.GET.get("item", ""))
    if item is None:
        raise Http404
    initial = {**vars(item.words), "meaning": item.meaning}
    form = RewordForm(posted(request), initial=initial)
    heading = _("Other words for %(code)s") % {"code": item.code}
    return ask(
        request,
        form,
        _about(request, edition, heading, _("Save"), _("The item has other words.")),
        lambda given: changes.reword(
            edition,
            item.code,
            form.text(given),
            meaning=given["meaning"],
            by=request.user,
            at=now(),
        ),
    )


@right("instrument.change")
@form_page
def switch(request: SchoolRequest, instrumentedition_id: int) -> HttpResponse:
    """Switch the item named in the address off, or on again."""
    edition = seen(request, InstrumentEdition, instrumentedition_id)
    item = edition.sheet.items.get(request.GET.get("item", ""))
    if item is None:
        raise Http404
    heading = _("Ask %(code)s again") if item.off else _("No longer ask %(code)s")
    question = _about(
        request,
        edition,
        heading % {"code": item.code},
        _("Switch on") if item.off else _("Switch off"),
        _("The item is switched."),
        lead=str(item.words),
    )
    return ask(
        request,
        NothingForm(posted(request)),
        question,
        lambda _given: changes.switch(
            edition, item.code, off=not item.off, by=request.user, at=now()
        ),
    )


@right("instrument.change")
@form_page
def approve(request: SchoolRequest, instrumentedition_id: int) -> HttpResponse:
    """Put a draft in force by a body's protocol."""
    edition = seen(request, InstrumentEdition, instrumentedition_id)
    form = ProtocolForm(posted(request))
    offered = {body.pk: body for body in bodies.bodies(localdate())}
    form.fields["body"].offer(offered.items())  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(request, edition, _("Approve the edition"), _("Put in force"), _("It is in force.")),
        lambda given: changes.put_in_force(
            edition,
            Decision(
                offered[given["body"]], given["protocol"], given["decided_on"], given["since"]
            ),
            by=request.user,
            at=now(),
        ),
    )


@right("instrument.change")
@form_page
def withdraw(request: SchoolRequest, instrumentedition_id: int) -> HttpResponse:
    """Stop using an instrument."""
    edition = seen(request, InstrumentEdition, instrumentedition_id)
    heading, button = _("Stop using it"), _("Withdraw")
    return ask(
        request,
        WithdrawForm(posted(request)),
        _about(request, edition, heading, button, _("The instrument is withdrawn.")),
        lambda given: changes.withdraw(
            edition, until=given["until"], why=given["why"], by=request.user, at=now()
        ),
    )


def _about(
    request: SchoolRequest, edition: InstrumentEdition, heading: str, button: str, done: str,
    *, lead: str = "",
) -> Question:  # fmt: skip
    code = edition.instrument.code
    sheet: Sheet = edition.sheet
    return Question(
        heading=heading,
        button=button,
        back=f"{_address(request, code)}?edition={edition.number}",
        lead=lead,
        pretitle=f"{code} {sheet.name}",
        done=done,
    )


def _address(request: SchoolRequest, code: str) -> str:
    return reverse("plan:instrument", args=[request.school.code, code])
