"""The doors: the only way from a request to a page and from a page to a row."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from sapat.core.models import User
from sapat.core.rights import RIGHTS, Role, may
from sapat.school.boundary import SchoolRow, within
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.reads import Member

Page = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=SchoolRow)


class MemberRequest(HttpRequest):
    """A request of somebody signed in, whose posts are known."""

    user: User
    member: Member


class SchoolRequest(MemberRequest):
    """A request inside one school, with the roles its member holds there."""

    school: Organisation
    roles: frozenset[Role]

    def may(self, right: str) -> bool:
        """Answer whether the member holds the right in this school."""
        return may(self.roles, right)


def anybody(page: Page) -> Page:
    """Open a page that tells nothing to everybody, signed in or not."""
    page.right = "anybody"  # type: ignore[attr-defined]
    return page


def signed_in(page: Page) -> Page:
    """Open a page that belongs to no school to everybody who signed in."""

    @wraps(page)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.member = people.member(request.user, timezone.localdate())
        return page(request, *args, **kwargs)

    guarded = login_required(guarded)
    guarded.right = "signed in"  # type: ignore[attr-defined]
    return guarded


def right(name: str) -> Callable[[Page], Page]:
    """Open a school's page to members whose posts carry the right; hide it from strangers.

    The address names the school as `code`; the page finds it as `request.school`, and only that
    school's rows exist while the page runs.
    """
    RIGHTS[name]  # a misspelt right fails at start-up, not in use

    def guard(page: Page) -> Page:
        @wraps(page)
        def guarded(request: Any, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
            request.member = people.member(request.user, timezone.localdate())
            school = organisations.school(code)
            roles = request.member.roles_in(school) if school else frozenset()
            if school is None or not roles:
                raise Http404
            if not may(roles, name):
                raise PermissionDenied
            request.school, request.roles = school, roles
            with within(school):
                request.may = lambda other: may(roles, other)
                return page(request, *args, **kwargs)

        guarded = login_required(guarded)
        guarded.right = name  # type: ignore[attr-defined]
        return guarded

    return guard


def seen(request: SchoolRequest, model: type[Row], pk: int) -> Row:
    """Return the row if it belongs to the request's school; 404 hides that others exist."""
    rows = model.objects.filter(school=request.school)
    found: Row = get_object_or_404(rows, pk=pk)
    return found


def found_or_404(row: object | None) -> Any:
    """Return the row, or answer 404 for None."""
    if row is None:
        raise Http404
    return row


def never_cache_members(page: Page) -> Page:
    """Middleware: nobody's page is kept by a cache and shown to somebody else."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = page(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    return answer
