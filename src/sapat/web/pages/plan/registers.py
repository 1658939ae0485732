"""Partners and the export of education."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.registers import changes, reads
from sapat.plan.registers.changes import Contact, OfferCard, PartnerCard
from sapat.plan.registers.models import ExportOffer, Partner
from sapat.school.organisations.rules import holds
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import DayForm
from sapat.web.forms.registers import ContactForm, EndOfferForm, LinkForm, OfferForm, PartnerForm
from sapat.web.pages.plan.resource_tabs import REGISTERS, tabs


@right("register.read")
@require_safe
def registers(request: SchoolRequest) -> HttpResponse:
    """Show the partners with the last and the next contact."""
    day = localdate()
    context = {
        "tabs": tabs(request, REGISTERS),
        "rows": reads.partners(day),
        "former": reads.former_partners(day),
        "day": day,
        "can_change": request.may("register.change"),
    }
    return render(request, "plan/partners.html", context)


@right("register.read")
@require_safe
def partner(request: SchoolRequest, partner_id: int) -> HttpResponse:
    """Show one partner and every contact."""
    row = seen(request, Partner, partner_id)
    context = {
        "row": row,
        "contacts": reads.contacts(row),
        "running": holds(row, localdate()),
        "can_change": request.may("register.change"),
        "may_see_people": request.may("people.read"),
    }
    return render(request, "plan/partner.html", context)


@right("register.change")
@form_page
def new_partner(request: SchoolRequest) -> HttpResponse:
    """Write a partner into the register."""
    staff = {person.pk: person for person in people.staff(localdate())}
    form = PartnerForm(posted(request))
    form.fields["keeper"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    question = Question(
        heading=_("New partner"),
        button=_("Save"),
        back=reverse("plan:registers", args=[request.school.code]),
        pretitle=_("Partners"),
        done=_("The partner stands in the register."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.keep_partner(
            request.school,
            PartnerCard(**{**given, "keeper": staff.get(given["keeper"])}),
            by=request.user,
            at=now(),
        ),
    )


@right("register.change")
@form_page
def contact_partner(request: SchoolRequest, partner_id: int) -> HttpResponse:
    """Write down a contact with a partner."""
    row = seen(request, Partner, partner_id)
    question = _about(row, _("A contact"), _("Save"), _("The contact is kept."))
    return ask(
        request,
        ContactForm(posted(request)),
        question,
        lambda given: changes.note_contact(row, Contact(**given), by=request.user, at=now()),
    )


@right("register.change")
@form_page
def end_partner(request: SchoolRequest, partner_id: int) -> HttpResponse:
    """End the work with a partner."""
    row = seen(request, Partner, partner_id)
    question = _about(row, _("End the partnership"), _("End it"), _("The partnership has ended."))
    return ask(
        request,
        DayForm(posted(request)),
        question,
        lambda given: changes.end_partner(row, until=given["until"], by=request.user, at=now()),
    )


@right("register.read")
@require_safe
def export(request: SchoolRequest) -> HttpResponse:
    """Show what is offered abroad, and what programmes lead on to."""
    found = reads.export()
    context = {
        "tabs": tabs(request, REGISTERS),
        "offers": found.offers,
        "links": found.links,
        "ended": reads.ended_offers(),
        "has_partners": bool(reads.partners(localdate())),
        "can_change": request.may("register.change"),
    }
    return render(request, "plan/export.html", context)


@right("register.change")
@form_page
def new_offer(request: SchoolRequest) -> HttpResponse:
    """Write an export offer into the register."""
    question = _of_export(request, _("New export offer"), _("The offer stands in the register."))
    return ask(
        request,
        OfferForm(posted(request)),
        question,
        lambda given: changes.offer(request.school, OfferCard(**given), by=request.user, at=now()),
    )


@right("register.read")
@require_safe
def export_offer(request: SchoolRequest, exportoffer_id: int) -> HttpResponse:
    """Show one export offer."""
    row = seen(request, ExportOffer, exportoffer_id)
    context = {"row": row, "can_change": request.may("register.change")}
    return render(request, "plan/export_offer.html", context)


@right("register.change")
@form_page
def look_through(request: SchoolRequest, exportoffer_id: int) -> HttpResponse:
    """Look through an offer and write down how it stands now."""
    row = seen(request, ExportOffer, exportoffer_id)
    shown = {name: getattr(row, name) for name in OfferForm.base_fields if name != "reviewed_on"}
    question = Question(
        heading=_("Look through the offer"),
        button=_("Save"),
        back=reverse("plan:export_offer", args=[row.school.code, row.pk]),
        pretitle=row.programme,
        done=_("The offer is looked through."),
    )
    return ask(
        request,
        OfferForm(posted(request), initial=shown),
        question,
        lambda given: changes.look_through(row, OfferCard(**given), by=request.user, at=now()),
    )


@right("register.change")
@form_page
def end_offer(request: SchoolRequest, exportoffer_id: int) -> HttpResponse:
    """End an export offer."""
    row = seen(request, ExportOffer, exportoffer_id)
    question = Question(
        heading=_("End the offer"),
        button=_("End it"),
        back=reverse("plan:export", args=[row.school.code]),
        pretitle=row.programme,
        done=_("The offer has ended."),
    )
    return ask(
        request,
        EndOfferForm(posted(request)),
        question,
        lambda given: changes.end_offer(row, on=given["on"], by=request.user, at=now()),
    )


@right("register.change")
@form_page
def lead_on(request: SchoolRequest) -> HttpResponse:
    """Write down what a programme leads on to."""
    partners = {row.pk: row for row in reads.partners(localdate())}
    form = LinkForm(posted(request))
    form.fields["partner"].offer([(pk, row.name) for pk, row in partners.items()])  # type: ignore[attr-defined]
    question = _of_export(request, _("What a programme leads on to"), _("The link is kept."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.lead_on(
            partners[given["partner"]],
            given["programme"],
            given["leads_to"],
            terms=given["terms"],
            by=request.user,
            at=now(),
        ),
    )


def _about(row: Partner, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:partner", args=[row.school.code, row.pk]),
        pretitle=row.name,
        done=done,
    )


def _of_export(request: SchoolRequest, heading: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=_("Save"),
        back=reverse("plan:export", args=[request.school.code]),
        pretitle=_("Export of education"),
        done=done,
    )
