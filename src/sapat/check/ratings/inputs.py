"""What the management review sees of the ratings."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.ratings import reads
from sapat.check.ratings.models import Rating
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "check:ratings"


@gives("ratings", _("Internal ratings"), 48)
def ratings(question: Question, since: date) -> Told:
    """Tell which ratings were published in the period."""
    rows = [
        row
        for row in question.once(_ratings)
        if row.published_on and since <= row.published_on <= question.day
    ]
    if not rows:
        return Told(lacks=gettext("No rating was published in the period."), page=PAGE)
    figures = [Figure(str(row), row.get_state_display(), "check:rating", (row.pk,)) for row in rows]
    return Told(figures, page=PAGE)


def _ratings() -> list[Rating]:
    return list(reads.ratings())
