"""The entrance: which school to enter."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sapat.web.doors import MemberRequest, signed_in


@signed_in
def entrance(request: MemberRequest) -> HttpResponse:
    """Lead into the only school, or offer the choice."""
    schools = request.member.schools()
    if len(schools) == 1:
        return redirect("check:home", code=schools[0].code)
    shown = [(school, school.edition(request.member.day).name) for school in schools]
    return render(request, "entrance.html", {"schools": shown})
