"""What waits about tests: a key that seems wrong, to be looked at by who brought the test in."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import ngettext

from sapat.check.testing.models import SatTest
from sapat.core.dues import Due, due
from sapat.core.proofs import Question

DAYS = 14
"""To look at a key that seems wrong, from the day the answers came in."""
REMEMBERED = 180
"""Days after which nobody is asked any more."""


@due("testing.keys")
def keys(question: Question) -> Iterable[Due]:
    """List tests in force whose key seems wrong somewhere."""
    since = question.day - timedelta(days=REMEMBERED)
    rows = SatTest.objects.filter(
        school=question.school, replaced_by=None, wrong_keys__gt=0, held_on__gte=since
    )
    for row in rows.order_by("held_on"):
        told = {"title": row.title, "many": row.wrong_keys}
        words = ngettext(
            "Test “%(title)s”: the key of %(many)s item seems wrong.",
            "Test “%(title)s”: the keys of %(many)s items seem wrong.",
            row.wrong_keys,
        )
        yield Due(
            key=f"testing.keys:{row.pk}",
            sentence=words % told,
            by=row.kept_at.date() + timedelta(days=DAYS),
            page="check:test",
            args=(row.pk,),
            persons=frozenset({row.author_id} if row.author_id else ()),
            roles=frozenset() if row.author_id else frozenset({"dep_academic"}),
            phase="check",
        )
