"""My work: what waits for me over all rooms; letters, substitutes, leavers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.breaches import reads as breaches
from sapat.act.work import changes, reads
from sapat.act.work.models import Substitution
from sapat.act.work.rules import NAMES, When, by_kind, kind_of, most_urgent, when
from sapat.core.dues import Due
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.shared import SureForm
from sapat.web.forms.work import HandEverythingForm, MailForm, StandInForm

SHOWN = 100
"""Things of one kind that a page lists; the rest is counted."""


@right("work.own")
@require_safe
def work(request: SchoolRequest) -> HttpResponse:
    """Show what waits for the reader: what matters this week on top, then all of it."""
    day = localdate()
    person_id = request.member.person_id or 0
    holder = reads.holder(person_id, day)
    mine = reads.mine(request.school, holder, day)
    told = reads.told_late(person_id)
    late = [
        one for one in reads.everything(request.school, day) if one.key in told and not one.private
    ]
    top = most_urgent(mine, day)
    groups = [(NAMES[kind], _lines(request, dues)) for kind, dues in by_kind(mine).items()]
    wish = reads.wish_of(person_id)
    context = {
        "top": _lines(request, top),
        "groups": [(name, lines[:SHOWN], len(lines)) for name, lines in groups],
        "count": len(mine),
        "late_count": sum(one.is_late(day) for one in mine),
        "of_others": _lines(request, [one for one in late if one not in mine]),
        "stands_in": [people.names({one}).get(one, "") for one in sorted(holder.stands_in_for)],
        "wish": wish,
        "about_me": breaches.concerning(request.member.person_id).exists(),
        "can_reassign": request.may("work.reassign"),
    }
    return render(request, "act/work.html", context)


def _lines(request: SchoolRequest, dues: list[Due]) -> list[dict[str, Any]]:
    day = localdate()
    return [
        {
            "due": one,
            "url": _address(request, one),
            "late": when(one.by, day) == When.LATE,
            "week": when(one.by, day) == When.WEEK,
            "kind": NAMES[kind_of(one.key)],
        }
        for one in dues
    ]


def _address(request: SchoolRequest, due: Due) -> str:
    try:
        return reverse(due.page, args=[request.school.code, *due.args])
    except NoReverseMatch:
        return ""


@right("work.own")
@form_page
def work_letters(request: SchoolRequest) -> HttpResponse:
    """Set where and how often letters with one's own work come."""
    me = found_or_404(people.person_of(request.user))
    wish = reads.wish_of(me.pk)
    initial = {
        "rhythm": wish.rhythm if wish else "never",
        "address": wish.address if wish else "",
        "language": wish.language if wish else (get_language() or "ky")[:2],
    }
    question = Question(
        heading=_("Letters with my work"),
        button=_("Save"),
        back=reverse("act:work", args=[request.school.code]),
        pretitle=_("My work"),
        lead=_("A letter names what waits for you this week. It carries no figures of pupils."),
        done=_("It is saved."),
    )
    return ask(
        request,
        MailForm(posted(request), initial=initial),
        question,
        lambda given: changes.wish_for_mail(me, **given, by=request.user, at=now()),
    )


@right("work.reassign")
@require_safe
def substitutes(request: SchoolRequest) -> HttpResponse:
    """Show who stands in for whom, and who leaves with work in hand."""
    day = localdate()
    staff = list(people.staff(day))
    context = {
        "rows": [(row, row.since <= day) for row in reads.substitutions(day)],
        "staff": [(person, person.full_name) for person in staff],
    }
    return render(request, "act/substitutes.html", context)


@right("work.reassign")
@form_page
def stand_in(request: SchoolRequest) -> HttpResponse:
    """Let somebody act for another for some days."""
    staff = {person.pk: person for person in people.staff(localdate())}
    offered = [(pk, one.full_name) for pk, one in staff.items()]
    form = StandInForm(posted(request))
    for name in ("person", "substitute"):
        form.fields[name].offer(offered)  # type: ignore[attr-defined]
    question = Question(
        heading=_("A substitute"),
        button=_("Name the substitute"),
        back=reverse("act:substitutes", args=[request.school.code]),
        pretitle=_("Substitutes and leavers"),
        lead=_("What waits for the one who is away is shown to the substitute as well."),
        done=_("The substitute is named."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.stand_in(
            staff[given.pop("person")],
            staff[given.pop("substitute")],
            **given,
            by=request.user,
            at=now(),
        ),
    )


@right("work.reassign")
@form_page
def end_substitution(request: SchoolRequest, substitution_id: int) -> HttpResponse:
    """End a substitution today."""
    row = seen(request, Substitution, substitution_id)
    question = Question(
        heading=_("End the substitution"),
        button=_("End it"),
        back=reverse("act:substitutes", args=[request.school.code]),
        pretitle=_("Substitutes and leavers"),
        done=_("The substitution has ended."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.end_substitution(row, by=request.user, at=now()),
    )


@right("work.reassign")
@form_page
def hand_everything(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Hand over all that somebody holds, in one step."""
    person = seen(request, Person, person_id)
    held = [(hand.kind.label, [str(row) for row in hand.rows]) for hand in reads.belongings(person)]
    staff = {one.pk: one for one in people.staff(localdate()) if one.pk != person.pk}
    form = HandEverythingForm(posted(request))
    form.fields["to"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    back = reverse("act:substitutes", args=[request.school.code])
    question = Question(
        heading=_("Hand everything over"),
        button=_("Hand over"),
        back=back,
        pretitle=person.full_name,
        template="act/hand_everything.html",
    )
    outcome: dict[str, Any] = {}

    def change(given: dict[str, Any]) -> None:
        count, left = changes.hand_everything(person, staff[given["to"]], by=request.user, at=now())
        outcome.update(count=count, left=left)

    answer = ask(request, form, question, change, held=held)
    if outcome:
        messages.success(request, _("Handed over: %(count)s.") % {"count": outcome["count"]})
        for one in outcome["left"]:
            messages.warning(request, f"{one.name}: {one.reason}")
        return redirect(back)
    return answer
