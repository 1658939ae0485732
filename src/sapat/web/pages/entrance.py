"""The entrance: which school to enter; and what everybody may set for themselves."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from sapat.web.doors import MemberRequest, anybody, signed_in
from sapat.web.shell import LATER

YEAR = 365 * 24 * 60 * 60


@signed_in
@require_safe
def entrance(request: MemberRequest) -> HttpResponse:
    """Lead into the only school, or offer the choice."""
    schools = request.member.schools()
    if len(schools) == 1:
        return redirect("check:home", code=schools[0].code)
    shown = [(school, school.edition(request.member.day).name) for school in schools]
    return render(request, "entrance.html", {"schools": shown})


@anybody
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or "as the device" in a cookie, and go back."""
    chosen = request.POST.get("theme", "")
    answer = _back(request)
    if chosen in {"light", "dark"}:
        answer.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie("theme", samesite="Lax")
    return answer


@signed_in
@require_POST
def later(request: MemberRequest) -> HttpResponse:
    """Ask no more about the second step until the next sign-in."""
    request.session[LATER] = True
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to the page the form stood on; never to another site."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return HttpResponseRedirect(target)
