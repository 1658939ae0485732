"""The trail: what was changed, when and by whom, and whether nobody tampered with it."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sapat.core import trail as chain
from sapat.core.models import TrailEntry
from sapat.core.rights import Role
from sapat.school.people import reads as people
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.act import told as act
from sapat.web.pages.check import told as check
from sapat.web.pages.plan import told as plan
from sapat.web.pages.school.tabs import tabs

A_PAGE = 50
TOLD = ("name", "label", "login", "order", "code")
"""Facts of a line that a reader understands."""

WORDS = {
    "batch.kept": _("Evidence was kept"),
    "batch.undone": _("Evidence was taken back"),
    "body.dissolved": _("A body ended"),
    "body.seated": _("A person was seated in a body"),
    "body.set_up": _("A body was set up"),
    "body.unseated": _("A seat in a body ended"),
    "class.opened": _("A class was opened"),
    "class.restated": _("A class was corrected"),
    "evidence.swept": _("Files without a record were swept away"),
    "import.checked": _("A file was checked"),
    "import.committed": _("A file was committed"),
    "import.confirmed": _("A file was confirmed"),
    "import.discarded": _("A file was put aside"),
    "import.interrupted": _("The work on a file was interrupted"),
    "import.mapped": _("The columns of a file were named"),
    "import.received": _("A file was received"),
    "import.refused": _("A file was refused because of errors"),
    "import.undone": _("An import was undone"),
    "import.unreadable": _("A file could not be read"),
    "load.given": _("Teaching load was given"),
    "load.taken": _("Teaching load was taken"),
    "norm.set": _("A norm was set"),
    "organisation.founded": _("An organisation was founded"),
    "organisation.merged": _("An organisation was merged"),
    "organisation.restated": _("The name or type was changed"),
    "person.corrected": _("A person's record was corrected"),
    "person.erased": _("A person's data was erased"),
    "person.taken_on": _("A person was written into the register"),
    "post.ended": _("A post was ended"),
    "post.given": _("A post was given"),
    "pupil.enrolled": _("A pupil was enrolled"),
    "pupil.left": _("A pupil left"),
    "scale.defined": _("A mark scale was defined"),
    "scale.used": _("A mark scale was put to use"),
    "scales.taken_over": _("The usual mark scales were taken over"),
    "sign_in.closed": _("A sign-in was closed"),
    "sign_in.opened": _("A sign-in was opened"),
    "sign_in.own_changed": _("Somebody changed their own password or second step"),
    "sign_in.renewed": _("A sign-in was renewed"),
    "subject.kept": _("A subject was saved"),
    "year.dates_moved": _("The dates of a school year were changed"),
    "year.laid_out": _("A school year was laid out"),
    **plan.TOLD,
    **check.TOLD,
    **act.TOLD,
}

KINDS = {
    "person": _("people"),
    "post": _("posts"),
    "sign_in": _("sign-in"),
    "class": _("classes"),
    "pupil": _("pupils"),
    "import": _("imports"),
    "batch": _("evidence"),
    "norm": _("norms"),
    "organisation": _("organisation"),
    "body": _("bodies"),
    "year": _("calendar"),
    "scale": _("mark scales"),
    "subject": _("subjects"),
    "load": _("teaching load"),
    **plan.KINDS,
    **check.KINDS,
    **act.KINDS,
}


@right("trail.read")
@require_safe
def trail(request: SchoolRequest) -> HttpResponse:
    """Show the school's chain, newest first; on request, prove it whole."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    told = chain.told(request.school.chain, kind)
    if not request.may("breach.read"):  # who wrote a case down is read by those who handle cases
        told = told.exclude(what__startswith="breach.")
    page = Paginator(told, A_PAGE).get_page(request.GET.get("page"))
    entries = list(page)
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": _rows(entries),
        "kinds": KINDS.items(),
        "kind": kind,
        "head": chain.head(request.school.chain),
        "whole": chain.is_whole(request.school.chain) if "verify" in request.GET else None,
        "verified": "verify" in request.GET,
    }
    return render(request, "school/trail.html", context)


def _rows(entries: Iterable[TrailEntry]) -> list[dict[str, object]]:
    entries = list(entries)
    signed = people.names_of_users(entry.by_id for entry in entries if entry.by_id)
    about = people.names(pk for entry in entries if (pk := _person_of(entry)))
    return [
        {
            "entry": entry,
            "what": WORDS.get(entry.what, entry.what),
            "who": signed.get(entry.by_id or 0, entry.by.username if entry.by else ""),
            "person_id": (pk := _person_of(entry)),
            "person": about.get(pk or 0, ""),
            "named": _named(entry),
        }
        for entry in entries
    ]


def _named(entry: TrailEntry) -> list[str]:
    """Return what the line names in words: a label, a name, a post, an order."""
    role = entry.facts.get("role")
    words = [str(Role(role).label)] if role in Role.values else []
    return words + [str(entry.facts[key]) for key in TOLD if entry.facts.get(key)]


def _person_of(entry: TrailEntry) -> int | None:
    """Return the person a line is about, or names among its facts."""
    kind, _colon, pk = entry.about.partition(":")
    if kind == "school.person" and pk.isdecimal():
        return int(pk)
    named = entry.facts.get("person") or entry.facts.get("teacher")
    return named if isinstance(named, int) else None
