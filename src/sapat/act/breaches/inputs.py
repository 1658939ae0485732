"""What the management review sees of breaches: counts, and none so small that it names one."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.act.breaches import reads
from sapat.act.breaches.rules import LEAST, shown_count
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.school.calendar.rules import year_label


@gives("breaches", _("Breaches of the policy, in numbers"), 145)
def breaches(question: Question, _since: date) -> Told:
    """Tell how many cases each school year had."""
    counts: dict[int, int] = {}
    for one in question.once(reads.counted):
        counts[one.year] = counts.get(one.year, 0) + 1
    few = gettext("fewer than %(least)s") % {"least": LEAST}
    figures = [
        Figure(year_label(year), shown_count(number) or few, "act:breach_counts")
        for year, number in sorted(counts.items())
    ]
    return Told(figures or [Figure(gettext("Cases"), "0")], page="act:breach_counts")
