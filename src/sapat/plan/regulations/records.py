"""Where a proving record stands: the address of its page."""

from django.urls import NoReverseMatch, reverse

from sapat.core.proofs import Record


def address_of(record: Record, school: str) -> str:
    """Return the address of the record's page below a school; empty if it has none."""
    try:
        address = reverse(record.page, args=[school, *record.args])
    except NoReverseMatch:
        return ""
    return f"{address}?{record.query}" if record.query else address
