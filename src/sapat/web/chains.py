"""Records that hang together, with the addresses of their pages."""

from django.urls import NoReverseMatch, reverse

from sapat.act.loop.reads import Link
from sapat.web.doors import SchoolRequest


def address(request: SchoolRequest, page: str, args: tuple[object, ...]) -> str:
    """Return the address of a record below the school, or nothing if it has no page."""
    if not page:
        return ""
    try:
        return reverse(page, args=[request.school.code, *args])
    except NoReverseMatch:
        return ""


def linked(request: SchoolRequest, links: list[Link]) -> list[tuple[Link, str]]:
    """Return the links of a chain with their addresses, for `act/_chain.html`."""
    return [(one, address(request, one.page, one.args)) for one in links]
